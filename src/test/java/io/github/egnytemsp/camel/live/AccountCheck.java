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
package io.github.egnytemsp.camel.live;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares an account with what is known of the API, by calls that change nothing. */
final class AccountCheck {

    private static final String NOTHING_THERE = "00000000-0000-4000-8000-00000000dead";
    private static final String MASHERY = "X-Mashery-Error-Code";
    private static final List<String> LIMITS
            = List.of("x-accesstoken-qps-allotted", "x-accesstoken-qps-current", "x-accesstoken-quota-allotted",
                    "x-accesstoken-quota-current");

    private final LiveApi api;
    private final LiveReport report;

    AccountCheck(LiveApi api, LiveReport report) {
        this.api = api;
        this.report = report;
    }

    /** Makes 14 calls at the most, one of them with a token that is made up. */
    void run() throws IOException, InterruptedException {
        webhooks();
        JsonNode domains = list("domains", FieldForm.DOMAIN);
        single("domains", "domain", domains, FieldForm.DOMAIN);
        storage(domains);
        planNameFilter(domains);
        JsonNode tenants = list("tenants", FieldForm.TENANT);
        single("tenants", "tenant", tenants, FieldForm.TENANT);
        JsonNode plans = list("plans", FieldForm.PLAN);
        planIds(plans, domains);
        quote(plans.path(0));
        slash();
        unknownWebhook();
        madeUpToken();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = api.get(path);
        String what = "GET " + LiveApi.masked(path);
        report.expect(answer.statusCode() == 200,
                what + ": " + answer.statusCode() + ", headers " + LiveApi.headerNames(answer));
        LIMITS.stream().filter(name -> answer.headers().firstValue(name).isEmpty())
                .forEach(name -> report.differs(what + ": no header " + name));
        JsonNode json = LiveApi.json(answer.body());
        if (json.isMissingNode()) {
            report.differs(what + ": the body is no JSON");
        }
        return json;
    }

    private void webhooks() throws IOException, InterruptedException {
        JsonNode list = get("/webhooks");
        report.expect(list.isArray(), "/webhooks: " + FieldForm.describe(list));
        fields("/webhooks", list, FieldForm.WEBHOOK);
        if (list.path(0).hasNonNull("webhook_id")) {
            JsonNode webhook = get("/webhooks/" + encode(list.get(0).get("webhook_id").asText()));
            fields("/webhooks/...", List.of(webhook), FieldForm.WEBHOOK);
        }
        statuses("/webhooks", list, Set.of("enabled", "disabled"));
    }

    private JsonNode list(String resource, Map<String, FieldForm> fields) throws IOException, InterruptedException {
        String what = "/" + resource;
        JsonNode page = get(what);
        TreeSet<String> more = new TreeSet<>();
        page.fieldNames().forEachRemaining(more::add);
        more.removeAll(List.of("next", "previous", "count", "results"));
        String form
                = "results " + FieldForm.describe(page.path("results")) + ", count " + FieldForm.describe(page.path("count"));
        report.expect(page.path("results").isArray() && page.path("count").isInt() && more.isEmpty(),
                what + ": a page with " + form + (more.isEmpty() ? "" : ", and " + more));
        next(what, page.path("next"));
        fields(what, page.path("results"), fields);
        statuses(what, page.path("results"), null);
        return page.path("results");
    }

    /** Only its query is used; the rest is for who wants to know. */
    private void next(String what, JsonNode next) {
        if (!next.isTextual()) {
            report.expect(next.isNull() || next.isMissingNode(), what + ": next is " + FieldForm.describe(next));
            return;
        }
        URI own = URI.create(api.baseUrl() + "/pubapi/v1/msp" + what);
        try {
            URI address = URI.create(next.textValue());
            URI resolved = own.resolve(address);
            List<String> query = resolved.getRawQuery() == null
                    ? List.of()
                    : Arrays.stream(resolved.getRawQuery().split("&")).map(pair -> pair.replaceFirst("=.*", "")).toList();
            report.expect(!query.isEmpty(), what + ": next is " + (address.isAbsolute() ? "absolute" : "relative") + ", host "
                                            + (api.sameOrigin(resolved) ? "the same" : "another") + ", path "
                                            + (own.getPath().equals(resolved.getPath()) ? "the same" : "another")
                                            + ", query of " + query);
        } catch (IllegalArgumentException e) {
            report.differs(what + ": next is no address");
        }
    }

