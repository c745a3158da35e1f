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

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static io.github.egnytemsp.camel.TestRuntime.PATH;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** What the route gets of a delivery, and what it does not get. */
class EventMessageTest {

    private TestRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events()).to("mock:events");
            }
        });
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private Exchange received() {
        assertThat(runtime.mock("events").getExchanges()).hasSize(1);
        return runtime.mock("events").getExchanges().get(0);
    }

    @Test
    void theExchangeIsInOnlyWithTheEventAndItsHeaders() throws Exception {
        runtime.deliver(EVENT);

        Exchange exchange = received();
        assertThat(exchange.getPattern()).isEqualTo(ExchangePattern.InOnly);
        assertThat(exchange.getFromEndpoint()).isInstanceOf(EgnyteMspEndpoint.class);
        assertThat(exchange.getIn().getHeaders()).containsOnly(
                Map.entry("CamelEgnyteMspEventType", "RESELLER_MRR_CHANGED"),
                Map.entry("CamelEgnyteMspEventId", exchange.getIn().getBody(MspEvent.class).id()),
                Map.entry("CamelEgnyteMspResellerCode", "R-1"),
                Map.entry("CamelMessageTimestamp", Instant.parse("2026-11-01T10:15:30Z").toEpochMilli()));
        assertThat(exchange.getProperties()).doesNotContainKey("CamelCharsetName");
    }

    @Test
    void conversionsGiveTheBytesThatCameAndTheParsedForm() throws Exception {
        byte[] bytes
                = " {\"b\":1.50, \"event_type\":\"USER_ADDED\",\"a\":\"\\u00e9\u00e9\"}\n".getBytes(StandardCharsets.UTF_8);
        runtime.deliver(bytes);

        Message message = received().getIn();
        assertThat(message.getBody(byte[].class)).isEqualTo(bytes);
        assertThat(message.getBody(String.class)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        try (InputStream stream = message.getBody(InputStream.class)) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(message.getBody(Map.class).keySet().toString()).isEqualTo("[b, event_type, a]");
        assertThat(message.getBody(JsonNode.class).get("b").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(message.getBody()).isNotInstanceOf(java.io.Serializable.class).isNotInstanceOf(Map.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "application/json", "application/json; charset=utf-8", "application/json;charset=ISO-8859-1", "text/plain",
            "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=UTF-16",
            "multipart/form-data; boundary=xyz", "multipart/form-data", "application/octet-stream", "nonsense",
            "a/b; charset=nope",
            "application/json; charset=\"" })
    void theBytesAreTheSameWhateverTheContentType(String contentType) throws Exception {
        byte[] bytes = ("{\"event_type\":\"USER_ADDED\",\"company_name\":\"\u00c4&=%41+M\u00fcller \ud83d\ude00\"}")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(
                runtime.send(runtime.delivery().setHeader("Content-Type", contentType).POST(BodyPublishers.ofByteArray(bytes)))
                        .statusCode())
                .isEqualTo(200);

        assertThat(received().getIn().getBody(byte[].class)).isEqualTo(bytes);
        assertThat(received().getIn().getBody(String.class)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void aWellFormedMultipartBodyIsNoEventAndItsFieldsReachNobody() throws Exception {
        String body = "--xyz\r\nContent-Disposition: form-data; name=\"CamelFileName\"\r\n\r\nevil\r\n--xyz--\r\n";
        assertThat(runtime.send(runtime.delivery().setHeader("Content-Type", "multipart/form-data; boundary=xyz")
                .POST(BodyPublishers.ofString(body, Charset.forName("UTF-8")))).statusCode()).isEqualTo(400);
        assertThat(runtime.mock("events").getExchanges()).isEmpty();
    }

    @Test
    void noHeaderAndNoParameterOfTheRequestReachesTheRoute() throws Exception {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(runtime.url() + PATH + "?CamelFileName=evil&camelfilename=evil&X-Query=1"
                                       + "&CamelEgnyteMspEventType=EVIL&CamelHttpResponseCode=200"))
                .header(HEADER, SECRET).header("Content-Type", "application/json");
        for (String name : new String[] {
                "CamelFileName", "camelfilename", "CAMELJmsDestinationName", "cAmElHttpUri", "CamelEgnyteMspEventId",
                "camelegnytemspeventtype", "org.apache.camel.evil", "X-Any", "Authorization", "Cookie", "breadcrumbId",
                "CamelExecCommandExecutable", "JMSReplyTo" }) {
            request.header(name, "evil");
        }

        assertThat(runtime.send(request.POST(BodyPublishers.ofString(EVENT))).statusCode()).isEqualTo(200);

        assertThat(received().getIn().getHeaders().keySet()).containsExactlyInAnyOrder(
                "CamelEgnyteMspEventType", "CamelEgnyteMspEventId", "CamelEgnyteMspResellerCode", "CamelMessageTimestamp");
        assertThat(received().getIn().getHeader("CamelEgnyteMspEventType")).isEqualTo("RESELLER_MRR_CHANGED");
        assertThat(received().getAllProperties().toString()).doesNotContain("evil");
    }

    @Test
    void aTimeWithoutMillisecondsGivesNoHeader() throws Exception {
        assertThat(runtime.deliver(TestRuntime.EVENT.replace("2026-11-01", "+999999999-11-01")).statusCode()).isEqualTo(200);
        assertThat(received().getMessage().getHeaders()).doesNotContainKey("CamelMessageTimestamp");
    }

    @Test
    void missingFieldsGiveNoHeaders() throws Exception {
        runtime.deliver("{\"event_type\":\"NEVER_HEARD_OF\"}");
        assertThat(received().getIn().getHeaders().keySet())
                .containsExactlyInAnyOrder("CamelEgnyteMspEventType", "CamelEgnyteMspEventId");
    }

    @Test
    void oneConnectionCarriesManyDeliveriesRefusedOnesAmongThem() throws Exception {
        for (int i = 0; i < 50; i++) {
            int expected = i % 2 == 0 ? 200 : 401;
            HttpRequest.Builder request = runtime.delivery().setHeader(HEADER, i % 2 == 0 ? SECRET : "wrong")
                    .POST(BodyPublishers.ofString(EVENT.replace("R-1", "R-" + i) + " ".repeat(20_000)));
            assertThat(runtime.send(request).statusCode()).isEqualTo(expected);
        }
        assertThat(runtime.mock("events").getExchanges()).hasSize(25);
    }

    @Test
    void expectContinueIsAnswered() throws Exception {
        assertThat(runtime.send(runtime.delivery().expectContinue(true).POST(BodyPublishers.ofString(EVENT))).statusCode())
                .isEqualTo(200);
        assertThat(runtime.send(runtime.delivery().setHeader(HEADER, "wrong").expectContinue(true)
                .POST(BodyPublishers.ofString(EVENT))).statusCode()).isEqualTo(401);
    }
}
