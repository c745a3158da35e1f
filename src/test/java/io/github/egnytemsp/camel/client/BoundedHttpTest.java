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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.github.egnytemsp.camel.client.RawServer.Answer;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.client.RawServer.dripping;
import static io.github.egnytemsp.camel.client.RawServer.forEver;
import static io.github.egnytemsp.camel.client.RawServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What another system can cost a route that calls it. */
class BoundedHttpTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNK = "1000\r\n" + "x".repeat(4096) + "\r\n";
    private static final String TOO_LONG = "more than 1048576 bytes";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StandingTime time = new StandingTime();
    private RawServer server;
    private FluentProducerTemplate template;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer(OK + "Content-Length: 2\r\n\r\n[]");
        BoundedHttp bounds = new BoundedHttp(time);
        bounds.setCamelContext(context);
        context.getComponent("http", HttpComponent.class).setHttpClientConfigurer(bounds);
        context.start();
        template = context.createFluentProducerTemplate();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        context.stop();
    }

    private String call(String options) {
        return template.to(server.url() + "/tickets" + options).request(String.class);
    }

    private Throwable root(String options) {
        Throwable root = catchThrowable(() -> call(options));
        assertThat(root).isNotNull();
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    static Stream<Arguments> answersWithoutEnd() {
        return Stream.of(
                arguments("a body", forEver(OK + CHUNKED, CHUNK), TOO_LONG),
                arguments("a body until the connection is closed", forEver(OK + "\r\n", "x".repeat(4096)), TOO_LONG),
                arguments("an error", forEver("HTTP/1.1 400 No\r\n" + CHUNKED, CHUNK), TOO_LONG),
                arguments("2 GB, as it says", text(OK + "Content-Length: 2147483647\r\n\r\n"), TOO_LONG),
                arguments("2 TB, as it says", text(OK + "Content-Length: 2199023255552\r\n\r\n"), TOO_LONG),
                arguments("a status line", forEver("HTTP/1.1 200 ", "x".repeat(8192)), "Maximum line length"),
                arguments("a header line", forEver("HTTP/1.1 200 OK\r\nX-Long: ", "x".repeat(8192)), "Maximum line length"),
                arguments("headers", forEver("HTTP/1.1 200 OK\r\n", "X-Many: x\r\n".repeat(500)), "Maximum header count"),
                arguments("trailers", forEver(OK + CHUNKED + "0\r\n", "X-Many: x\r\n".repeat(500)), "header count"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersWithoutEnd")
    void areReadToTheLimitAndNoFurther(String what, Answer answer, String message) {
        server.answer(answer);
        assertThat(root("")).hasMessageContaining(message);
        assertThat(call("")).as("the next one").isEqualTo("[]");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersWithoutEnd")
    void areNotReadFromALoginEither(String what, Answer answer, String message) {
        server.answer(answer);
        String login = "?oauth2ClientId=id&oauth2ClientSecret=secret&oauth2TokenEndpoint=" + server.url() + "/token";
        assertThat(catchThrowable(() -> call(login))).hasStackTraceContaining(message);
        assertThat(server.requests()).as("only the login was asked").isEqualTo(1);
    }

    @Test
    void anAnswerOfOneMegabyteIsReadAsAWhole() {
        server.answer(text(OK + "Content-Length: 1048576\r\n\r\n" + "x".repeat(1048576)));
        assertThat(call("")).hasSize(1048576);
        server.answer(text(OK + "\r\n" + "x".repeat(1048577)));
        assertThat(root("")).hasMessageContaining(TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = { "[%s", " \n{\"tickets\":[%s" })
    void aMegabyteOfSmallValuesIsNotRead(String beginning) {
        server.answer(text(OK + "\r\n" + beginning.formatted("{},".repeat(340_000))));
        assertThat(root("")).hasMessageContaining("more than 100000 JSON values");
        assertThat(call("")).as("the next one").isEqualTo("[]");
    }

    @Test
    void commasInTextsAreNoValues() {
        String texts = "[\"" + "{,\\\",".repeat(200_000) + "\"]";
        server.answer(text(OK + "\r\n" + texts));
        assertThat(call("")).isEqualTo(texts);
        String table = "1,2,3,4,5\n".repeat(100_000);
        server.answer(text(OK + "\r\n" + table));
        assertThat(call("")).as("not JSON").isEqualTo(table);
    }

    @Test
    void whatIsCompressedIsCountedUncompressed() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[64 * 1024 * 1024]);
        }
        server.answer(out -> {
            text(OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n").write(out);
            out.write(packed.toByteArray());
        });
        assertThat(root("")).hasMessageContaining(TOO_LONG);
    }

    static Stream<String> beginnings() {
        return Stream.of("", "HTTP/1.1 200 OK\r\nX-Slow: ", OK + "Content-Length: 100\r\n\r\n{", OK + CHUNKED);
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void whatDoesNotComeInTimeIsAborted(String beginning) {
        server.answer(server.stuck(beginning));
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> catchThrowable(() -> call("")));
        await().until(() -> server.requests() == 1);
        time.moveOn(Duration.ofSeconds(59));
        assertThat(failure).isNotDone();
        time.moveOn(Duration.ofSeconds(2));
        assertThat(failure.join()).hasStackTraceContaining("The complete answer did not arrive within 60000 ms");
        assertThat(call("")).isEqualTo("[]");
    }

    @Test
    void aByteASecondIsNotReadLongerThanTheTimeOfTheWholeAnswer() throws Exception {
        Semaphore bytes = new Semaphore(0);
        Semaphore written = new Semaphore(0);
        server.answer(dripping(OK + "Content-Length: 100000\r\n\r\n", bytes, written));
        CompletableFuture<Throwable> failure
                = CompletableFuture.supplyAsync(() -> catchThrowable(() -> call("?responseTimeout=2000")));
        await().until(() -> server.requests() == 1);
        for (int second = 0; second < 59; second++) {
            bytes.release();
            written.acquire();
            time.moveOn(Duration.ofSeconds(1));
        }
        assertThat(failure).isNotDone();
        time.moveOn(Duration.ofSeconds(2));
        assertThat(failure.join()).hasStackTraceContaining("60000 ms");
        bytes.release(1_000_000);
    }

    @Test
    void nothingIsSentAgainByTheClient() {
        server.answer(text("HTTP/1.1 503 No\r\nRetry-After: 0\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbusy"));
        assertThat(root("")).isInstanceOfSatisfying(HttpOperationFailedException.class, failure -> {
            assertThat(failure.getStatusCode()).isEqualTo(503);
            assertThat(failure.getResponseBody()).isEqualTo("busy");
        });
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void callsOfTheApiOverTheSameComponentGoOn() throws Exception {
        HttpTransport transport = new HttpTransport(
                context, new HttpTransport.Settings(server.url(), 10_000, 30_000, null, null), time);
        transport.start();
        MspClient client = new MspClient(
                new CallExecutor(
                        transport, () -> "token", new CallLimits(time, () -> null),
                        new CallExecutor.Settings(0, 0, Duration.ofMinutes(1), 0, Duration.ofMinutes(1)), CallObserver.NONE));
        assertThat(Calls.await(client.listWebhooks()).httpStatus()).isEqualTo(200);
        server.answer(forEver(OK + CHUNKED, CHUNK));
        assertThatThrownBy(() -> Calls.await(client.listWebhooks())).hasMessageContaining(TOO_LONG);
        assertThat(Calls.await(client.listWebhooks()).httpStatus()).isEqualTo(200);
        transport.stop();
    }

    @Test
    void anEndpointWithConnectionsOfItsOwnKeepsThem() {
        HttpEndpoint own = context.getEndpoint(server.url() + "/own?maxTotalConnections=7", HttpEndpoint.class);
        assertThat(own.getClientConnectionManager()).hasFieldOrPropertyWithValue("maxTotal", 7);
        assertThat(call("?maxTotalConnections=7")).isEqualTo("[]");
    }

    @Test
    void oneLineOfPropertiesSetsIt() throws Exception {
        Main main = new Main();
        String option = "camel.component.http.httpClientConfigurer";
        main.addInitialProperty(option, "#class:" + BoundedHttp.class.getName());
        main.addInitialProperty(option + ".deadline", "200ms");
        main.start();
        try {
            String url = server.url() + "/x";
            ProducerTemplate request = main.getCamelContext().createProducerTemplate();
            assertThat(request.requestBody(url, null, String.class)).isEqualTo("[]");
            server.answer(server.stuck(OK + "Content-Length: 100\r\n\r\n{"));
            assertThatThrownBy(() -> request.requestBody(url, null, String.class)).hasStackTraceContaining("within 200 ms");
            server.answer(forEver("HTTP/1.1 200 OK\r\n", "X-Many: x\r\n".repeat(500)));
            assertThatThrownBy(() -> request.requestBody(url, null, String.class))
                    .hasStackTraceContaining("Maximum header count");
        } finally {
            main.stop();
        }
    }

    @Test
    void aDeadlineIsPositive() {
        assertThatThrownBy(() -> new BoundedHttp().setDeadline(Duration.ZERO)).hasMessageContaining("positive");
        assertThat(new BoundedHttp().getDeadline()).isEqualTo(Duration.ofSeconds(60));
    }
}
