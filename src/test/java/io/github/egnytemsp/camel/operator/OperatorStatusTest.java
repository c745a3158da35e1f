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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.demo.FreePort;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/operator-webhook.yaml, over HTTP, beside a simulated account. */
class OperatorStatusTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String NEW_SECRET = "the-second-secret-of-the-webhook";

    @TempDir
    Path folder;
    private EgnyteMspSimulator egnyte;
    private volatile boolean refuse;

    @BeforeEach
    void startSimulator() {
        egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).start();
    }

    @AfterEach
    void stopSimulator() {
        egnyte.close();
    }

    private ShippedRoutes start(String... more) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of("operator.enabled", "true", "operator.port", "0"));
        properties.put("camel.component.egnyte-msp.baseUrl", egnyte.baseUrl());
        properties.put("egnyte-msp.accessToken", "simulator-token");
        properties.put("camel.component.egnyte-msp.maxCallsPerSecond", "0");
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new ShippedRoutes(folder, properties, "operator", "operator-webhook", "events-to-inbox");
    }

    private ShippedRoutes startEnsuring(String... more) throws Exception {
        String[] all = Arrays.copyOf(more, more.length + 4);
        System.arraycopy(new String[] {
                "egnyte-msp.registration", "ensure", "egnyte-msp.webhook.url", "https://hooks.msp.example/egnyte-msp/events" },
                0,
                all, more.length, 4);
        ShippedRoutes routes = start(all);
        await().until(() -> get(routes, "webhook").path("phase").asText().equals("RIGHT"));
        return routes;
    }

    private void subscribe(ShippedRoutes routes, String name) throws Exception {
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("egnyte-msp:inbox?redeliveryDelay=20ms&maximumRedeliveries=1&subscription=" + name).process(exchange -> {
                    if (refuse) {
                        throw new IllegalStateException("refused");
                    }
                });
            }
        });
    }

    private static int deliver(ShippedRoutes routes, String body) throws Exception {
        HttpRequest delivery = HttpRequest.newBuilder(URI.create(routes.url() + "/egnyte-msp/events"))
                .header("X-Egnyte-Msp-Token", ShippedRoutes.WEBHOOK_TOKEN).POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(delivery, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static HttpResponse<String> send(ShippedRoutes routes, String method, String path, String body) throws Exception {
        int port = routes.context().getRegistry().lookupByNameAndType("operator", OperatorServer.class).getPort();
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/operator/api/" + path))
                        .timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json")
                        .header("X-Egnyte-Msp-Operator", "1").method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode read(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(ShippedRoutes.WEBHOOK_TOKEN, "simulator-token", NEW_SECRET);
        return new ObjectMapper().readTree(answer.body());
    }

    private static JsonNode get(ShippedRoutes routes, String path) throws Exception {
        return read(send(routes, "GET", path, ""));
    }

    private static JsonNode post(ShippedRoutes routes, String path, String body) throws Exception {
        return read(send(routes, "POST", path, body));
    }

    private static void assertError(HttpResponse<String> answer, int status, String... message) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(message).doesNotContain("Exception", NEW_SECRET);
    }

    @Test
    void aHealthyInstallationShowsItsWebhookAndHasNoProblem() throws Exception {
        try (ShippedRoutes routes = startEnsuring()) {
            post(routes, "test-event", "");
            JsonNode status = get(routes, "status");
            assertThat(status.at("/webhook/registration").textValue()).isEqualTo("ensure");
            assertThat(status.at("/webhook/path").textValue()).isEqualTo("/egnyte-msp/events");
            assertThat(status.at("/webhook/listening").booleanValue()).isTrue();
            assertThat(status.at("/webhook/url").textValue()).isEqualTo("https://hooks.msp.example/egnyte-msp/events");
            assertThat(status.at("/webhook/webhookId").textValue()).isEqualTo(egnyte.webhooks().get(0).id());
            assertThat(status.at("/webhook/status").textValue()).isEqualTo("enabled");
            assertThat(status.at("/webhook/checkedAt").textValue()).endsWith("Z");
            assertThat(status.at("/webhook/deliveries/received").longValue()).isEqualTo(1);
            assertThat(status.at("/webhook/lastDelivery").textValue()).endsWith("Z");
            assertThat(status.at("/calls/today").longValue()).isPositive();
            assertThat(status.at("/calls/perDay").longValue()).isEqualTo(1000);
            assertThat(status.at("/inbox/database").textValue()).contains("inbox.db");
            assertThat(status.at("/inbox/reachable").booleanValue()).isTrue();
            assertThat(status.at("/inbox/retention").textValue()).isEqualTo("90d");
            await().until(() -> get(routes, "status").at("/inbox/lastStored").isTextual());
            assertThat(get(routes, "status").at("/inbox/oldest").textValue()).endsWith("Z");
            assertThat(status.get("replica").textValue()).isNotEmpty();
            assertThat(status.get("now").textValue()).endsWith("Z");
            assertThat(get(routes, "problems")).isEmpty();
            assertThat(get(routes, "webhook").get("phase").textValue()).isEqualTo("RIGHT");
        }
    }

    @Test
    void lookingCostsNoCall() throws Exception {
        try (ShippedRoutes routes = startEnsuring()) {
            long before = egnyte.calls().size();
            for (int i = 0; i < 20; i++) {
                get(routes, "status");
                get(routes, "webhook");
                get(routes, "problems");
            }
            assertThat(egnyte.calls()).hasSize((int) before);
            post(routes, "webhook/check", "{}");
            assertThat(egnyte.calls()).hasSizeGreaterThan((int) before);
        }
    }

    @Test
    void aCheckRepairsTheWebhook() throws Exception {
        try (ShippedRoutes routes = startEnsuring()) {
            String id = egnyte.webhooks().get(0).id();
            egnyte.deleteWebhook(id);
            assertThat(get(routes, "webhook").get("webhookId").textValue()).as("not known yet").isEqualTo(id);
            JsonNode webhook = post(routes, "webhook/check", "");
            assertThat(webhook.get("phase").textValue()).isEqualTo("RIGHT");
            assertThat(webhook.get("webhookId").textValue()).isEqualTo(egnyte.webhooks().get(0).id()).isNotEqualTo(id);
        }
    }

    @Test
    void aTokenThatIsRefusedIsAProblemUntilItIsAcceptedAgain() throws Exception {
        try (ShippedRoutes routes = startEnsuring()) {
            egnyte.revokeAccessToken("simulator-token");
            JsonNode webhook = post(routes, "webhook/check", "");
            assertThat(webhook.get("phase").textValue()).isEqualTo("FAILED");
            assertThat(webhook.get("problem").textValue()).contains("401");
            assertThat(get(routes, "problems")).singleElement().satisfies(problem -> {
                assertThat(problem.get("id").textValue()).isEqualTo("token-refused");
                assertThat(problem.get("severity").textValue()).isEqualTo("error");
                assertThat(problem.get("text").textValue()).isNotEmpty();
                assertThat(problem.get("todo").textValue()).isNotEmpty();
                assertThat(problem.get("since").textValue()).endsWith("Z");
            });
        }
    }

    @Test
    void withoutRegistrationNobodyLooksAfterTheWebhook() throws Exception {
        try (ShippedRoutes routes = start()) {
            JsonNode webhook = get(routes, "webhook");
            assertThat(webhook.get("registration").textValue()).isEqualTo("none");
            assertThat(webhook.get("listening").booleanValue()).isTrue();
            assertThat(webhook.has("phase")).isFalse();
            assertThat(webhook.has("url")).isFalse();
            assertThat(get(routes, "problems")).isEmpty();
            assertError(send(routes, "POST", "webhook/check", "{}"), 409, "egnyte-msp.registration=ensure");
            assertError(send(routes, "POST", "webhook/rotate", "{\"secret\":\"" + NEW_SECRET + "\"}"), 409,
                    "egnyte-msp.registration=ensure");
            assertThat(egnyte.calls()).isEmpty();
            assertThat(get(routes, "status").at("/calls").toString()).isEqualTo("{\"perDay\":1000}");
        }
    }

    @Test
    void aSecretIsRotatedAndTheOldOneStaysAccepted() throws Exception {
        try (ShippedRoutes routes = startEnsuring()) {
            JsonNode answer = post(routes, "webhook/rotate", "{\"secret\":\"" + NEW_SECRET + "\"}");
            assertThat(answer.get("action").textValue()).isEqualTo("updated");
            assertThat(answer.get("todo").textValue()).contains("egnyte-msp.webhook.token");
            assertThat(egnyte.webhooks().get(0).authHeaderValue()).isEqualTo(NEW_SECRET);
            assertThat(post(routes, "test-event", "").get("status").intValue()).as("with the new one").isEqualTo(200);
            assertThat(deliver(routes, "{\"event_type\":\"USER_ADDED\"}")).isEqualTo(200);
        }
    }

    @Test
    void whatIsNoSecretIsRefusedAndNotShown() throws Exception {
        try (ShippedRoutes routes = startEnsuring()) {
            for (String body : List.of(
                    "{}", "{\"secret\":\"short\"}", "{\"secret\":\"with,a,comma,in,it,somewhere\"}",
                    "{\"secret\":1234567890123456789}", "{\"secret\":\"with a line\\nand more of it\"}",
                    "{\"secret\":\"with-umlauts-äöü-äöü\"}", "{\"secret\":null}", "{\"secret\":\"" + "x".repeat(513) + "\"}",
                    "{\"secret\":\"" + NEW_SECRET + "\",\"webhookUrl\":\"https://evil.example/x\"}",
                    "{\"Secret\":\"" + NEW_SECRET + "\"}")) {
                HttpResponse<String> answer = send(routes, "POST", "webhook/rotate", body);
                assertError(answer, 400, "secret");
                assertThat(answer.body()).doesNotContain("short\"", "a,comma", "umlauts");
            }
            assertThat(egnyte.webhooks().get(0).authHeaderValue()).isEqualTo(ShippedRoutes.WEBHOOK_TOKEN);
        }
    }

    @Test
    void whatWasGivenUpAndPausedAndMalformedIsAProblemAndNotForEver() throws Exception {
        refuse = true;
        try (ShippedRoutes routes = start()) {
            subscribe(routes, "mail");
            post(routes, "test-event", "");
            await().until(() -> get(routes, "problems").findValuesAsText("id").contains("subscription-failed:mail"));
            assertThat(get(routes, "problems").get(0).get("text").textValue()).contains("given up 1 event", "refused");
            send(routes, "POST", "subscriptions/mail/pause", "");
            assertThat(get(routes, "problems").findValuesAsText("id"))
                    .containsExactly("subscription-failed:mail", "subscription-paused:mail");
            refuse = false;
            send(routes, "POST", "subscriptions/mail/resume", "");
            send(routes, "POST", "replay", "{\"subscription\":\"mail\",\"state\":\"failed\"}");
            await().until(() -> get(routes, "problems").isEmpty());
            assertThat(deliver(routes, "no event")).isEqualTo(200);
            await().until(() -> get(routes, "problems").findValuesAsText("id").equals(List.of("malformed")));
        }
    }

    @Test
    void aRouteThatIsStoppedIsAProblem() throws Exception {
        try (ShippedRoutes routes = start()) {
            routes.context().getRouteController().suspendRoute("events-to-inbox");
            assertThat(get(routes, "problems").findValuesAsText("id")).containsExactly("receiver");
            assertThat(get(routes, "webhook").get("listening").booleanValue()).isFalse();
            assertError(send(routes, "POST", "test-event", ""), 409, "does not listen");
            routes.context().getRouteController().resumeRoute("events-to-inbox");
            assertThat(get(routes, "problems")).isEmpty();
            routes.context().getRouteController().stopRoute("events-to-inbox");
            assertThat(get(routes, "problems").findValuesAsText("id")).containsExactly("receiver");
            assertError(send(routes, "POST", "test-event", ""), 409, "does not listen");
        }
    }

    @Test
    void silenceIsCountedOverRestartsAndATestEventDoesNotEndIt() throws Exception {
        try (ShippedRoutes routes = start()) {
            await().until(() -> get(routes, "status").at("/inbox/reachable").booleanValue());
            assertThat(get(routes, "problems")).isEmpty();
        }
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("inbox.db"));
             Statement statement = database.createStatement()) {
            assertThat(statement.executeUpdate(
                    "update egnyte_msp_state set value = '2026-01-01T00:00:00Z' where key = 'egnyte-msp first-start'"))
                    .isEqualTo(1);
        }
        try (ShippedRoutes routes = start()) {
            await().until(() -> get(routes, "problems").findValuesAsText("id").equals(List.of("silence")));
            post(routes, "test-event", "");
            await().until(() -> get(routes, "status").at("/inbox/lastStored").isTextual());
            assertThat(get(routes, "problems").findValuesAsText("id")).containsExactly("silence");
            assertThat(deliver(routes, "{\"event_type\":\"USER_ADDED\"}")).isEqualTo(200);
            await().until(() -> get(routes, "problems").isEmpty());
        }
    }

    @Test
    void aDatabaseThatIsNotReachableIsAProblem() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/inbox";
        try (ShippedRoutes routes = start("inbox.url", url)) {
            await().until(() -> get(routes, "problems").findValuesAsText("id").equals(List.of("inbox")));
            assertThat(get(routes, "status").at("/inbox/reachable").booleanValue()).isFalse();
            assertThat(get(routes, "status").at("/inbox/database").textValue()).isEqualTo(url);
        }
    }
}
