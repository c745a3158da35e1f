package io.github.egnytemsp.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The input of an operation: single values as headers, which win, the body (a record, a map or JSON; an empty body is no
 * input), and the endpoint's options, which give way.
 */
final class RequestInput {

    private final Message message;
    private final ObjectNode json;

    private RequestInput(Message message, ObjectNode json) {
        this.message = message;
        this.json = json;
    }

    /**
     * Reads the body.
     *
     * @throws IllegalArgumentException if it is there and no JSON object
     */
    static RequestInput of(Exchange exchange) {
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
            return new RequestInput(exchange.getMessage(), Json.mapper().createObjectNode());
        }
        if (json instanceof ObjectNode object) {
            return new RequestInput(exchange.getMessage(), object);
        }
        throw new IllegalArgumentException(
                "The body must be a JSON object, a Map or a record of " + MspRecord.class.getPackageName() + ", and is "
                                           + (body instanceof MspRecord ? body.getClass().getSimpleName()
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
     * @param  header the header that wins
     * @param  option the option that gives way, or null
     * @param  names  the names of the field in the body, none if the body cannot hold it
     * @return        the strongest, or null
     */
    String text(String header, Object option, String... names) {
        Object[] values = { message.getHeader(header, String.class), inBody(names), option };
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
    String required(String header, String optionName, Object option, String... names) {
        String value = text(header, option, names);
        if (value == null) {
            throw new IllegalArgumentException(
                    optionName + " is missing: set the header " + header
                                               + (names.length == 0 ? "" : ", " + names[0] + " in the body")
                                               + " or the option " + optionName);
        }
        return value;
    }

    /**
     * A whole number.
     *
     * @return                          the strongest, or null
     * @throws IllegalArgumentException if the strongest is no whole number
     */
    Integer integer(String header, String optionName, Integer option, String... names) {
        String value = text(header, option, names);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(optionName + " (" + header + ") must be a whole number: " + value);
        }
    }

    /**
     * A whole number that must be there and above 0.
     *
     * @throws IllegalArgumentException naming the option, header and field if it is not
     */
    int requiredPositive(String header, String optionName, Integer option, String... names) {
        required(header, optionName, option, names);
        int value = integer(header, optionName, option, names);
        if (value < 1) {
            throw new IllegalArgumentException(optionName + " (" + header + ") must be 1 or more: " + value);
        }
        return value;
    }

    private String inBody(String... names) {
        for (String name : names) {
            JsonNode value = json.get(name);
            if (value != null && !value.isNull()) {
                if (!value.isValueNode()) {
                    throw new IllegalArgumentException(name + " in the body must be a single value, and is " + value.getNodeType());
                }
                return value.asText();
            }
        }
        return null;
    }
}
