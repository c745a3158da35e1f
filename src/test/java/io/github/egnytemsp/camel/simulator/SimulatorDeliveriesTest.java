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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SimulatorDeliveriesTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Receiver receiver = new Receiver();
    private EgnyteMspSimulator simulator;
    private String webhookId;

    @AfterEach
    void close() {
        simulator.close();
        receiver.close();
    }

    private void start(SimulatorBuilder builder) {
        simulator = builder.publicAddress("https://hooks.msp.example", receiver.url()).start();
        webhookId = simulator
                .addWebhook("https://hooks.msp.example/events?tenant=a%20b", List.of("USER_ADDED"), "X-Secret", "s3cret").id();
    }

    @Test
    void eventIsPostedWithTheConfiguredHeaderToThePathBehindThePublicAddress() throws IOException {
        start(EgnyteMspSimulator.builder());

        String event = simulator.raise("USER_ADDED", Map.of("company_name", "Other MSP", "extra", 7));

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        Received received = receiver.received.get(0);
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.uri()).isEqualTo("/events?tenant=a%20b");
        assertThat(received.headers().get("Content-type")).containsExactly("application/json");
        assertThat(received.headers().get("X-secret")).containsExactly("s3cret");
        assertThat(received.headers()).doesNotContainKeys("Upgrade", "Http2-settings", "Authorization");
        assertThat(received.body()).contains("\"event_type\":\"USER_ADDED\"", "\"company_name\":\"Other MSP\"", "\"extra\":7");
        Delivery delivery = simulator.deliveries(event).get(0);
        assertThat(delivery.state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(delivery.webhookId()).isEqualTo(webhookId);
        assertThat(delivery.bodyText()).isEqualTo(received.body());
        assertThat(delivery.attempts()).extracting(Delivery.Attempt::status).containsExactly(200);
    }

    @Test
    void typesThatAWebhookDoesNotWantAndDisabledWebhooksGetNothing() {
        start(EgnyteMspSimulator.builder());

        assertThat(simulator.deliveries(simulator.raise("RESELLER_CC_ADDED"))).isEmpty();
        simulator.disableWebhook(webhookId);
        assertThat(simulator.deliveries(simulator.raise("USER_ADDED"))).isEmpty();
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void everyEnabledWebhookThatWantsTheTypeGetsTheEvent() {
        start(EgnyteMspSimulator.builder());
        simulator.addWebhook("https://hooks.msp.example/other", List.of("USER_ADDED"), "X-Other", "other");

        simulator.raise("USER_ADDED");

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(receiver.received).extracting(Received::uri).containsExactlyInAnyOrder("/events?tenant=a%20b", "/other");
    }

    @ParameterizedTest
    @ValueSource(ints = { 201, 204, 302, 400, 401, 500, 503 })
    void anythingBut200IsSentAgainWithTheSameBytes(int status) {
        start(EgnyteMspSimulator.builder().retrySchedule(Duration.ofMillis(1)));
        receiver.answers.add(status);

        String event = simulator.raise("USER_ADDED");

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(simulator.deliveries(event).get(0).attempts()).extracting(Delivery.Attempt::status).containsExactly(status,
                200);
        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received.get(1).body()).isEqualTo(receiver.received.get(0).body());
    }

    @Test
    void pausesFollowTheScheduleAndItsLastOneRepeats() {
        start(EgnyteMspSimulator.builder().retrySchedule(Duration.ofMillis(1), Duration.ofMillis(60)));
        receiver.answers.addAll(List.of(500, 500, 500));

        long start = System.nanoTime();
        simulator.raise("USER_ADDED");

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(121));
    }

    @Test
    void receiverThatIsDownGetsTheEventOnceItIsUp() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        receiver.close();

        String event = simulator.raise("USER_ADDED");
        await().until(() -> !simulator.deliveries(event).get(0).attempts().isEmpty());
        Delivery failed = simulator.deliveries(event).get(0);
        assertThat(failed.state()).isEqualTo(Delivery.State.PENDING);
        assertThat(failed.attempts().get(0).status()).isZero();
        assertThat(failed.attempts().get(0).failure()).contains("ConnectException");

        try (Receiver other = new Receiver()) {
            simulator.addPublicAddress("https://hooks.msp.example", other.url());
            assertThat(simulator.retryNow()).isEqualTo(1);
            assertThat(simulator.awaitIdle(SOON)).isTrue();
            assertThat(other.received).hasSize(1);
        }
    }

    @Test
    void answerThatTakesTooLongIsAFailedSend() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG).deliveryTimeout(Duration.ofMillis(100)));
        receiver.hold();

        String event = simulator.raise("USER_ADDED");

        await().until(() -> !simulator.deliveries(event).get(0).attempts().isEmpty());
        assertThat(simulator.deliveries(event).get(0).attempts().get(0).failure()).contains("100 ms");
        assertThat(simulator.awaitIdle(Duration.ZERO)).isFalse();
    }

    @Test
    void slowDeliveriesHoldUpNoOthers() {
        start(EgnyteMspSimulator.builder());
        receiver.hold();
        for (int i = 0; i < 20; i++) {
            simulator.raise("USER_ADDED");
        }
        try (Receiver fast = new Receiver()) {
            simulator.addPublicAddress("https://fast.msp.example", fast.url());
            simulator.addWebhook("https://fast.msp.example/", List.of("USER_ADDED"), "X-Secret", "s3cret");
            simulator.raise("USER_ADDED");
            await().until(() -> fast.received.size() == 1);
        }
        await().until(() -> receiver.received.size() == 21);
        receiver.release();
        assertThat(simulator.awaitIdle(SOON)).isTrue();
    }

    @Test
    void everythingThatWaitsIsSentTogetherAtTheNextRepeat() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        receiver.answers.addAll(List.of(500, 500, 500));
        for (int i = 0; i < 3; i++) {
            simulator.raise("USER_ADDED");
        }
        await().until(() -> simulator.deliveries().stream().allMatch(delivery -> delivery.attempts().size() == 1));
        simulator.raise("USER_ADDED");
        await().until(() -> receiver.received.size() == 4);
        assertThat(simulator.awaitIdle(Duration.ZERO)).as("who comes meanwhile does not take the others along").isFalse();

        receiver.hold();
        simulator.retryNow();

        await().until(() -> receiver.received.size() == 7);
        receiver.release();
        assertThat(simulator.awaitIdle(SOON)).isTrue();
    }

    @Test
    void eventThatWaitsIsSentWithThoseThatFailedBefore() {
        start(EgnyteMspSimulator.builder().retrySchedule(Duration.ofMillis(300), LONG));
        receiver.answers.addAll(List.of(500, 500));
        simulator.raise("USER_ADDED");
        await().until(() -> receiver.received.size() == 1);
        simulator.raise("USER_ADDED");

        assertThat(simulator.awaitIdle(SOON)).as("one pause for both, not one after the other").isTrue();
        assertThat(receiver.received).hasSize(4);
    }

    @Test
    void pausesBeginAnewOnceNothingWaits() {
        start(EgnyteMspSimulator.builder().retrySchedule(Duration.ofMillis(1), LONG));
        for (int i = 0; i < 3; i++) {
            receiver.answers.add(500);
            simulator.raise("USER_ADDED");
            assertThat(simulator.awaitIdle(SOON)).isTrue();
        }
    }

    @Test
    void eventThatWasSentOftenEnoughHasFailedForGood() {
        start(EgnyteMspSimulator.builder().retrySchedule(Duration.ofMillis(1)).failAfter(3));
        receiver.answers.addAll(List.of(500, 500, 500));

        String event = simulator.raise("USER_ADDED");

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(simulator.deliveries(event).get(0).state()).isEqualTo(Delivery.State.FAILED);
        assertThat(simulator.retryNow()).isZero();
        assertThat(receiver.received).hasSize(3);
        assertThat(simulator.webhook(webhookId).orElseThrow().enabled()).isTrue();
    }

    @Test
    void eventsThatFailedForGoodDisableTheWebhookAndWhatIsPendingWaitsUntilItIsEnabled() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG).failAfter(0).disableAfter(2));
        receiver.answers.add(500);
        String waiting = simulator.raise("USER_ADDED");
        await().until(() -> !simulator.deliveries(waiting).get(0).attempts().isEmpty());
        simulator.settings().failAfter(1);
        receiver.answers.addAll(List.of(500, 500));
        simulator.raise("USER_ADDED");
        simulator.raise("USER_ADDED");

        await().until(() -> !simulator.webhook(webhookId).orElseThrow().enabled());
        assertThat(simulator.retryNow()).isZero();
        assertThat(simulator.deliveries(waiting).get(0).state()).isEqualTo(Delivery.State.PENDING);

        simulator.enableWebhook(webhookId);

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(simulator.deliveries()).extracting(Delivery::state)
                .containsExactly(Delivery.State.DELIVERED, Delivery.State.FAILED, Delivery.State.FAILED);
    }

    @Test
    void receivedEventEndsTheRowOfFailedOnes() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG).failAfter(1).disableAfter(2));
        for (int status : new int[] { 500, 200, 500 }) {
            receiver.answers.add(status);
            simulator.raise("USER_ADDED");
            assertThat(simulator.awaitIdle(SOON)).isTrue();
        }
        assertThat(simulator.webhook(webhookId).orElseThrow().enabled()).isTrue();
        receiver.answers.add(500);
        simulator.raise("USER_ADDED");
        await().until(() -> !simulator.webhook(webhookId).orElseThrow().enabled());
    }

    @Test
    void whatIsPendingForADeletedWebhookIsGivenUp() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        receiver.answers.add(500);
        String event = simulator.raise("USER_ADDED");
        await().until(() -> !simulator.deliveries(event).get(0).attempts().isEmpty());

        simulator.deleteWebhook(webhookId);

        assertThat(simulator.awaitIdle(Duration.ZERO)).isTrue();
        assertThat(simulator.deliveries(event).get(0).state()).isEqualTo(Delivery.State.GIVEN_UP);
    }

    @Test
    void repeatsGoWhereTheWebhookPointsByThen() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        receiver.answers.add(500);
        simulator.raise("USER_ADDED");
        await().until(() -> !simulator.deliveries().get(0).attempts().isEmpty());

        simulator.changeWebhook(webhookId,
                webhook -> webhook.withUrl("https://hooks.msp.example/moved").withAuthHeaderValue("new"));
        simulator.retryNow();

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(receiver.received.get(1).uri()).isEqualTo("/moved");
        assertThat(receiver.received.get(1).headers().get("X-secret")).containsExactly("new");
    }

    @Test
    void nothingIsSentOffLoopback() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        simulator.changeWebhook(webhookId, webhook -> webhook.withUrl("https://127.0.0.1@192.0.2.1/events"));

        String event = simulator.raise("USER_ADDED");

        await().until(() -> !simulator.deliveries(event).get(0).attempts().isEmpty());
        assertThat(simulator.deliveries(event).get(0).attempts().get(0).failure()).contains("192.0.2.1 is not on this machine");
    }

    @ParameterizedTest
    @CsvSource({
            "https://a.example,http://192.0.2.1:80", "http://a.example,http://127.0.0.1:80",
            "https://a.example/path,http://127.0.0.1:80" })
    void publicAddressesThatAreNotHttpsOriginsOrLeadOffLoopbackAreRefused(String from, String to) {
        start(EgnyteMspSimulator.builder());

        assertThatThrownBy(() -> simulator.addPublicAddress(from, to)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void publicAddressIsAWholeOriginAndNotTheBeginningOfALongerName() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        simulator.changeWebhook(webhookId, webhook -> webhook.withUrl("https://hooks.msp.example.attacker.example/"));
        assertThatThrownBy(() -> simulator.deliverOnce(webhookId, new byte[0]).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);

        simulator.changeWebhook(webhookId, webhook -> webhook.withUrl("https://HOOKS.msp.example:443"));
        assertThat(simulator.deliverOnce(webhookId, new byte[0]).join()).isEqualTo(200);
    }

    @Test
    void loopbackAddressWithoutAMappingIsCalledAsItIs() {
        start(EgnyteMspSimulator.builder().deliveryTimeout(Duration.ofMillis(200)));
        // the receiver speaks plain HTTP, so the handshake hangs: but there it went
        simulator.changeWebhook(webhookId, webhook -> webhook.withUrl(receiver.url().replace("http:", "https:") + "/"));

        assertThatThrownBy(() -> simulator.deliverOnce(webhookId, new byte[0]).join()).hasMessageContaining("200 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://localhost:99999/", "https://localhost:0/", "https://user@localhost:1/" })
    void addressThatCannotBeCalledIsAFailedSend(String url) {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        simulator.changeWebhook(webhookId, webhook -> webhook.withUrl(url));

        String event = simulator.raise("USER_ADDED");

        await().until(() -> !simulator.deliveries(event).get(0).attempts().isEmpty());
        assertThat(simulator.deliveries(event).get(0).attempts().get(0).failure()).isNotEmpty();
    }

    @Test
    void sameBytesCanBeDeliveredAgain() {
        start(EgnyteMspSimulator.builder());
        String event = simulator.raise("USER_ADDED");

        simulator.deliverAgain(simulator.deliveries(event).get(0).id());

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(simulator.deliveries(event)).hasSize(2);
        assertThat(receiver.received.get(0).body()).isEqualTo(receiver.received.get(1).body());
    }

    @Test
    void wrongSecretIsSentInThePlaceOfTheRightOne() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        receiver.answers.add(401);

        String event = simulator.deliverWithSecret("USER_ADDED", "guess");

        await().until(() -> !simulator.deliveries(event).get(0).attempts().isEmpty());
        assertThat(receiver.received.get(0).headers().get("X-secret")).containsExactly("guess");
        assertThat(simulator.deliveries().toString()).doesNotContain("guess");
    }

    @Test
    void singleSendTellsItsAnswerAndLeavesNoTrace() {
        start(EgnyteMspSimulator.builder());
        receiver.answers.addAll(List.of(401, 401, 503));

        assertThat(simulator.deliverOnce(webhookId, "{}".getBytes(StandardCharsets.UTF_8), null).join()).isEqualTo(401);
        assertThat(simulator.deliverOnce(webhookId, "{}".getBytes(StandardCharsets.UTF_8), "guess").join()).isEqualTo(401);
        assertThat(simulator.deliverOnce(webhookId, "{}".getBytes(StandardCharsets.UTF_8)).join()).isEqualTo(503);

        assertThat(receiver.received).extracting(received -> received.headers().get("X-secret"))
                .containsExactly(null, List.of("guess"), List.of("s3cret"));
        assertThat(simulator.deliveries()).isEmpty();
        assertThatThrownBy(() -> simulator.deliverOnce(webhookId, new byte[0], "line\nbreak").join())
                .hasMessageNotContaining("break");
    }

    @Test
    void anyBytesCanBeDelivered() {
        start(EgnyteMspSimulator.builder());

        simulator.raiseRaw("no JSON".getBytes(StandardCharsets.UTF_8));
        simulator.raiseRaw("not wanted".getBytes(StandardCharsets.UTF_8), "RESELLER_CC_ADDED");
        simulator.deliver(webhookId, "to one".getBytes(StandardCharsets.UTF_8), "s3cret");

        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(receiver.received).extracting(Received::body).containsExactlyInAnyOrder("no JSON", "to one");
    }

    @Test
    void thousandEventsAllArriveOnce() {
        start(EgnyteMspSimulator.builder());
        for (int i = 0; i < 1000; i++) {
            simulator.raise("USER_ADDED");
        }
        assertThat(simulator.awaitIdle(SOON)).isTrue();
        assertThat(receiver.received.stream().map(Received::body).distinct()).hasSize(1000);
        assertThat(receiver.received).hasSize(1000);
    }

    @Test
    void closeEndsTheThreads() {
        start(EgnyteMspSimulator.builder().retrySchedule(LONG));
        receiver.hold();
        simulator.raise("USER_ADDED");
        await().until(() -> receiver.received.size() == 1);

        simulator.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("egnyte-msp-simulator")));
        assertThatThrownBy(() -> simulator.raise("USER_ADDED")).isInstanceOf(IllegalStateException.class);
    }

    /** A request that the receiver got. */
    record Received(String method, String uri, Map<String, List<String>> headers, String body) {
    }

    /** Gets deliveries, and answers them as told or else with 200. */
    static final class Receiver implements AutoCloseable {

        final List<Received> received = new CopyOnWriteArrayList<>();
        final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
        private final ExecutorService executor = Executors.newCachedThreadPool();
        private final HttpServer server;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        Receiver() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/", this::receive);
            server.setExecutor(executor);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        /** Answers nothing until {@link #release()}. */
        void hold() {
            gate = new CountDownLatch(1);
        }

        void release() {
            gate.countDown();
        }

        private void receive(HttpExchange exchange) throws IOException {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
                received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
                gate.await(10, TimeUnit.SECONDS);
                Integer answer = answers.poll();
                // a redirect that is followed would be a second request
                exchange.getResponseHeaders().set("Location", "/redirected");
                exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            gate.countDown();
            server.stop(0);
            executor.shutdownNow();
        }
    }
}
