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

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static io.github.egnytemsp.camel.TestRuntime.PATH;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static io.github.egnytemsp.camel.TestRuntime.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What costs an attacker nothing costs us nothing: no log, no connection that stays, no request that is taken for a
 * body.
 */
class HostileRequestsTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TestRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).to("mock:events");
            }
        });
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stop() {
        root().detachAppender(log);
        runtime.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private RawConnection connect() throws IOException {
        return new RawConnection(runtime.port());
    }

    private static String delivery(String headers, String body) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "GET /%%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST /egnyte-msp/%zz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
            "GET /% HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /%c0%af%zz?%%% HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "GET /egnyte-msp/events HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: \r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a:b:c\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
            "GET http://a:99999999/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET egnyte HTTP/1.1\r\nHost: a\r\n\r\n", "GET \\ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /a|b^{} HTTP/1.1\r\nHost: a\r\n\r\n",
            "\u0000\u0001\u0002\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n: a\r\n\r\n",
            "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Type: ;;;\r\nAccept: ;q=zz,,\r\n\r\n",
            "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /egnyte-msp/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "GET /egnyte-msp/events HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
            "GET /egnyte-msp/events HTTP/1.1\r\nHost: a\r\nForwarded: for=\"\r\nX-Forwarded-Port: x\r\n\r\n" })
    void whatIsNoRequestFillsNoLog(String request) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawConnection connection = connect()) {
                connection.send(request).answer();
            }
        }
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        List<ILoggingEvent> lines = List.copyOf(log.list);
        assertThat(lines).as("%s", lines).hasSizeLessThan(3).allMatch(line -> line.getThrowableProxy() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = { "G", "GET /", "\r\n", "POST /egnyte-msp/events HTTP/1.1\r\nHost:" })
    void aConnectionThatIsResetBeforeItsFirstRequestIsNoNews(String begun) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawConnection connection = connect()) {
                connection.send(begun).reset();
            }
        }
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(List.copyOf(log.list)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e-99999999999", "1e2147483649", "0e99999999999", "1.5e-2147483647" })
    void aNumberThatNobodyCanHoldIsMalformed(String number) throws Exception {
        String event = "{\"event_type\":\"N\",\"n\":" + number + "}";
        for (int i = 0; i < 3; i++) {
            assertThat(runtime.deliver(event).statusCode()).isEqualTo(400);
            assertThat(runtime.deliver(event.replace("\"n\"", "\"a\":1,\"a\"")).statusCode()).isEqualTo(400);
        }
        assertThat(List.copyOf(log.list)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "POST /x HTTP/1.1\r\nHost: a\r\n", "POST /egnyte-msp/events HTTP/1.1\r\n", "GET /x HTTP/1.1\r\nHost: a\r\n" })
    void aBodyThatNobodyReadsIsNotTheBeginningOfTheNextRequest(String begun) throws Exception {
        String good = delivery(HEADER + ": " + SECRET + "\r\nContent-Length: " + EVENT.length() + "\r\n", EVENT);
        try (RawConnection connection = connect()) {
            connection.send(begun + "Expect: 100-continue\r\nContent-Length: " + good.length() + "\r\n\r\n");
            assertThat(connection.answer()).containsIgnoringCase("connection: close");
            connection.send(good);
            assertThat(connection.rest()).doesNotContain("200 OK");
        } catch (IOException e) {
            // closed before it was sent
        }
    }

    @Test
    void aRequestBehindTheLastOneOfAConnectionIsNotRun() throws Exception {
        String second = EVENT.replace("R-1", "R-2");
        String hidden = delivery(HEADER + ": " + SECRET + "\r\nContent-Length: " + second.length() + "\r\n", second);
        for (String first : List.of(
                delivery("Content-Length: 10\r\n", "0123456789"),
                delivery(HEADER + ": " + SECRET + "\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n", "0123456789"),
                delivery(HEADER + ": " + SECRET + "\r\nConnection: close\r\nContent-Length: " + EVENT.length() + "\r\n",
                        EVENT))) {
            try (RawConnection connection = connect()) {
                connection.send(first + hidden).rest();
            }
        }
        assertThat(runtime.mock("events").getExchanges())
                .extracting(exchange -> exchange.getIn().getHeader("CamelEgnyteMspResellerCode"))
                .containsExactly("R-1");
    }

    /** The quote hides the end of the chunk's line from a parser that does not know it (CVE-2026-33870). */
    @Test
    void aQuotedChunkExtensionHidesNoSecondDelivery() throws Exception {
        String second = EVENT.replace("R-1", "R-2");
        String hidden = delivery(
                HEADER + ": " + SECRET + "\r\nConnection: close\r\nContent-Length: " + second.length() + "\r\n", second);
        String first = EVENT.replace("R-1", "R-3");
        for (String extension : List.of("a=\"\r\n", "a=\"\n", "a=\"x\r\n")) {
            try (RawConnection connection = connect()) {
                connection.send(delivery(HEADER + ": " + SECRET + "\r\nTransfer-Encoding: chunked\r\n",
                        Integer.toHexString(first.length()) + ";" + extension + first + "\r\n0\r\n\r\n" + hidden));
                connection.rest();
            } catch (IOException e) {
                // refused too
            }
        }
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runtime.mock("events").getExchanges())
                .extracting(exchange -> exchange.getIn().getHeader("CamelEgnyteMspResellerCode"))
                .doesNotContain("R-2");
    }

    @Test
    void aRefusedBodyThatNeverEndsClosesTheConnection() throws Exception {
        for (String headers : List.of("Content-Length: 1000000\r\n", "Transfer-Encoding: chunked\r\n")) {
            try (RawConnection connection = connect()) {
                connection.send(delivery(HEADER + ": wrong\r\n" + headers, "5\r\nhello"));
                assertThat(connection.answer()).startsWith("HTTP/1.1 401").containsIgnoringCase("Connection: close");
                await().until(connection::isClosed);
            }
        }
    }

    @Test
    void aRequestAfterARefusedExpectationIsNotTakenForItsBody() throws Exception {
        try (RawConnection connection = connect()) {
            connection.send(delivery(HEADER + ": wrong\r\nExpect: 100-continue\r\nContent-Length: 500\r\n", ""));
            assertThat(connection.answer()).startsWith("HTTP/1.1 401").containsIgnoringCase("Connection: close");
            await().until(connection::isClosed);
        }
        try (RawConnection connection = connect()) {
            connection.send(delivery(
                    HEADER + ": " + SECRET + "\r\nExpect: 100-continue\r\nContent-Length: " + EVENT.length() + "\r\n", ""));
            assertThat(connection.answer()).startsWith("HTTP/1.1 100");
            assertThat(connection.send(EVENT).answer()).startsWith("HTTP/1.1 200");
            assertThat(
                    connection.send(delivery(HEADER + ": " + SECRET + "\r\nContent-Length: " + EVENT.length() + "\r\n", EVENT))
                            .answer())
                    .as("the connection stays").startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void http2InClearTextIsRefused() throws Exception {
        try (RawConnection connection = connect()) {
            connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            await().until(connection::isClosed);
        }
        try (RawConnection connection = connect()) {
            connection.send(delivery(HEADER + ": " + SECRET + "\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                     + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nContent-Length: " + EVENT.length() + "\r\n",
                    EVENT));
            assertThat(connection.answer()).as("as if it had not been asked for").startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aDeliveryMayComeByteByByteAndTwoAtOnce() throws Exception {
        String delivery = delivery(HEADER + ": " + SECRET + "\r\nContent-Length: " + EVENT.length() + "\r\n", EVENT);
        try (RawConnection connection = connect()) {
            for (char c : delivery.toCharArray()) {
                connection.send(String.valueOf(c));
            }
            assertThat(connection.answer()).startsWith("HTTP/1.1 200");
            connection.send(delivery + delivery);
            assertThat(connection.answer()).startsWith("HTTP/1.1 200");
            assertThat(connection.answer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    @Tag("long")
    void connectionsThatBringNothingAreClosed() throws Exception {
        try (RawConnection silent = connect(); RawConnection half = connect(); RawConnection elsewhere = connect();
             RawConnection idle = connect()) {
            half.send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nX-Half: ");
            elsewhere.send("POST /elsewhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx");
            idle.send(delivery(HEADER + ": " + SECRET + "\r\nContent-Length: " + EVENT.length() + "\r\n", EVENT));
            assertThat(idle.answer()).startsWith("HTTP/1.1 200");
            await().atMost(Duration.ofSeconds(60)).until(() -> silent.isClosed() && half.isClosed());
            elsewhere.rest();
            assertThat(idle.isClosed()).isFalse();
            await().atMost(Duration.ofSeconds(120)).until(idle::isClosed);
        }
    }
}
