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
package io.github.egnytemsp.camel;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static io.github.egnytemsp.camel.TestRuntime.PATH;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static io.github.egnytemsp.camel.TestRuntime.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every row of the table of answers, over real HTTP. */
class EventAnswersTest {

    private TestRuntime runtime;

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.close();
        }
    }

    private void start(String... options) throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events(options)).routeId("events")
                        .setHeader("X-Of-The-Route", constant("kept inside"))
                        .to("mock:events");
            }
        });
    }

    private void assertAnswer(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
        assertThat(answer.headers().map().keySet().stream().map(String::toLowerCase))
                .isSubsetOf("content-length", "allow", "retry-after", "connection");
    }

    @Test
    void finishedRouteIsAnswered200() throws Exception {
        start();
        MockEndpoint mock = runtime.mock("events");
        mock.expectedMessageCount(1);

        assertAnswer(runtime.deliver(EVENT), 200);

        mock.assertIsSatisfied();
        assertThat(mock.getExchanges().get(0).getIn().getBody()).isInstanceOf(MspEvent.class);
    }

    @Test
    void typeThatIsNotWantedIsAnswered200AndGoesNoFurther() throws Exception {
        start("eventTypes=USER_ADDED,RESELLER_INVOICE_PAID");
        runtime.mock("events").expectedMessageCount(1);

        assertAnswer(runtime.deliver(EVENT), 200);
        assertAnswer(runtime.deliver(EVENT.replace("RESELLER_MRR_CHANGED", "USER_ADDED")), 200);

        runtime.mock("events").assertIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "no json", "[]", "[{\"event_type\":\"A\"}]", "\"event_type\"", "null", "17", "{}", "{\"event_type\":null}",
            "{\"event_type\":7}", "{\"event_type\":[\"A\"]}", "{\"event_type\":\"A\"} {}", "{\"event_type\":\"A\"", "{'a':1}" })
    void bodyThatIsNoEventIsAnswered400(String body) throws Exception {
        start();
        runtime.mock("events").expectedMessageCount(0);

        assertAnswer(runtime.deliver(body), 400);

        runtime.mock("events").assertIsSatisfied();
    }

    @Test
    void bodyThatIsNotInUtf8IsAnswered400() throws Exception {
        start();

        assertAnswer(runtime.deliver(EVENT.getBytes(StandardCharsets.UTF_16LE)), 400);
        assertAnswer(runtime.deliver(EVENT.getBytes(StandardCharsets.UTF_16)), 400);
        assertAnswer(runtime.deliver(EVENT.replace("Dana", "D\u00e9a").getBytes(StandardCharsets.ISO_8859_1)), 400);
    }

    @Test
    void malformedBodyThatTheErrorHandlerTakesIsAnswered200() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(io.github.egnytemsp.camel.model.MalformedEventException.class).handled(true).to("mock:dead");
                from(events("bridgeErrorHandler=true")).to("mock:events");
            }
        });
        byte[] body = "not {an event".getBytes(StandardCharsets.UTF_8);
        runtime.mock("events").expectedMessageCount(0);
        runtime.mock("dead").expectedMessageCount(1);

        assertAnswer(runtime.deliver(body), 200);

        MockEndpoint.assertIsSatisfied(runtime.context());
        assertThat(runtime.mock("dead").getExchanges().get(0).getIn().getBody()).isEqualTo(body);
        assertThat(runtime.mock("dead").getExchanges().get(0).getIn().getHeader("CamelEgnyteMspEventId"))
                .isEqualTo(EventId.ofBytes(body));
    }

    @Test
    void malformedBodyThatNoErrorHandlerTakesIsAnswered400() throws Exception {
        start("bridgeErrorHandler=true");
        runtime.mock("events").expectedMessageCount(0);

        assertAnswer(runtime.deliver("not {an event"), 400);

        runtime.mock("events").assertIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(strings = { "wrong", "s3cr3t-of-the-webhoo", "s3cr3t-of-the-webhook2", "S3CR3T-OF-THE-WEBHOOK", "" })
    void wrongSecretIsAnswered401(String secret) throws Exception {
        start();
        runtime.mock("events").expectedMessageCount(0);

        assertAnswer(runtime.send(runtime.delivery().setHeader(HEADER, secret).POST(BodyPublishers.ofString(EVENT))), 401);

        runtime.mock("events").assertIsSatisfied();
    }

    @Test
    void missingDoubledOrMisplacedSecretIsAnswered401() throws Exception {
        start();
        HttpRequest.Builder without = HttpRequest.newBuilder(URI.create(runtime.url() + PATH));
        assertAnswer(runtime.send(without.POST(BodyPublishers.ofString(EVENT))), 401);
        assertAnswer(runtime.send(runtime.delivery().header(HEADER, SECRET).POST(BodyPublishers.ofString(EVENT))), 401);

        HttpRequest.Builder inQuery = HttpRequest.newBuilder(URI.create(runtime.url() + PATH + "?" + HEADER + "=" + SECRET));
        assertAnswer(runtime.send(inQuery.POST(BodyPublishers.ofString(EVENT))), 401);
        HttpRequest.Builder inForm = HttpRequest.newBuilder(URI.create(runtime.url() + PATH))
                .header("Content-Type", "application/x-www-form-urlencoded");
        assertAnswer(runtime.send(inForm.POST(BodyPublishers.ofString(HEADER + "=" + SECRET))), 401);
    }

    @Test
    void wrongSecretIsDecidedBeforeTheBodyIsLookedAt() throws Exception {
        start("maxBodySize=10");
        assertAnswer(runtime.send(runtime.delivery().setHeader(HEADER, "wrong").POST(BodyPublishers.ofString("no json"))), 401);
        assertAnswer(runtime.send(runtime.delivery().setHeader(HEADER, "wrong").POST(BodyPublishers.ofString(EVENT))), 401);
    }

    @Test
    void everyAcceptedSecretIsAcceptedWhateverTheCaseOfTheHeadersName() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?webhookVerifyToken=RAW(new one, old one)&authHeader=X-Proof").to("mock:events");
            }
        });
        for (String secret : new String[] { "new one", "old one" }) {
            assertAnswer(runtime.send(HttpRequest.newBuilder(URI.create(runtime.url() + PATH)).header("x-pRoof", secret)
                    .POST(BodyPublishers.ofString(EVENT))), 200);
        }
        assertAnswer(runtime.send(HttpRequest.newBuilder(URI.create(runtime.url() + PATH)).header("X-Proof", "new one, old one")
                .POST(BodyPublishers.ofString(EVENT))), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "PUT", "DELETE", "PATCH", "OPTIONS" })
    void otherMethodsAreAnswered405(String method) throws Exception {
        start();
        HttpResponse<String> answer = runtime.send(runtime.delivery().method(method, BodyPublishers.ofString(EVENT)));
        assertAnswer(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void bodyOverTheLimitIsAnswered413WhetherItsLengthIsAnnouncedOrNot() throws Exception {
        int length = EVENT.getBytes(StandardCharsets.UTF_8).length;
        start("maxBodySize=" + length);
        byte[] tooLong = (EVENT + " ").getBytes(StandardCharsets.UTF_8);

        assertAnswer(runtime.deliver(EVENT), 200);
        assertAnswer(runtime.deliver(tooLong), 413);
        assertAnswer(runtime.send(runtime.delivery().POST(chunked(tooLong))), 413);
        assertAnswer(runtime.send(runtime.delivery().POST(chunked(EVENT.getBytes(StandardCharsets.UTF_8)))), 200);
        assertAnswer(runtime.send(runtime.delivery().POST(chunked(new byte[5_000_000]))), 413);
        assertAnswer(runtime.deliver(EVENT), 200);
    }

    private static HttpRequest.BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));
    }

    @ParameterizedTest
    @ValueSource(strings = { "gzip", "GZIP", "br", "deflate", "identity, gzip", "aes128gcm" })
    void encodedBodyIsAnswered415AfterTheSecretAndBeforeTheBody(String encoding) throws Exception {
        start("bridgeErrorHandler=true", "maxBodySize=10");
        runtime.mock("events").expectedMessageCount(0);
        assertAnswer(runtime.send(runtime.delivery().header("Content-Encoding", encoding).POST(BodyPublishers.ofString(EVENT))),
                415);
        assertAnswer(runtime.send(runtime.delivery().header("Content-Encoding", encoding).setHeader(HEADER, "wrong")
                .POST(BodyPublishers.ofString(EVENT))), 401);
        runtime.mock("events").assertIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(strings = { "identity", "Identity", "" })
    void bodyAsItIsMaySaySo(String encoding) throws Exception {
        start();
        assertAnswer(runtime.send(runtime.delivery().header("Content-Encoding", encoding).POST(BodyPublishers.ofString(EVENT))),
                200);
    }

    @Test
    void failedRouteIsAnswered500() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).setHeader("X-Of-The-Route", constant("kept inside")).setBody(constant("kept inside"))
                        .throwException(new IllegalStateException("the sink is down"));
            }
        });
        assertAnswer(runtime.deliver(EVENT), 500);
    }

    @Test
    void routeThatCannotTakeAnEventNowIsAnswered503() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events("bridgeErrorHandler=true")).errorHandler(noErrorHandler())
                        .onException(MalformedEventException.class)
                        .throwException(EventNotTakenException.class, "the disk is away").end()
                        .throwException(new IllegalStateException(new EventNotTakenException("the broker is away")));
            }
        });
        assertAnswer(runtime.deliver(EVENT), 503);
        assertAnswer(runtime.deliver("no JSON"), 503);
    }

    @Test
    void rollbackIsAnswered500() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).choice()
                        .when(header("CamelEgnyteMspEventType").isEqualTo("USER_ADDED")).markRollbackOnlyLast()
                        .otherwise().markRollbackOnly();
            }
        });
        assertAnswer(runtime.deliver(EVENT), 500);
        assertAnswer(runtime.deliver(EVENT.replace("RESELLER_MRR_CHANGED", "USER_ADDED")), 500);
    }

    @Test
    void failureThatTheRouteHandlesIsAnswered200() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).to("mock:handled");
                from(events()).throwException(new IllegalStateException("the sink is down"));
            }
        });
        runtime.mock("handled").expectedMessageCount(1);
        assertAnswer(runtime.deliver(EVENT), 200);
        runtime.mock("handled").assertIsSatisfied();
    }

    @Test
    void suspendedAndStoppedRouteIsAnswered503AndThenGoesOn() throws Exception {
        start();
        runtime.context().getRouteController().suspendRoute("events");
        assertAnswer(runtime.deliver(EVENT), 503);
        runtime.context().getRouteController().resumeRoute("events");
        assertAnswer(runtime.deliver(EVENT), 200);
        runtime.context().getRouteController().stopRoute("events");
        assertAnswer(runtime.deliver(EVENT), 503);
        assertThat(
                runtime.send(runtime.delivery().setHeader(HEADER, "wrong").POST(BodyPublishers.ofString(EVENT))).statusCode())
                .isEqualTo(401);
        runtime.context().getRouteController().startRoute("events");
        assertAnswer(runtime.deliver(EVENT), 200);
    }

    @Test
    void deliveriesOverMaxInFlightAreAnswered503WithRetryAfter() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        startBlocking(inRoute, goOn, "maxInFlight=1");
        CompletableFuture<HttpResponse<String>> first = deliverLater(EVENT);
        assertThat(inRoute.await(5, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> second = runtime.deliver(EVENT.replace("R-1", "R-2"));
        assertAnswer(second, 503);
        assertThat(second.headers().firstValue("Retry-After")).isPresent();

        goOn.countDown();
        assertAnswer(first.get(5, TimeUnit.SECONDS), 200);
        assertAnswer(runtime.deliver(EVENT.replace("R-1", "R-2")), 200);
    }

    /** A connection that has sent the headers of a delivery, and some of its body. */
    private Socket halfADelivery() throws Exception {
        Socket socket = new Socket("127.0.0.1", runtime.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + HEADER + ": " + SECRET
                                        + "\r\nContent-Length: " + EVENT.length() + "\r\n\r\n" + EVENT.substring(0, 20))
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void bodyThatArrivesWhenTheRouteHasStoppedIsAnswered503() throws Exception {
        start("maxInFlight=1");
        try (Socket socket = halfADelivery()) {
            await().until(() -> runtime.deliver(EVENT).statusCode() == 503);
            runtime.context().getRouteController().stopRoute("events");
            int before = runtime.mock("events").getReceivedCounter();
            socket.getOutputStream().write(EVENT.substring(20).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 503");
            assertThat(runtime.mock("events").getReceivedCounter()).isEqualTo(before);
        }
    }

    @Test
    void bodyThatAHandlerOfTheUsersHasReadIsAnswered503AndKeepsNoPlace() throws Exception {
        runtime = new TestRuntime();
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                VertxPlatformHttpEngine engine = new VertxPlatformHttpEngine();
                engine.setHandlers(List.of(context -> context.request().body().onComplete(body -> context.next())));
                getContext().getComponent("platform-http", PlatformHttpComponent.class).setEngine(engine);
                from(events("maxInFlight=1")).to("mock:events");
            }
        });
        runtime.context().start();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = runtime.deliver(EVENT);
            assertAnswer(answer, 503);
            assertThat(answer.headers().firstValue("Retry-After")).as("of too many").isEmpty();
        }
    }

    @Test
    @Tag("long")
    void aBodyThatNeverComesDoesNotKeepItsPlace() throws Exception {
        start("maxInFlight=1");
        try (Socket socket = halfADelivery()) {
            await().until(() -> runtime.deliver(EVENT).statusCode() == 503);
            await().atMost(Duration.ofSeconds(60)).until(() -> runtime.deliver(EVENT).statusCode() == 200);
            assertThat(socket.getInputStream().readAllBytes()).isNotNull();
        }
    }

    @Test
    void eventThatIsInTheRouteRightNowIsAnswered503() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        startBlocking(inRoute, goOn);
        CompletableFuture<HttpResponse<String>> first = deliverLater(EVENT);
        assertThat(inRoute.await(5, TimeUnit.SECONDS)).isTrue();

        assertAnswer(runtime.deliver(EVENT.replace("\n", "")), 503);

        goOn.countDown();
        assertAnswer(first.get(5, TimeUnit.SECONDS), 200);
        assertAnswer(runtime.deliver(EVENT), 200);
        assertThat(runtime.mock("events").getReceivedCounter()).isEqualTo(2);
    }

    private void startBlocking(CountDownLatch inRoute, CountDownLatch goOn, String... options) throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events(options)).process(exchange -> {
                    inRoute.countDown();
                    assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                }).to("mock:events");
            }
        });
    }

    private CompletableFuture<HttpResponse<String>> deliverLater(String body) {
        return runtime.client().sendAsync(
                runtime.delivery().POST(BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void finishedEventIsAnswered200AndNotRunAgain() throws Exception {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        runtime = new TestRuntime();
        runtime.context().getRegistry().bind("finished", repository);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(events("idempotentRepository=#finished")).to("mock:events")
                        .filter(exchange -> runtime.mock("events").getReceivedCounter() == 1)
                        .throwException(new IllegalStateException("fails the first time"));
            }
        });
        runtime.context().start();

        assertAnswer(runtime.deliver(EVENT), 500);
        assertThat(repository.getCacheSize()).as("a failed event is not remembered").isZero();
        assertAnswer(runtime.deliver(EVENT), 200);
        assertAnswer(runtime.deliver(EVENT), 200);
        assertThat(runtime.mock("events").getReceivedCounter()).isEqualTo(2);
    }
}
