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
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Client;
import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.REGISTRATION;
import static io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SimulatorFaultsTest {

    private final EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
    private final Client client = new Client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void faultsComeOneAfterTheOtherAndThenNoMore() {
        simulator.failNext(Fault.status(500).times(2));
        simulator.failNext(Fault.forbidden());

        assertThat(client.post(WEBHOOKS, REGISTRATION).status()).isEqualTo(500);
        assertThat(client.post(WEBHOOKS, REGISTRATION).status()).isEqualTo(500);
        Response forbidden = client.post(WEBHOOKS, REGISTRATION);
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.header("X-Mashery-Error-Code")).isEmpty();
        assertThat(simulator.webhooks()).isEmpty();
        assertThat(simulator.pendingFaults()).isZero();
        assertThat(client.post(WEBHOOKS, REGISTRATION).status()).isEqualTo(200);
    }

    @Test
    void faultWaitsForTheCallThatItIsFor() {
        simulator.failNext(Fault.status(503).on("DELETE", WEBHOOKS + "/"));
        String path = WEBHOOKS + "/" + client.post(WEBHOOKS, REGISTRATION).json().path("webhook_id").asText();

        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(client.delete(path).status()).isEqualTo(503);
        assertThat(client.delete(path).status()).isEqualTo(200);
    }

    @Test
    void lostAnswerComesAfterTheWork() {
        simulator.failNext(Fault.loseAnswer().on("POST", WEBHOOKS));

        assertThatThrownBy(() -> client.post(WEBHOOKS, REGISTRATION)).isInstanceOf(UncheckedIOException.class);

        assertThat(simulator.webhooks()).hasSize(1);
        assertThat(simulator.calls()).extracting(ApiCall::status).containsExactly(0);
    }

    @Test
    void droppedConnectionComesBeforeTheWork() {
        simulator.failNext(Fault.dropConnection().on("POST", WEBHOOKS));

        assertThatThrownBy(() -> client.post(WEBHOOKS, REGISTRATION)).isInstanceOf(UncheckedIOException.class);

        assertThat(simulator.webhooks()).isEmpty();
    }

    @Test
    void slowAnswerComesAfterItsDelayAndHoldsUpNoOtherCall() {
        simulator.failNext(Fault.delay(Duration.ofMillis(300)).on("POST", WEBHOOKS));
        long start = System.nanoTime();

        CompletableFuture<Response> slow = CompletableFuture.supplyAsync(() -> client.post(WEBHOOKS, REGISTRATION));
        await().until(() -> simulator.webhooks().size() == 1);
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
        assertThat(slow).isNotDone();

        assertThat(slow.join().status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void overLimitAnswersCanBeHadAtOnce() {
        simulator.failNext(Fault.overSecondLimit());
        simulator.failNext(Fault.overDayLimit(Duration.ofMillis(5200)));
        simulator.failNext(Fault.tooManyRequests(Duration.ofSeconds(3)));

        assertThat(client.get(WEBHOOKS).header("X-Mashery-Error-Code")).isEqualTo("ERR_403_DEVELOPER_OVER_QPS");
        Response day = client.get(WEBHOOKS);
        assertThat(day.header("X-Mashery-Error-Code")).isEqualTo("ERR_403_DEVELOPER_OVER_RATE");
        assertThat(day.header("Retry-After")).isEqualTo("6");
        Response many = client.get(WEBHOOKS);
        assertThat(many.status()).isEqualTo(429);
        assertThat(many.header("Retry-After")).isEqualTo("3");
        assertThat(many.header("X-Accesstoken-Quota-Current")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "MESSAGE | {\"message\":\"TEXT\",\"code\":\"CODE\"}",
            "ERROR_MESSAGE | {\"errorMessage\":\"TEXT\"}",
            "DETAIL | {\"detail\":\"TEXT\",\"errorCode\":\"CODE\",\"requestId\":\"simulated-request\"}",
            "ERRORS_DESCRIBED | {\"Errors\":[{\"description\":\"TEXT\",\"code\":\"CODE\"}]}",
            "ERRORS | {\"errors\":[{\"msg\":\"TEXT\",\"code\":\"CODE\"}]}",
            "FORM_ERRORS | {\"formErrors\":[{\"msg\":\"TEXT\",\"code\":\"CODE\"}]}",
            "INPUT_ERRORS | {\"inputErrors\":{\"request\":[{\"msg\":\"TEXT\",\"code\":\"CODE\"}]}}",
            "NESTED_INPUT_ERRORS | {\"errors\":{\"inputErrors\":{\"request\":[{\"msg\":\"TEXT\",\"code\":\"CODE\"}]}}}",
            "FAULT | {\"fault\":{\"faultstring\":\"TEXT\",\"detail\":{\"errorcode\":\"CODE\"}}}",
            "XML | <error><code>CODE</code><text>TEXT</text></error>",
            "HTML | <h1>TEXT</h1>"
    })
    void errorCanHaveEachOfTheShapesOfTheApi(ErrorShape shape, String body) {
        simulator.failNext(Fault.error(502, shape));

        Response response = client.get(WEBHOOKS);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body())
                .isEqualTo(body.replace("TEXT", "Fault injected by the simulator").replace("CODE", "SIMULATED_502"));
    }

    @Test
    void anyAnswerCanBeHad() {
        simulator.failNext(Fault.answer(418, Map.of("X-Any", "thing"), ""));

        Response response = client.get(WEBHOOKS);

        assertThat(response.status()).isEqualTo(418);
        assertThat(response.header("X-Any")).isEqualTo("thing");
        assertThat(response.body()).isEmpty();
        assertThatThrownBy(() -> Fault.status(99)).isInstanceOf(IllegalArgumentException.class);
    }
}