    private void single(String resource, String id, JsonNode records, Map<String, FieldForm> fields)
            throws IOException, InterruptedException {
        if (records.path(0).hasNonNull(id)) {
            fields("/" + resource + "/...", List.of(get("/" + resource + "/" + encode(records.get(0).get(id).asText()))),
                    fields);
        }
    }

    private void fields(String what, Iterable<JsonNode> records, Map<String, FieldForm> expected) {
        Map<String, TreeSet<String>> seen = new TreeMap<>();
        Map<String, TreeSet<String>> wrong = new TreeMap<>();
        records.forEach(record -> record.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                String form = FieldForm.describe(field.getValue());
                seen.computeIfAbsent(field.getKey(), key -> new TreeSet<>()).add(form);
                FieldForm right = expected.get(field.getKey());
                if (right == null || !right.fits(field.getValue())) {
                    wrong.computeIfAbsent(field.getKey(), key -> new TreeSet<>()).add(form);
                }
            }
        }));
        wrong.forEach((name, forms) -> report.differs(what + ": the field " + name + " is " + forms
                                                      + (expected.containsKey(name)
                                                              ? ", not " + expected.get(name) : ", and new")));
        expected.forEach((name, form) -> {
            if (form == FieldForm.DATE && seen.containsKey(name)) {
                report.note(what + ": " + name + " is " + seen.get(name));
            }
        });
        List<String> missing = new ArrayList<>(expected.keySet());
        missing.removeAll(seen.keySet());
        report.note(what + (seen.isEmpty() ? ": empty, nothing to compare" : ": not seen: " + missing));
    }

    /** A status is a word of the API's; anything longer might be something else. */
    private void statuses(String what, JsonNode records, Set<String> known) {
        TreeSet<String> statuses = new TreeSet<>();
        records.forEach(record -> statuses.add(record.path("status").asText()));
        statuses.removeIf(status -> !status.matches("[A-Za-z_]{1,20}"));
        report.expect(known == null || known.containsAll(statuses), what + ": status is one of " + statuses);
    }

    private void storage(JsonNode domains) {
        long both = count(domains, domain -> domain.has("allocatedStorage") && domain.has("availableStorage"));
        long differ = count(domains, domain -> !domain.path("allocatedStorage").equals(domain.path("availableStorage")));
        long over = count(domains,
                domain -> domain.path("usedStorage").asDouble() > domain.path("allocatedStorage").asDouble(Double.MAX_VALUE));
        report.note("/domains: allocatedStorage and availableStorage are both there in " + both + ", differ in " + differ
                    + " of " + domains.size()
                    + "; usedStorage is over allocatedStorage in " + over);
    }

    private void planIds(JsonNode plans, JsonNode domains) {
        long differ = count(plans, plan -> !plan.path("id").equals(plan.path("planId")));
        Set<JsonNode> ids = values(plans, "id");
        Set<JsonNode> planIds = values(plans, "planId");
        report.note("/plans: id and planId differ in " + differ + " of " + plans.size());
        long right = count(domains, domain -> planIds.contains(domain.path("planId")));
        long crossed = count(domains, domain -> ids.contains(domain.path("planId")));
        // neither may be: plans have pages
        report.expect(right > 0 || crossed == 0, "/domains: planId is the planId of a plan in " + right + ", the id of one in "
                                                 + crossed + " of " + domains.size());
    }

    private void planNameFilter(JsonNode domains) throws IOException, InterruptedException {
        JsonNode name = domains.path(0).path("planName");
        if (name.isTextual()) {
            JsonNode filtered = get("/domains?planName=" + encode(name.textValue())).path("results");
            long wrong = count(filtered, domain -> !name.equals(domain.path("planName")));
            report.expect(wrong == 0 && !filtered.isEmpty(),
                    "/domains?planName=...: " + filtered.size() + " domains of " + domains.size()
                                                             + " without a filter, " + wrong + " of another plan");
        }
    }

    /** At the number of power users that the plan has: nothing would change, and a quote changes nothing anyway. */
    private void quote(JsonNode plan) throws IOException, InterruptedException {
        if (!plan.path("planId").isNumber() || plan.path("maxPlanPuLicences").asInt() < 1) {
            return;
        }
        HttpResponse<String> answer = api.call("POST", "/plans/" + plan.get("planId").asText() + "/power-users/quote/",
                "{\"powerUsers\":" + plan.get("maxPlanPuLicences").asInt() + "}");
        JsonNode quote = LiveApi.json(answer.body());
        report.expect(answer.statusCode() == 200,
                "a quote at the present number, by planId: " + answer.statusCode() + shape(answer));
        if (answer.statusCode() == 200) {
            Map<String, FieldForm> fields
                    = Map.of("previousPowerUsers", FieldForm.INTEGER, "newPowerUsers", FieldForm.INTEGER, "deltaPowerUsers",
                            FieldForm.INTEGER, "deltaMonthly", FieldForm.DECIMAL_TEXT, "proratedCost", FieldForm.DECIMAL_TEXT,
                            "proratedDaysLeft",
                            FieldForm.INTEGER, "proratedMonthsLeft", FieldForm.INTEGER);
            fields("a quote", List.of(quote), fields);
            report.expect(quote.path("deltaPowerUsers").asInt(-1) == 0, "a quote at the present number: deltaPowerUsers is "
                                                                        + (quote.path("deltaPowerUsers").asInt(-1) == 0
                                                                                ? "0" : "not 0"));
        }
    }

    private void slash() throws IOException, InterruptedException {
        HttpResponse<String> answer = api.call("GET", "/domains/", null);
        report.note("GET /domains/: " + answer.statusCode() + (answer.statusCode() / 100 == 2 ? "" : shape(answer)));
    }

    private void unknownWebhook() throws IOException, InterruptedException {
        HttpResponse<String> answer = api.get("/webhooks/" + NOTHING_THERE);
        report.expect(answer.statusCode() == 404, "a webhook that is not there: " + answer.statusCode() + shape(answer));
    }

    private void madeUpToken() throws IOException, InterruptedException {
        HttpResponse<String> answer = api.call("GET", "/webhooks", null, "made-up-by-the-live-check");
        String code = answer.headers().firstValue(MASHERY).orElse("");
        boolean inactive = answer.statusCode() == 403 && code.equals("ERR_403_DEVELOPER_INACTIVE");
        report.expect(answer.statusCode() == 401 || inactive, "a made-up token: " + answer.statusCode()
                                                              + (code.matches("ERR_[0-9A-Z_]+") ? " " + code : "")
                                                              + shape(answer) + ", headers "
                                                              + LiveApi.headerNames(answer));
    }

    /** The fields of an error's body, not what is in them. */
    private static String shape(HttpResponse<String> answer) {
        JsonNode body = LiveApi.json(answer.body());
        TreeSet<String> fields = new TreeSet<>();
        body.properties().forEach(field -> {
            JsonNode value = field.getValue().isArray() ? field.getValue().path(0) : field.getValue();
            TreeSet<String> inner = new TreeSet<>();
            value.fieldNames().forEachRemaining(inner::add);
            fields.add(field.getKey() + (inner.isEmpty() ? "" : inner.toString()));
        });
        return fields.isEmpty()
                ? ", body of " + answer.headers().firstValue("Content-Type").orElse("no type") : ", body with " + fields;
    }

    private static long count(JsonNode records, Predicate<JsonNode> condition) {
        return StreamSupport.stream(records.spliterator(), false).filter(condition).count();
    }

    private static Set<JsonNode> values(JsonNode records, String field) {
        Set<JsonNode> values = new LinkedHashSet<>();
        records.forEach(record -> values.add(record.path(field)));
        return values;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
