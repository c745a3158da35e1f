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
package io.github.egnytemsp.camel.psa;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** The API that the skeleton {@code routes/sink-tickets-template.yaml} is written for; it does not exist elsewhere. */
public final class ExampleTicketServer extends PsaServer {

    /** The token that it takes. */
    public static final String TOKEN = "example-token-4711";
    private static final Pattern NOTES = Pattern.compile("/api/tickets/(\\d+)/notes");
    private static final int LONGEST_TITLE = 100;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LARGEST_PAGE = 50;

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @throws IOException if it cannot listen
     */
    public ExampleTicketServer() throws IOException {
        super(0);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("mytickets.enabled", "true", "mytickets.url", baseUrl() + "/api", "mytickets.token", TOKEN);
    }

    @Override
    Step step(Call call) throws Refusal {
        boolean get = call.method().equals("GET");
        if (NOTES.matcher(call.path()).matches()) {
            return get ? Step.NOTES : Step.NOTE;
        } else if (call.path().equals("/api/tickets")) {
            return get ? Step.FIND : Step.OPEN;
        }
        throw new Refusal(404, "No such call: " + call.path());
    }

    @Override
    void checkLogin(Call call) throws Refusal {
        if (!("Bearer " + TOKEN).equals(call.header("Authorization"))) {
            throw new Refusal(401, "Not logged in");
        }
    }

    @Override
    Refusal refusal(String text) {
        return new Refusal(400, text);
    }

    @Override
    int status(boolean open) {
        return open ? 1 : 2;
    }

    @Override
    Reply handle(Step step, Call call) throws IOException, Refusal {
        Matcher notes = NOTES.matcher(call.path());
        int ticket = notes.matches() ? Integer.parseInt(notes.group(1)) : 0;
        return switch (step) {
            case FIND -> Reply.ok(list(call, tickets().stream()
                    .filter(each -> each.summary().contains(String.valueOf(call.query().get("search")))).map(
                            each -> mapper.createObjectNode().put("id", each.number()).put("title", each.summary())
                                    .put("text", each.text()).put("closed", !each.open()))));
            case NOTES -> Reply.ok(list(call, notesOn(ticket(ticket).number()).stream().map(
                    note -> mapper.createObjectNode().put("text", note.text()))));
            case OPEN -> Reply.created(openTicket(json(call)));
            default -> Reply.created(writeNote(openTicket(ticket).number(), json(call)));
        };
    }

    private JsonNode list(Call call, Stream<? extends JsonNode> all) throws Refusal {
        int size = number(call, "size", LARGEST_PAGE, 1, LARGEST_PAGE);
        ArrayNode page = mapper.createArrayNode();
        page(all, number(call, "page", 1, 1, Integer.MAX_VALUE), size).forEach(page::add);
        return page;
    }

    private JsonNode openTicket(JsonNode ticket) throws Refusal {
        Ticket opened = open(
                Integer.parseInt(ticket.path("customer").asText()), text(ticket, "title", LONGEST_TITLE, true),
                text(ticket, "text", LONGEST_TEXT, false), true, ticket);
        return mapper.createObjectNode().put("id", opened.number());
    }

    private JsonNode writeNote(int ticket, JsonNode note) throws Refusal {
        return mapper.createObjectNode().put("id", note(ticket, text(note, "text", LONGEST_TEXT, false), true, note).number());
    }
}
