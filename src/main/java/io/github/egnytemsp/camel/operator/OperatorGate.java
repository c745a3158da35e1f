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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.delivery.RareLog;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.LogText;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything: looks at who sends a request and from where, makes plain filters of it for the route, and
 * plain JSON of what the route leaves. Nothing else of HTTP reaches a route, and nothing else of a route reaches the
 * answer.
 */
final class OperatorGate {

    static final String ROOT = "/operator/";
    static final String API = ROOT + "api/";
    /** The longest body, in bytes. */
    static final int MAX_BODY = 65_536;
    static final OperatorAnswer TOO_LARGE
            = OperatorAnswer.error(413, "The body has more than " + MAX_BODY + " bytes, or did not arrive");

    private static final Logger LOG = LoggerFactory.getLogger(OperatorGate.class);
    private static final Pattern JSON_TYPE = Pattern.compile("application/json(?:\\s*;.*)?", Pattern.CASE_INSENSITIVE);
    private static final String LOGIN = API + "login";
    private static final String LOGOUT = API + "logout";
    private static final String SESSION = API + "session";
    private static final Map<String, String> OWN = Map.of(LOGIN, "POST", LOGOUT, "POST", SESSION, "GET");

    private final OriginCheck origins;
    private final Authentication authentication;
    private final StaticFiles files = new StaticFiles();
    private final List<OperatorConsumer> consumers = new CopyOnWriteArrayList<>();
    private final RareLog refusals = new RareLog();

    OperatorGate(OriginCheck origins, Authentication authentication) {
        this.origins = origins;
        this.authentication = authentication;
    }

    List<OperatorConsumer> consumers() {
        return consumers;
    }

    /**
     * Looks at a request before its body comes, without waiting for anything.
     *
     * @return why it is not let in, or null
     */
    OperatorAnswer refuse(OperatorRequest request) {
        try {
            origins.check(request);
            verifyPlace(request);
            String path = request.path();
            if (path.startsWith(API) && !path.equals(LOGIN) && !path.equals(SESSION)) {
                authentication.precheck(request);
            }
            return null;
        } catch (RefusedException e) {
            return refused(e);
        }
    }

    /** Known paths only, as they are: nothing is decoded or tidied up. */
    private void verifyPlace(OperatorRequest request) throws RefusedException {
        String path = request.path();
        TreeSet<String> methods = new TreeSet<>();
        if (path.equals("/operator") || isFile(path)) {
            methods.add("GET");
        } else if (OWN.containsKey(path)) {
            methods.add(OWN.get(path));
        } else {
            consumers.stream().filter(consumer -> consumer.parameters(path) != null)
                    .forEach(consumer -> methods.add(consumer.verb()));
        }
        if (methods.isEmpty()) {
            throw new RefusedException(404, "There is nothing at this path");
        }
        if (!methods.contains(request.method())) {
            throw new RefusedException(
                    405, "The method must be " + String.join(" or ", methods), "Allow", String.join(", ", methods));
        }
    }

    private boolean isFile(String path) {
        return path.startsWith(ROOT) && files.find(path.substring(ROOT.length())) != null;
    }

    private OperatorAnswer refused(RefusedException refusal) {
        long times = refusals.happened();
        if (times > 0) {
            LOG.warn("Refused requests to the operator's page, {} times since this was last logged. The last one: {}", times,
                    LogText.of(refusal.getMessage()));
        }
        return refusal.answer();
    }

    /**
     * Answers a request that was not refused. Waits for the route.
     *
     * @param  request the request
     * @param  body    the whole body
     * @return         the answer, whatever happens
     */
    OperatorAnswer answer(OperatorRequest request, byte[] body) {
        try {
            String path = request.path();
            if (path.equals("/operator")) {
                return new OperatorAnswer(301, Map.of("Location", ROOT, "Cache-Control", "no-store"), new byte[0]);
            }
            if (isFile(path)) {
                return StaticFiles.unlessKnown(files.find(path.substring(ROOT.length())), request.header("If-None-Match"));
            }
            return switch (path) {
                case SESSION -> session(request);
                case LOGIN -> logIn(request, body);
                case LOGOUT -> logOut(request);
                default -> route(request, body);
            };
        } catch (RefusedException e) {
            return refused(e);
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            return OperatorFailures.answer(e);
        }
    }

    private OperatorAnswer session(OperatorRequest request) throws RefusedException {
        Session session = authentication.session(request);
        if (session != null) {
            return welcome(session);
        }
        if (authentication.isPasswordNeeded()) {
            throw new RefusedException(401, "Log in");
        }
        return opened(authentication.logIn(request, "", ""));
    }

