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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.LogText;

/**
 * One line of the mapping: this addition of this agreement bills this quantity of this domain.
 *
 * @param domain    the customer's domain at Egnyte
 * @param company   the customer's id at the other system
 * @param agreement the agreement's id there
 * @param addition  the id of the agreement's line there
 * @param quantity  what of the domain it bills
 * @param plan      the name of the plan that the line's price was agreed for, or null for any
 */
record MappedLine(String domain, String company, String agreement, String addition, Quantity quantity, String plan) {

    private static final List<String> FIELDS = List.of("domain", "company", "agreement", "addition", "quantity");
    private static final String PLAN = "plan";

    /** What tells it from others: there is one open proposal for each. */
    String key() {
        return agreement + "/" + addition;
    }

    /**
     * Reads a mapping.
     *
     * @param  mapping                  an array of objects with texts or numbers
     * @return                          its lines
     * @throws IllegalArgumentException naming the line, counted from 1, and the field, if one is missing, unknown or
     *                                  wrong, or if two lines have the same addition
     */
    static List<MappedLine> parse(JsonNode mapping) {
        if (mapping == null) {
            throw new IllegalArgumentException(
                    "There is no mapping. The shipped routes read it from the file mapping.csv in the folder agreements.dir");
        }
        List<MappedLine> lines = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (JsonNode row : mapping) {
            int number = lines.size() + 1;
            MappedLine line = parse(row, number);
            Integer before = numbers.put(line.key(), number);
            if (before != null) {
                throw new IllegalArgumentException(
                        "Lines " + before + " and " + number + " of the mapping have the same addition " + line.addition
                                                   + " of agreement " + line.agreement + ". Each addition bills one quantity");
            }
            lines.add(line);
        }
        return lines;
    }

    private static MappedLine parse(JsonNode row, int number) {
        row.fieldNames().forEachRemaining(name -> {
            if (name.contains(";")) {
                throw wrong(number, LogText.of(name), "is unknown: the separator of columns must be a comma");
            }
            if (!FIELDS.contains(name) && !name.equals(PLAN)) {
                throw wrong(number, LogText.of(name),
                        "is unknown. The fields are " + String.join(", ", FIELDS) + " and " + PLAN);
            }
        });
        Map<String, String> values = new HashMap<>();
        for (String field : FIELDS) {
            String value = row.path(field).asText("").strip();
            if (value.isEmpty()) {
                throw wrong(number, field, "is missing");
            }
            values.put(field, value);
        }
        for (String id : List.of("company", "agreement", "addition")) {
            if (!values.get(id).matches("[A-Za-z0-9_-]{1,64}")) {
                throw wrong(number, id, "must be an id of letters, digits, - and _: " + LogText.of(values.get(id)));
            }
            if (values.get(id).matches("0[0-9]+")) {
                throw wrong(number, id, "must be a number without leading zeros: " + values.get(id));
            }
        }
        try {
            String plan = row.path(PLAN).asText("").strip();
            return new MappedLine(
                    domain(values.get("domain")), values.get("company"), values.get("agreement"), values.get("addition"),
                    Quantity.parse(values.get("quantity")), plan.isEmpty() ? null : plan);
        } catch (IllegalArgumentException e) {
            throw wrong(number, "quantity", e.getMessage() + ": " + LogText.of(values.get("quantity")));
        }
    }

    /** As Egnyte's answers have it. */
    private static String domain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("[.]egnyte[.]com$", "");
    }

    private static IllegalArgumentException wrong(int number, String field, String problem) {
        return new IllegalArgumentException("Line " + number + " of the mapping: " + field + " " + problem);
    }
}
