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
package io.github.egnytemsp.camel.transform;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.TransformerKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.events;
import static org.assertj.core.api.Assertions.assertThat;

/** The data type egnyte-msp:application-cloudevents, read by the SDK of CloudEvents. */
class CloudEventTransformerTest {

    private TestRuntime runtime;
    private MockEndpoint mock;

    @BeforeEach
    void start() throws Exception {
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).to("direct:transform");
                // what transformDataType does; its name in the Java DSL is another in Camel 4.14
                DataType type = new DataType("egnyte-msp:application-cloudevents");
                from("direct:transform").process(exchange -> getContext().getTransformerRegistry()
                        .resolveTransformer(new TransformerKey(type)).transform(exchange.getMessage(), DataType.ANY, type))
                        .to("mock:cloud");
            }
        });
        mock = runtime.mock("cloud");
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private Message only() {
        assertThat(mock.getExchanges()).hasSize(1);
        return mock.getExchanges().get(0).getMessage();
    }

    private static CloudEvent read(Message message) {
        return EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE)
                .deserialize(message.getBody(byte[].class));
    }

    @Test
    void anEventIsACloudEvent() throws Exception {
        String event = EVENT.replace("R-1", "R 1/ü").replace("false}", "false,\"amount\":1.50}");
        assertThat(runtime.deliver(event).statusCode()).isEqualTo(200);
        String id = MspEvent.parse(event.getBytes(StandardCharsets.UTF_8)).id();

        Message message = only();
        assertThat(message.getHeader("CamelCloudEventID")).isEqualTo(id);
        assertThat(message.getHeader("CamelCloudEventType")).isEqualTo("com.egnyte.msp.RESELLER_MRR_CHANGED");
        assertThat(message.getHeader("CamelCloudEventSource")).isEqualTo("R%201%2F%C3%BC");
        assertThat(message.getHeader("CamelCloudEventTime")).isEqualTo("2026-11-01T10:15:30Z");
        assertThat(message.getHeader("CamelCloudEventVersion")).isEqualTo("1.0");
        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo(JsonFormat.CONTENT_TYPE);

        CloudEvent cloudEvent = read(message);
        assertThat(cloudEvent.getId()).isEqualTo(id);
        assertThat(cloudEvent.getType()).isEqualTo("com.egnyte.msp.RESELLER_MRR_CHANGED");
        assertThat(cloudEvent.getSource()).isEqualTo(URI.create("R%201%2F%C3%BC"));
        assertThat(cloudEvent.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-01T10:15:30Z"));
        assertThat(cloudEvent.getDataContentType()).isEqualTo("application/json");
        assertThat(MspEvent.parse(cloudEvent.getData().toBytes()).id()).as("the same event").isEqualTo(id);
        assertThat(message.getBody(String.class)).as("as it came").endsWith(",\"data\":" + event + "}");
    }

    @Test
    void whatAnEventDoesNotTellIsNotInvented() throws Exception {
        runtime.deliver("{\"event_type\":\"SOMETHING_NEW\"}");
        CloudEvent cloudEvent = read(only());
        assertThat(cloudEvent.getSource()).isEqualTo(URI.create("egnyte-msp"));
        assertThat(cloudEvent.getTime()).isNull();
        assertThat(only().getHeader("CamelCloudEventTime")).isNull();
    }

    @Test
    void aByteOrderMarkStaysOutside() throws Exception {
        assertThat(runtime.deliver("\uFEFF" + EVENT).statusCode()).isEqualTo(200);
        assertThat(read(only()).getType()).isEqualTo("com.egnyte.msp.RESELLER_MRR_CHANGED");
        assertThat(only().getBody(String.class)).endsWith(",\"data\":" + EVENT + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "never", "9999-12-31T23:00:00-02:00", "-0001-01-01T00:00:00Z" })
    void aTimeThatIsNoneOfRfc3339IsLeftOut(String time) throws Exception {
        runtime.context().createProducerTemplate().sendBodyAndHeader(
                "direct:transform", EVENT.replace("2026-11-01T10:15:30Z", time), "CamelCloudEventTime", "2020-01-01T00:00:00Z");
        assertThat(read(only()).getTime()).isNull();
        assertThat(only().getHeaders()).as("nor that of another event").doesNotContainKey("CamelCloudEventTime");
    }

    @Test
    void theJsonOfAnEventWillDo() throws Exception {
        for (Object body : List.of(EVENT, EVENT.getBytes(StandardCharsets.UTF_8))) {
            mock.reset();
            runtime.context().createProducerTemplate().sendBody("direct:transform", body);
            assertThat(read(only()).getType()).isEqualTo("com.egnyte.msp.RESELLER_MRR_CHANGED");
        }
    }
}
