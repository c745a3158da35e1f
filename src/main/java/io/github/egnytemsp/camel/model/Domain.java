package io.github.egnytemsp.camel.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A customer's Egnyte domain. Any part is null where the API does not tell it.
 *
 * @param domain its name
 * @param planId the plan's id
 * @param planName the plan's name
 * @param status its status
 * @param createdOn when it was created
 * @param subscriptionDate when the subscription began
 * @param availablePuLicences power users that it has
 * @param usedPuLicences power users in use
 * @param unusedPuLicences power users not in use
 * @param availableSuLicences standard users that it has
 * @param usedSuLicences standard users in use
 * @param unusedSuLicences standard users not in use
 * @param availableStorage storage, in the API's unit
 * @param usedStorage storage in use
 * @param allocatedStorage storage given to it
 * @param monthlyCost what it costs a month
 * @param features its features
 * @param sources its sources
 * @param others fields that this library does not know, or whose form it does not, in their order
 */
public record Domain(String domain, String planId, String planName, String status, LocalDate createdOn,
        LocalDate subscriptionDate, Integer availablePuLicences, Integer usedPuLicences, Integer unusedPuLicences,
        Integer availableSuLicences, Integer usedSuLicences, Integer unusedSuLicences, BigDecimal availableStorage,
        BigDecimal usedStorage, BigDecimal allocatedStorage, BigDecimal monthlyCost, List<Feature> features,
        List<Feature> sources, Map<String, JsonNode> others) implements MspRecord {

    /** Makes lists and maps unmodifiable. */
    public Domain {
        features = features == null ? List.of() : List.copyOf(features);
        sources = sources == null ? List.of() : List.copyOf(sources);
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the record
     */
    public static Domain fromJson(JsonNode node) {
        Fields fields = new Fields(node);
        return new Domain(
                fields.text("domain"), fields.text("planId"), fields.text("planName"), fields.text("status"),
                fields.date("createdOn"), fields.date("subscriptionDate"), fields.integer("availablePuLicences"),
                fields.integer("usedPuLicences"), fields.integer("unusedPuLicences"),
                fields.integer("availableSuLicences"), fields.integer("usedSuLicences"),
                fields.integer("unusedSuLicences"), fields.decimal("availableStorage"), fields.decimal("usedStorage"),
                fields.decimal("allocatedStorage"), fields.decimal("monthlyCost"),
                fields.list("features", Feature::fromJson), fields.list("sources", Feature::fromJson), fields.others());
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer()
                .put("domain", domain)
                .put("planId", planId)
                .put("planName", planName)
                .put("status", status)
                .put("createdOn", createdOn)
                .put("subscriptionDate", subscriptionDate)
                .put("availablePuLicences", availablePuLicences)
                .put("usedPuLicences", usedPuLicences)
                .put("unusedPuLicences", unusedPuLicences)
                .put("availableSuLicences", availableSuLicences)
                .put("usedSuLicences", usedSuLicences)
                .put("unusedSuLicences", unusedSuLicences)
                .put("availableStorage", availableStorage)
                .put("usedStorage", usedStorage)
                .put("allocatedStorage", allocatedStorage)
                .money("monthlyCost", monthlyCost)
                .put("features", features)
                .put("sources", sources)
                .with(others);
    }
}
