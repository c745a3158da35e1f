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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * @throws IllegalArgumentException if it is there and no JSON object
     */
    static RequestInput of(Exchange exchange, EgnyteMspConfiguration configuration) {
        Object body = exchange.getMessage().getBody();
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
                "The body must be a JSON object, a Map or a record of " + MspRecord.class.getPackageName() + ", and is "
                                           + (body instanceof MspRecord
                                                   ? body.getClass().getSimpleName()
                                                   : "JSON of another kind (" + json.getNodeType() + ")"));
    }

    private static JsonNode fromMap(Object body) {
        try {
            return Json.mapper().valueToTree(body);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The Map in the body holds something that has no JSON form");
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
                                               + MspRecord.class.getPackageName() + ", and is a " + body.getClass().getName());
        }
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    private static JsonNode parse(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is no JSON");
        }
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
            if (value != null && !value.toString().isBlank()) {
                return value.toString().trim();
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
     * @throws IllegalArgumentException if the strongest is no whole number
     */
    Integer integer(InputField field) {
        String value = text(field);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    field.option() + " (" + field.header() + ") must be a whole number: " + LogText.of(value));
        }
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
            throw new IllegalArgumentException(field.option() + " (" + field.header() + ") must be 1 or more: " + value);
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
                    texts.add(text.toString().trim());
                }
            }
            if (!texts.isEmpty()) {
                return texts;
            }
        }
        return List.of();
    }

    /**
     * Refuses a request that cannot be sent.
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
     * Refuses options of which nothing can be sent.
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
                            name + " in the body must be a single value, and is " + value.getNodeType());
                }
                return value.asText();
            }
        }
        return null;
    }
}
