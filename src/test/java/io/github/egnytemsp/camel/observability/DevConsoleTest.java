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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.inbox.InboxFolders;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dev console egnyte-msp. */
class DevConsoleTest {

    @TempDir
    Path inbox;

    @Test
    void itTellsWhatWaitsAndOfDeadLetters() throws Exception {
        try (TestRuntime runtime = new TestRuntime()) {
            InboxFolders folders = new InboxFolders();
            folders.setDirectory(inbox.toString());
            runtime.context().getRegistry().bind("inboxFolders", folders);
            runtime.context().start();
            DevConsole console = PluginHelper.getDevConsoleResolver(runtime.context()).resolveDevConsole("egnyte-msp");
            assertThat(json(console).at("/inboxes/0/waiting").asInt(-1)).as("before the folder is there").isZero();

            Files.createDirectories(inbox.resolve(".malformed"));
            Files.createDirectories(inbox.resolve("sinks/mail/.failed"));
            Files.createDirectories(inbox.resolve("sinks/queue/.done"));
            for (String file : List.of(
                    "1.json", "2.json", ".3.tmp", ".malformed/4.body", ".malformed/4.reason.txt", "sinks/mail/1.json",
                    "sinks/mail/.failed/5.json", "sinks/mail/.failed/5.json.reason.txt", "sinks/queue/.done/1.json")) {
                Files.createFile(inbox.resolve(file));
            }
            assertThat(json(console).at("/inboxes/0")).hasToString(
                    "{\"inbox\":\"" + inbox + "\",\"waiting\":2,\"malformed\":1,"
                                                                   + "\"sinks\":{\"mail\":{\"waiting\":1,\"failed\":1},"
                                                                   + "\"queue\":{\"waiting\":0,\"failed\":0}}}");
            assertThat((String) console.call(DevConsole.MediaType.TEXT, Map.of()))
                    .contains("inbox: " + inbox + "\n", "malformed: 1\n", "  mail:\n    waiting: 1\n    failed: 1\n");
        }
    }

    @Test
    void itTellsOfWebhookDeliveriesAndCallsAndNoSecret() throws Exception {
        try (EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
             TestRuntime runtime = new TestRuntime()) {
            EgnyteMspComponent component = new EgnyteMspComponent();
            component.getConfiguration().setBaseUrl(simulator.baseUrl());
            component.getConfiguration().setAccessToken("simulator-token");
            runtime.context().addComponent("egnyte-msp", component);
            runtime.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("egnyte-msp:events?registration=ensure&webhookUrl=https://hooks.msp.example/egnyte-msp/events&webhookVerifyToken=RAW("
                         + SECRET + ")").routeId("events").log("received");
                }
            });
            runtime.context().start();
            await().until(() -> simulator.webhooks().size() == 1);
            runtime.deliver(EVENT);
            runtime.send(runtime.delivery().setHeader(TestRuntime.HEADER, "wrong")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(EVENT)));

            DevConsole console = PluginHelper.getDevConsoleResolver(runtime.context()).resolveDevConsole("egnyte-msp");
            await().untilAsserted(() -> {
                JsonNode json = json(console);
                JsonNode events = json.at("/consumers/0");
                assertThat(events.get("routeId").asText()).isEqualTo("events");
                assertThat(events.at("/webhook/status").asText()).isEqualTo("enabled");
                assertThat(events.at("/webhook/id").asText()).isEqualTo(simulator.webhooks().get(0).id());
                assertThat(events.at("/deliveries/received").asInt()).isEqualTo(1);
                assertThat(events.at("/deliveries/unauthorized").asInt()).isEqualTo(1);
                assertThat(json.at("/calls/0/address").asText()).isEqualTo(simulator.baseUrl());
                assertThat(json.at("/calls/0/callsToday").asInt()).isEqualTo(simulator.calls().size());
                assertThat(json.at("/calls/0/callsPerDay").asInt()).isEqualTo(1000);
            });
            String text = (String) console.call(DevConsole.MediaType.TEXT, Map.of());
            assertThat(text).startsWith("Route events\n").contains("  webhook:\n", "    status: enabled\n",
                    "    unauthorized: 1\n", "callsToday=");
            assertThat(text + json(console)).doesNotContain(SECRET).doesNotContain("simulator-token");
        }
    }

    private static JsonNode json(DevConsole console) throws Exception {
        return new ObjectMapper().readTree(((JsonObject) console.call(DevConsole.MediaType.JSON, Map.of())).toJson());
    }
}
