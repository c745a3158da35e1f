/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the simulated MSP and its customers have: plans, domains and Protect tenants, as the JSON objects that the API
 * shows. Each has a field {@code simulatorNote} that Egnyte does not document, because new fields come without notice.
 * Thread-safe; what goes in and out is copied.
 */
public final class SimulatedAccount {

    /** The {@code planId} of the plan named Business, whose {@code id} is 1. */
    public static final int BUSINESS = 10;
    /** The {@code planId} of the plan named Enterprise, whose {@code id} is 10. */
    public static final int ENTERPRISE = 7;

    private static final List<String> OF_A_SINGLE_ONE = List.of("monthlyCost", "features", "sources");

    /**
     * A purchase: charged at once.
     *
     * @param planId     the plan's {@code planId}
     * @param powerUsers the power users that it has by then
     * @param cost       what was charged
     */
    public record Charge(long planId, int powerUsers, BigDecimal cost) {
    }

    private final Map<Long, ObjectNode> plans = new LinkedHashMap<>();
    private final Map<String, ObjectNode> domains = new LinkedHashMap<>();
    private final Map<String, ObjectNode> tenants = new LinkedHashMap<>();
    private final List<Charge> charges = new ArrayList<>();
    private int pageSize = 50;
    private boolean absoluteNextLinks = true;
    private boolean completeLists;
    private String nextHost;
    private String nextPath;

    /**
     * With two plans, three domains and a tenant. The one plan's {@code id} is the other's {@code planId}: who mixes
     * them up finds the wrong one.
     */
    SimulatedAccount() {
        putPlan(plan(1, BUSINESS, "Business", 100, "12.50", 5000));
        putPlan(plan(10, ENTERPRISE, "Enterprise", 40, "20.00", 9000));
        putDomain(domain("acme1", BUSINESS, "Business", 20, 15, 800, 300, "250.00"));
        putDomain(domain("acme2", BUSINESS, "Business", 10, 10, 400, 390, "125.00"));
        putDomain(domain("globex", ENTERPRISE, "Enterprise", 30, 12, 6000, 100, "600.00"));
        putTenant(tenant("acme1-protect", "acme1"));
    }

    /**
     * A Protect tenant like the one that is there at first.
     *
     * @param  name   its name
     * @param  domain of the customer
     * @return        an object for {@link #putTenant}
     */
    public static ObjectNode tenant(String name, String domain) {
        ObjectNode tenant = Json.object().put("tenant", name).put("domain", domain).put("planId", BUSINESS)
                .put("planName", "Business").put("createdOn", "2026-02-01").put("subscriptionDate", "2026-02-15")
                .put("status", "active");
        tenant.put("cupUsed", 3).put("cupIncluded", 10).put("totalCupPurchased", 0).put("totalCupIncluded", 10)
                .put("totalCupAvailable", 10)
                .put("totalCupUsed", 3).put("totalCupUnused", 7).put("monthlyCost", new BigDecimal("40.00"));
        return tenant;
    }

    private static ObjectNode plan(int id, int planId, String name, int powerUsers, String costPerUser, int storage) {
        ObjectNode plan
                = Json.object().put("id", id).put("planId", planId).put("planName", name).put("maxPlanPuLicences", powerUsers)
                        .put("maxPlanSuLicences", 1000).put("costPerUser", new BigDecimal(costPerUser))
                        .put("maxPlanStorage", storage).put("allocatedPlanStorage", storage / 2)
                        .put("availablePlanStorage", storage - storage / 2);
        plan.putArray("features").addObject().put("name", "audit").put("title", "Audit").put("category", "security")
                .put("type", "addon")
                .put("numPurchased", 1);
        return plan;
    }

    private static ObjectNode domain(
            String name, int planId, String planName, int powerUsers, int used, int storage, int usedStorage, String cost) {
        ObjectNode domain
                = Json.object().put("domain", name).put("planId", planId).put("planName", planName).put("status", "active")
                        .put("createdOn", "2026-01-10").put("subscriptionDate", "2026-01-24");
        users(domain, powerUsers, used);
        domain.put("availableSuLicences", 100).put("usedSuLicences", 7).put("unusedSuLicences", 93)
                .put("availableStorage", 2 * storage)
                .put("usedStorage", usedStorage).put("allocatedStorage", storage).put("monthlyCost", new BigDecimal(cost));
        domain.putArray("features");
        domain.putArray("sources").addObject().put("name", "files").put("title", "Files").put("category", "content")
                .put("type", "base")
                .put("numPurchased", 1);
        return domain;
    }

    static void users(ObjectNode domain, int powerUsers, int used) {
        domain.put("availablePuLicences", powerUsers).put("usedPuLicences", used).put("unusedPuLicences", powerUsers - used);
    }

