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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.psa.Ticket;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The shipped sinks when the other side is down, refuses an event, or when they are stopped. */
class SinkOutagesTest extends SinkFixture {

    @Test
    void whileOneSinkIsDownTheOthersGoOnAndNothingIsLostAfterwards() throws Exception {
        String first = event("RESELLER_CREATED_CONNECT_TRIAL", 1);
        String second = event("RESELLER_CREATED_PROTECT_TRIAL", 2);
        services.tickets().failWith(503);
        try (ShippedRoutes routes = start(Map.of(OPTION + "maximumRedeliveries", "1000"))) {
            deliver(routes, first);
            deliver(routes, second);
            await().until(() -> services.broker().messages().size() == 2 && services.tickets().refused() >= 2);
            assertThat(services.tickets().tickets()).isEmpty();
            assertThat(routes.stored().count("halopsa", "handled")).isZero();

            services.tickets().failWith(0);
            await().until(() -> routes.stored().count("halopsa", "handled") == 2);
            assertThat(routes.stored().count("halopsa", "failed")).isZero();
        }
        assertThat(services.tickets().tickets()).extracting(Ticket::eventId).containsExactlyInAnyOrder(id(first), id(second));
        assertThat(services.broker().messages()).hasSize(2);
    }

    @Test
    void noOutageHoweverLongGivesAnythingUp() throws Exception {
        services.tickets().failWith(503);
        try (ShippedRoutes routes = start(TICKETS)) {
            for (int i = 0; i < 4; i++) {
                store(routes, event("RESELLER_MRR_CHANGED", i));
            }
            // an event alone would be given up after 6
            await().until(() -> services.tickets().refused() > 20);
            assertThat(routes.stored().count("halopsa", "failed")).isZero();
            services.tickets().failWith(0);
            await().until(() -> services.tickets().tickets().size() == 4);
        }
    }

    @Test
    void anEventThatIsGivenUpIsKeptWithTheReasonAndCanBeReplayed() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1);
        services.tickets().failWith(500);
        try (ShippedRoutes routes = start()) {
            deliver(routes, event);
            await().until(() -> routes.stored().count("halopsa", "failed") == 1);
            assertThat(services.tickets().refused()).as("5 times again").isEqualTo(6);
            assertThat(routes.stored().get(id(event)).toString()).contains("500");

            services.tickets().failWith(0);
            replayFailed(routes);
            await().until(() -> routes.stored().count("halopsa", "handled") == 1);
        }
        assertThat(services.tickets().tickets()).extracting(Ticket::eventId).containsExactly(id(event));
        assertThat(services.broker().messages()).hasSize(1);
    }

    /** No field names a customer, so the event is an incident of its own. */
    private static String tag(String event) throws Exception {
        return "egnyte-" + id(event).substring(0, 16);
    }

    private static void replayFailed(ShippedRoutes routes) {
        routes.stored().replay(Map.of("subscription", "halopsa", "state", "failed"));
    }

    @Test
    void anEventThatTheTicketSystemWillNeverTakeIsGivenUpAtOnceAndHoldsUpNone() throws Exception {
        services.tickets().failWith(422);
        try (ShippedRoutes routes = start(TICKETS)) {
            store(routes, event("RESELLER_MRR_CHANGED", 1));
            await().until(() -> routes.stored().count("halopsa", "failed") == 1);
            assertThat(services.tickets().refused()).isEqualTo(1);

            services.tickets().failWith(0);
            store(routes, event("RESELLER_MRR_CHANGED", 2));
            await().until(() -> services.tickets().tickets().size() == 1);
        }
    }

    @Test
    void anEventThatAlwaysFailsHoldsUpNone() throws Exception {
        String poison = event("RESELLER_MRR_CHANGED", 1);
        services.tickets().failOn(tag(poison), 500);
        Map<String, String> longPause
                = Map.of(OPTION + "redeliveryDelay", "30ms", OPTION + "maximumRedeliveryDelay", "1h",
                        OPTION + "maximumRedeliveries", "100");
        try (ShippedRoutes routes = start(longPause, TICKETS)) {
            store(routes, poison);
            await().until(() -> services.tickets().refused() > 0);
            for (int i = 2; i < 6; i++) {
                store(routes, event("RESELLER_MRR_CHANGED", i));
            }
            await().until(() -> routes.stored().count("halopsa", "handled") == 4);
            assertThat(services.tickets().tickets()).hasSize(4);
            assertThat(routes.stored().get(id(poison)).toString()).contains("500");
            assertThat(routes.stored().count("halopsa", "failed")).isZero();
        }
    }

    @Test
    void howOftenAnEventWasTriedOutlivesRestartsAndInTheEndItIsGivenUpAndCanBeReplayed() throws Exception {
        String poison = event("RESELLER_MRR_CHANGED", 1);
        services.tickets().failOn(tag(poison), 500);
        Map<String, String> properties = new HashMap<>(
                Map.of(OPTION + "maximumRedeliveries", "8", OPTION + "maximumRedeliveryDelay", "1500ms"));
        boolean givenUp = false;
        for (int start = 0; !givenUp; start++) {
            assertThat(start).as("starts").isLessThan(10);
            int before = services.tickets().refused();
            try (ShippedRoutes routes = start(properties, TICKETS)) {
                store(routes, poison);
                halopsa(routes, "resume");
                await().until(() -> services.tickets().refused() > before);
                // a try that the stop interrupts counts, and the ticket system may not have seen it
                halopsa(routes, "pause");
                await().until(() -> routes.stored().count("halopsa", "running") == 0);
                givenUp = routes.stored().count("halopsa", "failed") == 1;
            }
        }
        assertThat(services.tickets().refused()).as("8 times again").isEqualTo(9);

        services.tickets().failOn(tag(poison), 0);
        try (ShippedRoutes routes = start(properties, TICKETS)) {
            halopsa(routes, "resume");
            assertThat(routes.stored().get(id(poison)).toString()).contains("500");
            replayFailed(routes);
            await().until(() -> services.tickets().tickets().size() == 1);
        }
    }

    private static void halopsa(ShippedRoutes routes, String operation) {
        routes.context().createProducerTemplate().requestBody(
                "egnyte-msp:inbox?subscription=halopsa&operation=" + operation, (Object) null);
    }

    @Test
    void aStopDuringAnOutageLeavesTheEventForTheNextStart() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1);
        services.tickets().failWith(503);
        // the pauses as they are shipped, which are long
        try (ShippedRoutes routes = new ShippedRoutes(folder.resolve("inbox"), services.properties(), TICKETS)) {
            store(routes, event);
            await().until(() -> services.tickets().refused() > 0);
            await().during(Duration.ofMillis(500)).until(() -> services.tickets().refused() == 1);

            long before = System.nanoTime();
            routes.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).as("the stop waits for no pause")
                    .isLessThan(Duration.ofSeconds(4));
        }
        services.tickets().failWith(0);
        try (ShippedRoutes routes = start(TICKETS)) {
            assertThat(routes.stored().count("halopsa", "failed")).isZero();
            replayWaiting(routes, event);
            await().until(() -> services.tickets().tickets().size() == 1);
        }
    }

    /** Its pause is long; a replay is not. */
    private static void replayWaiting(ShippedRoutes routes, String event) throws Exception {
        routes.stored().replay(Map.of("subscription", "halopsa", "eventId", id(event)));
    }
}
