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
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.demo.TicketSystem.Ticket;
import io.github.egnytemsp.camel.inbox.InboxFolders;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.files;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/inbox-to-sinks.yaml when a sink is down, refuses an event, or is stopped. */
class SinkOutagesTest extends SinkFixture {

    @Test
    void whileOneSinkIsDownNothingIsLostAndTheOthersGoOn() throws Exception {
        String first = event("RESELLER_CREATED_CONNECT_TRIAL", 1);
        String second = event("RESELLER_CREATED_PROTECT_TRIAL", 2);
        services.tickets().failWith(503);
        try (ShippedRoutes routes = start(Map.of("sink.retries", "1000"))) {
            deliver(routes, first);
            deliver(routes, second);
            await().until(() -> services.broker().messages().size() == 2 && services.tickets().refused() >= 2);
            assertThat(services.tickets().tickets()).isEmpty();
            assertThat(files(inbox("sinks/tickets/.done"))).isEmpty();

            services.tickets().failWith(0);
            await().until(() -> services.tickets().tickets().size() == 2 && files(inbox("sinks/tickets")).isEmpty());
        }
        assertThat(services.tickets().tickets()).extracting(Ticket::eventId).containsExactlyInAnyOrder(id(first), id(second));
        assertThat(services.broker().messages()).hasSize(2);
        assertThat(files(inbox("sinks/tickets/.failed"))).isEmpty();
    }

