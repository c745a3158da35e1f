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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The ticket system for which the page ticket-systems.md writes a sink, and an address that takes events as they are.
 */
public final class HelpdeskServer extends PsaServer {

    /** The key that it takes. */
    public static final String KEY = "YOUR_KEY";
    /** The token that {@code /crm/events} takes. */
    public static final String TOKEN = "YOUR_TOKEN";
    private static final Pattern COMMENTS = Pattern.compile("/issues/(\\d+)/comments");
    private static final String EVENTS = "/crm/events";
    private static final int LONGEST_SUBJECT = 120;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LARGEST_PAGE = 50;

    private final List<String> events = new CopyOnWriteArrayList<>();

    /**
     * Starts it.
     *
     * @param  port        where it listens, on 127.0.0.1
     * @throws IOException if it cannot listen
     */
    public HelpdeskServer(int port) throws IOException {
        super(port);
    }

    /**
     * The bodies that came to {@code /crm/events}.
     *
     * @return in their order
     */
    public List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("helpdesk.enabled", "true", "helpdesk.url", baseUrl(), "helpdesk.key", KEY);
    }

    @Override
    Step step(Call call) throws Refusal {
        boolean get = call.method().equals("GET");
        if (COMMENTS.matcher(call.path()).matches()) {
            return get ? Step.NOTES : Step.NOTE;
        } else if (call.path().equals("/issues")) {
            return get ? Step.FIND : Step.OPEN;
        } else if (call.path().equals(EVENTS) && !get) {
            return Step.ABOUT;
        }
        throw new Refusal(404, "No such call: " + call.method() + " " + call.path());
    }

    @Override
    void checkLogin(Call call) throws Refusal {
        if (call.path().equals(EVENTS)
                ? !("Bearer " + TOKEN).equals(call.header("Authorization"))
                : !KEY.equals(call.header("X-Api-Key"))) {
            throw new Refusal(401, "Not logged in");
        }
    }

    @Override
    Refusal refusal(String text) {
        return new Refusal(409, text);
    }

    @Override
    int status(boolean open) {
        return open ? 1 : 2;
    }

    @Override
    Reply handle(Step step, Call call) throws IOException, Refusal {
        Matcher comments = COMMENTS.matcher(call.path());
        int ticket = comments.matches() ? Integer.parseInt(comments.group(1)) : 0;
        return switch (step) {
            case FIND -> Reply.ok(list(call, "issues", tickets().stream()
                    .filter(each -> each.summary().contains(String.valueOf(call.query().get("q")))).map(
                            each -> mapper.createObjectNode().put("number", each.number()).put("subject", each.summary())
                                    .put("description", each.text()).put("state", each.open() ? "open" : "closed"))));
            case NOTES -> Reply.ok(list(call, "comments", notesOn(ticket(ticket).number()).stream().map(
                    note -> mapper.createObjectNode().put("body", note.text()))));
            case OPEN -> Reply.created(openTicket(json(call)));
            case NOTE -> Reply.created(comment(openTicket(ticket).number(), json(call)));
            default -> {
                events.add(json(call).toString());
                yield Reply.ok(mapper.createObjectNode());
            }
        };
    }

    private JsonNode list(Call call, String name, Stream<? extends JsonNode> found) throws Refusal {
        List<? extends JsonNode> all = found.toList();
        int limit = number(call, "limit", LARGEST_PAGE, 1, LARGEST_PAGE);
        ObjectNode answer = mapper.createObjectNode().put("total", all.size());
        ArrayNode page = answer.putArray(name);
        all.stream().skip(number(call, "offset", 0, 0, Integer.MAX_VALUE)).limit(limit).forEach(page::add);
        return answer;
    }

    private JsonNode openTicket(JsonNode ticket) throws Refusal {
        Ticket opened = open(
                id(ticket, "account"), text(ticket, "subject", LONGEST_SUBJECT, true),
                text(ticket, "description", LONGEST_TEXT, false), true, ticket);
        return mapper.createObjectNode().put("number", opened.number());
    }

    private JsonNode comment(int ticket, JsonNode comment) throws Refusal {
        return mapper.createObjectNode().put("id", note(ticket, text(comment, "body", LONGEST_TEXT, false), true, comment)
                .number());
    }
}
