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
package io.github.egnytemsp.camel.routes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A ticket system that answers with what it was sent: no secret is in the log and in the inbox. */
class SecretsInAnswersTest {

    private static final String ISSUED = "token-that-was-issued";
    private static final String SECRET = "s3cret/of+the\"ticket&system";
    private static final String LOGIN = "msp+public-key:private-key";
    private static final String CODE = "INTEGRATION-OF-ATSECRET";

    @TempDir
    private Path folder;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SecretsInAnswersTest::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean login = exchange.getRequestURI().getPath().endsWith("/login");
        String answer = login
                ? "{\"access_token\":\"" + ISSUED + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                : "You sent " + new TreeMap<>(exchange.getRequestHeaders()) + " " + body + " " + SECRET + "-2, "
                  + base64("dana:" + SECRET) + " and " + base64("\0dana\0" + CODE) + " Why: reason";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", login ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(login ? 200 : 422, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> properties() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("tickets.customerId", "12");
        properties.put("halopsa.url", url + "/api");
        properties.put("halopsa.loginUrl", url + "/login");
        properties.put("halopsa.login.id", "id-of-halopsa");
        properties.put("halopsa.login.secret", SECRET);
        properties.put("connectwise.url", url);
        properties.put("connectwise.login", LOGIN);
        properties.put("connectwise.clientId", "id-of-the-integration");
        properties.put("autotask.url", url);
        properties.put("autotask.userName", "dana@msp.example");
        properties.put("autotask.secret", SECRET);
        properties.put("autotask.integrationCode", CODE);
        return properties;
    }

    @ParameterizedTest
    @ValueSource(strings = { "halopsa", "connectwise", "autotask" })
    void noneIsKept(String system) throws Exception {
        Map<String, String> properties = properties();
        properties.put(system + ".enabled", "true");
        String event = event("RESELLER_MRR_CHANGED", 1);
        try (ShippedRoutes routes = new ShippedRoutes(
                folder, properties, "event-in-words", "ticket-incident", "halopsa-call", "autotask-call", "sink-" + system)) {
            store(routes, event);
            await().until(() -> routes.stored().count(system, "failed") == 1);
            String kept = routes.stored().get(id(event)).toString();
            assertThat(kept).contains("HTTP status 422", "You sent", "xxxxxx", "Why: reason");
            for (String secret : List.of(ISSUED, "s3cret", "private-key", CODE, base64(LOGIN), "id-of-the-integration",
                    base64("dana:" + SECRET), base64("\0dana\0" + CODE))) {
                assertThat(kept).doesNotContain(secret);
            }
        }
    }
}
