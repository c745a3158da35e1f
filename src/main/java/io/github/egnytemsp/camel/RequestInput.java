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
package io.github.egnytemsp.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.FieldProblem;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MspRecord;
import io.github.egnytemsp.camel.model.MspRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ObjectHelper;

/**
 * The input of an operation: single values as headers, which win, the body (a record, a map or JSON; an empty body is
 * no input), and the endpoint's options, which give way.
 */
final class RequestInput {

    private final Message message;
    private final EgnyteMspConfiguration configuration;
    private final ObjectNode json;

    private RequestInput(Message message, EgnyteMspConfiguration configuration, ObjectNode json) {
        this.message = message;
        this.configuration = configuration;
        this.json = json;
    }

    /**
     * Reads the body.
     *
     * @throws IllegalArgumentException if there is a body, and it is not a JSON object
     */
    static RequestInput of(Exchange exchange, EgnyteMspConfiguration configuration) {
        return of(exchange, exchange.getMessage().getBody(), configuration);
    }

    /** The same with something else in the place of the body. */
    static RequestInput of(Exchange exchange, Object body, EgnyteMspConfiguration configuration) {
        JsonNode json;
        if (body == null) {
            json = null;
        } else if (body instanceof MspRecord record) {
            json = record.toJson();
        } else if (body instanceof JsonNode node) {
            json = node;
        } else if (body instanceof Map) {
            json = fromMap(body);
        } else {
            json = parse(exchange, body);
        }
        if (json == null || json.isNull() || json.isMissingNode()) {
            return new RequestInput(exchange.getMessage(), configuration, Json.mapper().createObjectNode());
        }
        if (json instanceof ObjectNode object) {
            return new RequestInput(exchange.getMessage(), configuration, object);
        }
        throw new IllegalArgumentException(
                "The body must be a JSON object, a Map or a record of " + MspRecord.class.getPackageName() + ". It is "
                                           + (body instanceof MspRecord
                                                   ? body.getClass().getSimpleName()
                                                   : "JSON of another kind (" + json.getNodeType() + ")"));
    }

    private static JsonNode fromMap(Object body) {
        try {
            return Json.mapper().valueToTree(body);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The Map in the body has a value that cannot be written as JSON");
        }
    }

