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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SimulatorWebhooksTest {

    static final String WEBHOOKS = "/pubapi/v1/msp/webhooks";
    static final String REGISTRATION = """
            {"webhook_url":"https://hooks.msp.example/events","eventTypes":["USER_ADDED","RESELLER_CC_ADDED"],
             "auth_header":"X-Secret","auth_header_value":"s3cret"}""";

    private final EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).maxWebhooks(2).start();
    private final Client client = new Client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void registeredWebhookIsEnabledAndHasItsDetailsInClear() {
        JsonNode registered = client.post(WEBHOOKS, REGISTRATION).json();
        assertThat(registered.path("status").asText()).isEqualTo("enabled");

        Response details = client.get(WEBHOOKS + "/" + registered.path("webhook_id").asText());

        assertThat(details.status()).isEqualTo(200);
        assertThat(details.body()).isEqualTo("{\"webhook_id\":\"" + registered.path("webhook_id").asText() + "\","
                                             + "\"event_types\":[\"USER_ADDED\",\"RESELLER_CC_ADDED\"],\"webhook_url\":\"https://hooks.msp.example/events\","
                                             + "\"auth_header\":\"X-Secret\",\"auth_header_value\":\"s3cret\",\"status\":\"enabled\"}");
    }

    @Test
    void listTellsIdAndStatusOnly() {
        client.post(WEBHOOKS, REGISTRATION);

        JsonNode list = client.get(WEBHOOKS).json();

        assertThat(list).hasSize(1);
        assertThat(list.get(0).fieldNames()).toIterable().containsExactly("webhook_id", "status");
    }

    @Test
    void laterWebhookHasGreaterId() {
        String first = client.post(WEBHOOKS, REGISTRATION).json().path("webhook_id").asText();
        String second = client.post(WEBHOOKS, REGISTRATION).json().path("webhook_id").asText();

        assertThat(first).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").isLessThan(second);
    }

    @Test
    void webhookOverTheMaximumIs409UntilAnotherIsGone() {
        simulator.addWebhook("https://other.msp.example/", List.of("USER_ADDED"), "X-Other", "other");
        String id = client.post(WEBHOOKS, REGISTRATION).json().path("webhook_id").asText();

        Response refused = client.post(WEBHOOKS, REGISTRATION);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .isEqualTo("{\"message\":\"Max webhook limit exceeded.\",\"code\":\"webhook_limit_exceeded_error\"}");
        client.delete(WEBHOOKS + "/" + id);
        assertThat(client.post(WEBHOOKS, REGISTRATION).status()).isEqualTo(200);
    }

    @Test
    void eventTypesMayHaveTheNameOfTheDocumentedSample() {
        Response registered = client.post(WEBHOOKS, REGISTRATION.replace("eventTypes", "event_types"));

        assertThat(registered.status()).isEqualTo(200);
        assertThat(simulator.webhooks().get(0).eventTypes()).containsExactly("USER_ADDED", "RESELLER_CC_ADDED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{", "{} {}" })
    void bodyThatIsNoObjectIs400(String body) {
        Response refused = client.post(WEBHOOKS, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errorMessage").asText()).contains("JSON object");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(client.post(WEBHOOKS, "{}").json().path("inputErrors").fieldNames()).toIterable()
                .containsExactly("webhook_url", "eventTypes", "auth_header", "auth_header_value");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"webhook_url\":\"http://hooks.msp.example/\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"user_added\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"USER_ADDED\",\"USER_LEFT\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":1,\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[1],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":\"USER_ADDED\",\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X Y\",\"auth_header_value\":\"v\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X\"}",
            "{\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X\",\"auth_header_value\":\"line\\nbreak\"}"
    })
    void incompleteOrWrongRegistrationIs400AndRegistersNothing(String body) {
        Response refused = client.post(WEBHOOKS, body);

        assertThat(refused.status()).isEqualTo(400);
        JsonNode fields = refused.json().path("inputErrors");
        assertThat(fields).hasSize(1);
        assertThat(fields.elements().next().get(0).fieldNames()).toIterable().containsExactly("msg", "code");
        assertThat(simulator.webhooks()).isEmpty();
    }

    @Test
    void updateReplacesEveryFieldAndEnables() {
        String id = client.post(WEBHOOKS, REGISTRATION).json().path("webhook_id").asText();
        simulator.disableWebhook(id);

        Response updated = client.put(WEBHOOKS + "/" + id,
                """
                        {"webhook_url":"https://new.msp.example/","eventTypes":["USER_ADDED"],"auth_header":"X-New","auth_header_value":"new"}""");

        assertThat(updated.body()).isEqualTo("{\"webhook_id\":\"" + id + "\",\"status\":\"enabled\"}");
        assertThat(simulator.webhook(id))
                .contains(new SimulatedWebhook(id, "https://new.msp.example/", List.of("USER_ADDED"), "X-New", "new", true));
        assertThat(client.put(WEBHOOKS + "/" + id, "{\"webhook_url\":\"https://new.msp.example/\"}").status()).isEqualTo(400);
    }

    @Test
    void updateCanBeMadeToLeaveAWebhookDisabled() {
        try (EgnyteMspSimulator strict = EgnyteMspSimulator.builder().enableOnUpdate(false).callsPerSecond(0).start()) {
            String id = strict.addWebhook("https://a.example/", List.of("USER_ADDED"), "X-Secret", "s3cret").id();
            strict.disableWebhook(id);

            assertThat(new Client(strict).put(WEBHOOKS + "/" + id, REGISTRATION).json().path("status").asText())
                    .isEqualTo("disabled");
        }
    }

    @Test
    void unregisteredWebhookIsGone() {
        String path = WEBHOOKS + "/" + client.post(WEBHOOKS, REGISTRATION).json().path("webhook_id").asText();

        assertThat(client.delete(path).body()).isEqualTo("{\"success\":true}");

        for (Response response : List.of(client.delete(path), client.get(path), client.put(path, REGISTRATION))) {
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.json().path("Errors").get(0).path("code").asText()).isEqualTo("404");
        }
    }

    @Test
    void otherPathsAre404AndOtherMethods405() {
        assertThat(client.get("/pubapi/v1/msp/nothing").status()).isEqualTo(404);
        assertThat(client.get(WEBHOOKS + "/").status()).isEqualTo(404);
        assertThat(client.get("/elsewhere").status()).isEqualTo(404);
        Response response = client.put(WEBHOOKS, REGISTRATION);
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).isEqualTo("GET, POST");
    }

    @Test
    void missingUnknownAndRevokedTokensAre401BeforeAnythingElse() {
        simulator.failNext(Fault.status(500));
        assertThat(client.withToken("unknown").get(WEBHOOKS).status()).isEqualTo(401);
        assertThat(client.withToken("").get(WEBHOOKS).status()).isEqualTo(401);
        simulator.revokeAccessToken("simulator-token");
        assertThat(client.get("/pubapi/v1/msp/nothing").status()).isEqualTo(401);
        assertThat(simulator.pendingFaults()).isEqualTo(1);
        assertThat(simulator.callsToday("simulator-token")).isZero();

        simulator.clearFaults();
        simulator.addAccessToken("simulator-token");
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
    }

    @Test
    void refusedTokenCanBeAnInactiveDeveloper() {
        simulator.settings().refusedTokenStyle(RefusedTokenStyle.DEVELOPER_INACTIVE_403);

        Response refused = client.withToken("unknown").get(WEBHOOKS);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("X-Mashery-Error-Code")).isEqualTo("ERR_403_DEVELOPER_INACTIVE");
        assertThat(refused.body()).isEqualTo("<h1>Developer Inactive</h1>");
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
    }

    @Test
    void callsAreLoggedWithoutSecrets() {
        client.get(WEBHOOKS + "?x=1");
        client.withToken("unknown").post(WEBHOOKS, REGISTRATION);

        List<ApiCall> calls = simulator.calls();

        assertThat(calls).extracting(ApiCall::method).containsExactly("GET", "POST");
        assertThat(calls).extracting(ApiCall::path).containsExactly(WEBHOOKS + "?x=1", WEBHOOKS);
        assertThat(calls).extracting(ApiCall::status).containsExactly(200, 401);
        assertThat(calls).extracting(ApiCall::tokenIndex).containsExactly(0, -1);
        assertThat(calls.get(0).headerNames()).contains("authorization");
        assertThat(calls.toString()).doesNotContain("simulator-token", "s3cret");
        assertThat(simulator.maxCallsInAnySecond()).isEqualTo(2);
    }

    @Test
    void somebodyElseCanChangeAWebhookButNotIntoOneThatEgnyteRefuses() {
        String id = simulator.addWebhook("https://a.example/", List.of("USER_ADDED"), "X-Secret", "s3cret").id();

        simulator.changeWebhook(id, webhook -> webhook.withUrl("https://b.example/").withAuthHeaderValue("changed"));

        assertThat(client.get(WEBHOOKS + "/" + id).body()).contains("https://b.example/", "changed");
        assertThatThrownBy(() -> simulator.changeWebhook(id, webhook -> webhook.withUrl("http://b.example/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(simulator.webhook(id).orElseThrow().toString()).contains("https://b.example/").doesNotContain("changed");
    }

    @Test
    void portIsOpenOnLoopbackOnlyAndFreeAfterClose() throws IOException {
        InetAddress own = InetAddress.getLocalHost();
        if (!own.isLoopbackAddress()) {
            assertThatThrownBy(() -> new Socket(own, simulator.port()).close()).isInstanceOf(IOException.class);
        }
        simulator.close();
        EgnyteMspSimulator.builder().port(simulator.port()).start().close();
    }

    /** An answer, read to its end. */
    record Response(HttpResponse<String> http) {

        int status() {
            return http.statusCode();
        }

        String body() {
            return http.body();
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body());
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + body(), e);
            }
        }
    }

    /** Calls a simulator. */
    record Client(HttpClient http, String baseUrl, String token) {

        Client(EgnyteMspSimulator simulator) {
            this(HttpClient.newHttpClient(), simulator.baseUrl(), "simulator-token");
        }

        Client withToken(String other) {
            return new Client(http, baseUrl, other);
        }

        Response get(String path) {
            return call("GET", path, "");
        }

        Response post(String path, String body) {
            return call("POST", path, body);
        }

        Response put(String path, String body) {
            return call("PUT", path, body);
        }

        Response delete(String path) {
            return call("DELETE", path, "");
        }

        private Response call(String method, String path, String body) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(5));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            request.method(method,
                    body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
            try {
                return new Response(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
