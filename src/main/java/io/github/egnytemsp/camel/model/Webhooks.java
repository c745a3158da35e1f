package io.github.egnytemsp.camel.model;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * The registered webhooks: an unmodifiable list. The API lists ids and statuses only; ask for one webhook to see its URL
 * and event types.
 */
public final class Webhooks extends AbstractList<Webhook> implements MspRecord {

    private final List<Webhook> webhooks;

    /**
     * @param webhooks the webhooks in the API's order
     */
    public Webhooks(List<Webhook> webhooks) {
        this.webhooks = List.copyOf(webhooks);
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node                     an array of objects
     * @return                          the webhooks
     */
    public static Webhooks fromJson(JsonNode node) {
        List<Webhook> webhooks = new ArrayList<>();
        node.forEach(webhook -> webhooks.add(Webhook.fromJson(webhook)));
        return new Webhooks(webhooks);
    }

    @Override
    public Webhook get(int index) {
        return webhooks.get(index);
    }

    @Override
    public int size() {
        return webhooks.size();
    }

    @Override
    public ArrayNode toJson() {
        ArrayNode array = Json.mapper().createArrayNode();
        webhooks.forEach(webhook -> array.add(webhook.toJson()));
        return array;
    }
}
