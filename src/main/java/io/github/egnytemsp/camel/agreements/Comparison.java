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
package io.github.egnytemsp.camel.agreements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MspRecord;
import io.github.egnytemsp.camel.model.Plan;

/** What a comparison of Egnyte with the agreements has found, and what it could not find out. */
public final class Comparison implements MspRecord {

    /** The lists of the report are whole. */
    private static final int LONGEST_SUMMARY = 4000;

    private final Instant at;
    private final int mapped;
    private int agree;
    private int differ;
    private boolean unread;
    private final ArrayNode unknown = Json.mapper().createArrayNode();
    private final List<String> unmapped = new ArrayList<>();
    private final ArrayNode plans = Json.mapper().createArrayNode();
    private final List<String> newPlans = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Comparison(Instant at, int mapped) {
        this.at = at;
        this.mapped = mapped;
    }

    void agrees() {
        agree++;
    }

    void differs() {
        differ++;
    }

    /** A line of which it is not known whether it agrees. */
    void unknown(MappedLine line, String reason) {
        unknown.addObject().put("domain", line.domain()).put("agreement", line.agreement()).put("addition", line.addition())
                .put("reason", reason);
    }

    /** A line whose agreement could not be read. */
    void unread(MappedLine line, String reason) {
        unread = true;
        unknown(line, reason);
    }

    /** Something that Egnyte bills and the mapping does not have. */
    void unmapped(String name) {
        unmapped.add(name);
    }

    /**
     * A plan, and how many of its power users the domains have.
     *
     * @param allocated the sum, or null if the domains are not known
     * @param isNew     whether the comparison before did not see it
     */
    void plan(Plan plan, Integer allocated, boolean isNew) {
        ObjectNode json = plans.addObject().put("planId", plan.planId()).put("planName", plan.planName());
        if (plan.maxPlanPuLicences() != null && allocated != null) {
            json.put("powerUsers", plan.maxPlanPuLicences()).put("allocated", allocated)
                    .put("unallocated", plan.maxPlanPuLicences() - allocated);
        }
        if (isNew) {
            json.put("new", true);
            newPlans.add(plan.planName());
        }
    }

    void problem(String text) {
        problems.add(text);
    }

    /**
     * Whether everything was compared, and nothing differs.
     *
     * @return false if a line differs, if one could not be compared, if something is not mapped, if a plan is new, and
     *         if nothing was compared
     */
    public boolean allAgree() {
        return agree > 0 && isComplete() && differ == 0 && unmapped.isEmpty() && newPlans.isEmpty();
    }

    /**
     * Whether every mapped line was compared, and every list read.
     *
     * @return false if a side could not be read, in whole or in part, or the mapping is empty
     */
    public boolean isComplete() {
        return mapped > 0 && problems.isEmpty() && unknown.isEmpty();
    }

    /** Whether nothing has to be read once more: what is wrong with a line or the mapping needs a person. */
    boolean hasReadAll() {
        return problems.isEmpty() && !unread;
    }

    /**
     * The result in one sentence or more, for the log and for people.
     *
     * @return the text
     */
    public String summary() {
        if (allAgree()) {
            return "All " + agree + " mapped lines agree.";
        }
        StringBuilder text = new StringBuilder();
        if (mapped == 0 && problems.isEmpty()) {
            text.append("Nothing was compared: the mapping is empty.");
        } else if (agree + differ == 0) {
            text.append("Nothing was compared.");
        } else {
            text.append(agree + differ).append(" of ").append(mapped).append(" mapped lines were compared: ").append(agree)
                    .append(" agree, ").append(differ).append(differ == 1 ? " differs." : " differ.");
        }
        problems.forEach(problem -> text.append(' ').append(problem));
        reasons().forEach(
                (reason, lines) -> text.append(" Not compared: ").append(lines).append(" (").append(reason).append(")."));
        if (!unmapped.isEmpty()) {
            text.append(" Not mapped: ").append(String.join(", ", unmapped)).append('.');
        }
        if (!newPlans.isEmpty()) {
            text.append(" New plans: ").append(String.join(", ", newPlans)).append('.');
        }
        return LogText.of(text.toString(), LONGEST_SUMMARY);
    }

    /** Why lines were not compared, each reason once, with the domains of its lines. */
    private Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        unknown.forEach(line -> reasons.merge(
                line.get("reason").textValue(), line.get("domain").textValue(),
                (domains, domain) -> Set.of(domains.split(", ")).contains(domain) ? domains : domains + ", " + domain));
        return reasons;
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("at", at.toString()).put("allAgree", allAgree())
                .put("complete", isComplete()).put("mapped", mapped).put("agree", agree).put("differ", differ);
        json.set("unknown", unknown.deepCopy());
        unmapped.forEach(json.putArray("unmapped")::add);
        json.set("plans", plans.deepCopy());
        problems.forEach(json.putArray("problems")::add);
        return json.put("summary", summary());
    }
}
