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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * How this library reads and writes JSON: numbers keep every digit, zeros at the end included. Nesting and the length
 * of numbers are bounded, because reading them costs more than their bytes; the size of a whole text is bounded where
 * it comes in.
 */
public final class Json {

    /** Arrays and objects inside each other. */
    private static final int MAX_NESTING = 200;
    /** In digits: reading a number of 130,000 takes half a second. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(MAX_NUMBER_LENGTH).build())
            .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {
    };

    private static final Pattern NUMERIC_ID = Pattern.compile("0|[1-9][0-9]{0,99}");

    private Json() {
    }

    /**
     * The mapper that every class of this library uses. It must not be reconfigured.
     *
     * @return the mapper, thread-safe
     */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Prints a node.
     *
     * @param  node what to print
     * @return      compact JSON in UTF-8
     */
    public static byte[] toBytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The plain Java form of an object: maps, lists, strings, booleans, {@code Integer}, {@code Long},
     * {@code BigInteger} and {@code BigDecimal}.
     *
     * @param  node the object
     * @return      its fields in their order
     */
    public static Map<String, Object> toMap(ObjectNode node) {
        return MAPPER.convertValue(node, MAP);
    }

    /**
     * Looks for a field under several names.
     *
     * @param  node  where to look
     * @param  names the names, the preferred one first
     * @return       the first that is there and not null, or null
     */
    static JsonNode field(JsonNode node, String... names) {
        for (String name : names) {
            JsonNode value = node.get(name);
            if (value != null && !value.isNull()) {
                return value;
            }
        }
        return null;
    }

    /** The text of a field, null where it is missing; numbers and booleans as they are printed. */
    static String text(JsonNode node, String... names) {
        JsonNode value = field(node, names);
        return value == null ? null : value.isValueNode() ? value.asText() : value.toString();
    }

    /**
     * A whole number, as a number or as text; null where it is missing.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Integer integer(JsonNode node, String... names) {
        String text = text(node, names);
        try {
            return text == null || text.isBlank() ? null : Integer.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(names[0] + " must be a whole number: " + LogText.of(text));
        }
    }

    /**
     * An id as the API's types want it: a number if it is all digits, else a text.
     *
     * @param  id an id
     * @return    the JSON value
     */
    static JsonNode id(String id) {
        // with a zero in front it would be another id as a number
        return NUMERIC_ID.matcher(id).matches() ? BigIntegerNode.valueOf(new BigInteger(id)) : TextNode.valueOf(id);
    }

    /** The texts of an array; a single text is an array of one, a missing field an empty one. */
    static List<String> texts(JsonNode node, String... names) {
        JsonNode value = field(node, names);
        List<String> texts = new ArrayList<>();
        if (value != null && value.isArray()) {
            value.forEach(element -> texts.add(element.asText()));
        } else if (value != null) {
            texts.add(value.asText());
        }
        return List.copyOf(texts);
    }

    /**
     * A number, or a text that is one.
     *
     * @param  value any value
     * @return       the number, or null if it is none, or one with an exponent that no cost or count has: its zeros
     *               would fill the memory
     */
    public static BigDecimal decimal(JsonNode value) {
        try {
            BigDecimal number = value.isNumber() ? value.decimalValue()
                    : value.isTextual() && value.textValue().length() <= MAX_NUMBER_LENGTH
                            ? new BigDecimal(value.textValue().trim())
                    : null;
            return number == null || Math.abs(number.scale()) > MAX_NUMBER_LENGTH ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Sets a field that has a value. */
    static void put(ObjectNode node, String name, Object value) {
        if (value != null) {
            node.set(name, value instanceof Integer number ? IntNode.valueOf(number) : TextNode.valueOf(value.toString()));
        }
    }
}
