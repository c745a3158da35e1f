package io.github.egnytemsp.camel.model;

import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The outcome of ensuring that exactly one webhook of ours exists and is right.
 *
 * @param webhookId its id
 * @param status    {@code enabled} or {@code disabled}
 * @param done      what had to be done, {@link EnsureAction#UNCHANGED} alone for nothing
 */
public record EnsureResult(String webhookId, String status, Set<EnsureAction> done) implements MspRecord {

    /** Makes the set unmodifiable. */
    public EnsureResult {
        done = Set.copyOf(done);
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("webhook_id", webhookId);
        node.put("status", status);
        ArrayNode actions = node.putArray("done");
        done.stream().sorted().forEach(action -> actions.add(action.toString()));
        return node;
    }
}
