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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.MspList;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is proved of every runtime: an event comes out of a route typed, the API is called, the health check says so.
 */
class CamelMainTest {

    private static final String TOKEN = "simulator-token";

    @TempDir
    Path folder;

    @Test
    void anEventIsTypedTheApiIsCalledAndHealthSaysSo() throws Exception {
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).start();
             ShippedRoutes main = new ShippedRoutes(folder.resolve("inbox"), properties(egnyte), "events-to-inbox")) {
            egnyte.addPublicAddress("https://hooks.msp.example", main.url());
            main.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("egnyte-msp:events?path=/typed&webhookUrl=https://hooks.msp.example/typed").to("mock:event");
                }
            });
            // a follower, which each replica is until its first beat, has nothing to complain of
            await().until(() -> egnyte.webhooks().size() == 2);
            await().untilAsserted(() -> assertThat(health(main)).containsExactly(State.UP, State.UP));
            assertThat((MspList<?>) main.context().createProducerTemplate().requestBody("egnyte-msp:webhooks", null,
                    MspList.class)).hasSize(2);

            MockEndpoint event = main.context().getEndpoint("mock:event", MockEndpoint.class);
            event.expectedMessageCount(1);
            egnyte.raise("RESELLER_MRR_CHANGED");
            assertThat(egnyte.awaitIdle(Duration.ofSeconds(10))).isTrue();
            event.assertIsSatisfied();
            assertThat(event.getExchanges().get(0).getMessage().getBody(MspEvent.class).type())
                    .isEqualTo(MspEventType.RESELLER_MRR_CHANGED);
            assertThat(main.stored().count(Map.of())).isEqualTo(1);

            egnyte.revokeAccessToken(TOKEN);
            await().untilAsserted(() -> assertThat(health(main)).containsExactly(State.DOWN, State.DOWN));
        }
    }

    private static Map<String, String> properties(EgnyteMspSimulator egnyte) {
        String prefix = "camel.component.egnyte-msp.";
        return Map.of(
                "health.exclude", "", prefix + "baseUrl", egnyte.baseUrl(), prefix + "accessToken", TOKEN,
                prefix + "registration", "ensure",
                prefix + "webhookUrl", "https://hooks.msp.example/egnyte-msp/events", prefix + "watchInterval", "200ms",
                prefix + "maxCallsPerSecond", "0", prefix + "maxCallsPerDay", "0");
    }

    private static List<State> health(ShippedRoutes main) {
        return HealthCheckHelper.invoke(main.context(), "full").stream()
                .filter(result -> result.getDetails().containsKey("deliveries.200")).map(HealthCheck.Result::getState).toList();
    }
}
