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
package io.github.egnytemsp.camel.registration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The webhook part of the API, on a server that stores something else than it was sent. */
final class AlteringServer implements AutoCloseable {

    private static final String WEBHOOKS = "/pubapi/v1/msp/webhooks";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, ObjectNode> webhooks = new ConcurrentSkipListMap<>();
    private final Queue<String> methods = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lastId = new AtomicInteger(100);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final UnaryOperator<ObjectNode> alteration;
    private final String idPrefix;
    private final HttpServer server;

    /** @param alteration what becomes of the details that were sent, each time that they are sent */
    AlteringServer(UnaryOperator<ObjectNode> alteration) throws IOException {
        this(alteration, "");
    }

    /** @param idPrefix what all ids begin with */
    AlteringServer(UnaryOperator<ObjectNode> alteration, String idPrefix) throws IOException {
        this.alteration = alteration;
        this.idPrefix = idPrefix;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(WEBHOOKS, this::answer);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Changes every webhook behind the back of who registered it. */
    void change(UnaryOperator<ObjectNode> change) {
        webhooks.replaceAll((id, details) -> change.apply(details.deepCopy()));
    }

    List<ObjectNode> webhooks() {
        return List.copyOf(webhooks.values());
    }

    long calls(String method) {
        return methods.stream().filter(method::equals).count();
    }

    int calls() {
        return methods.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String id = path.length() > WEBHOOKS.length() ? path.substring(WEBHOOKS.length() + 1) : null;
        byte[] body = exchange.getRequestBody().readAllBytes();
        methods.add(method);
        if (id != null && !webhooks.containsKey(id)) {
            send(exchange, 404, "{\"message\":\"Webhook not found\"}");
            return;
        }
        switch (method) {
            case "POST" -> send(exchange, 200, store(idPrefix + lastId.incrementAndGet(), body));
            case "PUT" -> send(exchange, 200, store(id, body));
            case "DELETE" -> {
                webhooks.remove(id);
                send(exchange, 200, "{\"success\":true}");
            }
            default -> send(exchange, 200, id == null ? list() : webhooks.get(id).toString());
        }
    }

    private String list() {
        ArrayNode list = MAPPER.createArrayNode();
        webhooks.values().forEach(details -> list.add(idAndStatus(details)));
        return list.toString();
    }

    private String store(String id, byte[] body) throws IOException {
        ObjectNode sent = (ObjectNode) MAPPER.readTree(body);
        ObjectNode details = MAPPER.createObjectNode();
        details.put("webhook_id", id);
        details.set("event_types", sent.get("eventTypes"));
        details.set("webhook_url", sent.get("webhook_url"));
        details.set("auth_header", sent.get("auth_header"));
        details.set("auth_header_value", sent.get("auth_header_value"));
        details.put("status", "enabled");
        ObjectNode stored = alteration.apply(details);
        webhooks.put(id, stored);
        return idAndStatus(stored).toString();
    }

    private static ObjectNode idAndStatus(ObjectNode details) {
        ObjectNode node = MAPPER.createObjectNode();
        node.set("webhook_id", details.get("webhook_id"));
        node.set("status", details.get("status"));
        return node;
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
