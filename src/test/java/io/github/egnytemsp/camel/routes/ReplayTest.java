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

import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.psa.Ticket;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the sinks do with events that somebody asked for once more. */
class ReplayTest extends SinkFixture {

    @Test
    void whatASinkGaveUpIsTriedAgain() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1);
        services.tickets().failWith(422);
        try (ShippedRoutes routes = start(TICKETS)) {
            store(routes, event);
            await().until(() -> routes.stored().count("halopsa", "failed") == 1);
            services.tickets().failWith(0);
            Map<String, Object> filters
                    = Map.of("subscription", "halopsa", "state", "failed", "since", "2026-11-01T10:00:00Z");
            assertThat(routes.stored().replay(filters)).isEqualTo(1);
            await().until(() -> routes.stored().count("halopsa", "handled") == 1);
        }
        assertThat(services.tickets().tickets()).extracting(Ticket::eventId).containsExactly(id(event));
    }

    @Test
    void everySinkGetsAnEventAgainByItsId() throws Exception {
        String event = event("RESELLER_INVOICE_PAID", 1);
        try (ShippedRoutes routes = start("event-in-words", "mail", "sink-mail", "sink-queue")) {
            store(routes, event);
            store(routes, event("RESELLER_INVOICE_PAID", 2));
            await().until(() -> services.mail().mails().size() == 2 && routes.stored().count("queue", "handled") == 2);
            assertThat(routes.stored().replay(Map.of("eventId", id(event)))).as("mail and queue").isEqualTo(2);
            await().until(() -> services.mail().mails().size() == 3);
            await().until(() -> routes.stored().count("queue", "handled") == 2);
            assertThat(routes.stored().replay(Map.of("eventId", "0".repeat(64)))).isZero();
        }
        assertThat(services.mail().mails().get(2).eventId()).isEqualTo(id(event));
        assertThat(services.broker().messages()).as("it refuses a repeat").hasSize(2);
    }
}
