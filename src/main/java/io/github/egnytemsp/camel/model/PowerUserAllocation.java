package io.github.egnytemsp.camel.model;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Power users that were given to a domain out of the plan's pool. Any part is null where the API does not tell it.
 *
 * @param domain the domain
 * @param previousPowerUsers power users before
 * @param newPowerUsers power users after
 * @param poolAvailableAfter power users that the pool has left
 * @param others fields that this library does not know, or whose form it does not, in their order
 */
public record PowerUserAllocation(String domain, Integer previousPowerUsers, Integer newPowerUsers,
        Integer poolAvailableAfter, Map<String, JsonNode> others) implements MspRecord {

    /** Makes lists and maps unmodifiable. */
    public PowerUserAllocation {
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the record
     */
    public static PowerUserAllocation fromJson(JsonNode node) {
        Fields fields = new Fields(node);
        return new PowerUserAllocation(
                fields.text("domain"), fields.integer("previousPowerUsers"), fields.integer("newPowerUsers"),
                fields.integer("poolAvailableAfter"), fields.others());
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer()
                .put("domain", domain)
                .put("previousPowerUsers", previousPowerUsers)
                .put("newPowerUsers", newPowerUsers)
                .put("poolAvailableAfter", poolAvailableAfter)
                .with(others);
    }
}
