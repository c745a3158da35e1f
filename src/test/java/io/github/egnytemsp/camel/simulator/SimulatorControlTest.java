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

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.simulator.SimulatorDeliveriesTest.Receiver;
import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Client;
import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SimulatorControlTest {

    private final Receiver receiver = new Receiver();
    private final EgnyteMspSimulator simulator
            = EgnyteMspSimulator.builder().callsPerSecond(0).retrySchedule(Duration.ofHours(1)).start();
    private final Client control = new Client(simulator).withToken("");
    private String webhookId;

    @BeforeEach
    void register() {
        webhookId = simulator.addWebhook("https://hooks.msp.example/events", List.of("USER_ADDED"), "X-Secret", "s3cret").id();
        Response added = control.post("/simulator/public-addresses",
                "{\"from\":\"https://hooks.msp.example\",\"to\":\"" + receiver.url() + "\"}");
        assertThat(added.status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        simulator.close();
        receiver.close();
    }

    @Test
    void helpHasCommandsThatCanBePasted() {
        Response help = control.get("/simulator");

        assertThat(help.header("Content-Type")).startsWith("text/plain");
        assertThat(help.body()).contains("curl -X POST " + simulator.baseUrl() + "/simulator/events/USER_ADDED");
    }

    @Test
    void sampleIsRaisedByItsTypeAlone() {
        assertThat(control.post("/simulator/events/USER_ADDED", "").body()).endsWith("}\n");
        JsonNode raised = control.post("/simulator/events/USER_ADDED", "").json();

        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(raised.path("deliveries")).hasSize(1);
        assertThat(receiver.received.get(0).body()).contains("\"event_type\":\"USER_ADDED\"");
        assertThat(receiver.received.get(0).headers().get("X-secret")).containsExactly("s3cret");
    }

    @Test
    void fieldsOfTheBodyReplaceThoseOfTheSample() {
        control.post("/simulator/events",
                "{\"event_type\":\"USER_ADDED\",\"company_name\":\"Other MSP\",\"nested\":{\"a\":[1.50]}}");

        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(receiver.received.get(0).body()).contains("\"company_name\":\"Other MSP\"", "\"nested\":{\"a\":[1.50]}",
                "\"first_name\":\"Dana\"");
    }

    @Test
    void typeThatNobodyWantsIsSaidSo() {
        JsonNode raised = control.post("/simulator/events/RESELLER_CC_ADDED", "").json();

        assertThat(raised.path("deliveries")).isEmpty();
        assertThat(raised.path("note").asText()).contains("RESELLER_CC_ADDED");
    }

    @Test
    void sameBytesAreSentAsOftenAsAsked() {
        control.post("/simulator/events/USER_ADDED?times=3", "");

        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(receiver.received).hasSize(3);
        assertThat(receiver.received.stream().map(received -> received.body()).distinct()).hasSize(1);
    }

    @Test
    void wrongSecretAndMalformedBodyAreSentWhenAsked() {
        control.post("/simulator/events/USER_ADDED?secret=wrong", "");
        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        control.post("/simulator/events/USER_ADDED?malformed=true", "");
        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();

        assertThat(receiver.received.get(0).headers().get("X-secret")).containsExactly("wrong");
        assertThat(receiver.received.get(1).headers().get("X-secret")).containsExactly("s3cret");
        assertThat(receiver.received.get(1).body()).contains("this is no JSON");
    }

    @Test
    void deliveriesTellTheirStateAndAttemptsAndCanBeSentAgainAtOnce() {
        receiver.answers.add(500);
        control.post("/simulator/events/USER_ADDED", "");
        await().until(() -> !simulator.deliveries().get(0).attempts().isEmpty());

        JsonNode pending = control.get("/simulator/deliveries").json().get(0);
        assertThat(pending.path("state").asText()).isEqualTo("PENDING");
        assertThat(pending.path("attempts").get(0).path("status").asInt()).isEqualTo(500);

        assertThat(control.post("/simulator/deliveries/retry", "").json().path("sent").asInt()).isEqualTo(1);
        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(control.get("/simulator/deliveries").json().get(0).path("state").asText()).isEqualTo("DELIVERED");
    }

    @Test
    void typesAreListed() {
        assertThat(control.get("/simulator/events").json()).hasSize(20);
    }

    @Test
    void webhooksAreShownWithoutSecretsAndCanBeDisabledEnabledAndDeleted() {
        Response list = control.get("/simulator/webhooks");
        assertThat(list.json().get(0).path("webhook_url").asText()).isEqualTo("https://hooks.msp.example/events");
        assertThat(list.body()).doesNotContain("s3cret");

        String webhook = "/simulator/webhooks/" + webhookId;
        control.post(webhook + "/disable", "");
        assertThat(simulator.webhook(webhookId).orElseThrow().enabled()).isFalse();
        control.post(webhook + "/enable", "");
        assertThat(simulator.webhook(webhookId).orElseThrow().enabled()).isTrue();
        control.delete(webhook);
        assertThat(simulator.webhooks()).isEmpty();
        assertThat(control.delete(webhook).status()).isEqualTo(404);
    }

    @Test
    void tokensCanBeRevokedAndRestored() {
        Client client = new Client(simulator);
        control.post("/simulator/tokens/revoke", "");
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(401);
        control.post("/simulator/tokens/restore", "");
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
        control.post("/simulator/tokens/restore", "{\"token\":\"another\"}");
        assertThat(client.withToken("another").get(WEBHOOKS).status()).isEqualTo(200);
        Response unknown = control.post("/simulator/tokens/revoke", "{\"token\":\"unheard-of\"}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body()).doesNotContain("unheard-of");
    }

    @Test
    void wrongRequestsAreRefusedWithAMessage() {
        assertThat(control.post("/simulator/events", "{}").status()).isEqualTo(400);
        assertThat(control.post("/simulator/events", "no JSON").status()).isEqualTo(400);
        assertThat(control.post("/simulator/events/USER_ADDED?times=0", "").status()).isEqualTo(400);
        assertThat(control.post("/simulator/events/USER_ADDED?malformed=yes", "").status()).isEqualTo(400);
        String offLoopback = "{\"from\":\"https://a.example\",\"to\":\"http://192.0.2.1\"}";
        assertThat(control.post("/simulator/public-addresses", offLoopback).status()).isEqualTo(400);
        assertThat(control.post("/simulator/webhooks/unknown/disable", "").json().path("error").asText()).contains("unknown");
        assertThat(control.get("/simulator/nothing").status()).isEqualTo(404);
        assertThat(control.delete("/simulator/events").status()).isEqualTo(405);
        assertThat(simulator.deliveries()).isEmpty();
    }

    @Test
    void settingsAreShownAndChanged() {
        JsonNode changed = control.post("/simulator/settings",
                """
                        {"maxWebhooks":1,"overLimitStyle":"PLAIN_403","retryAfterForm":"DATE","retrySchedule":["10ms","1h"],"failAfter":1,
                         "disableAfter":2,"deliveryTimeout":"1500ms","pageSize":2,"nextHost":"https://elsewhere.example"}""")
                .json();

        assertThat(changed).isEqualTo(control.get("/simulator/settings").json());
        assertThat(changed.path("retrySchedule").toString()).isEqualTo("[\"10ms\",\"3600s\"]");
        assertThat(changed.path("deliveryTimeout").asText()).isEqualTo("1500ms");
        assertThat(changed.path("callsPerDay").asInt()).isEqualTo(1000);
        assertThat(changed.path("nextPath").isNull()).isTrue();
        assertThat(new Client(simulator).post(WEBHOOKS, SimulatorWebhooksTest.REGISTRATION).status()).isEqualTo(409);
    }

    @Test
    void eventFailsForGoodAndTheWebhookIsDisabledAsItWasSet() {
        control.post("/simulator/settings", "{\"failAfter\":1,\"disableAfter\":1}");
        receiver.answers.add(500);
        control.post("/simulator/events/USER_ADDED", "");

        await().until(() -> control.get("/simulator/webhooks").json().get(0).path("status").asText().equals("disabled"));
        assertThat(control.get("/simulator/deliveries").json().get(0).path("state").asText()).isEqualTo("FAILED");
    }

    @Test
    void burstAfterAnOutageComesAtTheNextRepeat() {
        control.post("/simulator/settings", "{\"retrySchedule\":[\"1ms\"],\"failAfter\":0}");
        receiver.answers.addAll(List.of(500, 500, 500));
        control.post("/simulator/events/USER_ADDED?times=3", "");

        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(receiver.received).hasSize(6);
    }

    @Test
    void listsAreRedirectedToTheSlash() {
        control.post("/simulator/settings",
                "{\"slashAfterLists\":true,\"pageSize\":1,\"absoluteNextLinks\":false,\"nextPath\":\"\"}");
        Client client = new Client(simulator);
        String domains = EgnyteMspSimulator.API_PATH + "/domains";

        Response moved = client.get(domains + "?page=2");

        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).isEqualTo(simulator.baseUrl() + domains + "/?page=2");
        assertThat(client.get(domains + "/").json().path("next").asText()).isEqualTo("?page=2");
    }

    @Test
    void faultsOfEveryKindCanBeHad() {
        Client client = new Client(simulator);
        for (String fault : List.of("overSecondLimit", "overSecondLimitWithoutHeader", "developerInactive", "forbidden")) {
            control.post("/simulator/faults", "{\"fault\":\"" + fault + "\"}");
            assertThat(client.get(WEBHOOKS).status()).as(fault).isEqualTo(403);
        }
        for (ErrorShape shape : ErrorShape.values()) {
            control.post("/simulator/faults", "{\"fault\":\"error\",\"status\":500,\"shape\":\"" + shape + "\"}");
            assertThat(client.get(WEBHOOKS).body()).as(shape.name()).contains("Fault injected by the simulator");
        }
        control.post("/simulator/faults", "{\"fault\":\"overDayLimit\",\"retryAfter\":\"90s\"}");
        assertThat(client.get(WEBHOOKS).header("X-Mashery-Error-Code")).isEqualTo("ERR_403_DEVELOPER_OVER_RATE");
        control.post("/simulator/faults", "{\"fault\":\"tooManyRequests\",\"retryAfter\":\"90s\"}");
        assertThat(client.get(WEBHOOKS).header("Retry-After")).isEqualTo("90");
        control.post("/simulator/faults", "{\"fault\":\"unavailable\",\"retryAfter\":\"5s\"}");
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(503);
        control.post("/simulator/faults", "{\"fault\":\"redirect\",\"location\":\"https://elsewhere.example/\"}");
        assertThat(client.get(WEBHOOKS).header("Location")).isEqualTo("https://elsewhere.example/");
        control.post("/simulator/faults",
                "{\"fault\":\"answer\",\"status\":418,\"headers\":{\"X-Any\":\"thing\"},\"body\":\"any\"}");
        assertThat(client.get(WEBHOOKS).body()).isEqualTo("any");
        control.post("/simulator/faults", "{\"fault\":\"delay\",\"delay\":\"1ms\"}");
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
        for (String fault : List.of("loseAnswer", "dropConnection")) {
            control.post("/simulator/faults", "{\"fault\":\"" + fault + "\",\"method\":\"DELETE\",\"path\":\"/webhooks\"}");
            assertThatThrownBy(() -> client.delete(WEBHOOKS + "/unknown")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void faultIsForTheCallsThatAreNamedAndCanBeTakenBack() {
        control.post("/simulator/faults", "{\"fault\":\"forbidden\",\"method\":\"GET\",\"path\":\"/domains\",\"times\":3}");
        Client client = new Client(simulator);

        assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
        assertThat(client.get(EgnyteMspSimulator.API_PATH + "/domains").status()).isEqualTo(403);
        assertThat(control.get("/simulator/faults").json().path("pending").asInt()).isEqualTo(2);
        control.delete("/simulator/faults");
        assertThat(simulator.pendingFaults()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "settings | {\"maxWebhook\":1} | maxWebhooks", "settings | {\"maxWebhooks\":\"1\"} | whole number",
            "settings | {\"maxWebhooks\":-1} | 0 or more", "settings | {\"overLimitStyle\":\"403\"} | MASHERY_403",
            "settings | {\"retrySchedule\":[]} | one pause", "settings | {\"retrySchedule\":[\"5\"]} | with ms, s, m or h",
            "settings | {\"enableOnUpdate\":\"no\"} | true or false", "settings | [] | JSON object",
            "faults | {\"fault\":\"strange\"} | overSecondLimit", "faults | {} | overSecondLimit",
            "faults | {\"fault\":\"error\"} | whole number",
            "faults | {\"fault\":\"error\",\"status\":99} | 99",
            "faults | {\"fault\":\"forbidden\",\"path\":\"/x\",\"count\":1} | count",
            "faults | {\"fault\":\"redirect\"} | text", "faults | {\"fault\":\"forbidden\",\"times\":0} | once"
    })
    void wrongSettingsAndFaultsAreRefusedWithAMessage(String what, String body, String message) {
        Response refused = control.post("/simulator/" + what, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asText()).contains(message);
        assertThat(simulator.pendingFaults()).isZero();
    }

    @Test
    void helpNamesEverySettingStyleAndShapeThatCanBeHad() {
        String help = control.get("/simulator").body();

        for (Enum<?>[] values : List.<Enum<?>[]> of(OverLimitStyle.values(), RefusedTokenStyle.values(),
                RetryAfterForm.values(), ErrorShape.values())) {
            assertThat(help).contains(Stream.of(values).map(Enum::name).toList());
        }
    }

    @Test
    void controlsAreNoCallsOfTheApi() {
        control.get("/simulator/webhooks");

        assertThat(simulator.calls()).isEmpty();
    }
}
