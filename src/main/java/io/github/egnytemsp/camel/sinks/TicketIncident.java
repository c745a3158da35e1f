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
package io.github.egnytemsp.camel.sinks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an event into a ticket system, once: one ticket an incident, and a note on it for each event that follows. A
 * bean of the routes; the ticket system is the variable {@code system}, and four routes call it:
 *
 * <pre>
 * direct:SYSTEM-find   variables tag, page
 *                      {"tickets":[{"id":1,"summary":"...","open":true,"texts":["..."]}],"more":false}
 * direct:SYSTEM-notes  variables ticket, page         {"texts":["..."],"more":false}
 * direct:SYSTEM-open   variables subject, text, html, customerId; the body is {@code SYSTEM.ticket.*}      {"id":1}
 * direct:SYSTEM-note   variables ticket, text, html; the body is {@code SYSTEM.note.*}
 * </pre>
 *
 * {@code subject} has at most 100 characters, and begins with the tag in brackets. {@code more} says that there may be
 * another page; if it is a text, such as the page's address, the next call gets it as the variable {@code next}. Each
 * call has an exchange of its own, with the variables of the event and without any header. An event is known if the
 * last event id in a text of the incident's tickets is its own: a field of another event can quote an id, but stands
 * before it.
 */
public final class TicketIncident extends TicketCaller {

    private static final Logger LOG = LoggerFactory.getLogger(TicketIncident.class);

    private static final int TAG_LENGTH = 16;
    private static final Pattern EVENT_ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    /** What a ticket system answers to a note that this ticket cannot get: closed, locked, merged or deleted. */
    private static final Set<Integer> REFUSED_NOTE = Set.of(400, 404, 405, 409, 410, 422, 423);

    private Set<String> attentionTypes = Set.of();

    private record Ticket(String id, boolean open, List<String> texts) {
    }

    private static final Comparator<Ticket> NEWEST_LAST
            = Comparator.<Ticket> comparingInt(ticket -> ticket.id().length()).thenComparing(Ticket::id);

    /**
     * What somebody must look at: a note about it gets {@code SYSTEM.attention.*}, too, such as the status of a ticket
     * that is open again.
     *
     * @param attentionTypes event types, separated by commas
     */
    public void setAttentionTypes(String attentionTypes) {
        this.attentionTypes = Arrays.stream(attentionTypes.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    /**
     * Checks the settings of every ticket system.
     *
     * @throws IllegalArgumentException if an id is no whole number
     */
    @Override
    protected void doStart() {
        TicketSettings.check(getCamelContext());
        super.doStart();
    }

    /**
     * Looks whether the ticket system has the event; if not, writes a note on the incident's open ticket or opens one.
     * The header {@code CamelEgnyteMspOutcome} says what was done.
     *
     * @param  exchange  with an event as body, the variables of {@code direct:event-in-words}, {@code system} and
     *                   {@code customerId}
     * @throws Exception if a call fails, or its answer is none: it must not look like "there is no such ticket"
     */
    @Override
    public void process(Exchange exchange) throws Exception {
        MspEvent event = exchange.getMessage().getMandatoryBody(MspEvent.class);
        Map<String, Object> variables = new HashMap<>(exchange.getVariables());
        String customer = variables.get("customer").toString();
        variables.put("tag", tag(event, customer, variables.get("family").toString()));
        exchange.getMessage().setHeader(EgnyteMspConstants.OUTCOME, outcome(event, variables));
    }

    private String outcome(MspEvent event, Map<String, Object> variables) throws Exception {
        Ticket open = null;
        for (Ticket ticket : find(variables)) {
            if (isOf(event, ticket.texts()) || isOf(event, notes(ticket, variables))) {
                return "already in ticket " + ticket.id();
            }
            open = ticket.open() && (open == null || NEWEST_LAST.compare(open, ticket) < 0) ? ticket : open;
        }
        if (open == null) {
            return "ticket " + open(event, variables);
        }
        try {
            note(event, open, variables);
            return "note on ticket " + open.id();
        } catch (HttpOperationFailedException e) {
            if (!REFUSED_NOTE.contains(e.getStatusCode())) {
                throw e;
            }
            return openAnother(event, open, e.getStatusCode() + ": " + Objects.toString(e.getResponseBody(), ""), variables);
        } catch (EventRefusedException e) {
            return openAnother(event, open, e.getMessage(), variables);
        }
    }

    private String openAnother(MspEvent event, Ticket refusing, String reason, Map<String, Object> variables) throws Exception {
        LOG.warn("{}: ticket {} refused the note with {}. A new ticket is opened", variables.get("system"), refusing.id(),
                LogText.of(reason));
        variables.put("previous", refusing.id());
        return "ticket " + open(event, variables) + "; ticket " + refusing.id() + " refused the note with "
               + LogText.of(reason);
    }

    /** Without a customer the event itself: else the events of all customers would be one incident. */
    private static String tag(MspEvent event, String customer, String family) {
        return "egnyte-" + (customer.isEmpty()
                ? event.id()
                : EventId.ofBytes((family + "\n" + customer.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8)))
                .substring(0, TAG_LENGTH);
    }

    private List<Ticket> find(Map<String, Object> variables) throws Exception {
        List<Ticket> tickets = new ArrayList<>();
        for (JsonNode found : pages("find", "tickets", variables)) {
            if (isTagged(found, variables)) {
                List<String> texts = new ArrayList<>();
                found.path("texts").forEach(text -> texts.add(text.asText()));
                tickets.add(new Ticket(found.path("id").asText(), found.path("open").asBoolean(), texts));
            }
        }
        return tickets;
    }

    private List<String> notes(Ticket ticket, Map<String, Object> variables) throws Exception {
        variables.put("ticket", ticket.id());
        return pages("notes", "texts", variables).stream().map(JsonNode::asText).toList();
    }

    private static boolean isOf(MspEvent event, List<String> texts) {
        return texts.stream().anyMatch(text -> {
            String last = null;
            for (Matcher id = EVENT_ID.matcher(text); id.find();) {
                last = id.group();
            }
            return event.id().equals(last);
        });
    }

    private String open(MspEvent event, Map<String, Object> variables) throws Exception {
        render(event, variables);
        return call("open", settings("ticket", variables), variables).path("id").asText();
    }

    private void note(MspEvent event, Ticket open, Map<String, Object> variables) throws Exception {
        render(event, variables);
        variables.put("ticket", open.id());
        ObjectNode settings = settings("note", variables);
        if (attentionTypes.contains(event.eventType())) {
            settings.setAll(settings("attention", variables));
        }
        call("note", settings, variables);
    }

    /** Without the tag and the id, the ticket would not be found again, and each try would open another. */
    private void render(MspEvent event, Map<String, Object> variables) throws Exception {
        Map<String, Object> rendered
                = send("direct:ticket-text", variables, text -> text.getMessage().setBody(event)).getVariables();
        for (String name : List.of("text", "html")) {
            String text = Objects.toString(rendered.get(name), "");
            if (!isOf(event, List.of(text))) {
                throw new IllegalStateException(
                        "The last event id of the template for " + name
                                                + " must be the event's: end it with ${variables.eventId}");
            }
            variables.put(name, text);
        }
        variables.put("subject", subject(variables, rendered.get("subject")));
    }
}
