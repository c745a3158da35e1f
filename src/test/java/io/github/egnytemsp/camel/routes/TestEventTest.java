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
package io.github.egnytemsp.camel.routes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.demo.DemoMailServer.Mail;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.operator.OperatorServer;
import io.github.egnytemsp.camel.psa.Ticket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The test event of routes/operator-webhook.yaml: through the receiver and the sinks as any other, and marked in each.
 */
class TestEventTest extends SinkFixture {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ShippedRoutes startOperator(String... files) throws Exception {
        Map<String, String> properties = new HashMap<>(
                Map.of(
                        "operator.enabled", "true", "operator.port", "0", "tickets.customerFields",
                        "company_name,reseller_code"));
        String[] all = Stream.concat(
                Stream.of("operator", "operator-webhook", "events-to-inbox"),
                Arrays.stream(files)).toArray(String[]::new);
        return start(properties, all);
    }

    private static HttpResponse<String> post(ShippedRoutes routes, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(routes) + "/operator/api/test-event"))
                        .timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json")
                        .header("X-Egnyte-Msp-Operator", "1").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int port(ShippedRoutes routes) {
        return routes.context().getRegistry().lookupByNameAndType("operator", OperatorServer.class).getPort();
    }

    private static String send(ShippedRoutes routes, String body) throws Exception {
        HttpResponse<String> answer = post(routes, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(json.get("status").intValue()).isEqualTo(200);
        return json.get("eventId").textValue();
    }

    @Test
    void itIsStoredMarkedAndAnotherOneEachTime() throws Exception {
        try (ShippedRoutes routes = startOperator()) {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                ids.add(send(routes, ""));
            }
            assertThat(ids).hasSize(3);
            for (String id : ids) {
                JsonNode stored = routes.stored().get(id);
                assertThat(stored.at("/event/test").booleanValue()).isTrue();
                assertThat(stored.at("/event/event_type").textValue()).isEqualTo("RESELLER_PROFILE_UPDATED");
                assertThat(stored.get("resellerCode").textValue()).isEqualTo("EGNYTE-MSP-TEST");
            }
            EgnyteMspComponent component = routes.context().getComponent("egnyte-msp", EgnyteMspComponent.class);
            await().until(() -> component.inboxes().single().status().lastStored() != null);
            assertThat(component.inboxes().single().status().lastReceived()).as("it is no sign of Egnyte").isNull();
        }
    }

    @Test
    void mailsAndTicketsSayThatItIsATest() throws Exception {
        try (ShippedRoutes routes = startOperator(
                "event-in-words", "mail", "sink-mail", "ticket-incident", "halopsa-call", "sink-halopsa")) {
            String invoice = send(routes, "{\"eventType\":\"RESELLER_INVOICE_PAID\"}");
            await().until(() -> services.mail().mails().size() == 1);
            Mail mail = services.mail().mails().get(0);
            assertThat(mail.eventId()).isEqualTo(invoice);
            assertThat(mail.subject()).startsWith("Test: An invoice was paid");
            assertThat(mail.text()).startsWith("Test: An invoice was paid").contains("test: true");
            assertThat(mail.html()).contains("<b>Test: An invoice was paid</b>");
            send(routes, "{\"eventType\":\"RESELLER_MRR_CHANGED\"}");
            await().until(() -> routes.stored().count("halopsa", "handled") == 1);
            assertThat(services.tickets().tickets()).singleElement().extracting(Ticket::summary).asString()
                    .contains("Test: The monthly recurring revenue has changed");
        }
    }

    @Test
    void anUnknownTypeOrFieldIsRefused() throws Exception {
        try (ShippedRoutes routes = startOperator()) {
            for (String body : new String[] {
                    "{\"eventType\":\"SOMETHING\"}", "{\"eventType\":7}", "{\"eventType\":null}",
                    "{\"event_type\":\"USER_ADDED\"}" }) {
                HttpResponse<String> answer = post(routes, body);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
                assertThat(answer.body()).contains("eventType");
            }
            assertThat(routes.stored().count(Map.of())).isZero();
        }
    }
}
