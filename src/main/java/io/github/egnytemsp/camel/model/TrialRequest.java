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
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is sent to create a trial.
 *
 * @param domain     the new domain's name, at most 50 characters
 * @param planId     the plan's {@code planId}; that a trial's {@code id} means this one is an assumption
 * @param powerUsers power users, 1 or more
 * @param storageGb  storage in GB, 1 or more
 * @param region     where it is kept, such as {@code us}
 * @param username   the first user's name, or null
 * @param password   the first user's password, or null: a secret
 * @param firstName  the first user's first name, or null
 * @param lastName   the first user's last name, or null
 */
public record TrialRequest(String domain, String planId, Integer powerUsers, Integer storageGb, String region,
        String username, String password, String firstName, String lastName) implements MspRequest {

    /** A label of a host name (RFC 1123), and Egnyte's own limit of its length. */
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?");

    /**
     * Reads what a user gives: the API's field names, or the names of this record's parts.
     *
     * @param  node                     an object
     * @return                          the request; what is missing is null
     * @throws IllegalArgumentException if a number is none
     */
    public static TrialRequest fromJson(JsonNode node) {
        return new TrialRequest(
                Json.text(node, "domain"), Json.text(node, "planId", "id"), Json.integer(node, "powerUsers"),
                Json.integer(node, "storageGB", "storageGb"), Json.text(node, "region"), Json.text(node, "username"),
                Json.text(node, "password"), Json.text(node, "firstName"), Json.text(node, "lastName"));
    }

    @Override
    public List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        if (domain == null || !DOMAIN.matcher(domain).matches()) {
            problems.add(new FieldProblem(
                    "domain", "must be 1 to 50 letters, digits and hyphens, with a letter or digit at both ends: " + domain));
        }
        FieldProblem.addIfEmpty(problems, "id", planId);
        FieldProblem.addIfNotPositive(problems, "powerUsers", powerUsers);
        FieldProblem.addIfNotPositive(problems, "storageGB", storageGb);
        FieldProblem.addIfEmpty(problems, "region", region);
        return problems;
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode node = Json.mapper().createObjectNode();
        Json.put(node, "domain", domain);
        if (planId != null) {
            node.set("id", Json.id(planId));
        }
        Json.put(node, "powerUsers", powerUsers);
        Json.put(node, "storageGB", storageGb);
        Json.put(node, "region", region);
        Json.put(node, "username", username);
        Json.put(node, "password", password);
        Json.put(node, "firstName", firstName);
        Json.put(node, "lastName", lastName);
        return node;
    }

    /** Everything but the password and the person. */
    @Override
    public String toString() {
        return "TrialRequest[" + domain + ", " + planId + ", " + powerUsers + ", " + storageGb + ", " + region + "]";
    }
}
