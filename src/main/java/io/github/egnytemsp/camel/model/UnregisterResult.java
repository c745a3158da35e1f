package io.github.egnytemsp.camel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The answer to unregistering a webhook.
 *
 * @param success what the API says
 */
public record UnregisterResult(boolean success) implements MspRecord {

    /**
     * Reads an answer of the API.
     *
     * @param  node the answer; the API answers 200, so a missing field is a success
     * @return      the result
     */
    public static UnregisterResult fromJson(JsonNode node) {
        return new UnregisterResult(node.path("success").asBoolean(true));
    }

    @Override
    public ObjectNode toJson() {
        return Json.mapper().createObjectNode().put("success", success);
    }
}
