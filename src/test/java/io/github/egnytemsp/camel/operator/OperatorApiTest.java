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
package io.github.egnytemsp.camel.operator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The operator's interface as curl sees it. */
class OperatorApiTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    private ShippedRoutes start(Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of("operator.enabled", "true", "operator.port", "0"));
        properties.putAll(more);
        ShippedRoutes routes = new ShippedRoutes(folder, properties, "operator", "events-to-inbox");
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:inbox?subscription=mail").to("mock:mail");
            }
        });
        return routes;
    }

    private static HttpResponse<String> send(ShippedRoutes routes, String method, String path, String body) throws Exception {
        int port = routes.context().getRegistry().lookupByNameAndType("operator", OperatorServer.class).getPort();
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json").header("X-Egnyte-Msp-Operator", "1")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode get(ShippedRoutes routes, String path) throws Exception {
        HttpResponse<String> answer = send(routes, "GET", "/operator/api/" + path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static String post(ShippedRoutes routes, String path, String body) throws Exception {
        return send(routes, "POST", "/operator/api/" + path, body).body();
    }

    @Test
    void eventsAreListedShownAndReplayedAndSubscriptionsPausedAndResumed() throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            routes.context().createProducerTemplate().sendBody("egnyte-msp:inbox", TestRuntime.EVENT);
            await().until(() -> routes.stored().count("mail", "handled") == 1);
            JsonNode events = get(routes, "events?eventType=RESELLER_MRR_CHANGED&limit=10");
            assertThat(events).hasSize(1);
            String id = events.get(0).get("eventId").textValue();
            assertThat(get(routes, "events/" + id).at("/event/company_name").textValue()).isEqualTo("MSP Example");
            assertThat(get(routes, "subscriptions")).singleElement()
                    .satisfies(one -> assertThat(one.get("name").textValue()).isEqualTo("mail"));
            assertThat(post(routes, "subscriptions/mail/pause", "{}")).contains("\"paused\":true");
            assertThat(post(routes, "replay", "{\"eventId\":\"" + id + "\",\"dryRun\":true}")).isEqualTo("{\"wouldReplay\":1}");
            assertThat(post(routes, "replay", "{\"eventId\":\"" + id + "\"}")).isEqualTo("{\"replayed\":1}");
            assertThat(post(routes, "subscriptions/mail/resume", "")).contains("\"paused\":false");
        }
    }

    @Test
    void theOpenApiDocumentNamesEveryPath() throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            JsonNode document = get(routes, "openapi.json");
            assertThat(List.copyOf(toList(document.get("paths")))).contains("/operator/api/events", "/operator/api/replay");
        }
    }

    private static List<String> toList(JsonNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void thePageIsServed() throws Exception {
        try (ShippedRoutes routes = start(Map.of())) {
            assertThat(send(routes, "GET", "/operator/", "").body()).startsWith("<!doctype html>");
            assertThat(send(routes, "GET", "/operator", "").headers().firstValue("Location")).hasValue("/operator/");
        }
    }

    @Test
    void itIsOffUnlessItIsWanted() throws Exception {
        try (ShippedRoutes routes = new ShippedRoutes(folder, Map.of(), "operator")) {
            assertThat(routes.context().getRoutes()).isEmpty();
        }
    }
}
