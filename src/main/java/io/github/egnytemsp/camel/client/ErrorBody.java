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
package io.github.egnytemsp.camel.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.LogText;

/**
 * What an error's body says, whichever of the API's shapes it has. HTML, XML and anything unknown is shown as text.
 *
 * @param code      the API's first code, or null
 * @param message   every message, bounded, without secrets; or null
 * @param requestId the API's id of the request, or null
 */
record ErrorBody(String code, String message, String requestId) {

    private static final int MAX_ENTRY = 300;
    private static final int MAX_ENTRIES = 50;
    private static final int MAX_MESSAGE = 2000;
    private static final int MAX_ID = 100;
    private static final int MAX_PARSED = 64 * 1024;
    private static final int MAX_TEXT = 4 * 1024;

    private static final String[] CODES = { "code", "errorCode", "errorcode" };
    private static final String[] MESSAGES = {
            "message", "msg", "description", "detail", "errorMessage", "faultstring", "error_description", "error" };
    private static final String[] REQUEST_IDS = { "requestId", "request_id" };
    private static final Map<String, String> ENTITIES
            = Map.of("\"", "&quot;", "'", "&apos;", "<", "&lt;", ">", "&gt;", "&", "&amp;");
    /** What holds entries: an array of them, an object by field, or one entry. */
    private static final List<String> CONTAINERS
            = List.of("fault", "detail", "error", "Errors", "errors", "formErrors", "inputErrors");

    /** One entry: its field, code and text, each of which may be missing. */
    private record Entry(String field, String code, String text) {

        String shown(boolean alone) {
            String shown = text == null ? "" : text;
            if (field != null) {
                shown = field + ": " + shown;
            }
            return alone || code == null || text == null ? shown : shown + " (" + code + ")";
        }
    }

    static ErrorBody read(byte[] body, String... secrets) {
        ErrorBody error = null;
        if (body.length <= MAX_PARSED) {
            try {
                error = fromJson(Json.mapper().readTree(body), secrets);
            } catch (IOException e) {
                // not JSON: shown as text
            }
        }
        if (error == null) {
            // secrets first: one with < or > in it would be taken apart
            String text = redacted(new String(body, 0, Math.min(body.length, MAX_TEXT), StandardCharsets.UTF_8), secrets);
            error = new ErrorBody(null, tidy(text.replaceAll("<[^<>]*>", " "), secrets), null);
        }
        return error;
    }

    private static ErrorBody fromJson(JsonNode json, String... secrets) {
        if (json == null || !json.isObject()) {
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        collect(null, json, entries, secrets);
        String code = entries.stream().map(Entry::code).filter(one -> one != null).findFirst().orElse(null);
        List<Entry> texts = entries.stream().filter(entry -> entry.text() != null).toList();
        String message = texts.stream().map(entry -> entry.shown(texts.size() == 1)).collect(Collectors.joining("; "));
        String suggestions = suggestions(json);
        if (!suggestions.isEmpty()) {
            // in front: what is long is cut
            message = tidy(suggestions, secrets) + (message.isEmpty() ? "" : " " + message);
        }
        String requestId = id(text(json, REQUEST_IDS), secrets);
        if (message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE) + "...";
        }
        return code == null && message.isEmpty()
                ? null : new ErrorBody(code, message.isEmpty() ? null : message, requestId);
    }

    private static void collect(String field, JsonNode node, List<Entry> entries, String... secrets) {
        if (entries.size() >= MAX_ENTRIES) {
            return;
        }
        if (node.isArray()) {
            node.forEach(entry -> collect(field, entry, entries, secrets));
            return;
        }
        if (node.isValueNode()) {
            if (!node.isNull()) {
                entries.add(new Entry(field, null, tidy(node.asText(), secrets)));
            }
            return;
        }
        String text = text(node, MESSAGES);
        String code = text(node, CODES);
        if (text != null || code != null) {
            entries.add(new Entry(field, id(code, secrets), tidy(text, secrets)));
        }
        for (String container : CONTAINERS) {
            inside(node.path(container), entries, secrets);
        }
    }

    private static void inside(JsonNode container, List<Entry> entries, String... secrets) {
        if (container.isArray() || isEntry(container)) {
            collect(null, container, entries, secrets);
            return;
        }
        container.properties().forEach(each -> {
            if (CONTAINERS.contains(each.getKey())) {
                inside(each.getValue(), entries, secrets);
            } else {
                collect(tidy(each.getKey(), secrets), each.getValue(), entries, secrets);
            }
        });
    }

    private static boolean isEntry(JsonNode node) {
        return node.isObject() && (text(node, MESSAGES) != null || text(node, CODES) != null);
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

    private static String id(String text, String... secrets) {
        String id = tidy(text, secrets);
        return id == null || id.length() <= MAX_ID ? id : id.substring(0, MAX_ID) + "...";
    }

    /** One line of it, bounded and without secrets; null if there is nothing to show. */
    static String tidy(String text, String... secrets) {
        if (text == null) {
            return null;
        }
        String tidied = redacted(text, secrets).replaceAll("[\\s\\p{Cntrl}]+", " ").trim();
        return tidied.isEmpty() ? null : LogText.of(tidied, MAX_ENTRY);
    }

    private static String redacted(String text, String... secrets) {
        String redacted = text;
        for (String secret : secrets) {
            if (secret != null && !secret.isEmpty()) {
                redacted = anyForm(secret).matcher(redacted).replaceAll("xxxxxx");
            }
        }
        return redacted;
    }

    /** A secret as it is, and as JSON, HTML or XML may write it, character by character. */
    private static Pattern anyForm(String secret) {
        StringBuilder pattern = new StringBuilder();
        secret.codePoints().forEach(each -> {
            String character = Character.toString(each);
            pattern.append("(?:");
            character.chars().forEach(unit -> pattern.append(String.format(Locale.ROOT, "\\\\u(?i:%04x)", unit)));
            pattern.append(String.format(Locale.ROOT, "|&#0*%d;|&#[xX]0*(?i:%x);", each, each));
            String entity = ENTITIES.get(character);
            if (entity != null) {
                pattern.append('|').append(entity);
            }
            if ("\"\\/".contains(character)) {
                pattern.append("|\\\\").append(Pattern.quote(character));
            }
            pattern.append('|').append(Pattern.quote(character)).append(')');
        });
        return Pattern.compile(pattern.toString());
    }
}
