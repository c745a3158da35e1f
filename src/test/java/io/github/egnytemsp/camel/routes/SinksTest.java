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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.demo.DemoBroker.QueueMessage;
import io.github.egnytemsp.camel.demo.DemoMailServer.Mail;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.psa.HaloPsaServer;
import io.github.egnytemsp.camel.psa.Ticket;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What each sink of routes/ makes of an event. */
class SinksTest extends SinkFixture {

    @Test
    void eachSinkGetsWhatIsItsOwn() throws Exception {
        String invoice = event("RESELLER_INVOICE_PAID", 1);
        String trial = event("RESELLER_CREATED_CONNECT_TRIAL", 2);
        String other = event("USER_TFA_ENABLED", 3);
        try (ShippedRoutes routes = start()) {
            assertThat(routes.context().getRoutes()).as("no examples").extracting(Route::getRouteId)
                    .contains("events-to-inbox").doesNotContain("events-to-jms", "events-to-kafka");
            for (String event : List.of(invoice, trial, other)) {
                assertThat(deliver(routes, event)).isEqualTo(200);
            }
            await().untilAsserted(() -> {
                assertThat(services.broker().messages()).extracting(QueueMessage::eventId)
                        .containsExactlyInAnyOrder(id(invoice), id(trial), id(other));
                assertThat(services.mail().mails()).extracting(Mail::eventId).containsExactly(id(invoice));
                assertThat(services.tickets().tickets()).extracting(Ticket::eventId).containsExactly(id(trial));
                assertThat(routes.stored().count("halopsa", "handled")).isEqualTo(1);
                assertThat(routes.stored().count("halopsa", "skipped")).isEqualTo(2);
                assertThat(routes.stored().count("queue", "handled")).isEqualTo(3);
            });
        }
    }

    @Test
    void theQueueHasTheTextThatEgnyteSentOnceThoughItWasHandledTwice() throws Exception {
        String event = event("RESELLER_PROFILE_UPDATED", 1, "Müller & Söhne \\\"IT\\\" – 日本");
        String last = event("RESELLER_PROFILE_UPDATED", 2);
        try (ShippedRoutes routes = start("sink-queue")) {
            store(routes, event);
            await().until(() -> services.broker().messages().size() == 1);
            // as after a crash between the answer of the broker and the note of it
            routes.stored().replay(Map.of("eventId", id(event)));
            store(routes, last);
            await().until(() -> services.broker().messages().stream().anyMatch(message -> message.text().equals(last)));
            await().until(() -> routes.stored().count("queue", "handled") == 2);
        }
        assertThat(services.broker().messages()).containsExactly(
                new QueueMessage(id(event), "RESELLER_PROFILE_UPDATED", event),
                new QueueMessage(id(last), "RESELLER_PROFILE_UPDATED", last));
    }

    @Test
    void eventsReachASinkInTheOrderInWhichEgnyteSentThem() throws Exception {
        List<String> sent = new ArrayList<>();
        try (ShippedRoutes routes = start("events-to-inbox", "sink-queue")) {
            for (int i = 0; i < 200; i++) {
                String event = event("RESELLER_MRR_CHANGED", i);
                sent.add(id(event));
                assertThat(deliver(routes, event)).isEqualTo(200);
            }
            await().until(() -> services.broker().messages().size() == sent.size());
        }
        assertThat(services.broker().messages()).extracting(QueueMessage::eventId).containsExactlyElementsOf(sent);
    }

    @Test
    void whatBecameOfAnEventIsKeptInWords() throws Exception {
        String trial = event("RESELLER_CREATED_CONNECT_TRIAL", 1);
        String invoice = event("RESELLER_INVOICE_PAID", 1);
        try (ShippedRoutes routes = start(
                "event-in-words", "mail", "sink-mail", "ticket-incident", "halopsa-call", "sink-halopsa")) {
            store(routes, trial);
            store(routes, invoice);
            await().until(
                    () -> routes.stored().count("halopsa", "handled") == 1 && routes.stored().count("mail", "handled") == 1);
            assertThat(routes.stored().get(id(trial)).toString())
                    .contains("ticket " + services.tickets().tickets().get(0).number());
            assertThat(routes.stored().get(id(invoice)).toString()).contains("mail to billing@msp.example");
        }
    }

    @Test
    void aCopiedSinkGetsEveryEventWithoutAnEditElsewhere() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1);
        Map<String, String> properties = new HashMap<>();
        try (HaloPsaServer archive = new HaloPsaServer()) {
            StringBuilder files = new StringBuilder();
            for (String file : TICKETS) {
                files.append("file:routes/").append(file).append(".yaml,");
            }
            for (String file : List.of("halopsa-call", "sink-halopsa")) {
                Path copy = folder.resolve(file.replace("halopsa", "archive") + ".yaml");
                Files.writeString(copy, Files.readString(Path.of("routes", file + ".yaml")).replace("halopsa", "archive"));
                files.append("file:").append(copy).append(',');
            }
            archive.properties().forEach((name, value) -> properties.put(name.replace("halopsa", "archive"), value));
            properties.putAll(Map.of(
                    "archive.options", "connectTimeout=10000", "archive.closedStatusIds", "9", "archive.note.outcome_id", "7",
                    "camel.main.routesIncludePattern", files.toString()));
            try (ShippedRoutes routes = start(properties)) {
                store(routes, event);
                await().until(() -> services.tickets().tickets().size() == 1 && archive.tickets().size() == 1);
                await().until(() -> routes.stored().count("archive", "handled") == 1);
            }
        }
    }

    @Test
    void everySinkMayBeMissing() throws Exception {
        try (ShippedRoutes routes = start("events-to-inbox")) {
            assertThat(deliver(routes, event("RESELLER_MRR_CHANGED", 1))).isEqualTo(200);
            assertThat(routes.stored().count(Map.of())).isEqualTo(1);
        }
    }
}
