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
package io.github.egnytemsp.camel.simulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a register or update call says about a webhook, unchecked: a field that is missing or of the wrong kind is
 * empty.
 */
record WebhookSettings(String url, List<String> eventTypes, String authHeader, String authHeaderValue) {

    /** A header name as HTTP defines it. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]+");

    /**
     * Requests carry {@code eventTypes} by the specification and {@code event_types} by the documentation's sample:
     * both are read.
     */
    static WebhookSettings read(ObjectNode body) {
        JsonNode types = body.has("eventTypes") ? body.path("eventTypes") : body.path("event_types");
        List<String> eventTypes = new ArrayList<>();
        types.forEach(type -> eventTypes.add(type.isTextual() ? type.textValue() : ""));
        return new WebhookSettings(
                text(body, "webhook_url"), types.isArray() ? eventTypes : List.of(), text(body, "auth_header"),
                text(body, "auth_header_value"));
    }

    static WebhookSettings of(SimulatedWebhook webhook) {
        return new WebhookSettings(webhook.url(), webhook.eventTypes(), webhook.authHeader(), webhook.authHeaderValue());
    }

    private static String text(ObjectNode body, String field) {
        return body.path(field).isTextual() ? body.path(field).textValue() : "";
    }

    /**
     * Why Egnyte would refuse it. Documented: all four are required, the address is https, the types are some of the
     * documented ones. Assumption: a header that HTTP cannot carry is refused too. Never tells the secret.
     */
    Problems problems() {
        Problems problems = new Problems();
        if (!isHttps(url)) {
            problems.add("webhook_url", "webhook_url is required and must be an https URL");
        }
        if (eventTypes.isEmpty() || !SimulatedEvents.TYPES.containsAll(eventTypes)) {
            problems.add("eventTypes", "eventTypes is required and must be a list of one documented event type or more");
        }
        if (!HEADER_NAME.matcher(authHeader).matches()) {
            problems.add("auth_header", "auth_header is required and must be the name of a header");
        }
        if (authHeaderValue.isBlank() || !HEADER_VALUE.matcher(authHeaderValue).matches()) {
            problems.add("auth_header_value", "auth_header_value is required and must be the value of a header, in ASCII");
        }
        return problems;
    }

    private static boolean isHttps(String url) {
        try {
            URI uri = new URI(url);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    SimulatedWebhook toWebhook(String id, boolean enabled) {
        return new SimulatedWebhook(id, url, eventTypes, authHeader, authHeaderValue, enabled);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return toWebhook("", true).toString();
    }
}
