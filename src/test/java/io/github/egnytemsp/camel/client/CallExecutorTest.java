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
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** From the first try of a call to its end, with a clock that stands. */
class CallExecutorTest {

    private static final WebhookRegistration REGISTRATION = new WebhookRegistration(
            "https://hooks.msp.example/events", List.of("USER_ADDED"), "X-Proof", "proof-value");
    private static final Answer LISTED = new Answer(200, Map.of(), "[]");

    private record Answer(int status, Map<String, String> headers, String body) {
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StandingTime time = new StandingTime();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> pauses = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private HttpTransport transport;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.start();
        context.start();
    }

    @AfterEach
    void stop() {
        transport.stop();
        context.stop();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().toString().replace(HttpTransport.API, ""));
        exchange.getRequestBody().readAllBytes();
        Answer next = answers.poll();
        Answer answer = next == null ? LISTED : next;
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private MspClient client(TimeSource clock, int perSecond, CallObserver observer) {
        transport = new HttpTransport(
                context, new HttpTransport.Settings(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 10_000, 30_000, null, null),
                clock);
        transport.start();
        return new MspClient(
                new CallExecutor(
                        transport, () -> "token", new CallLimits(clock, () -> null),
                        new CallExecutor.Settings(perSecond, 0, Duration.ofMinutes(1), 2, Duration.ofMinutes(1)), observer));
    }

    /** Answers every method of the interface, so that it needs no class with four empty ones. */
    private static CallObserver observer(String method, java.util.function.Consumer<Object[]> what) {
        return (CallObserver) Proxy.newProxyInstance(
                CallObserver.class.getClassLoader(), new Class<?>[] { CallObserver.class }, (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        what.accept(arguments);
                    }
                    return null;
                });
    }

    /** Two things are to come: the end of the pause, and the look at what is under way. */
    private boolean pauses() {
        return !pauses.isEmpty() && time.scheduled() == 2;
    }

    private MspClient client() {
        return client(time, 0, observer("retried", arguments -> pauses.add((Duration) arguments[2])));
    }

    @ParameterizedTest
    @ValueSource(strings = { "10", "Mon, 02 Nov 2026 00:00:00 GMT" })
    void aServiceThatIsNotAvailableIsAskedAgainAfterThePauseThatItAsksFor(String retryAfter) throws Exception {
        answers.add(new Answer(503, Map.of("Retry-After", retryAfter), ""));
        CompletableFuture<?> call = client().listWebhooks();
        await().until(this::pauses);
        time.moveOn(Duration.ofMillis(9_999));
        assertThat(requests).hasSize(1);
        time.moveOn(Duration.ofMillis(1));
        Calls.await(call);
        assertThat(requests).hasSize(2);
        assertThat(pauses).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void thePausesThatAreAskedForAreNotLongerThanMaxWaitTogether() {
        Answer unavailable = new Answer(503, Map.of("Retry-After", "40"), "");
        answers.add(unavailable);
        answers.add(unavailable);
        CompletableFuture<?> call = client().listWebhooks();
        await().until(this::pauses);
        time.moveOn(Duration.ofSeconds(40));
        assertThat(catchThrowableOfType(EgnyteMspException.class, () -> Calls.await(call)).getHttpStatus()).isEqualTo(503);
        assertThat(requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "waited", "called", "budget" })
    void anObserverThatDoesNotFitIsNotTheEndOfACall(String method) throws Exception {
        MspClient client = client(time, 1, observer(method, arguments -> {
            throw new NoSuchMethodError("made up");
        }));
        CompletableFuture<?> call = client.listWebhooks();
        await().until(call::isDone);
        Calls.await(call);
        CompletableFuture<?> next = client.listWebhooks();
        time.moveOn(Duration.ofSeconds(1));
        await().until(next::isDone);
        Calls.await(next);
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsLeavesNothingBehind() throws Exception {
        MspClient client = client(time, 1, CallObserver.NONE);
        Calls.await(client.listWebhooks());
        CompletableFuture<?> cancelled = client.registerWebhook(REGISTRATION);
        CompletableFuture<?> next = client.listWebhooks();
        int waiting = time.scheduled();
        cancelled.cancel(false);
        assertThat(time.scheduled()).isEqualTo(waiting - 1);
        time.moveOn(Duration.ofSeconds(1));
        Calls.await(next);
        assertThat(requests).containsExactly("GET /webhooks", "GET /webhooks");
    }

    @Test
    void withoutAClockNothingIsSentAndTheFutureFails() {
        MspClient client = client(new SystemTime(context), 1, CallObserver.NONE);
        assertThatThrownBy(() -> Calls.await(client.registerWebhook(REGISTRATION)))
                .isExactlyInstanceOf(EgnyteMspException.class);
        assertThatThrownBy(() -> Calls.await(client.registerWebhook(REGISTRATION)))
                .isExactlyInstanceOf(EgnyteMspException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void aPageThatFailedCanBeAskedForAgain() {
        answers.add(new Answer(200, Map.of(), "{\"results\":[{\"domain\":\"one\"}],\"next\":\"/x?page=2\"}"));
        answers.add(new Answer(403, Map.of(), "{}"));
        answers.add(new Answer(200, Map.of(), "{\"results\":[{\"domain\":\"two\"}],\"next\":null}"));
        Pages<Domain> pages = client().listDomains(null, 0);
        assertThat(pages.next().domain()).isEqualTo("one");
        assertThatThrownBy(pages::hasNext).isInstanceOf(RuntimeCamelException.class).hasMessageContaining("403");
        assertThat(pages.next().domain()).isEqualTo("two");
        assertThat(pages.hasNext()).isFalse();
        assertThat(requests).containsExactly("GET /domains", "GET /domains?page=2", "GET /domains?page=2");
    }
}
