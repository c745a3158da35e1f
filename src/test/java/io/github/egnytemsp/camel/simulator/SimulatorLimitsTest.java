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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Client;
import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

class SimulatorLimitsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2024-04-16T23:59:50Z"));
    private EgnyteMspSimulator simulator;
    private Client client;

    @AfterEach
    void close() {
        simulator.close();
    }

    private void start(SimulatorBuilder builder) {
        simulator = builder.clock(clock).start();
        client = new Client(simulator);
    }

    @Test
    void everyAnswerTellsTheCountsOfItsToken() {
        start(EgnyteMspSimulator.builder());
        client.get(WEBHOOKS);

        Response second = client.get(WEBHOOKS + "/unknown");

        assertThat(second.status()).isEqualTo(404);
        assertThat(second.header("X-Accesstoken-Qps-Allotted")).isEqualTo("2");
        assertThat(second.header("X-Accesstoken-Qps-Current")).isEqualTo("2");
        assertThat(second.header("X-Accesstoken-Quota-Allotted")).isEqualTo("1000");
        assertThat(second.header("X-Accesstoken-Quota-Current")).isEqualTo("2");
    }

    @Test
    void thirdCallWithinASecondIsRefusedUntilTheFirstIsASecondOld() {
        start(EgnyteMspSimulator.builder());
        client.get(WEBHOOKS);
        clock.advance(Duration.ofMillis(600));
        client.get(WEBHOOKS);
        clock.advance(Duration.ofMillis(399));

        Response refused = client.get(WEBHOOKS);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("X-Mashery-Error-Code")).isEqualTo("ERR_403_DEVELOPER_OVER_QPS");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("X-Accesstoken-Qps-Current")).isEqualTo("2");
        assertThat(refused.header("Content-Type")).startsWith("text/html");
        assertThat(refused.body()).isEqualTo("<h1>Developer Over Qps</h1>");

        clock.advance(Duration.ofMillis(1));
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(403);
    }

    @Test
    void fullDayIsRefusedUntilMidnightUtc() {
        start(EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(1));
        client.get(WEBHOOKS);

        Response refused = client.get(WEBHOOKS);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("X-Mashery-Error-Code")).isEqualTo("ERR_403_DEVELOPER_OVER_RATE");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(refused.header("X-Quota-Reset")).isEqualTo("Wednesday, April 17, 2024 12:00:00 AM GMT");

        clock.advance(Duration.ofMillis(9999));
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(403);
        clock.advance(Duration.ofMillis(1));
        assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
        assertThat(simulator.callsToday("simulator-token")).isEqualTo(1);
    }

    @Test
    void refusedCallsDoNotCount() {
        start(EgnyteMspSimulator.builder().callsPerSecond(1));
        client.get(WEBHOOKS);
        client.get(WEBHOOKS);
        client.get(WEBHOOKS);

        assertThat(simulator.callsToday("simulator-token")).isEqualTo(1);
        assertThat(simulator.calls()).hasSize(3);
    }

    @Test
    void otherStyleIs429WithoutTheMasheryHeader() {
        start(EgnyteMspSimulator.builder().callsPerDay(1).overLimitStyle(OverLimitStyle.TOO_MANY_REQUESTS_429));
        client.get(WEBHOOKS);

        Response refused = client.get(WEBHOOKS);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(refused.header("X-Quota-Reset")).isNotEmpty();
        assertThat(refused.header("X-Mashery-Error-Code")).isEmpty();
    }

    @Test
    void aProxyMayHaveTakenTheMasheryHeader() {
        start(EgnyteMspSimulator.builder().callsPerSecond(1).overLimitStyle(OverLimitStyle.PLAIN_403));
        client.get(WEBHOOKS);

        Response refused = client.get(WEBHOOKS);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("X-Mashery-Error-Code")).isEmpty();
        assertThat(refused.body()).isEqualTo("<h1>Developer Over Qps</h1>");
    }

    @Test
    void retryAfterCanBeADate() {
        start(EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(2).retryAfterForm(RetryAfterForm.DATE));
        simulator.failNext(Fault.unavailable(Duration.ofSeconds(3)));

        assertThat(client.get(WEBHOOKS).header("Retry-After")).isEqualTo("Tue, 16 Apr 2024 23:59:53 GMT");
        client.get(WEBHOOKS);
        assertThat(client.get(WEBHOOKS).header("Retry-After")).isEqualTo("Wed, 17 Apr 2024 00:00:00 GMT");
    }

    @Test
    void eachTokenHasItsOwnLimits() {
        start(EgnyteMspSimulator.builder().callsPerSecond(1));
        simulator.addAccessToken("second");
        client.get(WEBHOOKS);

        assertThat(client.withToken("second").get(WEBHOOKS).status()).isEqualTo(200);
        assertThat(client.withToken("second").get(WEBHOOKS).status()).isEqualTo(403);
        assertThat(simulator.callsToday("second")).isEqualTo(1);
    }

    @Test
    void limitsThatAreOffRefuseNothingAndTellNothing() {
        start(EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0));
        for (int i = 0; i < 5; i++) {
            assertThat(client.get(WEBHOOKS).status()).isEqualTo(200);
        }
        assertThat(client.get(WEBHOOKS).http().headers().map().keySet()).noneMatch(name -> name.startsWith("x-accesstoken"));
    }

    @Test
    void limitsAreCheckedBeforeTheRequestItself() {
        start(EgnyteMspSimulator.builder().callsPerSecond(1));
        assertThat(client.post(WEBHOOKS, "no JSON").status()).isEqualTo(400);
        assertThat(client.post(WEBHOOKS, "no JSON").status()).isEqualTo(403);
    }

    /** A clock that stands still until it is advanced. */
    static final class SettableClock extends Clock {

        private volatile Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
