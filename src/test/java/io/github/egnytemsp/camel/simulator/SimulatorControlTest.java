package io.github.egnytemsp.camel.simulator;

import static io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.simulator.SimulatorDeliveriesTest.Receiver;
import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Client;
import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorControlTest {

    private final Receiver receiver = new Receiver();
    private final EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).retrySchedule(Duration.ofHours(1)).start();
    private final Client control = new Client(simulator).withToken("");
    private String webhookId;

    @BeforeEach
    void register() {
        webhookId = simulator.addWebhook("https://hooks.msp.example/events", List.of("USER_ADDED"), "X-Secret", "s3cret").id();
        Response added = control.post("/simulator/public-addresses", "{\"from\":\"https://hooks.msp.example\",\"to\":\"" + receiver.url() + "\"}");
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
        JsonNode raised = control.post("/simulator/events/USER_ADDED", "").json();

        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(raised.path("deliveries")).hasSize(1);
        assertThat(receiver.received.get(0).body()).contains("\"event_type\":\"USER_ADDED\"");
        assertThat(receiver.received.get(0).headers().get("X-secret")).containsExactly("s3cret");
    }

    @Test
    void fieldsOfTheBodyReplaceThoseOfTheSample() {
        control.post("/simulator/events", "{\"event_type\":\"USER_ADDED\",\"company_name\":\"Other MSP\",\"nested\":{\"a\":[1.50]}}");

        assertThat(simulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
        assertThat(receiver.received.get(0).body()).contains("\"company_name\":\"Other MSP\"", "\"nested\":{\"a\":[1.5", "\"first_name\":\"Dana\"");
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
    void controlsAreNoCallsOfTheApi() {
        control.get("/simulator/webhooks");

        assertThat(simulator.calls()).isEmpty();
    }
}
