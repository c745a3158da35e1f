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
package io.github.egnytemsp.camel.observability;

import java.util.List;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspSpanDecorator;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.telemetry.Op;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Spans of Camel's OpenTelemetry. */
class TracesTest {

    @Test
    void spansTellEventAndOperationAndNothingPersonal() throws Exception {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        try (EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().start();
             SdkTracerProvider provider
                     = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
             TestRuntime runtime = new TestRuntime()) {
            runtime.context().getRegistry().bind("tracer", provider.get("camel"));
            new OpenTelemetryTracer().init(runtime.context());
            EgnyteMspComponent component = new EgnyteMspComponent();
            component.getConfiguration().setBaseUrl(simulator.baseUrl());
            component.getConfiguration().setAccessToken("simulator-token");
            runtime.context().addComponent("egnyte-msp", component);
            runtime.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(TestRuntime.events()).routeId("events").to("egnyte-msp:webhooks?operation=list");
                }
            });
            runtime.context().start();

            runtime.send(runtime.delivery().header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(EVENT)));

            await().until(() -> spans.getFinishedSpanItems().size() == 2);
            List<SpanData> finished = spans.getFinishedSpanItems();
            SpanData call = finished.get(0);
            SpanData event = finished.get(1);
            assertThat(event.getAttributes().get(AttributeKey.stringKey("egnyte.msp.event.type")))
                    .isEqualTo("RESELLER_MRR_CHANGED");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("egnyte.msp.event.id")))
                    .isEqualTo(MspEvent.parse(EVENT.getBytes(java.nio.charset.StandardCharsets.UTF_8)).id());
            assertThat(event.getAttributes().get(AttributeKey.stringKey("egnyte.msp.operation"))).isNull();
            assertThat(event.getTraceId()).as("the sender's headers have no say")
                    .isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
            assertThat(call.getAttributes().get(AttributeKey.stringKey("egnyte.msp.operation"))).isEqualTo("list");
            assertThat(call.getParentSpanId()).isEqualTo(event.getSpanId());
            assertThat(finished.toString()).doesNotContain(SECRET).doesNotContain("simulator-token")
                    .doesNotContain("dana@msp.example")
                    .doesNotContain("Dana").doesNotContain("MSP Example");
        }
    }

    @Test
    void aCallOfTheApiIsThatOfAClient() {
        EgnyteMspSpanDecorator decorator = new EgnyteMspSpanDecorator();
        assertThat(decorator.getSpanKind(Op.EVENT_SENT.name())).isEqualTo(SpanKind.CLIENT.name());
        assertThat(decorator.getSpanKind(Op.EVENT_RECEIVED.name())).isEqualTo(SpanKind.CONSUMER.name());
        assertThat(decorator.getSpanKind(Op.EVENT_PROCESS.name())).isEqualTo(SpanKind.INTERNAL.name());
    }
}
