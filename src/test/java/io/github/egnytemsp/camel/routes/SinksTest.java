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
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.demo.DemoBroker.QueueMessage;
import io.github.egnytemsp.camel.demo.DemoMailServer.Mail;
import io.github.egnytemsp.camel.demo.DemoTicketServer;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.demo.TicketSystem.Ticket;
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
                assertThat(routes.stored().count("tickets", "handled")).isEqualTo(1);
                assertThat(routes.stored().count("tickets", "skipped")).isEqualTo(2);
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
    void aTicketIsWellFormedWhateverTheNamesHold() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1, "Müller & Söhne \\\"IT\\\" <b>x</b>\\\\ 'y' – 日本");
        try (ShippedRoutes routes = start("sink-tickets")) {
            store(routes, event);
            await().until(() -> services.tickets().tickets().size() == 1);
        }
        Ticket ticket = services.tickets().tickets().get(0);
        assertThat(ticket.summary()).isEqualTo("[egnyte:R-1:revenue] mrr changed, Müller & Söhne \"IT\" <b>x</b>\\ 'y' – 日本");
        assertThat(ticket.text())
                .contains(
                        "<b>company_name</b>: Müller &amp; Söhne &quot;IT&quot; &lt;b&gt;x&lt;/b&gt;\\ &apos;y&apos; – 日本<br>")
                .contains("<b>is_event_by_staff_user</b>: false<br>").endsWith("Event id: " + id(event));
        assertThat(ticket.clientId()).isEqualTo(1);
    }

    @Test
    void whatBecameOfAnEventIsKeptInWords() throws Exception {
        String trial = event("RESELLER_CREATED_CONNECT_TRIAL", 1);
        String invoice = event("RESELLER_INVOICE_PAID", 1);
        try (ShippedRoutes routes = start("sink-tickets", "event-in-words", "mail", "sink-mail")) {
            store(routes, trial);
            store(routes, invoice);
            await().until(
                    () -> routes.stored().count("tickets", "handled") == 1 && routes.stored().count("mail", "handled") == 1);
            assertThat(routes.stored().get(id(trial)).toString())
                    .contains("ticket " + services.tickets().tickets().get(0).number());
            assertThat(routes.stored().get(id(invoice)).toString()).contains("mail <" + id(invoice) + "@egnyte-msp.events>");
        }
    }

    @Test
    void aCopiedSinkGetsEveryEventWithoutAnEditElsewhere() throws Exception {
        Path copy = folder.resolve("sink-archive.yaml");
        Files.writeString(copy, Files.readString(Path.of("routes/sink-tickets.yaml"))
                .replace("sink-tickets", "sink-archive").replace("subscription: tickets", "subscription: archive")
                .replace("{{tickets.baseUrl}}", "{{archive.baseUrl}}"));
        String event = event("RESELLER_MRR_CHANGED", 1);
        try (DemoTicketServer archive = new DemoTicketServer();
             ShippedRoutes routes = start(Map.of(
                     "archive.baseUrl", archive.baseUrl(), "camel.main.routesIncludePattern",
                     "file:routes/sink-tickets.yaml,file:" + copy))) {
            store(routes, event);
            await().until(() -> services.tickets().tickets().size() == 1 && archive.tickets().size() == 1);
            await().until(() -> routes.stored().count("archive", "handled") == 1);
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
