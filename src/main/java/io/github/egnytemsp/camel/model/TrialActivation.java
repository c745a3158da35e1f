package io.github.egnytemsp.camel.model;

import java.time.LocalDate;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A trial that became a subscription. Any part is null where the API does not tell it.
 *
 * @param domain its domain
 * @param domainUrl the domain's address
 * @param activationDate the day of it
 * @param others fields that this library does not know, or whose form it does not, in their order
 */
public record TrialActivation(String domain, String domainUrl, LocalDate activationDate, Map<String, JsonNode> others)
        implements
            MspRecord {

    /** Makes lists and maps unmodifiable. */
    public TrialActivation {
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the record
     */
    public static TrialActivation fromJson(JsonNode node) {
        Fields fields = new Fields(node);
        return new TrialActivation(
                fields.text("domain"), fields.text("domainUrl"), fields.date("activationDate"), fields.others());
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer()
                .put("domain", domain)
                .put("domainUrl", domainUrl)
                .put("activationDate", activationDate)
                .with(others);
    }
}
