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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.client.DrivenTime;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.psa.ConnectWiseServer;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes of agreements between a simulated account and ConnectWise, with a clock that the test moves. */
abstract class AgreementsFixture {

    static final String HEAD = "domain,company,agreement,addition,quantity";
    static final String[] FILES
            = { "agreements", "agreements-connectwise", "sink-connectwise", "event-in-words", "ticket-incident" };
    static final String ENDPOINT = "egnyte-msp:agreements?operation=";

    @TempDir
    Path folder;
    final DrivenTime time = new DrivenTime(Instant.parse("2026-12-10T09:00:00Z"));
    EgnyteMspSimulator egnyte;
    ConnectWiseServer connectWise;
    ShippedRoutes routes;
    /** Where the inbox is, if it is not a SQLite file. */
    String inboxUrl;
    ProducerTemplate camel;

    @BeforeEach
    void startServers() throws Exception {
        egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).start();
        connectWise = new ConnectWiseServer();
    }

    @AfterEach
    void stopServers() {
        // first what answers: nothing that waits for it holds the routes up
        connectWise.close();
        egnyte.close();
        if (routes != null) {
            routes.close();
        }
    }

    /** Without the timer: {@link #look} is what it does. */
    void start(String... more) throws Exception {
        Map<String, String> properties = properties(more);
        properties.put("camel.main.routeFilterExcludePattern", "agreements-due");
        start(properties);
    }

    void startWithTimer(String... more) throws Exception {
        start(properties(more));
    }

    private void start(Map<String, String> properties) throws Exception {
        routes = new ShippedRoutes(folder.resolve("inbox"), properties, Map.of("drivenTime", time), FILES);
        camel = routes.context().createProducerTemplate();
    }

    /** Another process at the same database. */
    ShippedRoutes replica() throws Exception {
        Map<String, String> properties = properties();
        properties.put("camel.main.routeFilterExcludePattern", "agreements-due");
        return new ShippedRoutes(folder.resolve("inbox"), properties, Map.of("drivenTime", time), FILES);
    }

    final Map<String, String> properties(String... more) {
        Map<String, String> properties = new HashMap<>(connectWise.properties());
        properties.put("connectwise.enabled", "false");
        properties.put("camel.component.egnyte-msp.baseUrl", egnyte.baseUrl());
        properties.put("camel.component.egnyte-msp.accessToken", "simulator-token");
        properties.put("camel.component.egnyte-msp.maxCallsPerSecond", "0");
        properties.put("camel.component.egnyte-msp.maxCallsPerDay", "0");
        properties.put("camel.component.egnyte-msp.maxRetries", "0");
        properties.put("camel.main.shutdownTimeout", "1");
        if (inboxUrl != null) {
            properties.put("inbox.url", inboxUrl);
        }
        properties.put("tickets.customerId", "12");
        properties.put("agreements.enabled", "true");
        properties.put("agreements.reportOnly", "false");
        properties.put("agreements.dir", folder.resolve("agreements").toString());
        for (int i = 0; i < more.length; i += 2) {
            if (more[i + 1] == null) {
                properties.remove(more[i]);
            } else {
                properties.put(more[i], more[i + 1]);
            }
        }
        return properties;
    }

    void restart(String... more) throws Exception {
        routes.close();
        start(more);
    }

    void mapping(String... lines) throws Exception {
        Files.createDirectories(folder.resolve("agreements"));
        Files.writeString(folder.resolve("agreements/mapping.csv"), HEAD + "\n" + String.join("\n", lines) + "\n");
    }

    /** By hand. */
    JsonNode compare() {
        return camel.requestBody("direct:agreements-compare", null, JsonNode.class);
    }

    /** As the timer does; null if nothing is due. */
    JsonNode look() {
        return camel.requestBody("direct:agreements-look", null, JsonNode.class);
    }

    JsonNode lookAfter(Duration pause) {
        time.moveOn(pause);
        return look();
    }

    JsonNode report() {
        return camel.requestBody(ENDPOINT + "report", null, JsonNode.class);
    }

    /** Newest first; those in a state, or all. */
    List<JsonNode> proposals(String... state) {
        List<JsonNode> proposals = new ArrayList<>();
        String filter = state.length == 0 ? "" : "&proposalState=" + state[0];
        camel.requestBody(ENDPOINT + "list&limit=1000" + filter, null, JsonNode.class).forEach(proposals::add);
        return proposals;
    }

    JsonNode proposal(long id) {
        return camel.requestBody(ENDPOINT + "get", Map.of("id", id), JsonNode.class);
    }

    JsonNode approve(JsonNode seen) {
        return decide("approve", seen);
    }

    JsonNode refuse(JsonNode seen) {
        return decide("refuse", seen);
    }

    /** Leaves a process alone in the midst of a call that is never answered, as if it were killed there. */
    void die(Runnable work) {
        int before = connectWise.waiting();
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((which, failure) -> {
        });
        thread.start();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> connectWise.waiting() > before || !thread.isAlive());
        assertThat(connectWise.waiting()).as("it waits").isGreaterThan(before);
        Thread end = new Thread(routes::close);
        end.setDaemon(true);
        end.start();
    }

    private JsonNode decide(String decision, JsonNode seen) {
        return camel.requestBody(
                ENDPOINT + decision + "&decidedBy=dana@msp.example",
                Map.of("id", seen.get("id").longValue(), "revision", seen.get("revision").intValue()), JsonNode.class);
    }
}
