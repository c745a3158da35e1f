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
package io.github.egnytemsp.camel.operator;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.client.EgnyteMspAuthenticationException;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.LogText;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may reach the operator's routes over HTTP: programs on this machine that send the header
 * {@code X-Egnyte-Msp-Operator: 1}, which no browser sends by itself, and that no page of another site and no proxy has
 * sent. A bean of those routes.
 */
public final class OperatorAccess implements CamelContextAware {

    /** The header that a program sends, with the value 1. */
    public static final String HEADER = "X-Egnyte-Msp-Operator";

    private static final Logger LOG = LoggerFactory.getLogger(OperatorAccess.class);
    private static final Pattern LOOPBACK = Pattern.compile("(?:127\\.0\\.0\\.1|localhost|\\[::1])(?::[0-9]{1,5})?");
    private static final Set<String> LOOPBACK_HOSTS = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final String WEBHOOKS = "/admin/webhooks/";
    private static final Pattern PLAIN_PATH = Pattern.compile("(?:/[A-Za-z0-9_-]{1,200})+/?");
    private static final Pattern JSON = Pattern.compile("application/json(?:\\s*;.*)?", Pattern.CASE_INSENSITIVE);

    private CamelContext camelContext;

    /** A status, and why. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Looks at the settings: nobody but this machine may reach the routes unless a password is asked for.
     *
     * @throws IllegalStateException if {@code admin.enabled} is true, and the server listens on another address than
     *                               the loopback without authentication
     */
    public void verify() {
        String host = property("camel.server.host");
        if (Boolean.parseBoolean(property("admin.enabled")) && !LOOPBACK_HOSTS.contains(host)
                && !Boolean.parseBoolean(property("camel.server.authenticationEnabled"))) {
            throw new IllegalStateException(
                    "admin.enabled=true needs camel.server.host=127.0.0.1 (it is "
                                            + (host.isEmpty() ? "every address" : LogText.of(host))
                                            + "), or camel.server.authenticationEnabled=true");
        }
    }

    private String property(String name) {
        String value = camelContext.resolvePropertyPlaceholders("{{?" + name + "}}");
        return value == null ? "" : value.strip();
    }

    /**
     * Lets a request pass, or not. The variable {@code id} is the webhook's of the path, if there is one.
     *
     * @param  exchange  of platform-http
     * @throws Exception if it does not pass; {@link #answerFailure} knows what to answer
     */
    public void check(Exchange exchange) throws Exception {
        Message request = exchange.getMessage();
        String host = single(request, "Host");
        if (host == null || !LOOPBACK.matcher(host).matches()) {
            throw new RefusedException(403, "The Host is not this machine");
        }
        if (present(request, "Origin") && !("http://" + host).equals(single(request, "Origin"))) {
            throw new RefusedException(403, "A page of another site has sent this");
        }
        for (String name : request.getHeaders().keySet()) {
            if (name.equalsIgnoreCase("Forwarded") || name.regionMatches(true, 0, "X-Forwarded-", 0, 12)
                    || name.equalsIgnoreCase("X-Real-IP") || name.equalsIgnoreCase("Via")) {
                throw new RefusedException(403, "A proxy has passed this on: it must pass on the path of the events only");
            }
        }
        if (!"1".equals(single(request, HEADER))) {
            throw new RefusedException(403, "The header " + HEADER + ": 1 is missing");
        }
        // as it was sent: what a proxy has let pass by another spelling may lead here
        String address = request.getHeader(Exchange.HTTP_URI, "", String.class);
        String path = address.split("[?]", 2)[0];
        if (!PLAIN_PATH.matcher(path).matches() || !path.equals(request.getHeader(Exchange.HTTP_PATH, String.class))) {
            throw new RefusedException(403, "The path is not written plainly");
        }
        String body = request.getBody(String.class);
        String type = single(request, Exchange.CONTENT_TYPE);
        if (body != null && !body.isEmpty() && (type == null || !JSON.matcher(type).matches())) {
            throw new RefusedException(415, "The body must be application/json");
        }
        request.setBody(body);
        // of the path alone: a header or a parameter of the query may have the name of the path's parameter
        String id = path.startsWith(WEBHOOKS) ? path.substring(WEBHOOKS.length()).replace("/", "") : "";
        exchange.setVariable("id", id.isEmpty() ? null : id);
    }

    private static boolean present(Message request, String name) {
        return request.getHeader(name) != null;
    }

    /** A header that is there once; null if it is not, or more than once. */
    private static String single(Message request, String name) {
        Object value = request.getHeader(name);
        if (value instanceof List<?> values && values.size() == 1) {
            value = values.get(0);
        }
        return value instanceof String text ? text : null;
    }

    /**
     * Refuses another webhook URL than the configured one: Egnyte would send every event, and the secret, to it.
     *
     * @param  exchange                 its body is empty, or a JSON object
     * @throws IllegalArgumentException if it is something else, or has another {@code webhook_url}
     */
    public void checkWebhookUrl(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        if (body == null || body.isBlank()) {
            return;
        }
        JsonNode registration;
        try {
            registration = Json.mapper().readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body is no JSON object");
        }
        if (!registration.isObject()) {
            throw new IllegalArgumentException("The body is no JSON object");
        }
        String own = property("webhook.url");
        for (Map.Entry<String, JsonNode> field : registration.properties()) {
            if (field.getKey().replace("_", "").equalsIgnoreCase("webhookUrl") && !own.equals(field.getValue().asText())) {
                throw new IllegalArgumentException(
                        "The webhook_url must be the setting webhook.url, " + own + ", or be left out");
            }
        }
    }

    /**
     * Answers a failure: {@code {"error":{"status":403,"message":"..."}}} with that status.
     *
     * @param exchange whose failure was caught
     */
    public void answerFailure(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Throwable known = failure;
        while (status(known) == 500 && known.getCause() != null && known.getCause() != known) {
            known = known.getCause();
        }
        int status = status(known);
        if (status == 500) {
            LOG.error("An operator's request failed: {}", LogText.of(String.valueOf(failure)));
        }
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.putObject("error").put("status", status)
                .put("message", status == 500 ? "The reason is in the log" : known.getMessage());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(Json.toBytes(answer));
    }

    private static int status(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.status;
        }
        if (failure instanceof IllegalArgumentException) {
            return 400;
        }
        if (failure instanceof EgnyteMspRateLimitException) {
            return 429;
        }
        if (failure instanceof EgnyteMspOutcomeUnknownException) {
            return 504;
        }
        // the API refused this installation's token, not the caller
        if (failure instanceof EgnyteMspAuthenticationException) {
            return 502;
        }
        if (failure instanceof EgnyteMspException api) {
            return api.getHttpStatus() >= 400 && api.getHttpStatus() < 500 ? api.getHttpStatus() : 502;
        }
        return 500;
    }
}