    /**
     * How many records a page has.
     *
     * @param size 1 or more; default 50
     */
    public synchronized void pageSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("pageSize must be 1 or more, not " + size);
        }
        pageSize = size;
    }

    /**
     * Whether {@code next} is an absolute address (the default) or a relative one. Which one Egnyte sends is not
     * documented.
     *
     * @param absolute true for absolute
     */
    public synchronized void absoluteNextLinks(boolean absolute) {
        absoluteNextLinks = absolute;
    }

    /**
     * Lets {@code next} point to another host, as a mistaken or hostile answer might.
     *
     * @param host scheme, host and port, or null for the simulator's own
     */
    public synchronized void nextHost(String host) {
        nextHost = host;
    }

    /**
     * Lets {@code next} have another path, as behind a proxy that rewrites paths.
     *
     * @param path a path that begins with a slash, empty for a query alone, or null for the list's own
     */
    public synchronized void nextPath(String path) {
        nextPath = path;
    }

    /**
     * Whether lists of domains and tenants have everything that a single record has. By default they lack costs,
     * features and sources: Egnyte documents those of a single one.
     *
     * @param complete true for everything
     */
    public synchronized void completeLists(boolean complete) {
        completeLists = complete;
    }

    /**
     * Adds or replaces a plan.
     *
     * @param plan an object with the whole number {@code planId}
     */
    public synchronized void putPlan(ObjectNode plan) {
        plans.put(planId(plan), noted(plan));
    }

    /**
     * Adds or replaces a domain.
     *
     * @param domain an object with {@code domain}
     */
    public synchronized void putDomain(ObjectNode domain) {
        domains.put(domain.get("domain").asText(), noted(domain));
    }

    /**
     * Adds or replaces a tenant.
     *
     * @param tenant an object with {@code tenant}
     */
    public synchronized void putTenant(ObjectNode tenant) {
        tenants.put(tenant.get("tenant").asText(), noted(tenant));
    }

    private static ObjectNode noted(ObjectNode record) {
        return record.deepCopy().put("simulatorNote", "not documented");
    }

    /**
     * Somebody else changes a domain.
     *
     * @param  name                   its name
     * @param  change                 changes the object
     * @throws NoSuchElementException if there is none
     */
    public synchronized void changeDomain(String name, Consumer<ObjectNode> change) {
        change.accept(Optional.ofNullable(domains.get(name)).orElseThrow());
    }

    /**
     * Somebody else changes a plan, such as its price.
     *
     * @param  planId                 its {@code planId}
     * @param  change                 changes the object
     * @throws NoSuchElementException if there is none
     */
    public synchronized void changePlan(long planId, Consumer<ObjectNode> change) {
        change.accept(Optional.ofNullable(plans.get(planId)).orElseThrow());
    }

    /**
     * Removes a domain.
     *
     * @param name its name
     */
    public synchronized void removeDomain(String name) {
        domains.remove(name);
    }

    /**
     * Removes a tenant.
     *
     * @param name its name
     */
    public synchronized void removeTenant(String name) {
        tenants.remove(name);
    }

    /**
     * A domain like those that are there at first.
     *
     * @param  name          its name
     * @param  powerUsers    that it has
     * @param  standardUsers that it has
     * @param  storage       that it has
     * @return               an object for {@link #putDomain}
     */
    public static ObjectNode domain(String name, int powerUsers, int standardUsers, int storage) {
        return domain(name, BUSINESS, "Business", powerUsers, 1, storage, 1, "1.00").put("availableSuLicences", standardUsers);
    }

    /**
     * One domain.
     *
     * @param  name its name
     * @return      the object, or empty
     */
    public synchronized Optional<ObjectNode> domain(String name) {
        return Optional.ofNullable(domains.get(name)).map(ObjectNode::deepCopy);
    }

    /**
     * One plan.
     *
     * @param  planId its {@code planId}
     * @return        the object, or empty
     */
    public synchronized Optional<ObjectNode> plan(long planId) {
        return Optional.ofNullable(plans.get(planId)).map(ObjectNode::deepCopy);
    }

    /**
     * What was bought.
     *
     * @return the purchases in their order
     */
    public synchronized List<Charge> charges() {
        return List.copyOf(charges);
    }

    synchronized Optional<ObjectNode> tenant(String name) {
        return Optional.ofNullable(tenants.get(name)).map(ObjectNode::deepCopy);
    }

    synchronized List<ObjectNode> all(String resource, Optional<String> planName) {
        Collection<ObjectNode> records = switch (resource) {
            case "domains" -> domains.values();
            case "tenants" -> tenants.values();
            default -> plans.values();
        };
        boolean whole = completeLists || resource.equals("plans");
        return records.stream().filter(record -> planName.isEmpty() || planName.get().equals(record.path("planName").asText()))
                .map(ObjectNode::deepCopy).map(record -> whole ? record : record.remove(OF_A_SINGLE_ONE)).toList();
    }

    /** The power users of a plan that no domain has. */
    synchronized int pool(long planId) {
        int given = domains.values().stream().filter(domain -> planId(domain) == planId)
                .mapToInt(domain -> domain.path("availablePuLicences").asInt()).sum();
        return plans.get(planId).path("maxPlanPuLicences").asInt() - given;
    }

    private static long planId(ObjectNode record) {
        return record.path("planId").asLong();
    }

    synchronized void charge(Charge charge) {
        plans.get(charge.planId()).put("maxPlanPuLicences", charge.powerUsers());
        charges.add(charge);
    }

    synchronized int pageSize() {
        return pageSize;
    }

    synchronized boolean completeLists() {
        return completeLists;
    }

    synchronized boolean absoluteNextLinks() {
        return absoluteNextLinks;
    }

    synchronized String nextHost() {
        return nextHost;
    }

    synchronized String nextPath() {
        return nextPath;
    }

    /** The address of a list as {@code next} shows it, without its query. */
    synchronized String link(String ownOrigin, String ownPath) {
        String origin = nextHost != null ? nextHost : absoluteNextLinks ? ownOrigin : "";
        return origin + (nextPath != null ? nextPath : ownPath);
    }
}
