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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** A ticket system with the calls of ConnectWise PSA's API that the routes make. */
public final class DemoConnectWise extends TicketSystem {

    /** The secret part of the login that it takes. */
    public static final String PRIVATE_KEY = "private-6b1d";
    /** The login that it takes. */
    public static final String LOGIN = "company+public:" + PRIVATE_KEY;
    /** The id of an integration that it takes. */
    public static final String CLIENT_ID = "client-id-9e20";

    private static final String TICKETS = "/v4_6_release/apis/3.0/service/tickets";
    private static final Pattern NOTES = Pattern.compile(TICKETS + "/(\\d+)/notes");
    private static final Pattern SEARCH = Pattern.compile("summary like \"%([^%\"]+)%\"");
    private static final int LONGEST_SUMMARY = 100;

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @throws IOException if it cannot listen
     */
    public DemoConnectWise() throws IOException {
    }

    @Override
    protected JsonNode handle(Call call) throws IOException, BadCallException {
        String login = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + login).equals(call.headers().getFirst("Authorization"))
                || !CLIENT_ID.equals(call.headers().getFirst("clientId"))) {
            throw new BadCallException("Not logged in");
        }
        Matcher notes = NOTES.matcher(call.path());
        if (notes.matches()) {
            int ticket = Integer.parseInt(notes.group(1));
            return call.method().equals("GET") ? notes(ticket) : writeNote(ticket, mapper.readTree(call.body()));
        }
        if (!call.path().equals(TICKETS)) {
            throw new BadCallException("No such call");
        }
        return call.method().equals("GET") ? search(call.query().get("conditions")) : openTicket(mapper.readTree(call.body()));
    }

    /** As SQL does, where an underscore is any character. */
    private JsonNode search(String conditions) throws BadCallException {
        Matcher search = SEARCH.matcher(String.valueOf(conditions));
        if (!search.matches()) {
            throw new BadCallException("Unknown conditions");
        }
        Pattern like = Pattern.compile(
                "\\Q" + search.group(1).replace("_", "\\E.\\Q") + "\\E", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        ArrayNode found = mapper.createArrayNode();
        tickets().stream().filter(ticket -> like.matcher(ticket.summary()).find()).forEach(
                ticket -> found.addObject().put("id", ticket.number()).put("summary", ticket.summary())
                        .put("closedFlag", !ticket.open()));
        return found;
    }

    private JsonNode openTicket(JsonNode ticket) throws BadCallException {
        String summary = ticket.path("summary").asText();
        if (summary.isEmpty() || summary.length() > LONGEST_SUMMARY || !ticket.at("/company/id").isInt()
                || !ticket.at("/priority/id").isInt()) {
            throw new BadCallException("No ticket");
        }
        Ticket opened = open(ticket.at("/company/id").intValue(), summary, ticket.path("initialInternalAnalysis").asText());
        return mapper.createObjectNode().put("id", opened.number());
    }

    /** The text that a ticket was opened with is its first note. */
    private JsonNode notes(int number) {
        ArrayNode notes = mapper.createArrayNode();
        tickets().stream().filter(ticket -> ticket.number() == number).forEach(
                ticket -> notes.addObject().put("ticketId", number).put("text", ticket.text()));
        notes().stream().filter(note -> note.ticket() == number).forEach(
                note -> notes.addObject().put("ticketId", number).put("text", note.text()));
        return notes;
    }

    private JsonNode writeNote(int ticket, JsonNode note) throws BadCallException {
        if (!note.path("internalAnalysisFlag").booleanValue()) {
            throw new BadCallException("Not an internal note");
        }
        note(ticket, note.path("text").asText());
        return note;
    }
}
