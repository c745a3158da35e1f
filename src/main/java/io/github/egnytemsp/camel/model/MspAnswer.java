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

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of the API: the JSON that came, and methods that read its documented fields. It prints as it came: a number
 * stays a number with all its digits, a text stays a text, and a field that this library does not know stays where it
 * was. Immutable.
 */
public abstract class MspAnswer implements MspRecord {

    private static final BigDecimal MAX = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final JsonNode json;

    /**
     * @param json what came; kept, not copied
     */
    MspAnswer(JsonNode json) {
        this.json = json;
    }

    @Override
    public final JsonNode toJson() {
        return json.deepCopy();
    }

    /**
     * Any field, also one that has no method here.
     *
     * @param  name the API's name of it
     * @return      a copy of its value, or null if the answer does not have it
     */
    public final JsonNode field(String name) {
        JsonNode value = json.get(name);
        return value == null ? null : value.deepCopy();
    }

    /** A text, or a number as it came. */
    final String text(String name) {
        JsonNode value = json.path(name);
        return value.isTextual() || value.isNumber() ? value.asText() : null;
    }

    /** The texts of an array; a single text is an array of one, a missing field an empty one. */
    final List<String> texts(String... names) {
        return Json.texts(json, names);
    }

    final Integer integer(String name) {
        BigDecimal number = decimal(name);
        return number == null || number.stripTrailingZeros().scale() > 0 || number.abs().compareTo(MAX) > 0
                ? null : number.intValue();
    }

    /** A number, or a text that is one: the API has both. */
    final BigDecimal decimal(String name) {
        return Json.decimal(json.path(name));
    }

    /** A date without a time. */
    final LocalDate date(String name) {
        JsonNode value = json.path(name);
        try {
            return value.isTextual() ? LocalDate.parse(value.textValue()) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    final <T> List<T> list(String name, Function<JsonNode, T> reader) {
        List<T> list = new ArrayList<>();
        if (json.path(name).isArray()) {
            json.path(name).forEach(element -> list.add(reader.apply(element)));
        }
        return List.copyOf(list);
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((MspAnswer) other).json.equals(json);
    }

    @Override
    public final int hashCode() {
        return json.hashCode();
    }

    /** The JSON. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + json;
    }
}
