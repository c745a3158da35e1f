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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

import io.github.egnytemsp.camel.demo.FreePort;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Health, meters and dev console of the shipped routes, over HTTP, as Camel Main offers them. */
class SeenWhileItRunsTest {

    private static final String PREFIX = "camel.component.egnyte-msp.";

    @TempDir
    Path folder;

    @Test
    void prometheusAndTheDevConsoleAreToldByPropertiesAlone() throws Exception {
        String port = Integer.toString(FreePort.find());
        try (ShippedRoutes routes = new ShippedRoutes(
                folder.resolve("inbox"), Map.of(
                        "health.enabled", "true", "health.port", port, "camel.main.devConsoleEnabled", "true",
                        "camel.management.devConsoleEnabled", "true"),
                "events-to-inbox")) {
            assertThat(deliver(routes, event("USER_ADDED", 1))).isEqualTo(200);
            assertThat(deliver(routes, "no event")).isEqualTo(200);

            assertThat(get(port, "/observe/metrics").body())
                    .containsPattern("egnyte_msp_deliveries_total\\{answer=\"received\",camelContext=\"[^\"]+\","
                                     + "event_type=\"USER_ADDED\",routeId=\"events-to-inbox\"} 1\\.0");
            assertThat(get(port, "/q/dev/egnyte-msp").body()).contains("Route events-to-inbox", "received: 2");
        }
    }

    @Test
    void probesDoNotLookAtTheAccessTokenOrAtSinks() throws Exception {
        String port = Integer.toString(FreePort.find());
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).start();
             ShippedRoutes routes = new ShippedRoutes(
                     folder.resolve("inbox"), Map.of(
                             "health.enabled", "true", "health.port", port, PREFIX + "baseUrl", egnyte.baseUrl(),
                             PREFIX + "accessToken", "a-token-that-is-refused", PREFIX + "registration", "ensure",
                             PREFIX + "webhookUrl", "https://hooks.msp.example/egnyte-msp/events"),
                     "events-to-inbox")) {
            await().until(() -> egnyte.calls().stream().anyMatch(call -> call.status() == 401));

            assertThat(get(port, "/observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(port, "/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(get(port, "/observe/health?exposureLevel=full").body()).contains("context").doesNotContain("consumer");
            assertThat(get(port, "/q/dev").statusCode()).isEqualTo(404);
            assertThat(get(port, "/egnyte-msp/events").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(String port, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
