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

import java.time.Instant;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.psa.Ticket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.send;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/replay.yaml */
class ReplayTest extends SinkFixture {

    private static final Map<String, String> ADMIN = Map.of("admin.enabled", "true");

    private String replay(ShippedRoutes routes, String filters) throws Exception {
        return send(routes, "POST", "/admin/replay", filters).body().trim();
    }

    @Test
    void whatASinkGaveUpIsTriedAgain() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1);
        services.tickets().failWith(422);
        try (ShippedRoutes routes
                = start(ADMIN, "replay", "event-in-words", "ticket-incident", "halopsa-call", "sink-halopsa")) {
            store(routes, event);
            await().until(() -> routes.stored().count("halopsa", "failed") == 1);
            services.tickets().failWith(0);
            String filters = "{\"subscription\":\"halopsa\",\"state\":\"failed\",\"since\":\"2026-11-01T10:00:00Z\"";
            assertThat(replay(routes, filters + ",\"dryRun\":true}")).isEqualTo("{\"wouldReplay\":1}");
            assertThat(replay(routes, filters + ",\"until\":\"2026-11-02T10:00:00Z\"}")).isEqualTo("{\"replayed\":0}");
            assertThat(routes.stored().count("halopsa", "failed")).isEqualTo(1);
            assertThat(replay(routes, filters + ",\"until\":\"" + Instant.now().plusSeconds(60) + "\"}"))
                    .isEqualTo("{\"replayed\":1}");
            await().until(() -> routes.stored().count("halopsa", "handled") == 1);
        }
        assertThat(services.tickets().tickets()).extracting(Ticket::eventId).containsExactly(id(event));
    }

    @Test
    void everySinkGetsAnEventAgainByItsId() throws Exception {
        String event = event("RESELLER_INVOICE_PAID", 1);
        try (ShippedRoutes routes = start(ADMIN, "replay", "event-in-words", "mail", "sink-mail", "sink-queue")) {
            store(routes, event);
            store(routes, event("RESELLER_INVOICE_PAID", 2));
            await().until(() -> services.mail().mails().size() == 2 && routes.stored().count("queue", "handled") == 2);
            assertThat(replay(routes, "{\"eventId\":\"" + id(event) + "\"}")).as("mail and queue")
                    .isEqualTo("{\"replayed\":2}");
            await().until(() -> services.mail().mails().size() == 3);
            await().until(() -> routes.stored().count("queue", "handled") == 2);
            assertThat(replay(routes, "{\"eventId\":\"" + "0".repeat(64) + "\"}")).isEqualTo("{\"replayed\":0}");
        }
        assertThat(services.mail().mails().get(2).eventId()).isEqualTo(id(event));
        assertThat(services.broker().messages()).as("it refuses a repeat").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{} | filter", "x | JSON", "[1] | JSON", "{\"state\":\"done\"} | state",
            "{\"subscription\":\"none\",\"eventType\":\"X\"} | none",
            "{\"since\":\"yesterday\"} | since", "{\"sink\":\"halopsa\",\"eventType\":\"X\"} | sink" })
    void whatIsWrongIsSaidAndNothingIsDone(String filters, String message) throws Exception {
        try (ShippedRoutes routes
                = start(ADMIN, "replay", "event-in-words", "ticket-incident", "halopsa-call", "sink-halopsa")) {
            store(routes, event("RESELLER_MRR_CHANGED", 1));
            await().until(() -> routes.stored().count("halopsa", "handled") == 1);
            var answer = send(routes, "POST", "/admin/replay", filters);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains(message).doesNotContain("Exception", "org.apache", "\tat ");
            assertThat(routes.stored().count("halopsa", "handled")).isEqualTo(1);
        }
    }

    @Test
    void itIsOffUnlessItIsWanted() throws Exception {
        try (ShippedRoutes routes = start("replay")) {
            assertThat(routes.context().getRoutes()).isEmpty();
        }
    }
}