    private static JsonNode parse(Exchange exchange, Object body) {
        if (body instanceof String text) {
            // as it is: as bytes it would have the charset of the exchange
            return parse(text);
        }
        byte[] bytes = exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, body);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "The body must be JSON (text, bytes or a stream), a Map or a record of "
                                               + MspRecord.class.getPackageName() + ". It is a " + body.getClass().getName());
        }
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    private static JsonNode parse(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is not JSON");
        }
    }

    /**
     * Rejects a body with unknown fields.
     *
     * @throws IllegalArgumentException naming the first one, and the known ones
     */
    RequestInput with(InputField... fields) {
        List<String> known = Arrays.stream(fields).flatMap(field -> field.names().stream()).toList();
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "The field '" + LogText.of(name) + "' is not known. The fields are "
                                                   + String.join(", ", known));
            }
        });
        return this;
    }

    /** Whether it is set with the message, rather than by the endpoint's option. */
    boolean isInMessage(InputField field) {
        return isSet(message.getHeader(field.header(), String.class)) || isSet(inBody(field.names()));
    }

    private static boolean isSet(Object value) {
        return value != null && !value.toString().isBlank();
    }

    /** The body's fields. */
    ObjectNode json() {
        return json;
    }

    /**
     * A text.
     *
     * @return the strongest, or null
     */
    String text(InputField field) {
        Object[] values
                = { message.getHeader(field.header(), String.class), inBody(field.names()), field.optionValue(configuration) };
        for (Object value : values) {
            if (isSet(value)) {
                return value.toString().strip();
            }
        }
        return null;
    }

    /**
     * A text that must be there.
     *
     * @throws IllegalArgumentException naming the option, header and field if it is missing
     */
    String required(InputField field) {
        String value = text(field);
        if (value == null) {
            throw new IllegalArgumentException(field.option() + " is missing: set " + field.howToSet());
        }
        return value;
    }

    /**
     * A whole number.
     *
     * @return                          the strongest, or null
     * @throws IllegalArgumentException if the strongest is not a whole number
     */
    Integer integer(InputField field) {
        return whole(field, Integer::valueOf);
    }

    /**
     * A whole number that may be large.
     *
     * @return                          the strongest, or null
     * @throws IllegalArgumentException if the strongest is not a whole number
     */
    Long number(InputField field) {
        return whole(field, Long::valueOf);
    }

    private <T extends Number> T whole(InputField field, Function<String, T> reader) {
        String value = text(field);
        try {
            return value == null ? null : reader.apply(value);
        } catch (NumberFormatException e) {
            throw wrong(field, "must be a whole number", value);
        }
    }

    /**
     * Yes or no.
     *
     * @throws IllegalArgumentException if the strongest is neither true nor false
     */
    boolean yesOrNo(InputField field) {
        String value = text(field);
        if (value == null || value.equalsIgnoreCase("false")) {
            return false;
        }
        if (!value.equalsIgnoreCase("true")) {
            throw wrong(field, "must be true or false", value);
        }
        return true;
    }

    /**
     * One of several words.
     *
     * @return                          the strongest, or null
     * @throws IllegalArgumentException if the strongest is another word
     */
    <T extends Enum<T>> T oneOf(InputField field, Class<T> words) {
        String value = text(field);
        if (value == null) {
            return null;
        }
        return Arrays.stream(words.getEnumConstants()).filter(word -> word.name().equalsIgnoreCase(value)).findFirst()
                .orElseThrow(() -> wrong(
                        field, "must be one of "
                               + Arrays.stream(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")),
                        value));
    }

    /**
     * A time: in ISO 8601 with its offset, a date (its beginning in UTC), or milliseconds since 1970.
     *
     * @return                          the strongest in epoch milliseconds, or null
     * @throws IllegalArgumentException if the strongest is none
     */
    Long time(InputField field) {
        Object header = message.getHeader(field.header());
        if (header instanceof Date date) {
            return date.getTime();
        }
        String value = text(field);
        if (value == null) {
            return null;
        }
        try {
            // seconds would be a time in 1970
            if (value.matches("0|[0-9]{12,15}")) {
                return Long.valueOf(value);
            }
            return value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
                    // in a URI, a plus is a blank
                    : OffsetDateTime.parse(value.replaceFirst(" (?=[0-9:]+$)", "+")).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(
                    field,
                    "must be a time with its offset (2026-11-01T10:15:30Z, 2026-11-01T10:15:30+01:00), a date (2026-11-01, in"
                           + " UTC) or milliseconds since 1970",
                    value);
        }
    }

    /**
     * A time zone.
     *
     * @return                          the strongest
     * @throws IllegalArgumentException if the strongest is none
     */
    ZoneId zone(InputField field) {
        String value = text(field);
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw wrong(field, "must be a time zone, such as Europe/Berlin", value);
        }
    }

    /** The exception for a wrong value: the problem, and where it is set. */
    static IllegalArgumentException wrong(InputField field, String problem, Object value) {
        return new IllegalArgumentException(
                field.option() + " (" + field.header() + ") " + problem + ": " + LogText.of(String.valueOf(value)));
    }

    /**
     * A whole number that must be there and above 0.
     *
     * @throws IllegalArgumentException naming the option, header and field if it is not
     */
    int requiredPositive(InputField field) {
        required(field);
        int value = integer(field);
        if (value < 1) {
            throw wrong(field, "must be 1 or more", value);
        }
        return value;
    }

    /**
     * The texts of a list: of the header or option also a text with commas.
     *
     * @return the strongest that has one, or an empty list
     */
    List<String> texts(InputField field) {
        for (Object value : new Object[] {
                message.getHeader(field.header()), listInBody(field.names()), field.optionValue(configuration) }) {
            List<String> texts = new ArrayList<>();
            for (Object text : ObjectHelper.createIterable(value, ",")) {
                if (text != null && !text.toString().isBlank()) {
                    texts.add(text.toString().strip());
                }
            }
            if (!texts.isEmpty()) {
                return texts;
            }
        }
        return List.of();
    }

    /**
     * Rejects a request that cannot be sent.
     *
     * @return                          the request
     * @throws IllegalArgumentException naming each field that is missing or wrong, and the header and option that set
     *                                  it
     */
    static <T extends MspRequest> T complete(T request) {
        List<FieldProblem> problems = request.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.stream().map(RequestInput::explained).collect(Collectors.joining("; ")));
        }
        return request;
    }

    /**
     * Rejects options from which no request can be made.
     *
     * @throws IllegalArgumentException naming each option that is missing or wrong
     */
    static void requireOptions(MspRequest request) {
        List<FieldProblem> problems = request.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.stream()
                            .map(problem -> InputField.of(problem.field()).map(InputField::option).orElse(problem.field()) + " "
                                            + problem.problem())
                            .collect(Collectors.joining("; ")));
        }
    }

    private static String explained(FieldProblem problem) {
        return problem + InputField.of(problem.field())
                .map(field -> problem.isMissing() ? ": set " + field.howToSet() : " (" + field.option() + ")").orElse("");
    }

    private List<String> listInBody(List<String> names) {
        for (String name : names) {
            JsonNode value = json.get(name);
            if (value != null && !value.isNull()) {
                List<String> texts = new ArrayList<>();
                (value.isArray() ? value : List.of(value)).forEach(text -> texts.add(text.asText()));
                return texts;
            }
        }
        return List.of();
    }

    private String inBody(List<String> names) {
        for (String name : names) {
            JsonNode value = json.get(name);
            if (value != null && !value.isNull()) {
                if (!value.isValueNode()) {
                    throw new IllegalArgumentException(
                            name + " in the body must be a single value. It is " + value.getNodeType());
                }
                return value.asText();
            }
        }
        return null;
    }
}
