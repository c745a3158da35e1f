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
package io.github.egnytemsp.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.delivery.ListeningState;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** What is the same in every servlet container. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ServletContainer {

    /** More than the threads of Spring's executor. */
    private static final int IN_FLIGHT = 50;
    /** Of asynchronous requests, and of idle connections. */
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final String SECRET = "secret-of-the-test";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile Consumer<MspEvent> sink = event -> {
    };
    private ConfigurableApplicationContext application;
    private boolean listeningBeforeTheServer;
    private String beforeTheRoutes;
    private String beforeTheRoutesElsewhere;

    abstract ServletWebServerFactory container();

    /** Not annotated, or the scan of the other application would find it. */
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class Web {

        /** Has no answer of its own: Spring's time-out, the same as for all others, answers 503. */
        @Bean
        RouterFunction<ServerResponse> unfinished() {
            return RouterFunctions.route()
                    .GET("/unfinished", request -> ServerResponse.async(new CompletableFuture<ServerResponse>(), TIMEOUT))
                    .build();
        }
    }

    private ConfigurableApplicationContext start(ApplicationListener<ServletWebServerInitializedEvent> serverStarted) {
        return new SpringApplicationBuilder(Web.class).initializers(context -> register((GenericApplicationContext) context))
                .listeners(serverStarted).run(
                        "--spring.config.name=none", "--server.address=127.0.0.1", "--server.port=0",
                        "--server.shutdown=immediate",
                        "--spring.mvc.async.request-timeout=" + TIMEOUT, "--server.jetty.connection-idle-timeout=" + TIMEOUT,
                        "--server.jetty.threads.max=20", "--camel.main.shutdown-timeout=1",
                        "--camel.main.routes-include-pattern=classpath:none/*.yaml",
                        "--camel.component.egnyte-msp.webhook-verify-token=" + SECRET,
                        "--camel.component.egnyte-msp.max-in-flight=" + IN_FLIGHT);
    }

    private void register(GenericApplicationContext context) {
        context.registerBean(ServletWebServerFactory.class, this::container);
        context.registerBean(BeforeTheServer.class, () -> new BeforeTheServer(
                () -> listeningBeforeTheServer = context.getBean(ListeningState.class).isListening()));
        context.registerBean(RouteBuilder.class, () -> new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getExecutorServiceManager().setShutdownAwaitTermination(500);
                from("egnyte-msp:events").routeId("events").process(exchange -> {
                    MspEvent event = exchange.getMessage().getBody(MspEvent.class);
                    received.add(event.toText());
                    sink.accept(event);
                });
            }
        });
    }

    /** The server's own phase is just below the highest. */
    private record BeforeTheServer(Runnable look) implements SmartLifecycle {

        @Override
        public void start() {
            look.run();
        }

        @Override
        public void stop() {
            // nothing was started
        }

        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }

    @BeforeAll
    void start() {
        application = start(server -> {
            int port = server.getWebServer().getPort();
            beforeTheRoutes = raw(port, request("POST", "/egnyte-msp/events", event("early")));
            beforeTheRoutesElsewhere = raw(port, request("GET", "/elsewhere", "").replace("X-Egnyte-Msp-Token", "X-Other"));
        });
    }

    @BeforeEach
    void doNothingWithAnEvent() {
        sink = event -> {
        };
    }

    @AfterAll
    void stop() {
        application.close();
    }

    private static String event(Object name) {
        return "{\"event_type\":\"USER_ADDED\",\"name\":\"" + name + "\"}";
    }

    private static String request(String method, String path, String body, String... headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: hooks.msp.example\r\nConnection: close\r\nX-Egnyte-Msp-Token: "
               + SECRET + "\r\n"
               + "Content-Length: " + body.length() + "\r\n" + String.join("", headers) + "\r\n" + body;
    }

    private String raw(String request) {
        return raw(port(application), request);
    }

    /** All that comes back. */
    private static String raw(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int port(ConfigurableApplicationContext application) {
        return ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    /** The status, no body, and no header but those of the answer. */
    private static void assertAnswer(String answer, int status, String... headers) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").endsWith("\r\n\r\n");
        String[] lines = answer.stripTrailing().split("\r\n");
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ?", 2);
            assertThat(found.put(header[0], header[1])).as(answer).isNull();
        }
        found.keySet().removeAll(List.of("Date", "Connection"));
        Map<String, String> expected = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        expected.put("Content-Length", "0");
        for (String header : headers) {
            expected.put(header.split(": ")[0], header.split(": ")[1]);
        }
        assertThat(found).as(answer).isEqualTo(expected);
    }

    private CompletableFuture<Integer> deliver(ConfigurableApplicationContext to, Object name) {
        return client.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(to) + "/egnyte-msp/events"))
                .header("X-Egnyte-Msp-Token", SECRET).POST(BodyPublishers.ofString(event(name))).build(),
                HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As what waits for a database does. */
    private static void awaitWhateverInterrupts(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void everyAnswerIsThatOfTheGateAndNothingMore() {
        assertAnswer(raw(request("POST", "/egnyte-msp/events", event("first"))), 200);
        assertThat(received).contains(event("first"));
        assertAnswer(raw(request("POST", "/egnyte-msp/events", "no JSON")), 400);
        assertAnswer(raw(request("POST", "/egnyte-msp/events", event("x")).replace(SECRET, "wrong")), 401);
        assertAnswer(raw(request("GET", "/egnyte-msp/events", "")), 405, "Allow: POST");
        assertAnswer(raw(request("POST", "/egnyte-msp/events", "x".repeat(200_000))), 413);
        assertAnswer(raw(request("POST", "/egnyte-msp/events", "x", "Content-Encoding: gzip\r\n")), 415);
    }

    @Test
    void aBodyOfAnyTypeKeepsItsBytes() {
        for (String type : List.of("multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
                "text/plain; charset=utf-16")) {
            assertAnswer(raw(request("POST", "/egnyte-msp/events?name=value", event(type), "Content-Type: " + type + "\r\n")),
                    200);
            assertThat(received).contains(event(type));
        }
    }

    @Test
    void aFailureOfTheRouteIs500() {
        sink = event -> {
            throw new IllegalStateException("the database is down");
        };
        assertAnswer(raw(request("POST", "/egnyte-msp/events", event("failing"))), 500);
    }

    @Test
    void aRouteThatTakesLongerThanEveryTimeoutGivesTheAnswerAndRunsOnce() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        sink = event -> {
            entered.countDown();
            await(goOn);
        };
        CompletableFuture<Integer> answer = deliver(application, "slow");
        await(entered);
        // a request that began later has had its time-out, and so has one that began after that
        assertThat(raw(request("GET", "/unfinished", ""))).startsWith("HTTP/1.1 503 ");
        assertThat(raw(request("GET", "/unfinished", ""))).startsWith("HTTP/1.1 503 ");
        assertThat(answer).isNotDone();
        goOn.countDown();
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(received).containsOnlyOnce(event("slow"));
    }

    @Test
    void asManyAsMaxInFlightAreInTheRouteAtOnce() throws Exception {
        CountDownLatch entered = new CountDownLatch(IN_FLIGHT);
        CountDownLatch goOn = new CountDownLatch(1);
        sink = event -> {
            entered.countDown();
            await(goOn);
        };
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < IN_FLIGHT; i++) {
            answers.add(deliver(application, i));
        }
        await(entered);
        assertAnswer(raw(request("POST", "/egnyte-msp/events", event("one more"))), 503, "Retry-After: 5");
        assertAnswer(raw(request("POST", "/egnyte-msp/events", event("x")).replace(SECRET, "wrong")), 401);
        goOn.countDown();
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }

    @Test
    void beforeTheRoutesAreUpAnEventIsToComeAgain() {
        assertAnswer(beforeTheRoutes, 503, "Retry-After: 5");
        assertThat(received).doesNotContain(event("early"));
        assertThat(beforeTheRoutesElsewhere).as("is not ours").startsWith("HTTP/1.1 404 ");
    }

    @Test
    void theListenerListensFromTheStartOfTheServerToItsStop() {
        assertThat(listeningBeforeTheServer).isFalse();
        ConfigurableApplicationContext other = start(server -> {
        });
        EgnyteMspConsumer consumer = (EgnyteMspConsumer) other.getBean(CamelContext.class).getRoute("events").getConsumer();
        assertThat(consumer.status()).containsEntry("open", true);
        ListeningState state = other.getBean(ListeningState.class);
        assertThat(state.isListening()).isTrue();
        other.close();
        assertThat(state.isListening()).isFalse();
        assertThat(consumer.status()).containsEntry("open", false);
    }

    @Test
    void anApplicationThatStopsAtOnceNeverAnswers200ToAnEventThatFails() throws Exception {
        ConfigurableApplicationContext other = start(server -> {
        });
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        sink = event -> {
            runs.incrementAndGet();
            entered.countDown();
            awaitWhateverInterrupts(goOn);
            failed.countDown();
            throw new IllegalStateException("the database is gone");
        };
        CompletableFuture<Integer> answer = deliver(other, "lost?").exceptionally(noAnswer -> 0);
        await(entered);
        other.close();
        // the server is gone: what it had to say it has said
        assertThat(answer.get(60, TimeUnit.SECONDS)).isNotEqualTo(200);
        goOn.countDown();
        await(failed);
        assertThat(runs).hasValue(1);
    }
}