    private OperatorAnswer logIn(OperatorRequest request, byte[] body) throws RefusedException {
        Map<String, Object> fields = json(request, body);
        Object name = fields.get("name");
        if (!(fields.get("password") instanceof String password) || name != null && !(name instanceof String)) {
            throw new RefusedException(400, "The body must be {\"name\":\"...\",\"password\":\"...\"}");
        }
        return opened(authentication.logIn(request, (String) name, password));
    }

    private OperatorAnswer opened(String cookie) {
        Session session = authentication.session(cookie);
        if (authentication.isPasswordNeeded()) {
            LOG.info("{} has logged in to the operator's page", LogText.of(session.user()));
        }
        return welcome(session).with("Set-Cookie", authentication.setCookie(cookie, ""));
    }

    private OperatorAnswer welcome(Session session) {
        return OperatorAnswer.json(Json.mapper().createObjectNode().put("user", session.user()).put("token", session.token())
                .put("passwordNeeded", authentication.isPasswordNeeded()));
    }

    private OperatorAnswer logOut(OperatorRequest request) throws RefusedException {
        authentication.user(request);
        authentication.logOut(request);
        return OperatorAnswer.json(Json.mapper().createObjectNode())
                .with("Set-Cookie", authentication.setCookie("", "; Max-Age=0"));
    }

    private OperatorAnswer route(OperatorRequest request, byte[] body) throws Exception {
        String user = authentication.user(request);
        OperatorConsumer consumer = consumers.stream()
                .filter(one -> one.verb().equals(request.method()) && one.parameters(request.path()) != null).findFirst()
                .orElse(null);
        if (consumer == null || consumer.isSuspendingOrSuspended()) {
            throw new RefusedException(503, "The route is stopped");
        }
        boolean change = !"GET".equals(request.method());
        Map<String, Object> filters = new LinkedHashMap<>(change ? given(json(request, body)) : query(request));
        filters.putAll(consumer.parameters(request.path()));
        String operation = request.path().substring(request.path().lastIndexOf('/') + 1);
        Exchange exchange = consumer.exchange(filters, user);
        OperatorAnswer answer;
        try {
            consumer.run(exchange);
            answer = exchange.getException() != null
                    ? OperatorFailures.answer(exchange.getException())
                    : RouteResult.answer(exchange, operation, filters);
        } finally {
            consumer.done(exchange);
        }
        if (change) {
            LOG.info("{} has sent {} with {}: {} {}", LogText.of(user), request.path(), LogText.of(shown(filters)),
                    answer.status(),
                    LogText.of(new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    /** Without what is secret, and without texts: who is forgotten must not stay in the log. */
    private static String shown(Map<String, Object> filters) {
        return filters.entrySet().stream()
                .map(filter -> filter.getKey() + "="
                               + (filter.getKey().toLowerCase(Locale.ROOT).matches(".*(secret|password|token|text).*")
                                       ? "xxxxxx" : filter.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Map<String, Object> json(OperatorRequest request, byte[] body) throws RefusedException {
        if (request.query() != null) {
            throw new RefusedException(400, "The input of a change belongs in the body, not in the query");
        }
        if (body.length == 0) {
            return Map.of();
        }
        String type = request.header("Content-Type");
        if (type == null || !JSON_TYPE.matcher(type).matches()) {
            throw new RefusedException(415, "The body must be application/json");
        }
        try {
            JsonNode json = Json.mapper().reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .readTree(StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(body)).toString());
            if (json instanceof ObjectNode object) {
                return Json.toMap(object);
            }
        } catch (IOException e) {
            // the same as JSON of another kind
        }
        throw new RefusedException(400, "The body must be a JSON object, with each field once");
    }

    /** A filter that a script has left empty by mistake must not be taken for none. */
    private static Map<String, Object> given(Map<String, Object> fields) throws RefusedException {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            if (field.getValue() == null || field.getValue() instanceof String text && text.isBlank()) {
                throw new RefusedException(400, LogText.of(field.getKey()) + " is empty: leave it out, or give it a value");
            }
        }
        return fields;
    }

    private static Map<String, Object> query(OperatorRequest request) throws RefusedException {
        Map<String, Object> filters = new LinkedHashMap<>();
        String query = request.query() == null ? "" : request.query();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String name = decoded(parts[0]);
                if (filters.putIfAbsent(name, parts.length == 2 ? decoded(parts[1]) : "") != null) {
                    throw new RefusedException(400, "The query has the parameter '" + LogText.of(name) + "' more than once");
                }
            }
        }
        return filters;
    }

    private static String decoded(String text) throws RefusedException {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // the same as bytes that are no UTF-8
        }
        throw new RefusedException(400, "The query is not encoded as UTF-8 with percent signs");
    }
}
