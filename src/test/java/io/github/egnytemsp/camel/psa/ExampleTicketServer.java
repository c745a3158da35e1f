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
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * The API that the skeletons {@code routes/sink-tickets-template.yaml} and {@code agreements-template.yaml} are written
 * for; it does not exist elsewhere.
 */
public final class ExampleTicketServer extends PsaServer {

    /** The token that it takes. */
    public static final String TOKEN = "example-token-4711";
    private static final Pattern NOTES = Pattern.compile("/api/tickets/(\\d+)/notes");
    private static final Pattern LINES = Pattern.compile("/api/agreements/(\\d{1,9})/lines(?:/(\\d{1,9}))?");
    private static final int LONGEST_TITLE = 100;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LARGEST_PAGE = 50;

    private final AgreementLedger agreements = new AgreementLedger();

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

    /**
     * Adds or replaces a line of an agreement, and adds the agreement if it is not there.
     *
     * @param line the line
     */
    public void putAddition(Addition line) {
        agreements.put(line);
    }

    /**
     * One line of an agreement.
     *
     * @param  agreement the agreement's id
     * @param  line      the line's id
     * @return           the line, or null if there is none
     */
    public Addition addition(int agreement, int line) {
        return agreements.addition(agreement, line);
    }

    /**
     * The changes of quantities that came over the API and were carried out, whether or not their answer arrived.
     *
     * @return in their order; the same quantity again counts
     */
    public List<QuantityChange> quantityChanges() {
        return agreements.changes();
    }

    @Override
    Step step(Call call) throws Refusal {
        boolean get = call.method().equals("GET");
        Matcher lines = LINES.matcher(call.path());
        if (lines.matches() && call.method().equals(lines.group(2) == null ? "GET" : "PUT")) {
            return get ? Step.ADDITIONS : Step.ADDITION;
        }
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
            case ADDITIONS -> Reply.ok(list(call, lines(call).stream().map(this::json)));
            case ADDITION -> Reply.ok(changeLine(call));
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

    private List<Addition> lines(Call call) throws Refusal {
        Matcher path = LINES.matcher(call.path());
        path.matches();
        List<Addition> lines = agreements.additions(Integer.parseInt(path.group(1)));
        if (lines == null) {
            throw new Refusal(404, "There is no agreement " + path.group(1));
        }
        return lines;
    }

    private JsonNode json(Addition line) {
        return mapper.createObjectNode().put("id", line.id()).put("title", line.product()).put("count", line.quantity())
                .put("price", line.unitPrice()).put("active", line.cancelledDate() == null);
    }

    private JsonNode changeLine(Call call) throws IOException, Refusal {
        Matcher path = LINES.matcher(call.path());
        path.matches();
        JsonNode change = json(call);
        Addition line = lines(call).stream().filter(each -> each.id() == Integer.parseInt(path.group(2))).findFirst()
                .orElseThrow(() -> new Refusal(404, "There is no line " + path.group(2)));
        if (change.size() != 1 || !change.path("count").isNumber()) {
            throw refusal("Only the count can be changed");
        }
        return json(agreements.changeByApi(line.agreement(), line.id(), change.get("count").decimalValue()));
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
