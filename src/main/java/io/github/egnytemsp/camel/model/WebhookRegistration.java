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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is sent to register or update a webhook: an update replaces every field.
 *
 * @param webhookUrl      where events go, https
 * @param eventTypes      which events
 * @param authHeader      the name of the header that proves the origin
 * @param authHeaderValue the value of that header: a secret
 */
public record WebhookRegistration(String webhookUrl, List<String> eventTypes, String authHeader, String authHeaderValue)
        implements
            MspRequest {

    /** RFC 9110: a token, and the visible ASCII characters with single spaces or tabs inside. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");

    /**
     * Makes the list unmodifiable; a null is an empty one.
     *
     * @param webhookUrl      where events go, https
     * @param eventTypes      which events
     * @param authHeader      the name of the header that proves the origin
     * @param authHeaderValue the value of that header: a secret
     */
    public WebhookRegistration {
        eventTypes = eventTypes == null ? List.of() : List.copyOf(eventTypes);
    }

    /**
     * {@inheritDoc}
     * <p>
     * Egnyte's specification names the field {@code eventTypes}, its sample {@code event_types}: the specification and
     * the official SDK agree, so that is what is sent.
     */
    @Override
    public ObjectNode toJson() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("webhook_url", webhookUrl);
        ArrayNode types = node.putArray("eventTypes");
        eventTypes.forEach(types::add);
        node.put("auth_header", authHeader);
        node.put("auth_header_value", authHeaderValue);
        return node;
    }

    @Override
    public List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        if (!FieldProblem.addIfEmpty(problems, "webhook_url", webhookUrl) && !isHttps(webhookUrl)) {
            problems.add(new FieldProblem("webhook_url", "must be an absolute https address with a host: " + webhookUrl));
        }
        FieldProblem.addIfEmpty(problems, "eventTypes", String.join("", eventTypes));
        eventTypes.stream().filter(type -> !MspEventType.isWellFormed(type)).forEach(type -> problems.add(
                new FieldProblem("eventTypes", "has '" + type + "'. Write event types like RESELLER_MRR_CHANGED")));
        if (!FieldProblem.addIfEmpty(problems, "auth_header", authHeader) && !HEADER_NAME.matcher(authHeader).matches()) {
            problems.add(new FieldProblem("auth_header", "is not the name of an HTTP header: " + authHeader));
        }
        if (!FieldProblem.addIfEmpty(problems, "auth_header_value", authHeaderValue)
                && !HEADER_VALUE.matcher(authHeaderValue).matches()) {
            problems.add(new FieldProblem("auth_header_value", "must be printable ASCII without a space at either end"));
        }
        return problems;
    }

    private static boolean isHttps(String text) {
        try {
            URI uri = new URI(text);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "WebhookRegistration[" + webhookUrl + ", " + eventTypes + ", " + authHeader + "]";
    }
}
