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

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static io.github.egnytemsp.camel.TestRuntime.PATH;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** Bad input by the thousand: a clear answer, never a 500, and never an event whose bytes differ from what came. */
class FuzzedDeliveriesTest {

    private static final List<String> CONTENT_TYPES = List.of(
            "application/json", "application/json;charset=UTF-16", "text/plain", "application/x-www-form-urlencoded",
            "multipart/form-data;boundary=x", "application/xml", "image/png", "x");

    private final Map<String, byte[]> received = new ConcurrentHashMap<>();
    private final Random random = new Random(20261124);
    private TestRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events()).process(exchange -> received.put(
                        exchange.getIn().getHeader("CamelEgnyteMspEventId", String.class),
                        exchange.getIn().getBody(byte[].class)));
            }
        });
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void validEventsHoweverOddAreReceivedByteForByte() throws Exception {
        for (byte[] body : OddBodies.valid()) {
            assertThat(runtime.deliver(body).statusCode()).as(() -> start(body)).isEqualTo(200);
            assertThat(received.get(MspEvent.parse(body).id())).as(() -> start(body)).isEqualTo(body);
        }
    }

    private static String start(byte[] body) {
        return new String(body, 0, Math.min(300, body.length), StandardCharsets.ISO_8859_1);
    }

    @Test
    void mutatedBodiesAreAnswered200Or400AndAcceptedOnesKeepTheirBytes() throws Exception {
        int accepted = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] body = OddBodies.mutated(random);
            String contentType = CONTENT_TYPES.get(random.nextInt(CONTENT_TYPES.size()));
            int status = runtime.send(runtime.delivery().setHeader("Content-Type", contentType)
                    .POST(BodyPublishers.ofByteArray(body))).statusCode();
            assertThat(status).as("%s: %s", contentType, new String(body, StandardCharsets.ISO_8859_1)).isIn(200, 400);
            if (status == 200) {
                accepted++;
                assertThat(received.get(MspEvent.parse(body).id())).isEqualTo(body);
            }
        }
        assertThat(accepted).isBetween(100, 2_900);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
    }

    @Test
    void tenThousandHeadersAreRefusedAndTheNextDeliveryIsReceived() throws Exception {
        StringBuilder request
                = new StringBuilder("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + HEADER + ": " + SECRET + "\r\n");
        for (int i = 0; i < 10_000; i++) {
            request.append("X-").append(i).append(": v\r\n");
        }
        request.append("Content-Length: 2\r\n\r\n{}");
        assertThat(statusLine(request.toString())).containsPattern("HTTP/1.1 4\\d\\d");
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsThatAreNoHttpAreRefusedAndTheNextDeliveryIsReceived() throws Exception {
        for (String request : List.of("GARBAGE\r\n\r\n", "POST " + PATH + " HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST " + PATH + " HTTP/1.1\r\nHost: x\r\n" + HEADER + ": " + SECRET + "\r\nContent-Length: abc\r\n\r\n",
                "POST " + PATH + " HTTP/1.1\r\nHost: x\r\n" + HEADER + ": " + SECRET
                                                                                                                          + "\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n")) {
            assertThat(statusLine(request)).doesNotContain(" 200 ").doesNotContain(" 500 ");
        }
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
    }

    /** What comes back on a connection of its own; empty if the server just closes it. */
    private String statusLine(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", runtime.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (java.net.SocketException e) {
                // reset by the server: it did not want the rest
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
