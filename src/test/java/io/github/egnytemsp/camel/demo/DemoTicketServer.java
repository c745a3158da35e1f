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

import java.io.IOException;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A ticket system with the calls of HaloPSA's API that the routes make. */
public final class DemoTicketServer extends TicketSystem {

    private static final int NEW = 1;
    private static final int CLOSED = 9;

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @throws IOException if it cannot listen
     */
    public DemoTicketServer() throws IOException {
    }

    @Override
    protected JsonNode handle(Call call) throws IOException, BadCallException {
        return switch (call.method() + " " + call.path()) {
            case "GET /Tickets" -> search(call.query().getOrDefault("search", ""));
            case "POST /Tickets" -> openTicket(mapper.readTree(call.body()));
            case "GET /Actions" -> actions(Integer.parseInt(call.query().get("ticket_id")));
            case "POST /actions" -> writeNote(mapper.readTree(call.body()));
            default -> throw new BadCallException("No such call");
        };
    }

    /** Finds too much, as a search in a text does: every ticket with the first word of what is looked for. */
    private JsonNode search(String text) {
        String word = text.toLowerCase(Locale.ROOT).split("[^a-z0-9]")[0];
        ArrayNode found = mapper.createArrayNode();
        tickets().stream().filter(ticket -> ticket.summary().toLowerCase(Locale.ROOT).contains(word)).forEach(
                ticket -> found.addObject().put("id", ticket.number()).put("summary", ticket.summary())
                        .put("details", ticket.text()).put("status_id", ticket.open() ? NEW : CLOSED));
        return mapper.createObjectNode().put("record_count", found.size()).set("tickets", found);
    }

    private JsonNode openTicket(JsonNode array) throws BadCallException {
        JsonNode ticket = array.path(0);
        if (!array.isArray() || array.size() != 1 || !ticket.path("summary").isTextual() || !ticket.path("client_id").isInt()) {
            throw new BadCallException("Not an array of one ticket");
        }
        Ticket opened = open(
                ticket.path("client_id").intValue(), ticket.path("summary").textValue(), ticket.path("details_html").asText());
        return mapper.createArrayNode().add(((ObjectNode) ticket).put("id", opened.number()));
    }

    private JsonNode actions(int ticket) {
        ArrayNode actions = mapper.createArrayNode();
        notes().stream().filter(note -> note.ticket() == ticket).forEach(
                note -> actions.addObject().put("ticket_id", ticket).put("note_html", note.text()));
        return mapper.createObjectNode().put("record_count", actions.size()).set("actions", actions);
    }

    private JsonNode writeNote(JsonNode array) throws BadCallException {
        JsonNode note = array.path(0);
        if (!array.isArray() || array.size() != 1 || !note.path("ticket_id").isInt() || !note.path("outcome_id").isInt()
                || !note.path("hiddenfromuser").booleanValue()) {
            throw new BadCallException("Not an array of one private note");
        }
        note(note.path("ticket_id").intValue(), note.path("note_html").asText());
        return array;
    }
}
