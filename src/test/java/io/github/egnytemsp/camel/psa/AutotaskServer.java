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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Autotask: three headers with each call, lists by POST of a filter, of at most 500 entries; the next page by POST of
 * the same filter to the address that the answer names. What is wrong with a field is told with status 500.
 */
public final class AutotaskServer extends PsaServer {

    /** The id of an integration that it takes. */
    public static final String INTEGRATION = "ABCDEFINTEGRATION0123456789";
    /** The user that it takes. */
    public static final String USER = "api-user@msp.example";
    /** The user's secret. */
    public static final String SECRET = "s3cret#autotask&1";

    /** The longest title of a ticket. */
    public static final int LONGEST_TITLE = 255;
    /** The longest text of a ticket. */
    public static final int LONGEST_DESCRIPTION = 8000;
    private static final int LONGEST_NOTE_TITLE = 250;
    private static final int LONGEST_NOTE = 32_000;
    private static final int NEW = 1;
    private static final int COMPLETE = 5;
    private static final int LARGEST_PAGE = 500;
    private static final int ALL_USERS = 1;
    private static final String API = "/atservicesrest/v1.0";
    private static final String FIELDS = "/tickets/entityinformation/fields";
    private static final String COMPANIES = "/companies/query";
    private static final String ZONE = "/zoneinformation";
    private static final Pattern NOTES = Pattern.compile(API + "/tickets/(\\d+)/notes");
    private static final Set<String> TICKET_FIELDS = Set.of(
            "companyID", "title", "description", "status", "priority", "queueID", "source", "issueType", "subIssueType",
            "ticketType", "ticketCategory", "dueDateTime");
    private static final Set<String> NOTE_FIELDS = Set.of("ticketID", "title", "description", "noteType", "publish");

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @throws IOException if it cannot listen
     */
    public AutotaskServer() throws IOException {
        super(0);
    }

    /**
     * Starts it.
     *
     * @param  port        where it listens, on 127.0.0.1
     * @throws IOException if it cannot listen
     */
    public AutotaskServer(int port) throws IOException {
        super(port);
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("autotask.enabled", "true");
        properties.put("autotask.url", baseUrl());
        properties.put("autotask.integrationCode", INTEGRATION);
        properties.put("autotask.userName", USER);
        properties.put("autotask.secret", SECRET);
        return properties;
    }

    @Override
    Step step(Call call) throws Refusal {
        String path = call.path().startsWith(API) ? call.path().substring(API.length()) : call.path();
        Step step = switch (NOTES.matcher(call.path()).matches() ? "/notes" : path) {
            case "/tickets/entityinformation", FIELDS, COMPANIES, ZONE -> Step.ABOUT;
            case "/tickets/query", "/tickets/query/next" -> Step.FIND;
            case "/ticketnotes/query", "/ticketnotes/query/next" -> Step.NOTES;
            case "/tickets" -> call.method().equals("PATCH") ? Step.CHANGE : Step.OPEN;
            case "/notes" -> Step.NOTE;
            default -> throw new Refusal(404, errors("No such resource: " + path));
        };
        if (!call.method().equals(step == Step.CHANGE ? "PATCH" : step == Step.ABOUT ? "GET" : "POST")) {
            throw new Refusal(
                    405, "{\"Message\":\"The requested resource does not support http method '"
                         + call.method() + "'.\"}");
        }
        return step;
    }

    @Override
    void checkLogin(Call call) throws Refusal {
        if (call.path().equals(API + ZONE)) {
            return;
        }
        if (!INTEGRATION.equals(call.header("ApiIntegrationCode")) || !USER.equals(call.header("UserName"))
                || !SECRET.equals(call.header("Secret"))) {
            throw new Refusal(401, errors("Unauthorized"));
        }
    }

    private String errors(String text) {
        ObjectNode errors = mapper.createObjectNode();
        errors.putArray("errors").add(text);
        return errors.toString();
    }

    @Override
    Refusal refusal(String text) {
        return new Refusal(500, errors(text));
    }

    @Override
    int status(boolean open) {
        return open ? NEW : COMPLETE;
    }

    @Override
    Reply handle(Step step, Call call) throws IOException, Refusal {
        if (step == Step.ABOUT) {
            return Reply.ok(about(call.path().substring(API.length())));
        }
        JsonNode body = json(call);
        return switch (step) {
            case FIND -> Reply.ok(query(call, body, tickets().stream().map(this::json), "Tickets"));
            case NOTES -> Reply.ok(query(call, body, tickets().stream().flatMap(
                    ticket -> notesOn(ticket.number()).stream()).map(this::json), "TicketNotes"));
            case OPEN -> Reply.ok(item(openTicket(body)));
            case NOTE -> Reply.ok(item(writeNote(ticketOf(call), body)));
            default -> Reply.ok(item(change(body)));
        };
    }

    private JsonNode about(String path) {
        return switch (path) {
            case ZONE -> mapper.createObjectNode().put("zoneName", "Test").put("url", baseUrl() + "/ATServicesRest/");
            case FIELDS -> mapper.createObjectNode().set("fields", mapper.createArrayNode()
                    .add(field("status", 1, "New")).add(field("priority", 2, "Medium")).add(field("queueID", 8, "Monitoring")));
            case COMPANIES -> mapper.createObjectNode().set(
                    "items",
                    mapper.createArrayNode().add(mapper.createObjectNode().put("id", 12).put("companyName", "Acme MSP")));
            default -> mapper.createObjectNode().set(
                    "info", mapper.createObjectNode().put("name", "Ticket").put("canCreate", true).put("canQuery", true));
        };
    }