    @Test
    void anEventThatIsGivenUpIsInFailedWithTheReasonAndCanBeReplayed() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1);
        Path failed = inbox("sinks/tickets/.failed").resolve(id(event) + ".json");
        services.tickets().failWith(503);
        try (ShippedRoutes routes = start()) {
            deliver(routes, event);
            await().until(() -> Files.exists(failed));
            assertThat(services.tickets().refused()).isGreaterThan(3);
            assertThat(failed).hasContent(event);
            assertThat(inbox("sinks/tickets/.failed").resolve(id(event) + ".json.reason.txt")).content().contains("503");
            assertThat(files(inbox("sinks/tickets/.done"))).isEmpty();

            services.tickets().failWith(0);
            Files.move(failed, inbox("sinks/tickets").resolve(id(event) + ".json"));
            await().until(() -> files(inbox("sinks/tickets/.done")).size() == 1);
        }
        assertThat(services.tickets().tickets()).extracting(Ticket::eventId).containsExactly(id(event));
        assertThat(services.broker().messages()).hasSize(1);
    }

    @Test
    void anEventThatTheTicketSystemWillNeverTakeIsGivenUpAtOnceAndHoldsUpNone() throws Exception {
        String refused = event("RESELLER_MRR_CHANGED", 1);
        String next = event("RESELLER_MRR_CHANGED", 2);
        services.tickets().failWith(422);
        try (ShippedRoutes routes = start("inbox-to-sinks", "sink-tickets")) {
            put(inbox(""), refused);
            await().until(() -> files(inbox("sinks/tickets/.failed")).size() == 2);
            assertThat(services.tickets().refused()).isEqualTo(1);

            services.tickets().failWith(0);
            put(inbox(""), next);
            await().until(() -> services.tickets().tickets().size() == 1);
        }
    }

    @Test
    void anEventThatAlwaysFailsStepsAsideAndHoldsUpNone() throws Exception {
        String poison = event("RESELLER_MRR_CHANGED", 1);
        services.tickets().failOn("egnyte:R-1:", 500);
        Map<String, String> longPause
                = Map.of("sink.retryPause", "30", "sink.longestRetryPause", "3600000", "sink.retries", "100");
        try (ShippedRoutes routes = start(longPause, "inbox-to-sinks", "sink-tickets")) {
            put(inbox(""), poison);
            await().until(() -> services.tickets().refused() > 0);
            for (int i = 2; i < 6; i++) {
                put(inbox(""), event("RESELLER_MRR_CHANGED", i));
            }
            await().until(() -> services.tickets().tickets().size() == 4);
            await().until(() -> files(inbox("sinks/tickets/.retry")).contains(id(poison) + ".json"));
            assertThat(inbox("sinks/tickets/.retry").resolve(id(poison) + ".json.reason.txt")).content()
                    .contains("500", "Tried ");
            assertThat(files(inbox("sinks/tickets/.done"))).hasSize(4);
            InboxFolders folders = new InboxFolders();
            folders.setDirectory(inbox("").toString());
            assertThat(folders.status().get("sinks")).isEqualTo(Map.of("tickets", Map.of("waiting", 1L, "failed", 0L)));
        }
    }

    @Test
    void howOftenAnEventWasTriedOutlivesRestartsAndInTheEndItIsGivenUpAndCanBeReplayed() throws Exception {
        String poison = event("RESELLER_MRR_CHANGED", 1);
        Path aside = inbox("sinks/tickets/.retry").resolve(id(poison) + ".json");
        Path failed = inbox("sinks/tickets/.failed").resolve(id(poison) + ".json");
        services.tickets().failOn("egnyte:R-1:", 500);
        put(inbox(""), poison);
        Map<String, String> properties = Map.of("sink.retries", "8", "sink.longestRetryPause", "1500");
        int tries = 0;
        for (int start = 0; !Files.exists(failed); start++) {
            assertThat(start).as("starts").isLessThan(8);
            int before = services.tickets().refused();
            try (ShippedRoutes routes = start(properties, "inbox-to-sinks", "sink-tickets")) {
                await().until(() -> services.tickets().refused() > before && (Files.exists(aside) || Files.exists(failed)));
            }
            tries = services.tickets().refused();
        }
        assertThat(tries).as("8 times again").isEqualTo(9);
        assertThat(failed).hasContent(poison);
        assertThat(inbox("sinks/tickets/.failed").resolve(id(poison) + ".json.reason.txt")).content().contains("500",
                "Tried 9 times");

        services.tickets().failOn("egnyte:R-1:", 0);
        Files.move(failed, inbox("sinks/tickets").resolve(id(poison) + ".json"));
        try (ShippedRoutes routes = start(properties, "inbox-to-sinks", "sink-tickets")) {
            await().until(() -> services.tickets().tickets().size() == 1);
            await().until(() -> files(inbox("sinks/tickets/.retry")).isEmpty());
        }
    }

    @Test
    void aStopDuringAnOutageLeavesTheEventForTheNextStart() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1);
        services.tickets().failWith(503);
        // the pauses as they are shipped, which are long
        try (ShippedRoutes routes = new ShippedRoutes(
                inbox(""), services.properties(), "inbox-to-sinks", "sink-tickets")) {
            put(inbox(""), event);
            await().until(() -> services.tickets().refused() > 0);
            await().during(Duration.ofMillis(500)).until(() -> services.tickets().refused() == 1);

            long before = System.nanoTime();
            routes.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).as("the stop waits for no pause")
                    .isLessThan(Duration.ofSeconds(4));
        }
        assertThat(files(inbox("sinks/tickets"))).containsExactly(id(event) + ".json");
        assertThat(files(inbox("sinks/tickets/.failed"))).isEmpty();

        services.tickets().failWith(0);
        try (ShippedRoutes routes = start("inbox-to-sinks", "sink-tickets")) {
            await().until(() -> services.tickets().tickets().size() == 1);
        }
    }

    @Test
    void aFileThatIsNoJsonIsGivenUpAtOnceWithTheReason() throws Exception {
        Files.createDirectories(inbox("sinks/tickets"));
        Files.writeString(inbox("sinks/tickets/edited.json"), "{\"event_type\": 'no, \"JSON");
        Files.createDirectories(inbox("sinks/queue"));
        Files.writeString(inbox("sinks/queue/edited.json"), "{\"event_type\": 'no, \"JSON");
        try (ShippedRoutes routes = new ShippedRoutes(
                inbox(""), services.properties(), "inbox-to-sinks", "sink-tickets", "sink-queue")) {
            await().until(
                    () -> files(inbox("sinks/tickets/.failed")).size() == 2 && files(inbox("sinks/queue/.failed")).size() == 2);
        }
        assertThat(inbox("sinks/tickets/.failed/edited.json.reason.txt")).content().contains("Json");
        assertThat(services.tickets().refused()).isZero();
    }
}
