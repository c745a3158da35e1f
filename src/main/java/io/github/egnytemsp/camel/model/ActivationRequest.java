package io.github.egnytemsp.camel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is sent to make a trial a subscription.
 *
 * @param planId     the plan's id
 * @param powerUsers power users, 1 or more, not below what is in use
 * @param storageGb  storage in GB, 1 or more, not below what is in use
 */
public record ActivationRequest(String planId, Integer powerUsers, Integer storageGb) implements MspRecord {

    /**
     * Refuses what the API would refuse.
     *
     * @throws IllegalArgumentException naming each field that is missing or wrong
     */
    public void requireComplete() {
        List<String> wrong = new ArrayList<>();
        if (planId == null || planId.isBlank()) {
            wrong.add("planId (the header CamelEgnyteMspPlanId or the option planId) is missing");
        }
        TrialRequest.requirePositive(wrong, powerUsers, "powerUsers");
        TrialRequest.requirePositive(wrong, storageGb, "storageGB");
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer().id("planId", planId).put("powerUsers", powerUsers).put("storageGB", storageGb)
                .with(Map.of());
    }
}
