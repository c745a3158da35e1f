package io.github.egnytemsp.camel.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A registered webhook, as far as the API's answer tells: a list has ids and statuses only.
 *
 * @param webhookId       {@code webhook_id}
 * @param status          {@code enabled} or {@code disabled}
 * @param webhookUrl      where events go, or null
 * @param eventTypes      which events; empty where the answer does not tell
 * @param authHeader      the name of the header that proves the origin, or null
 * @param authHeaderValue the value of that header, in clear, or null: a secret
 * @param others          fields that this library does not know, in their order
 */
public record Webhook(String webhookId, String status, String webhookUrl, List<String> eventTypes, String authHeader,
        String authHeaderValue, Map<String, JsonNode> others) implements MspRecord {

    private static final Set<String> KNOWN = Set.of(
            "webhook_id", "status", "webhook_url", "event_types", "eventTypes", "auth_header", "auth_header_value");

    /** Makes lists and maps unmodifiable. */
    public Webhook {
        eventTypes = eventTypes == null ? List.of() : List.copyOf(eventTypes);
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the webhook; what is missing is null
     */
    public static Webhook fromJson(JsonNode node) {
        return new Webhook(
                Json.text(node, "webhook_id"), Json.text(node, "status"), Json.text(node, "webhook_url"),
                Json.texts(node, "event_types", "eventTypes"), Json.text(node, "auth_header"),
                Json.text(node, "auth_header_value"), Json.others(node, KNOWN));
    }

    /**
     * Whether Egnyte delivers to it.
     *
     * @return true if the status is {@code enabled}, in any case
     */
    public boolean isEnabled() {
        return "enabled".equalsIgnoreCase(status);
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode node = Json.mapper().createObjectNode();
        put(node, "webhook_id", webhookId);
        put(node, "status", status);
        put(node, "webhook_url", webhookUrl);
        if (!eventTypes.isEmpty()) {
            ArrayNode types = node.putArray("event_types");
            eventTypes.forEach(types::add);
        }
        put(node, "auth_header", authHeader);
        put(node, "auth_header_value", authHeaderValue);
        node.setAll(others);
        return node;
    }

    private static void put(ObjectNode node, String name, String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "Webhook[" + webhookId + ", " + status + ", " + webhookUrl + ", " + eventTypes + ", " + authHeader + "]";
    }
}
