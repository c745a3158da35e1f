/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
 * @param problem   what could not be made right and what to do, or null; no secret
 */
public record EnsureResult(String webhookId, String status, Set<EnsureAction> done, String problem) implements MspRecord {

    /**
     * Makes the set unmodifiable.
     *
     * @param webhookId its id
     * @param status    as the API gave it
     * @param done      what had to be done
     * @param problem   what could not be made right and what to do, or null; no secret
     */
    public EnsureResult {
        done = Set.copyOf(done);
    }

    /**
     * Without a problem.
     *
     * @param webhookId its id
     * @param status    as the API gave it
     * @param done      what had to be done
     */
    public EnsureResult(String webhookId, String status, Set<EnsureAction> done) {
        this(webhookId, status, done, null);
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("webhook_id", webhookId);
        node.put("status", status);
        ArrayNode actions = node.putArray("done");
        done.stream().sorted().forEach(action -> actions.add(action.toString()));
        if (problem != null) {
            node.put("problem", problem);
        }
        return node;
    }
}
