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

import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.inbox.UnreliableDataSource;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dev console egnyte-msp. */
class DevConsoleTest {

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
                    "    unauthorized: 1\n", "callsToday: ");
            assertThat(text + json(console)).doesNotContain(SECRET).doesNotContain("simulator-token");
        }
    }

    @ParameterizedTest
    @EnumSource
    void itTellsOfInboxesAndTheirSubscriptions(TestDatabase database, @TempDir Path folder) throws Exception {
        UnreliableDataSource source = new UnreliableDataSource(database.url(folder));
        try (TestRuntime runtime = new TestRuntime()) {
            EgnyteMspComponent component = new EgnyteMspComponent();
            component.getConfiguration().setDataSource(source.dataSource());
            runtime.context().addComponent("egnyte-msp", component);
            runtime.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("egnyte-msp:inbox");
                    from("direct:malformed").to("egnyte-msp:inbox?operation=storeMalformed");
                    from("egnyte-msp:inbox?subscription=mail").routeId("mail").errorHandler(noErrorHandler())
                            .throwException(new EventRefusedException("no such address"));
                }
            });
            runtime.context().start();
            runtime.context().createProducerTemplate().sendBody("direct:in", EVENT);
            runtime.context().createProducerTemplate().sendBody("direct:malformed", "no event");

            DevConsole console = PluginHelper.getDevConsoleResolver(runtime.context()).resolveDevConsole("egnyte-msp");
            await().untilAsserted(() -> {
                JsonNode json = json(console);
                JsonNode inbox = json.at("/inboxes/0");
                assertThat(inbox.get("database").asText()).startsWith("the data source ");
                assertThat(inbox.get("reachable").asBoolean()).isTrue();
                assertThat(inbox.get("replica").asText()).hasSize(36);
                assertThat(inbox.has("lastStored")).isTrue();
                assertThat(inbox.get("malformed").asInt()).isEqualTo(1);
                assertThat(inbox.at("/subscriptions/mail/waiting").asInt(-1)).isZero();
                assertThat(inbox.at("/subscriptions/mail/failed").asInt()).isEqualTo(1);
                assertThat(inbox.at("/subscriptions/mail/lastError").asText()).contains("no such address");
                JsonNode consumer = json.at("/consumers/0");
                assertThat(consumer.get("routeId").asText()).isEqualTo("mail");
                assertThat(consumer.get("subscription").asText()).isEqualTo("mail");
                assertThat(consumer.get("workersAlive").asInt()).isEqualTo(1);
                assertThat(consumer.get("failed").asInt()).isEqualTo(1);
            });
            assertThat((String) console.call(DevConsole.MediaType.TEXT, Map.of())).contains(
                    "Route mail\n  subscription: mail\n", "    reachable: true\n",
                    "    subscriptions:\n      mail:\n        waiting: 0\n");
            source.setAway(true);
            await().untilAsserted(() -> {
                JsonNode inbox = json(console).at("/inboxes/0");
                assertThat(inbox.get("reachable").asBoolean()).isFalse();
                assertThat(inbox.get("problem").asText()).contains("cannot be reached", "made up: the database is away");
            });
        }
    }

    private static JsonNode json(DevConsole console) throws Exception {
        return new ObjectMapper().readTree(((JsonObject) console.call(DevConsole.MediaType.JSON, Map.of())).toJson());
    }
}
