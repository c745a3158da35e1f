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
package io.github.egnytemsp.camel.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.psa.Note;
import io.github.egnytemsp.camel.psa.Ticket;
import io.github.egnytemsp.camel.simulator.Delivery;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;

/** Looks at Egnyte, the inbox, the mailbox, the tickets and the queue, and writes down what is new. */
final class DemoObserver {

    private final EgnyteMspSimulator egnyte;
    private final DemoServices services;
    private final InboxView inbox;
    private final DemoLedger ledger;
    private final DemoScreen screen;
    private final Map<String, Integer> lastStatus = new HashMap<>();
    private Map<String, String> storedBefore = Map.of();
    private int tickets;
    private int notes;
    private int refusals;
    private int mails;
    private int messages;

    DemoObserver(EgnyteMspSimulator egnyte, DemoServices services, InboxView inbox, DemoLedger ledger, DemoScreen screen) {
        this.egnyte = egnyte;
        this.services = services;
        this.inbox = inbox;
        this.ledger = ledger;
        this.screen = screen;
    }

    /** Sinks are read before what they come from: then no effect is shown before its cause. */
    synchronized void look() {
        List<Ticket> newTickets = services.tickets().tickets();
        List<Note> newNotes = services.tickets().notes();
        List<DemoMailServer.Mail> newMails = services.mail().mails();
        List<DemoBroker.QueueMessage> newMessages = services.broker().messages();
        int newRefusals = services.tickets().refused();
        Map<String, String> stored = stored();
        egnyte.deliveries().forEach(this::delivery);
        // a look later: an event may be stored before the simulator has noted the answer
        storedBefore.forEach(this::postedDirectly);
        storedBefore = stored;

        for (; refusals < newRefusals; refusals++) {
            screen.row("tickets", "", "", "503, the ticket system is down; the route retries");
        }
        for (; tickets < newTickets.size(); tickets++) {
            Ticket ticket = newTickets.get(tickets);
            ledger.ticket(ticket.eventId());
            arrived("tickets", ticket.eventId(),
                    "no. " + ticket.number() + " for client " + ticket.customer() + ": " + ticket.summary());
        }
        for (; notes < newNotes.size(); notes++) {
            Note note = newNotes.get(notes);
            ledger.note(note.eventId());
            arrived("tickets", note.eventId(),
                    "no. " + note.ticket() + ": a note" + (note.visible() ? "" : " for technicians"));
        }
        for (; mails < newMails.size(); mails++) {
            DemoMailServer.Mail mail = newMails.get(mails);
            ledger.mail(mail.eventId());
            arrived("mail", mail.eventId(), "to " + mail.to() + ": " + mail.subject());
        }
        for (; messages < newMessages.size(); messages++) {
            DemoBroker.QueueMessage message = newMessages.get(messages);
            ledger.message(message.eventId());
            arrived("queue", message.eventId(),
                    "message no. " + (messages + 1) + ", " + message.text().length() + " characters");
        }
    }

    private void arrived(String where, String id, String what) {
        screen.row(where, ledger.type(id), String.valueOf(id), what);
    }

    private void delivery(Delivery delivery) {
        if (delivery.attempts().isEmpty()) {
            return;
        }
        int status = delivery.attempts().get(delivery.attempts().size() - 1).status();
        Integer before = lastStatus.put(delivery.id(), status);
        if (before != null && before == status) {
            // refused again, in the simulator's schedule
            return;
        }
        MspEvent event;
        try {
            event = MspEvent.parse(delivery.body());
        } catch (MalformedEventException e) {
            screen.row("egnyte", "(malformed)", EventId.ofBytes(delivery.body()),
                    status + (status == 200 ? ", kept as malformed" : ", not kept"));
            return;
        }
        screen.row("egnyte", event.eventType(), event.id(), status + switch (status) {
            case 200 ->
                ledger.delivered(event.id(), event.eventType())
                        ? ", in the inbox" : ", sent again: a duplicate, not handled again";
            case 401 -> ", rejected: wrong secret";
            case 0 -> ": no answer; Egnyte sends it again";
            default -> "; Egnyte sends it again";
        });
    }

    /** Types by ids; what was no event has no type. */
    private Map<String, String> stored() {
        Map<String, String> types = new HashMap<>();
        inbox.list(Map.of()).forEach(event -> {
            if (event.path("eventType").isTextual()) {
                types.put(event.get("eventId").asText(), event.get("eventType").asText());
            }
        });
        return types;
    }

    /** In the inbox, though the simulator did not send it. */
    private void postedDirectly(String id, String type) {
        if (ledger.type(id).isEmpty()) {
            ledger.delivered(id, type);
            screen.row("curl", type, id, "200, in the inbox");
        }
    }
}
