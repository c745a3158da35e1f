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
package io.github.egnytemsp.camel.changes;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is different from the last time: a list of the API beside the one that is remembered. So a missed webhook, or a
 * licence that creeps up, is noticed.
 */
public final class ChangeDetector {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeDetector.class);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /**
     * What is in use, and what there is: of domains, tenants and plans. A domain's own storage is what is allocated to
     * it; {@code availableStorage} may be the pool's.
     */
    private static final String[][] USES = {
            { "usedPuLicences", "availablePuLicences" }, { "usedSuLicences", "availableSuLicences" },
            { "usedStorage", "allocatedStorage", "availableStorage" },
            { "totalCupUsed", "totalCupAvailable" }, { "allocatedPlanStorage", "maxPlanStorage" } };

    private final StateRepository<String, String> memory;
    private final String key;
    private final String resource;
    private final Thresholds thresholds;

    /**
     * What is told of, when it rises.
     *
     * @param percent above this part of what there is, 0 for not
     * @param fields  the fields of what is in use, such as {@code usedPuLicences}; empty for all that are known
     */
    public record Thresholds(int percent, Set<String> fields) {

        /**
         * @param  percent                  above this part of what there is, 0 for not
         * @param  fields                   the fields of what is in use, such as {@code usedPuLicences}; empty for all
         *                                  that are known
         * @throws IllegalArgumentException if a field is not one of those that have a limit beside them
         */
        public Thresholds {
            fields = Set.copyOf(fields);
            Set<String> known = Arrays.stream(USES).map(use -> use[0]).collect(Collectors.toCollection(TreeSet::new));
            if (!known.containsAll(fields)) {
                throw new IllegalArgumentException(
                        "thresholdFields holds " + new TreeSet<>(fields) + ": the fields are " + known);
            }
        }

        private boolean areOf(String field) {
            return percent > 0 && (fields.isEmpty() || fields.contains(field));
        }
    }

    /** What was found, and how to remember it. */
    public final class Detected {

        private final Changes changes;
        private final String snapshot;

        private Detected(Changes changes, String snapshot) {
            this.changes = changes;
            this.snapshot = snapshot;
        }

        /**
         * What is different.
         *
         * @return the changes
         */
        public Changes changes() {
            return changes;
        }

        /** Makes this the last time. Not done when the changes could not be handled: then they are told again. */
        public void remember() {
            if (!snapshot.equals(memory.getState(key))) {
                memory.setState(key, snapshot);
            }
        }
    }

    /**
     * @param memory     remembers the last list
     * @param key        under which it does
     * @param resource   {@code domains}, {@code tenants} or {@code plans}
     * @param thresholds what is told of when it rises
     */
    public ChangeDetector(StateRepository<String, String> memory, String key, String resource, Thresholds thresholds) {
        this.memory = memory;
        this.key = key;
        this.resource = resource;
        this.thresholds = thresholds;
    }

    /**
     * Compares a list with the remembered one.
     *
     * @param  records               the list, whole
     * @param  count                 how long the list is, as the API says; -1 if it does not
     * @return                       what is different
     * @throws IllegalStateException if there are fewer records than that: it has changed between two of its pages, and
     *                               what has moved to a page that was read before would look removed
     */
    public Detected detect(List<? extends MspRecord> records, long count) {
        Map<String, JsonNode> now = new TreeMap<>();
        records.forEach(record -> now.put(id(record.toJson()), record.toJson()));
        if (now.size() < count) {
            throw new IllegalStateException(
                    "The list of " + resource + " has changed while its pages were read: " + now.size() + " of " + count
                                            + " were read. No change is reported. The next check compares again");
        }
        JsonNode state = remembered();
        Map<String, JsonNode> before = state == null ? null : records(state);
        int percentBefore = state == null ? 0 : state.path("thresholdPercent").asInt();
        Changes changes = new Changes(resource, before == null, now.size());
        if (before != null) {
            compare(before, now, changes);
        }
        // with another threshold than last time, all that is above it is news
        boolean sameThreshold = percentBefore == thresholds.percent();
        now.forEach((id, record) -> addIfRisen(changes, id, before == null || !sameThreshold ? null : before.get(id), record));
        return new Detected(changes, snapshot(now));
    }

    /** In ASCII: Camel's file repository writes in the charset of the machine. */
    private String snapshot(Map<String, JsonNode> now) {
        ObjectNode snapshot = Json.mapper().createObjectNode().put("thresholdPercent", thresholds.percent());
        ObjectNode records = snapshot.putObject("records");
        now.forEach(records::set);
        try {
            return Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(snapshot);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, JsonNode> records(JsonNode state) {
        Map<String, JsonNode> records = new TreeMap<>();
        state.path("records").properties().forEach(entry -> records.put(entry.getKey(), entry.getValue()));
        return records;
    }

    private String id(JsonNode record) {
        String name = switch (resource) {
            case "domains" -> "domain";
            case "tenants" -> "tenant";
            // its id is another number, which may be the planId of another plan
            default -> "planId";
        };
        return record.hasNonNull(name) ? record.get(name).asText() : record.toString();
    }

    private JsonNode remembered() {
        String state = memory.getState(key);
        if (state == null || state.isEmpty()) {
            return null;
        }
        try {
            return Json.mapper().readTree(state);
        } catch (IOException e) {
            LOG.warn("The stored state of {} cannot be read. Changes since then are not reported", resource);
            return null;
        }
    }

    private static void compare(Map<String, JsonNode> before, Map<String, JsonNode> now, Changes changes) {
        now.forEach((id, record) -> {
            JsonNode old = before.get(id);
            if (old == null) {
                changes.added().add(record);
            } else if (!same(old, record)) {
                ObjectNode difference = difference(id, old, record);
                if (!difference.get("fields").isEmpty()) {
                    changes.changed().add(difference);
                }
            }
        });
        before.forEach((id, record) -> {
            if (!now.containsKey(id)) {
                changes.removed().add(record);
            }
        });
    }

    private static ObjectNode difference(String id, JsonNode before, JsonNode now) {
        ObjectNode change = Json.mapper().createObjectNode().put("id", id);
        ObjectNode fields = change.putObject("fields");
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!same(orNull(before.get(name)), orNull(now.get(name)))) {
                ObjectNode field = fields.putObject(name);
                field.set("before", before.get(name));
                field.set("after", now.get(name));
            }
        }
        return change;
    }

    /** What is not told and what is told to be nothing is the same. */
    private static JsonNode orNull(JsonNode value) {
        return value == null ? NullNode.getInstance() : value;
    }

    /** A snapshot is text, and 5 and 5.0 are the same number. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals((a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue())
                : a.equals(b) ? 0 : 1, other);
    }

    private void addIfRisen(Changes changes, String id, JsonNode before, JsonNode now) {
        for (String[] use : USES) {
            if (thresholds.areOf(use[0]) && isAbove(now, use) && (before == null || !isAbove(before, use))) {
                ArrayNode risen = changes.aboveThreshold();
                ObjectNode entry = risen.addObject().put("id", id).put("field", use[0]);
                entry.set("used", now.get(use[0]));
                entry.set("available", available(now, use));
                entry.put("percent", Json.decimal(now.get(use[0])).multiply(HUNDRED)
                        .divide(Json.decimal(available(now, use)), 1, RoundingMode.HALF_UP));
            }
        }
    }

    private boolean isAbove(JsonNode record, String[] use) {
        BigDecimal used = Json.decimal(record.path(use[0]));
        BigDecimal available = Json.decimal(available(record, use));
        return used != null && available != null && available.signum() > 0
                && used.multiply(HUNDRED).compareTo(available.multiply(BigDecimal.valueOf(thresholds.percent()))) > 0;
    }

    /** The first that is there. */
    private static JsonNode available(JsonNode record, String[] use) {
        return record.path(use[Json.decimal(record.path(use[1])) != null ? 1 : use.length - 1]);
    }
}
