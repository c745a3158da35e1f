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
package io.github.egnytemsp.camel.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.client.RawServer.Answer;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.egnytemsp.camel.client.RawServer.dripping;
import static io.github.egnytemsp.camel.client.RawServer.forEver;
import static io.github.egnytemsp.camel.client.RawServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** What a server, or whoever stands between, can cost us: its answers are written to a socket byte by byte. */
class HostileServerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n";
    private static final String LISTED = OK + "Content-Length: 2\r\n\r\n[]";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StandingTime time = new StandingTime();
    private RawServer server;
    private HttpTransport transport;
    private MspClient client;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer(LISTED);
        context.start();
        start(new HttpTransport.Settings(server.url(), 10_000, 30_000, null, null));
    }

    private void start(HttpTransport.Settings settings) {
        transport = new HttpTransport(context, settings, time);
        transport.start();
        client = new MspClient(
                new CallExecutor(
                        transport, () -> "token", new CallLimits(time, () -> null),
                        new CallExecutor.Settings(1, 0, Duration.ofMinutes(1), 0, Duration.ofMinutes(1)), CallObserver.NONE));
    }

    @AfterEach
    void stop() throws IOException {
        transport.stop();
        context.stop();
        server.close();
    }

    private EgnyteMspException failure(CompletableFuture<?> call) {
        return catchThrowableOfType(EgnyteMspException.class, () -> Calls.await(call));
    }

    /** The place of the call before is free again: the client works as if nothing had been. */
    private void requireNextCallSucceeds() throws Exception {
        CompletableFuture<?> next = client.listWebhooks();
        time.moveOn(Duration.ofSeconds(1));
        Calls.await(next);
    }

    @Test
    void anAnswerThatNeverEndsIsAbortedAtItsDeadlineAndItsPlaceIsFree() throws Exception {
        server.answer(server.stuck(OK + "Content-Length: 2\r\n\r\n["));
        CompletableFuture<?> call = client.listWebhooks();
        await().until(() -> server.requests() == 1);
        assertThat(call).isNotDone();
        time.moveOn(Duration.ofSeconds(31));
        assertThat(failure(call)).hasMessageContaining("did not answer (SocketTimeoutException)")
                .cause().hasMessageContaining("30000 ms");
        requireNextCallSucceeds();
    }

    @Test
    void headersThatComeOneByOneForEverMeetTheSameDeadline() throws Exception {
        server.answer(server.stuck("HTTP/1.1 200 OK\r\nX-Slow: "));
        CompletableFuture<?> call = client.registerWebhook(registration());
        await().until(() -> server.requests() == 1);
        time.moveOn(Duration.ofSeconds(31));
        assertThat(failure(call)).as("it may have been done").isInstanceOf(EgnyteMspOutcomeUnknownException.class);
        requireNextCallSucceeds();
    }

    private static WebhookRegistration registration() {
        return new WebhookRegistration(
                "https://hooks.msp.example/events", List.of("USER_ADDED"), "X-Proof", "proof-value");
    }

    @Test
    void aHeaderLineWithoutEndIsNotRead() throws Exception {
        server.answer(forEver("HTTP/1.1 200 OK\r\nX-Long: ", "x".repeat(8192)));
        assertThat(failure(client.listWebhooks())).hasMessageContaining("did not answer")
                .cause().hasMessageContaining("Maximum line length");
        requireNextCallSucceeds();
    }

    @Test
    void headersWithoutEndAreNotRead() throws Exception {
        server.answer(forEver("HTTP/1.1 200 OK\r\n", "X-Many: x\r\n".repeat(500)));
        assertThat(failure(client.listWebhooks())).cause().hasMessageContaining("Maximum header count");
        requireNextCallSucceeds();
    }

    @Test
    void aBodyWithoutEndIsReadToTheLimitAndNoFurther() throws Exception {
        server.answer(forEver(OK + "Transfer-Encoding: chunked\r\n\r\n", "1000\r\n" + "{},".repeat(1365) + " \r\n"));
        assertThat(failure(client.listWebhooks())).hasMessageContaining("more than 1048576 bytes");
        requireNextCallSucceeds();
    }

    @Test
    void anErrorWithoutEndIsAnErrorOfThatStatus() throws Exception {
        server.answer(forEver("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n", "1000\r\n" + "x".repeat(4096) + "\r\n"));
        EgnyteMspException failure = failure(client.listWebhooks());
        assertThat(failure.getHttpStatus()).isEqualTo(500);
        assertThat(failure.getMessage()).hasSizeLessThan(500);
        requireNextCallSucceeds();
    }

    private static Answer whole(String status, String body) {
        return text("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
    }

    private static Stream<Arguments> answersThatCostMoreThanTheirBytes() {
        String notJson = "but not with the API's JSON";
        String tooLong = "more than 1048576 bytes";
        return Stream.of(
                Arguments.of("a number of 3,000,000 digits", "1".repeat(3_000_000), tooLong),
                Arguments.of("a number of 3,000,000 digits in a field", "[{\"webhook_id\":" + "1".repeat(3_000_000) + "}]",
                        tooLong),
                Arguments.of("a number of 1,000,000 digits", "[" + "1".repeat(1_000_000) + "]", notJson),
                Arguments.of("a fraction of 1,000,000 digits", "[0." + "1".repeat(1_000_000) + "]", notJson),
                Arguments.of("15 MB of {}", "[" + "{},".repeat(5 * 1024 * 1024) + "{}]", tooLong),
                Arguments.of("arrays 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000), notJson),
                Arguments.of("objects 100,000 deep", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000), notJson),
                Arguments.of("nesting without end", "[".repeat(900_000), notJson));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatCostMoreThanTheirBytes")
    void anAnswerThatCostsMoreThanItsBytesIsNotRead(String what, String body, String message) throws Exception {
        server.answer(whole("200 OK", body));
        assertThat(failure(client.listWebhooks())).hasMessageContaining(message).extracting(Throwable::getMessage).asString()
                .hasSizeLessThan(500);
        requireNextCallSucceeds();
        server.answer(whole("200 OK", body));
        CompletableFuture<?> register = client.registerWebhook(registration());
        time.moveOn(Duration.ofSeconds(1));
        assertThat(failure(register)).as("it may have been done").isInstanceOf(EgnyteMspOutcomeUnknownException.class);
        requireNextCallSucceeds();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatCostMoreThanTheirBytes")
    void asAnErrorItIsAnErrorOfItsStatus(String what, String body, String ignored) throws Exception {
        server.answer(whole("422 No", body));
        EgnyteMspException failure = failure(client.listWebhooks());
        assertThat(failure.getHttpStatus()).isEqualTo(422);
        assertThat(failure.getMessage()).hasSizeLessThan(500);
        requireNextCallSucceeds();
    }

    @Test
    void anErrorThatIsNestedIsShownAsText() throws Exception {
        server.answer(whole("422 No", "{\"errors\":".repeat(5_000) + "1" + "}".repeat(5_000)));
        assertThat(failure(client.listWebhooks()).getHttpStatus()).isEqualTo(422);
        requireNextCallSucceeds();
    }

    @Test
    void aByteNowAndThenIsNotReadLongerThanTheTimeOfTheWholeAnswer() throws Exception {
        Semaphore bytes = new Semaphore(0);
        Semaphore written = new Semaphore(0);
        server.answer(dripping(OK + "Content-Length: 100000\r\n\r\n", bytes, written));
        CompletableFuture<?> call = client.listWebhooks();
        await().until(() -> server.requests() == 1);
        for (int second = 0; second < 29; second++) {
            bytes.release();
            written.acquire();
            time.moveOn(Duration.ofSeconds(1));
        }
        assertThat(call).isNotDone();
        time.moveOn(Duration.ofSeconds(1));
        assertThat(failure(call)).hasMessageContaining("did not answer").cause().hasMessageContaining("30000 ms");
        bytes.release(1_000_000);
        requireNextCallSucceeds();
    }

    @Test
    void aConnectionThatIsNotMadeInTimeHasSentNothing() throws Exception {
        // a TLS handshake that is never answered
        server.answer(server.stuck(""));
        transport.stop();
        start(new HttpTransport.Settings(
                URI.create(server.url().toString().replace("http:", "https:")), 10_000, 30_000, null, null));
        CompletableFuture<?> call = client.registerWebhook(registration());
        await().until(() -> server.requests() == 1);
        time.moveOn(Duration.ofSeconds(11));
        assertThat(failure(call)).isExactlyInstanceOf(EgnyteMspException.class).hasMessageContaining("cannot be reached");
    }

    @Test
    void aClientThatHasMetAnErrorIsReplaced() throws Exception {
        AtomicInteger clients = new AtomicInteger();
        HttpComponent http = new HttpComponent();
        http.setCamelContext(context);
        http.setHttpClientConfigurer(builder -> {
            if (clients.incrementAndGet() == 1) {
                builder.addResponseInterceptorFirst((response, entity, httpContext) -> {
                    throw new OutOfMemoryError("made up");
                });
            }
        });
        transport.stop();
        start(new HttpTransport.Settings(server.url(), 10_000, 30_000, null, http));
        assertThat(failure(client.listWebhooks())).hasMessageContaining("OutOfMemoryError");
        requireNextCallSucceeds();
        assertThat(clients).hasValue(2);
    }

    @Test
    void callsThatWaitWhenTheTransportStopsFail() throws Exception {
        server.answer(server.stuck(""));
        CompletableFuture<?> underWay = client.registerWebhook(registration());
        CompletableFuture<?> waiting = client.listWebhooks();
        await().until(() -> server.requests() == 1);
        transport.stop();
        assertThat(failure(underWay)).isInstanceOf(EgnyteMspOutcomeUnknownException.class);
        assertThat(failure(waiting)).isExactlyInstanceOf(EgnyteMspException.class).hasMessageContaining("stops");
    }
}
