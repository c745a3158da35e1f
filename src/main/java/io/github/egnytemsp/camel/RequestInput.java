package io.github.egnytemsp.camel;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.Exchange;

/** The body as input of an operation: a record, a map or JSON; an empty body is no input. */
final class RequestInput {

    private final ObjectNode json;

    private RequestInput(ObjectNode json) {
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
            return new RequestInput(Json.mapper().createObjectNode());
        }
        if (json instanceof ObjectNode object) {
            return new RequestInput(object);
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
        byte[] bytes = exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, body);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "The body must be JSON (text, bytes or a stream), a Map or a record of "
                                               + MspRecord.class.getPackageName() + ", and is a " + body.getClass().getName());
        }
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is no JSON");
        }
    }

    /** The fields. */
    ObjectNode json() {
        return json;
    }

    /** A field as text under the first of several names, or null. */
    String text(String... names) {
        for (String name : names) {
            JsonNode value = json.get(name);
            if (value != null && !value.isNull()) {
                return value.asText();
            }
        }
        return null;
    }
}
