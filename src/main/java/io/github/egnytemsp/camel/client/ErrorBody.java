package io.github.egnytemsp.camel.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.Json;

/**
 * What an error's body says, whichever of the API's shapes it has. HTML and anything unknown is shown as text.
 *
 * @param code    the API's code, or null
 * @param message the message, bounded, without secrets; or null
 */
record ErrorBody(String code, String message) {

    private static final int MAX_LENGTH = 300;
    private static final int MAX_PARSED = 64 * 1024;
    private static final int MAX_TEXT = 4 * 1024;

    static ErrorBody read(byte[] body, String... secrets) {
        ErrorBody error = null;
        if (body.length <= MAX_PARSED) {
            try {
                error = fromJson(Json.mapper().readTree(body));
            } catch (IOException e) {
                // not JSON: shown as text
            }
        }
        if (error == null) {
            // secrets first: one with < or > in it would be taken apart
            String text = redacted(new String(body, 0, Math.min(body.length, MAX_TEXT), StandardCharsets.UTF_8), secrets);
            error = new ErrorBody(null, text.replaceAll("<[^<>]*>", " "));
        }
        return new ErrorBody(tidy(error.code, secrets), tidy(error.message, secrets));
    }

    private static ErrorBody fromJson(JsonNode json) {
        if (json == null || !json.isObject()) {
            return null;
        }
        JsonNode error = json;
        JsonNode inputErrors = json.path("errors").path("inputErrors");
        if (inputErrors.path(0).isObject()) {
            error = inputErrors.get(0);
        } else if (json.path("Errors").path(0).isObject()) {
            error = json.get("Errors").get(0);
        }
        String code = text(error, "code");
        String message = text(error, "message", "description", "errorMessage", "error_description", "error");
        String suggestions = suggestions(json);
        if (!suggestions.isEmpty()) {
            // in front: what is long is cut
            message = suggestions + (message == null ? "" : " " + message);
        }
        return code == null && message == null ? null : new ErrorBody(code, message);
    }

    /** A domain's name is taken: the API says which are not. What the field is called is not documented. */
    private static String suggestions(JsonNode json) {
        if (json.isArray()) {
            return StreamSupport.stream(json.spliterator(), false).map(ErrorBody::suggestions).collect(Collectors.joining());
        }
        return json.properties().stream()
                .map(field -> field.getKey().toLowerCase(Locale.ROOT).contains("suggest")
                        ? "Suggestions: " + field.getValue() + "." : suggestions(field.getValue()))
                .collect(Collectors.joining());
    }

    private static String text(JsonNode node, String... names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isValueNode() && !value.isNull()) {
                return value.asText();
            }
        }
        return null;
    }

    private static String tidy(String text, String... secrets) {
        if (text == null) {
            return null;
        }
        String tidied = redacted(text, secrets).replaceAll("[\\s\\p{Cntrl}]+", " ").trim();
        if (tidied.length() > MAX_LENGTH) {
            tidied = tidied.substring(0, MAX_LENGTH) + "...";
        }
        return tidied.isEmpty() ? null : tidied;
    }

    private static String redacted(String text, String... secrets) {
        String redacted = text;
        for (String secret : secrets) {
            if (secret != null && !secret.isEmpty()) {
                redacted = redacted.replace(secret, "xxxxxx");
            }
        }
        return redacted;
    }
}
