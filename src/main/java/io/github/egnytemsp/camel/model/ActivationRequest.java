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

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is sent to make a trial a subscription.
 *
 * @param planId     the plan's id
 * @param powerUsers power users, 1 or more, not below what is in use
 * @param storageGb  storage in GB, 1 or more, not below what is in use
 */
public record ActivationRequest(String planId, Integer powerUsers, Integer storageGb) implements MspRequest {

    @Override
    public List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        FieldProblem.addIfEmpty(problems, "planId", planId);
        FieldProblem.addIfNotPositive(problems, "powerUsers", powerUsers);
        FieldProblem.addIfNotPositive(problems, "storageGB", storageGb);
        return problems;
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode node = Json.mapper().createObjectNode();
        if (planId != null) {
            node.set("planId", Json.id(planId));
        }
        Json.put(node, "powerUsers", powerUsers);
        Json.put(node, "storageGB", storageGb);
        return node;
    }
}
