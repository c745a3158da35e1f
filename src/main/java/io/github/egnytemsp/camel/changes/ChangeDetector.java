package io.github.egnytemsp.camel.changes;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
    /** What is in use, and what there is: of domains, tenants and plans. */
    private static final String[][] USES = {
            { "usedPuLicences", "availablePuLicences" }, { "usedStorage", "availableStorage" },
            { "totalCupUsed", "totalCupAvailable" }, { "allocatedPlanStorage", "maxPlanStorage" } };

    private final StateRepository<String, String> memory;
    private final String key;
    private final String resource;
    private final int thresholdPercent;

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
            memory.setState(key, snapshot);
        }
    }

    /**
     * @param memory           remembers the last list
     * @param key              under which it does
     * @param resource         {@code domains}, {@code tenants} or {@code plans}
     * @param thresholdPercent tell of what rose above this part of what there is, in percent; 0 for not
     */
    public ChangeDetector(StateRepository<String, String> memory, String key, String resource, int thresholdPercent) {
        this.memory = memory;
        this.key = key;
        this.resource = resource;
        this.thresholdPercent = thresholdPercent;
    }

    /**
     * Compares a list with the remembered one.
     *
     * @param  records the list, whole
     * @return         what is different
     */
    public Detected detect(Iterator<? extends MspRecord> records) {
        Map<String, JsonNode> now = new TreeMap<>();
        while (records.hasNext()) {
            JsonNode record = records.next().toJson();
            now.put(id(record), record);
        }
        Map<String, JsonNode> before = remembered();
        Changes changes = new Changes(resource, before == null, now.size());
        if (before != null) {
            compare(before, now, changes);
        }
        if (thresholdPercent > 0) {
            now.forEach((id, record) -> addIfRisen(changes, id, before == null ? null : before.get(id), record));
        }
        ObjectNode snapshot = Json.mapper().createObjectNode();
        now.forEach(snapshot::set);
        return new Detected(changes, snapshot.toString());
    }

    private String id(JsonNode record) {
        String[] names = switch (resource) {
            case "domains" -> new String[] { "domain" };
            case "tenants" -> new String[] { "tenant" };
            default -> new String[] { "planId", "id" };
        };
        for (String name : names) {
            if (record.hasNonNull(name)) {
                return record.get(name).asText();
            }
        }
        return record.toString();
    }

    private Map<String, JsonNode> remembered() {
        String state = memory.getState(key);
        if (state == null || state.isEmpty()) {
            return null;
        }
        try {
            Map<String, JsonNode> before = new TreeMap<>();
            Json.mapper().readTree(state).properties().forEach(entry -> before.put(entry.getKey(), entry.getValue()));
            return before;
        } catch (IOException e) {
            LOG.warn("The remembered {} cannot be read, starting anew: changes since then are not told", resource);
            return null;
        }
    }

    private static void compare(Map<String, JsonNode> before, Map<String, JsonNode> now, Changes changes) {
        now.forEach((id, record) -> {
            JsonNode old = before.get(id);
            if (old == null) {
                changes.added().add(record);
            } else if (!same(old, record)) {
                changes.changed().add(difference(id, old, record));
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
            if (!same(before.path(name), now.path(name))) {
                ObjectNode field = fields.putObject(name);
                field.set("before", before.get(name));
                field.set("after", now.get(name));
            }
        }
        return change;
    }

    /** A snapshot is text, and 5 and 5.0 are the same number. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals((a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue())
                : a.equals(b) ? 0 : 1, other);
    }

    private void addIfRisen(Changes changes, String id, JsonNode before, JsonNode now) {
        for (String[] use : USES) {
            BigDecimal percent = percent(now, use);
            BigDecimal last = before == null ? null : percent(before, use);
            boolean above = percent != null && percent.compareTo(BigDecimal.valueOf(thresholdPercent)) > 0;
            boolean wasAbove = last != null && last.compareTo(BigDecimal.valueOf(thresholdPercent)) > 0;
            if (above && !wasAbove) {
                ArrayNode risen = changes.aboveThreshold();
                ObjectNode entry = risen.addObject().put("id", id).put("field", use[0]);
                entry.set("used", now.get(use[0]));
                entry.set("available", now.get(use[1]));
                entry.put("percent", percent);
            }
        }
    }

    private static BigDecimal percent(JsonNode record, String[] use) {
        JsonNode used = record.path(use[0]);
        JsonNode available = record.path(use[1]);
        return used.isNumber() && available.isNumber() && available.decimalValue().signum() > 0
                ? used.decimalValue().multiply(HUNDRED).divide(available.decimalValue(), 1, RoundingMode.HALF_UP) : null;
    }
}
