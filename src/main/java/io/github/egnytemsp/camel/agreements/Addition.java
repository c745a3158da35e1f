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
package io.github.egnytemsp.camel.agreements;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.LogText;

/**
 * A line of an agreement at the other system.
 *
 * @param id        its id
 * @param name      what it bills, for people
 * @param quantity  how many
 * @param unitPrice what one costs the customer in a billing period, or null if the system does not say it
 * @param ended     whether it is not billed any more
 */
public record Addition(String id, String name, BigDecimal quantity, BigDecimal unitPrice, boolean ended) {

    private static final int LONGEST_NAME = 200;

    /**
     * Reads what an adapter has read.
     *
     * @param  additions                an array of objects with {@code id}, {@code name}, {@code quantity},
     *                                  {@code unitPrice} and {@code ended}
     * @return                          the lines
     * @throws IllegalArgumentException if it is something else, or a line has no id or no quantity
     */
    public static List<Addition> parse(JsonNode additions) {
        if (!additions.isArray()) {
            throw new IllegalArgumentException("The adapter must answer with a JSON array of additions");
        }
        List<Addition> parsed = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode addition : additions) {
            BigDecimal quantity = Json.decimal(addition.path("quantity"));
            if (!addition.hasNonNull("id") || quantity == null) {
                throw new IllegalArgumentException("The adapter must answer with id and quantity for each addition");
            }
            String id = addition.get("id").asText();
            if (!ids.add(id)) {
                throw new IllegalArgumentException("The adapter has answered with two additions " + LogText.of(id));
            }
            parsed.add(new Addition(
                    id, oneLine(addition.path("name").asText("")), quantity,
                    Json.decimal(addition.path("unitPrice")), addition.path("ended").asBoolean()));
        }
        return parsed;
    }

    /** It stands in the log and in subjects. */
    private static String oneLine(String name) {
        return LogText.of(name.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip(), LONGEST_NAME);
    }
}
