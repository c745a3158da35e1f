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

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.SimulatedEvents;
import io.github.egnytemsp.camel.simulator.SimulatedWebhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.routes.Deliveries.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** routes/webhook-admin.yaml */
class WebhookAdminTest {

    private static final String PATH = "/admin/webhooks";
    private static final String URL = "https://hooks.msp.example/egnyte-msp/events";

    @TempDir
    Path folder;
    private EgnyteMspSimulator egnyte;

    @BeforeEach
    void startSimulator() {
        egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).maxWebhooks(2).start();
    }

    @AfterEach
    void stopSimulator() {
        egnyte.close();
    }

    @Test
    void webhooksAreRegisteredShownListedAndUnregisteredWithoutASecretInAnyAnswer() throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            HttpResponse<String> registered = send(routes, "POST", PATH, "");
            assertThat(registered.statusCode()).isEqualTo(201);
            assertThat(registered.headers().firstValue("Content-Type")).hasValue("application/json");
            String id = json(registered).path("webhook_id").textValue();
            SimulatedWebhook webhook = egnyte.webhook(id).orElseThrow();
            assertThat(webhook.url()).isEqualTo(URL);
            assertThat(webhook.eventTypes()).isEqualTo(SimulatedEvents.TYPES);
            assertThat(webhook.authHeaderValue()).isEqualTo(ShippedRoutes.WEBHOOK_TOKEN);

            HttpResponse<String> shown = send(routes, "GET", PATH + "/" + id, "");
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(json(shown).path("webhook_url").textValue()).isEqualTo(URL);

            HttpResponse<String> list = send(routes, "GET", PATH, "");
            assertThat(list.statusCode()).isEqualTo(200);
            assertThat(json(list)).singleElement()
                    .satisfies(one -> assertThat(one.path("webhook_id").textValue()).isEqualTo(id));

            HttpResponse<String> unregistered = send(routes, "DELETE", PATH + "/" + id, "");
            assertThat(unregistered.statusCode()).isEqualTo(200);
            assertThat(egnyte.webhooks()).isEmpty();

            assertThat(List.of(registered, shown, list, unregistered)).allSatisfy(answer -> {
                assertThat(answer.body()).doesNotContain(ShippedRoutes.WEBHOOK_TOKEN).doesNotContain("auth_header_value");
                assertThat(answer.headers().map().toString()).doesNotContain(ShippedRoutes.WEBHOOK_TOKEN);
            });
        }
    }

    @Test
    void theWebhookIsTheOneOfThePathWhateverTheQuerySays() throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            String one = json(send(routes, "POST", PATH, "")).path("webhook_id").textValue();
            String other = json(send(routes, "POST", PATH, "")).path("webhook_id").textValue();
            assertThat(send(routes, "DELETE", PATH + "/" + one + "?id=" + other, "").statusCode()).isEqualTo(200);
            assertThat(egnyte.webhook(one)).isEmpty();
            assertThat(egnyte.webhook(other)).isPresent();
            assertThat(json(send(routes, "GET", PATH + "?id=" + other, "")).isArray()).isTrue();
        }
    }

    @Test
    void aBodyWinsOverTheProperties() throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            assertThat(send(routes, "POST", PATH, "{\"eventTypes\":[\"USER_ADDED\"]}").statusCode()).isEqualTo(201);
        }
        assertThat(egnyte.webhooks().get(0).eventTypes()).containsExactly("USER_ADDED");
        assertThat(egnyte.webhooks().get(0).url()).isEqualTo(URL);
    }

    @Test
    void failuresAreReadableJsonWithTheStatusThatFits() throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            assertError(send(routes, "POST", PATH, "{\"webhook_url\":\"http://plain.example\"}"), 400, "https");
            assertError(send(routes, "POST", PATH, "[1]"), 400, "JSON");
            assertError(send(routes, "GET", PATH + "/unknown", ""), 404, "not found");
            assertThat(send(routes, "POST", PATH, "").statusCode()).isEqualTo(201);
            assertThat(send(routes, "POST", PATH, "").statusCode()).isEqualTo(201);
            assertError(send(routes, "POST", PATH, ""), 409, "limit");
            egnyte.revokeAccessToken("simulator-token");
            assertError(send(routes, "GET", PATH, ""), 502, "401");
        }
    }

    @Test
    void noOtherUrlIsRegistered() throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            for (String name : List.of("webhook_url", "webhookUrl", "WEBHOOK_URL")) {
                assertError(send(routes, "POST", PATH, "{\"" + name + "\":\"https://evil.example/x\"}"), 400, "webhook.url");
            }
            assertThat(egnyte.webhooks()).isEmpty();
            assertThat(send(routes, "POST", PATH, "{\"webhook_url\":\"" + URL + "\"}").statusCode()).isEqualTo(201);
        }
    }

    private static final String OPERATOR = "X-Egnyte-Msp-Operator: 1\\r\\n";
    private static final String HOST = "Host: 127.0.0.1:PORT\\r\\n";
    private static final String GOOD = HOST + OPERATOR;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "GET | /admin/webhooks | '" + GOOD + "' | 200",
            "GET | /admin/webhooks?x=../.. | '" + GOOD + "' | 200",
            "GET | /admin/webhooks | 'Host: localhost:PORT\\r\\n" + OPERATOR + "' | 200",
            "GET | /admin/webhooks | 'Host: [::1]:PORT\\r\\n" + OPERATOR + "' | 200",
            "GET | /admin/webhooks | '" + GOOD + "Origin: http://127.0.0.1:PORT\\r\\n' | 200",
            "GET | /admin/webhooks | '" + GOOD + "Origin: https://evil.example\\r\\n' | 403",
            "GET | /admin/webhooks | '" + GOOD + "Origin: null\\r\\n' | 403",
            "GET | /admin/webhooks | '" + GOOD + "origin: http://127.0.0.1:1\\r\\n' | 403",
            "GET | /admin/webhooks | '" + GOOD + "Origin: http://127.0.0.1:PORT\\r\\nOrigin: http://evil.example\\r\\n' | 403",
            "GET | /admin/webhooks | 'Host: evil.example:PORT\\r\\n" + OPERATOR + "' | 403",
            "GET | /admin/webhooks | 'Host: 127.0.0.1.evil.example\\r\\n" + OPERATOR + "' | 403",
            "GET | /admin/webhooks | 'Host: evil.example@127.0.0.1:PORT\\r\\n" + OPERATOR + "' | 400",
            "GET | /admin/webhooks | '" + HOST + "' | 403",
            "GET | /admin/webhooks | '" + HOST + "X-Egnyte-Msp-Operator: 0\\r\\n' | 403",
            "GET | /admin/webhooks | '" + GOOD + "X-Forwarded-Host: hooks.msp.example\\r\\n' | 403",
            "GET | /admin/webhooks | '" + GOOD + "x-forwarded-for: 192.0.2.1\\r\\n' | 403",
            "GET | /admin/webhooks | '" + GOOD + "Forwarded: for=192.0.2.1\\r\\n' | 403",
            "GET | /admin/webhooks | '" + GOOD + "Via: 1.1 proxy\\r\\n' | 403",
            "GET | /egnyte-msp/events/../../admin/webhooks | '" + GOOD + "' | 403",
            "GET | /egnyte-msp/events/%2e%2e/%2e%2e/admin/webhooks | '" + GOOD + "' | 403",
            "GET | /%61dmin/webhooks | '" + GOOD + "' | 403",
            "GET | //admin/webhooks | '" + GOOD + "' | 403",
            "GET | /admin/./webhooks | '" + GOOD + "' | 403",
            "GET | /ADMIN/webhooks | '" + GOOD + "' | 404",
            "GET | /admin/webhooks/a%0AERROR | '" + GOOD + "' | 403",
            "PUT | /admin/webhooks | '" + GOOD + "' | 405",
            "DELETE | /admin/webhooks/1 | '" + GOOD + "Origin: https://evil.example\\r\\n' | 403",
            "POST | /admin/webhooks | '" + GOOD + "Origin: https://evil.example\\r\\nContent-Type: text/plain\\r\\n' | 403",
            "POST | /admin/webhooks | '" + GOOD + "Content-Type: text/plain\\r\\n' | 415" })
    void onlyAProgramOfThisMachineGetsIn(String method, String path, String headers, int status) throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            int port = java.net.URI.create(routes.url()).getPort();
            String body = "POST".equals(method) ? "{}" : "";
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(10_000);
                String request = method + " " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Length: " + body.length()
                                 + "\r\n" + headers.replace("\\r\\n", "\r\n").replace("PORT", String.valueOf(port));
                socket.getOutputStream().write((request + "\r\n" + body).getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 " + status + " ").doesNotContain(ShippedRoutes.WEBHOOK_TOKEN);
            }
        }
        assertThat(egnyte.webhooks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "0.0.0.0", "", "192.0.2.1" })
    void onAnotherAddressItDoesNotStartWithoutAPassword(String host) throws Exception {
        assertThatThrownBy(() -> start(Map.of("camel.server.host", host)).close())
                .hasStackTraceContaining("admin.enabled=true needs camel.server.host=127.0.0.1");
    }

    @Test
    void withAPasswordItStartsOnAnotherAddress() throws Exception {
        Path users = Files.writeString(folder.resolve("admin.properties"), "dana=password");
        try (ShippedRoutes routes = start(Map.of("camel.server.host", "0.0.0.0", "camel.server.authenticationEnabled", "true",
                "camel.server.authenticationPath", "/admin/*", "camel.server.basicPropertiesFile", users.toString()))) {
            assertThat(send(routes, "GET", PATH, "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void anApiThatIsNotThereIs502AndOneOverItsLimitIs429() throws Exception {
        Map<String, String> limited = Map.of(
                "camel.component.egnyte-msp.maxCallsPerSecond", "0", "camel.component.egnyte-msp.maxCallsPerDay", "1",
                "camel.component.egnyte-msp.maxRetries", "0");
        try (ShippedRoutes routes = start(limited)) {
            assertThat(send(routes, "GET", PATH, "").statusCode()).isEqualTo(200);
            assertError(send(routes, "GET", PATH, ""), 429, "day");
        }
        Map<String, String> nobody = Map.of(
                "camel.component.egnyte-msp.baseUrl", "http://127.0.0.1:1", "camel.component.egnyte-msp.maxRetries", "0");
        try (ShippedRoutes routes = start(nobody)) {
            assertError(send(routes, "GET", PATH, ""), 502, "127.0.0.1:1");
        }
    }

    @Test
    void unlessItIsEnabledItIsNotThereAndNeedsNoToken() throws Exception {
        try (ShippedRoutes routes = new ShippedRoutes(
                folder.resolve("inbox"), Map.of(), "events-to-inbox", "webhook-admin")) {
            assertThat(send(routes, "GET", PATH, "").statusCode()).isEqualTo(404);
            assertThat(Deliveries.deliver(routes, Deliveries.event("USER_ADDED", 1))).isEqualTo(200);
        }
    }

    private static void assertError(HttpResponse<String> answer, int status, String part) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = json(answer).path("error");
        assertThat(error.path("status").intValue()).isEqualTo(status);
        assertThat(error.path("message").textValue()).containsIgnoringCase(part).doesNotContain(ShippedRoutes.WEBHOOK_TOKEN);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private ShippedRoutes start(Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("admin.enabled", "true");
        properties.put("camel.component.egnyte-msp.baseUrl", egnyte.baseUrl());
        properties.put("camel.component.egnyte-msp.accessToken", "simulator-token");
        properties.put("camel.component.egnyte-msp.maxCallsPerSecond", "0");
        properties.putAll(more);
        return new ShippedRoutes(folder.resolve("inbox"), properties, "webhook-admin");
    }
}