    private ObjectNode field(String name, int value, String label) {
        ObjectNode field = mapper.createObjectNode().put("name", name);
        field.putArray("picklistValues").addObject().put("value", Integer.toString(value)).put("label", label);
        return field;
    }

    private static int ticketOf(Call call) {
        Matcher notes = NOTES.matcher(call.path());
        return notes.matches() ? Integer.parseInt(notes.group(1)) : 0;
    }

    private JsonNode item(int id) {
        return mapper.createObjectNode().put("itemId", id);
    }

    private JsonNode json(Ticket ticket) {
        return mapper.createObjectNode().put("id", ticket.number()).put("companyID", ticket.customer())
                .put("title", ticket.summary()).put("description", ticket.text()).put("status", ticket.status());
    }

    private JsonNode json(Note note) {
        return mapper.createObjectNode().put("id", note.number()).put("ticketID", note.ticket())
                .put("description", note.text()).put("publish", note.visible() ? ALL_USERS : 2);
    }

    /** A page of what fits all terms of the filter, by id. */
    private JsonNode query(Call call, JsonNode body, Stream<JsonNode> all, String entity) throws Refusal {
        JsonNode filter = body.path("filter");
        if (!filter.isArray() || filter.isEmpty()) {
            throw refusal("A query needs a filter, an array");
        }
        int size = body.has("MaxRecords") ? id(body, "MaxRecords") : LARGEST_PAGE;
        if (size > LARGEST_PAGE) {
            throw refusal("MaxRecords must be between 1 and " + LARGEST_PAGE);
        }
        Stream<JsonNode> found = all;
        for (JsonNode term : filter) {
            String operator = term.path("op").asText().toLowerCase(Locale.ROOT);
            if (!Set.of("eq", "noteq", "gt", "contains", "beginswith", "exist").contains(operator)) {
                throw refusal("Unknown operator " + operator);
            }
            found = found.filter(object -> fits(object.path(term.path("field").asText()), operator, term.path("value")));
        }
        List<JsonNode> sorted = found.sorted(Comparator.comparing(object -> object.path("id").intValue())).toList();
        int from = from(call);
        ArrayNode page = mapper.createArrayNode().addAll(sorted.stream().skip(from).limit(size).toList());
        ObjectNode details = mapper.createObjectNode().put("count", page.size()).put("requestCount", size)
                .putNull("prevPageUrl").putNull("nextPageUrl");
        if (from + size < sorted.size()) {
            details.put("nextPageUrl",
                    baseUrl() + "/ATServicesRest/V1.0/" + entity + "/query/next?paging=" + paging(from + size));
        }
        return mapper.createObjectNode().<ObjectNode> set("items", page).set("pageDetails", details);
    }

    /** A text with characters that mean something in an address, as Autotask's has. */
    private static String paging(int from) {
        String state = Base64.getEncoder()
                .encodeToString(("{\"from\":" + from + ",\"x\":\"???>>>\"}").getBytes(StandardCharsets.UTF_8));
        return state.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
    }

    private int from(Call call) throws Refusal {
        if (!call.path().endsWith("/next")) {
            return 0;
        }
        try {
            return mapper.readTree(Base64.getDecoder().decode(call.query().getOrDefault("paging", ""))).path("from").intValue();
        } catch (IOException | IllegalArgumentException e) {
            throw refusal("The paging is not valid");
        }
    }

    private static boolean fits(JsonNode field, String operator, JsonNode value) {
        String have = field.asText().toLowerCase(Locale.ROOT);
        String wanted = value.asText().toLowerCase(Locale.ROOT);
        return switch (operator) {
            case "eq" -> have.equals(wanted);
            case "noteq" -> !have.equals(wanted);
            case "gt" -> field.asLong() > value.asLong();
            case "contains" -> have.contains(wanted);
            case "beginswith" -> have.startsWith(wanted);
            default -> !field.isMissingNode();
        };
    }

    private void onlyKnown(JsonNode object, Set<String> known) throws Refusal {
        for (var names = object.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!known.contains(name)) {
                throw refusal("Unable to find " + name + " in the entity");
            }
        }
    }

    private int openTicket(JsonNode ticket) throws Refusal {
        onlyKnown(ticket, TICKET_FIELDS);
        for (String field : List.of("status", "priority", "queueID")) {
            id(ticket, field);
        }
        return open(
                id(ticket, "companyID"), text(ticket, "title", LONGEST_TITLE, true),
                text(ticket, "description", LONGEST_DESCRIPTION, false), true, ticket).number();
    }

    private int writeNote(int ticket, JsonNode note) throws Refusal {
        openTicket(ticket);
        onlyKnown(note, NOTE_FIELDS);
        id(note, "noteType");
        text(note, "title", LONGEST_NOTE_TITLE, true);
        boolean visible = id(note, "publish") == ALL_USERS;
        return note(ticket, text(note, "description", LONGEST_NOTE, false), visible, note).number();
    }

    private int change(JsonNode ticket) throws Refusal {
        int number = ticket(id(ticket, "id")).number();
        int status = id(ticket, "status");
        setStatus(number, status, status != COMPLETE);
        return number;
    }
}
