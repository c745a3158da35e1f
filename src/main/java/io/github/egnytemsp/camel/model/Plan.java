package io.github.egnytemsp.camel.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A plan of the MSP: a pool that its domains share. Any part is null where the API does not tell it.
 *
 * @param id its id, as trials want it
 * @param planId its id, as quotes want it
 * @param planName its name
 * @param maxPlanPuLicences power users of the pool
 * @param maxPlanSuLicences standard users of the pool
 * @param costPerUser what a power user costs a month
 * @param maxPlanStorage storage of the pool
 * @param allocatedPlanStorage storage given to domains
 * @param availablePlanStorage storage left
 * @param totalCupPurchased CUP bought
 * @param totalCupIncluded CUP included
 * @param totalCupAvailable CUP available
 * @param totalCupUsed CUP used
 * @param totalCupUnused CUP not used
 * @param features its features
 * @param packages its packages
 * @param sources its sources
 * @param others fields that this library does not know, or whose form it does not, in their order
 */
public record Plan(String id, String planId, String planName, Integer maxPlanPuLicences, Integer maxPlanSuLicences,
        BigDecimal costPerUser, BigDecimal maxPlanStorage, BigDecimal allocatedPlanStorage,
        BigDecimal availablePlanStorage, BigDecimal totalCupPurchased, BigDecimal totalCupIncluded,
        BigDecimal totalCupAvailable, BigDecimal totalCupUsed, BigDecimal totalCupUnused, List<Feature> features,
        List<Feature> packages, List<Feature> sources, Map<String, JsonNode> others) implements MspRecord {

    /** Makes lists and maps unmodifiable. */
    public Plan {
        features = features == null ? List.of() : List.copyOf(features);
        packages = packages == null ? List.of() : List.copyOf(packages);
        sources = sources == null ? List.of() : List.copyOf(sources);
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the record
     */
    public static Plan fromJson(JsonNode node) {
        Fields fields = new Fields(node);
        return new Plan(
                fields.text("id"), fields.text("planId"), fields.text("planName"), fields.integer("maxPlanPuLicences"),
                fields.integer("maxPlanSuLicences"), fields.decimal("costPerUser"), fields.decimal("maxPlanStorage"),
                fields.decimal("allocatedPlanStorage"), fields.decimal("availablePlanStorage"),
                fields.decimal("totalCupPurchased"), fields.decimal("totalCupIncluded"),
                fields.decimal("totalCupAvailable"), fields.decimal("totalCupUsed"), fields.decimal("totalCupUnused"),
                fields.list("features", Feature::fromJson), fields.list("packages", Feature::fromJson),
                fields.list("sources", Feature::fromJson), fields.others());
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer()
                .put("id", id)
                .put("planId", planId)
                .put("planName", planName)
                .put("maxPlanPuLicences", maxPlanPuLicences)
                .put("maxPlanSuLicences", maxPlanSuLicences)
                .money("costPerUser", costPerUser)
                .put("maxPlanStorage", maxPlanStorage)
                .put("allocatedPlanStorage", allocatedPlanStorage)
                .put("availablePlanStorage", availablePlanStorage)
                .put("totalCupPurchased", totalCupPurchased)
                .put("totalCupIncluded", totalCupIncluded)
                .put("totalCupAvailable", totalCupAvailable)
                .put("totalCupUsed", totalCupUsed)
                .put("totalCupUnused", totalCupUnused)
                .put("features", features)
                .put("packages", packages)
                .put("sources", sources)
                .with(others);
    }
}
