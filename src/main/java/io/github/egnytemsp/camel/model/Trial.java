package io.github.egnytemsp.camel.model;

import java.time.LocalDate;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A trial that was created. Any part is null where the API does not tell it.
 *
 * @param domain its domain
 * @param domainUrl the domain's address
 * @param trialStart its first day
 * @param trialEnd its last day
 * @param powerUsers its power users
 * @param storageGb its storage in GB
 * @param others fields that this library does not know, or whose form it does not, in their order
 */
public record Trial(String domain, String domainUrl, LocalDate trialStart, LocalDate trialEnd, Integer powerUsers,
        Integer storageGb, Map<String, JsonNode> others) implements MspRecord {

    /** Makes lists and maps unmodifiable. */
    public Trial {
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the record
     */
    public static Trial fromJson(JsonNode node) {
        Fields fields = new Fields(node);
        return new Trial(
                fields.text("domain"), fields.text("domainUrl"), fields.date("trialStart"), fields.date("trialEnd"),
                fields.integer("powerUsers"), fields.integer("storageGB"), fields.others());
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer()
                .put("domain", domain)
                .put("domainUrl", domainUrl)
                .put("trialStart", trialStart)
                .put("trialEnd", trialEnd)
                .put("powerUsers", powerUsers)
                .put("storageGB", storageGb)
                .with(others);
    }
}
