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
package io.github.egnytemsp.camel.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.model.MspEventType;

/**
 * Receives real deliveries at a webhook of its own, refuses the first of them once, and reports what comes, without a
 * value.
 */
final class DeliveryCheck implements AutoCloseable {

    private static final String HEADER = "X-Egnyte-Msp-Live-Check";

    private final LiveApi api;
    private final LiveReport report;
    private final String proof = UUID.randomUUID().toString();
    private final HttpServer server;
    private final Map<String, TreeSet<String>> fieldsByType = new TreeMap<>();
    private final TreeSet<String> headerNames = new TreeSet<>();
    private String webhookId;
    private byte[] refused;
    private long refusedAt;
    private boolean repeated;
    private int events;

    DeliveryCheck(LiveApi api, LiveReport report, int port) throws IOException {
        this.api = api;
        this.report = report;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Registers a webhook for every documented type. */
    synchronized void register(String webhookUrl) throws IOException, InterruptedException {
        ObjectNode registration
                = new ObjectMapper().createObjectNode().put("webhook_url", webhookUrl).put("auth_header", HEADER)
                        .put("auth_header_value", proof);
        Arrays.stream(MspEventType.values()).filter(type -> type != MspEventType.UNKNOWN).map(Enum::name)
                .forEach(registration.putArray("eventTypes")::add);
        HttpResponse<String> answer = api.call("POST", "/webhooks", registration.toString());
        JsonNode id = LiveApi.json(answer.body()).path("webhook_id");
        report.expect(answer.statusCode() == 200 && id.isTextual(), "registration of a webhook: " + answer.statusCode());
        webhookId = id.isTextual() ? id.textValue() : null;
    }

    /** Listens for so long, unless nothing is registered or the thread is interrupted. */
    void receive(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        synchronized (this) {
            while (webhookId != null && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
        try (exchange) {
            boolean proved = proof.equals(exchange.getRequestHeaders().getFirst(HEADER));
            exchange.sendResponseHeaders(proved ? take(exchange, body) : 401, -1);
        }
    }

    private synchronized int take(HttpExchange exchange, byte[] body) {
        events++;
        // the JDK's server does not keep their letter case
        exchange.getRequestHeaders().keySet().forEach(name -> headerNames.add(name.toLowerCase(Locale.ROOT)));
        JsonNode event = LiveApi.json(new String(body, StandardCharsets.UTF_8));
        String type = event.path("event_type").asText();
        TreeSet<String> fields = fieldsByType.computeIfAbsent(type.matches("[A-Z_]{1,60}") ? type : "a type of another form",
                key -> new TreeSet<>());
        event.properties().forEach(field -> fields.add(field.getKey() + ": " + FieldForm.describe(field.getValue())));
        if (refused == null) {
            refused = body;
            refusedAt = System.nanoTime();
            return 500;
        }
        if (!repeated && sameEvent(event)) {
            repeated = true;
            report.note("an event that was answered 500 came again after "
                        + Duration.ofNanos(System.nanoTime() - refusedAt).toSeconds() + " s, "
                        + (Arrays.equals(body, refused) ? "the same byte for byte" : "with other bytes"));
        }
        return 200;
    }

    private boolean sameEvent(JsonNode event) {
        JsonNode first = LiveApi.json(new String(refused, StandardCharsets.UTF_8));
        return first.path("event_type").equals(event.path("event_type"))
                && first.path("transaction_timestamp").equals(event.path("transaction_timestamp"));
    }

    /** Unregisters the webhook, reports, and stops listening; once. */
    @Override
    public void close() {
        unregister();
        // not under the lock, which a delivery may wait for
        server.stop(0);
    }

    private synchronized void unregister() {
        if (webhookId == null) {
            return;
        }
        // an interrupted thread could not call
        boolean interrupted = Thread.interrupted();
        try {
            int status = api.call("DELETE", "/webhooks/" + webhookId, null).statusCode();
            report.expect(status == 200, "the webhook is unregistered: " + status);
        } catch (IOException e) {
            report.differs("the webhook " + webhookId + " is still registered: unregister it");
        } catch (InterruptedException e) {
            interrupted = true;
            report.differs("the webhook " + webhookId + " is still registered: unregister it");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        webhookId = null;
        notifyAll();
        summary();
    }

    private void summary() {
        report.note(events + " deliveries; headers " + headerNames);
        fieldsByType.forEach((type, fields) -> report.note(type + ": " + fields));
        if (refused != null && !repeated) {
            report.note("the event that was answered 500 did not come again in this time");
        }
    }
}
