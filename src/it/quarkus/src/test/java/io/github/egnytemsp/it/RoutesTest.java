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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.MspList;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import io.github.egnytemsp.camel.simulator.SimulatedWebhook;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(Simulator.class)
class RoutesTest {

    EgnyteMspSimulator egnyte;
    @TestHTTPResource
    URI url;
    @Inject
    Routes.Collector collector;
    @Inject
    CamelContext context;
    @Inject
    ProducerTemplate template;

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anEventComesOutOfTheRouteTypedAndTheApiIsCalled() throws Exception {
        String local = url.toString().replaceAll("/$", "");
        egnyte.addPublicAddress("https://hooks.msp.example", local);
        await().until(() -> egnyte.webhooks().size() == 1);
        SimulatedWebhook webhook = egnyte.webhooks().get(0);
        byte[] event = "{\"event_type\":\"USER_ADDED\",\"reseller_code\":\"Müller\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(egnyte.deliverOnce(webhook.id(), event).get()).isEqualTo(200);
        assertThat(collector.events()).anySatisfy(received -> {
            assertThat(received.type()).isEqualTo(MspEventType.USER_ADDED);
            assertThat(received.toBytes()).isEqualTo(event);
        });
        assertThat(egnyte.deliverOnce(webhook.id(), event, "wrong").get()).isEqualTo(401);
        assertThat(template.requestBody("egnyte-msp:webhooks", null, MspList.class)).hasSize(1);
    }

    @Test
    void anEventIsMadeACloudEvent() {
        assertThat(template.requestBody("direct:cloud-event", "{\"event_type\":\"USER_ADDED\"}", String.class))
                .contains("\"type\":\"com.egnyte.msp.USER_ADDED\"").endsWith(",\"data\":{\"event_type\":\"USER_ADDED\"}}");
    }

    @Test
    void otherContentTypesKeepTheirBytes() throws Exception {
        for (String type : List.of("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "x")) {
            String event = "{\"event_type\":\"USER_ADDED\",\"of\":\"" + type + "\"}";
            assertThat(send(HttpRequest.newBuilder(url.resolve("/egnyte-msp/events")).header("Content-Type", type)
                    .header("X-Egnyte-Msp-Token", "secret-of-the-test").POST(HttpRequest.BodyPublishers.ofString(event)))
                    .statusCode())
                    .as(type).isEqualTo(200);
            assertThat(collector.events()).anySatisfy(received -> assertThat(received.toText()).isEqualTo(event));
        }
    }

    @Test
    void theInboxIsInTheDatabaseOfTheApplication() throws Exception {
        String event = "{\"event_type\":\"USER_ADDED\",\"reseller_code\":\"durable\"}";
        for (int i = 0; i < 2; i++) {
            assertThat(send(HttpRequest.newBuilder(url.resolve("/durable")).header("X-Egnyte-Msp-Token", "secret-of-the-test")
                    .POST(HttpRequest.BodyPublishers.ofString(event))).statusCode()).isEqualTo(200);
        }
        await().untilAsserted(() -> assertThat(collector.fromInbox()).extracting(MspEvent::toText).containsExactly(event));
    }

    @Test
    void healthSaysSo() throws Exception {
        await().until(() -> health().statusCode() == 200);
        await().until(() -> egnyte.webhooks().size() == 1);
        EgnyteMspConsumer consumer = (EgnyteMspConsumer) context.getRoute("events").getConsumer();
        egnyte.failNext(Fault.status(500));
        consumer.checkNow();
        assertThat(health().statusCode()).isEqualTo(503);
        assertThat(health().body()).contains("webhook.problem", "500").doesNotContain("secret-of-the-test");
        consumer.checkNow();
        assertThat(health().statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> health() throws Exception {
        return send(HttpRequest.newBuilder(url.resolve("/q/health")));
    }
}
