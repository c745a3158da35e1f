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
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * HaloPSA: the token endpoint {@code /auth/token} wants the login in the form, the API below {@code /api} wants the
 * token; lists have at most 100 entries a page.
 */
public final class HaloPsaServer extends PsaServer {

    /** The login that it takes: HaloPSA gives out GUIDs. */
    public static final String CLIENT_ID = "5f1c6f0e-7b1a-4c55-9d3e-0a4a4c1d2b77";
    /** The secret of the login. */
    public static final String CLIENT_SECRET = "c0ffee00-1111-4222-8333-444455556666-halo+secret/&=";

    /** The longest summary. */
    public static final int LONGEST_SUMMARY = 255;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final int NEW = 1;
    private static final int CLOSED = 9;
    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 100;

    private static final Pattern INVOICE = Pattern.compile("/api/recurringinvoice/(-?\\d{1,9})");

    private final RecurringInvoices invoices = new RecurringInvoices(mapper);
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private volatile String tenant;
    private volatile boolean sanitising;

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @throws IOException if it cannot listen
     */
    public HaloPsaServer() throws IOException {
        super(0);
    }

    /**
     * Starts it.
     *
     * @param  port        where it listens, on 127.0.0.1
     * @throws IOException if it cannot listen
     */
    public HaloPsaServer(int port) throws IOException {
        super(port);
    }

    /**
     * Tokens are given for this tenant only from now on, as in HaloPSA's cloud.
     *
     * @param name of the tenant
     */
    public void requireTenant(String name) {
        tenant = name;
    }

    /** No token that was given out is good any more. */
    public void revokeTokens() {
        tokens.clear();
    }

    /** Texts of new tickets and notes lose from now on what is not plain HTML, and are written in another way. */
    public void sanitiseHtml() {
        sanitising = true;
    }

    /**
     * Its recurring invoices.
     *
     * @return none at first
     */
    public RecurringInvoices invoices() {
        return invoices;
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("halopsa.enabled", "true");
        properties.put("halopsa.url", baseUrl() + "/api");
        properties.put("halopsa.loginUrl", baseUrl() + "/auth/token");
        properties.put("halopsa.login.id", CLIENT_ID);
        properties.put("halopsa.login.secret", CLIENT_SECRET);
        return properties;
    }

    @Override
    Step step(Call call) throws Refusal {
        if (call.method().equals("GET") && INVOICE.matcher(call.path()).matches()) {
            return Step.ADDITIONS;
        }
        return switch (call.method() + " " + call.path()) {
            case "POST /auth/token" -> Step.LOGIN;
            case "GET /api/tickets" -> Step.FIND;
            case "GET /api/actions" -> Step.NOTES;
            case "POST /api/tickets" -> Step.OPEN;
            case "POST /api/actions" -> Step.NOTE;
            case "POST /api/recurringinvoice" -> Step.ADDITION;
            case "GET /api/client", "GET /api/tickettype", "GET /api/priority", "GET /api/status", "GET /api/outcome" ->
                Step.ABOUT;
            default -> throw new Refusal(404, "No such call: " + call.method() + " " + call.path());
        };
    }

    @Override
    void checkLogin(Call call) throws Refusal {
        String login = String.valueOf(call.header("Authorization"));
        if (!call.path().startsWith("/auth/") && !(login.startsWith("Bearer ") && tokens.contains(login.substring(7)))) {
            throw new Refusal(401, "");
        }
    }

    @Override
    Refusal refusal(String text) {
        return new Refusal(400, text);
    }

    @Override
    int status(boolean open) {
        return open ? NEW : CLOSED;
    }

    @Override
    Reply handle(Step step, Call call) throws IOException, Refusal {
        return switch (step) {
            case LOGIN -> Reply.ok(token(call));
            case ABOUT -> Reply.ok(numbers(call.path()));
            case FIND -> Reply.ok(find(call));
            case NOTES -> Reply.ok(actions(call));
            case ADDITIONS -> Reply.ok(invoice(call));
            case ADDITION -> Reply.created(invoices.post(only(json(call), "invoices")));
            case OPEN -> Reply.created(openTicket(only(json(call), "tickets")));
            default -> Reply.created(writeNote(only(json(call), "actions")));
        };
    }

    private JsonNode invoice(Call call) throws Refusal {
        Matcher path = INVOICE.matcher(call.path());
        path.matches();
        return invoices.get(Integer.parseInt(path.group(1)), "true".equals(call.query().get("includedetails")));
    }

    private JsonNode numbers(String path) {
        return switch (path) {
            case "/api/client" -> mapper.createObjectNode().put("record_count", 2).set(
                    "clients", mapper.createArrayNode().add(named("id", 12, "Internal")).add(named("id", 34, "New Customer")));
            case "/api/tickettype" -> mapper.createArrayNode().add(named("id", 1, "Incident"));
            // an id of its own, which no ticket has
            case "/api/priority" -> mapper.createArrayNode().add(
                    named("priorityid", 3, "Medium").put("id", "1b4e28ba-2fa1-41d2-883f-0016d3cca427").put("slaid", 1));
            case "/api/status" -> mapper.createArrayNode().add(named("id", NEW, "New")).add(named("id", CLOSED, "Closed"));
            default -> mapper.createArrayNode().add(named("id", 7, "Private Note"));
        };
    }

    private ObjectNode named(String field, int id, String name) {
        return mapper.createObjectNode().put(field, id).put("name", name);
    }

    private JsonNode token(Call call) throws Refusal {
        Map<String, String> form = Call.form(call.body());
        if (call.header("Authorization") != null) {
            throw oauth("invalid_request", "The client's credentials belong into the body");
        }
        if (!String.valueOf(call.header("Content-Type")).startsWith("application/x-www-form-urlencoded")) {
            throw oauth("invalid_request", "The body is no form");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw oauth("unsupported_grant_type", "The grant type is not allowed");
        }
        if (tenant != null && !tenant.equals(call.query().get("tenant"))) {
            throw oauth("invalid_request", "Unknown tenant " + call.query().get("tenant"));
        }
        if (!CLIENT_ID.equals(form.get("client_id")) || !CLIENT_SECRET.equals(form.get("client_secret"))) {
            throw oauth("invalid_client", "The client's credentials are not valid");
        }
        if (!"all".equals(form.get("scope"))) {
            throw oauth("invalid_scope", "The scope is not allowed");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return mapper.createObjectNode().put("scope", "all").put("token_type", "Bearer").put("access_token", token)
                .put("expires_in", 3600).putNull("refresh_token");
    }

    private Refusal oauth(String error, String description) {
        return new Refusal(
                400,
                mapper.createObjectNode().put("error", error).put("error_description", description).toString());
    }

    /** Finds too much, as a search for words does: every ticket with one of the words in the summary or the text. */
    private JsonNode find(Call call) throws Refusal {
        List<String> words = Arrays.stream(
                call.query().getOrDefault("search", "").toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty()).toList();
        Comparator<Ticket> byNumber = Comparator.comparing(Ticket::number);
        List<Ticket> found = tickets().stream()
                .filter(ticket -> !"true".equals(call.query().get("open_only")) || ticket.open())
                .filter(ticket -> words.isEmpty() || words.stream().anyMatch(
                        (ticket.summary() + " " + ticket.text()).toLowerCase(Locale.ROOT)::contains))
                .sorted("true".equals(call.query().get("orderdesc")) ? byNumber.reversed() : byNumber).toList();
        boolean details = "true".equals(call.query().get("includedetails"));
        ArrayNode page = mapper.createArrayNode();
        for (Ticket ticket : page(found.stream(), call)) {
            ObjectNode json = page.addObject().put("id", ticket.number()).put("client_id", ticket.customer())
                    .put("summary", ticket.summary()).put("status_id", ticket.status());
            if (details) {
                json.put("details", plain(ticket.text())).put("details_html", ticket.text());
            }
        }
        return mapper.createObjectNode().put("record_count", found.size()).set("tickets", page);
    }

    private JsonNode actions(Call call) throws Refusal {
        int ticket = ticket(number(call, "ticket_id", 0, 1, Integer.MAX_VALUE)).number();
        boolean html = "true".equals(call.query().get("includehtmlnote"));
        ArrayNode page = mapper.createArrayNode();
        for (Note note : page(notesOn(ticket).stream(), call)) {
            ObjectNode json = page.addObject().put("id", note.number()).put("ticket_id", ticket)
                    .put("note", plain(note.text())).put("hiddenfromuser", !note.visible());
            if (html) {
                json.put("note_html", note.text());
            }
        }
        return mapper.createObjectNode().put("record_count", notesOn(ticket).size()).set("actions", page);
    }

    /** With pages, or else the first ones only. */
    private <T> List<T> page(Stream<T> found, Call call) throws Refusal {
        boolean pages = "true".equals(call.query().get("pageinate"));
        int size = number(call, pages ? "page_size" : "count", DEFAULT_PAGE, 1, Integer.MAX_VALUE);
        int page = pages ? number(call, "page_no", 1, 1, Integer.MAX_VALUE) : 1;
        return page(found, page, Math.min(size, LARGEST_PAGE));
    }

    private JsonNode only(JsonNode array, String what) throws Refusal {
        if (!array.isArray() || array.size() != 1 || !array.get(0).isObject()) {
            throw refusal("The body is no array of " + what);
        }
        JsonNode object = array.get(0);
        for (var field : object.properties()) {
            if (field.getKey().endsWith("_id") && !field.getValue().isInt()) {
                throw refusal("Could not convert " + field.getValue() + " to an integer: " + field.getKey());
            }
        }
        return object;
    }

    private JsonNode openTicket(JsonNode ticket) throws Refusal {
        String html = kept(text(ticket, "details_html", LONGEST_TEXT, false));
        Ticket opened = open(id(ticket, "client_id"), text(ticket, "summary", LONGEST_SUMMARY, true), html, true, ticket);
        return ((ObjectNode) ticket.deepCopy()).put("id", opened.number()).put("status_id", opened.status());
    }

    private JsonNode writeNote(JsonNode note) throws Refusal {
        int ticket = openTicket(id(note, "ticket_id")).number();
        if (!note.path("outcome_id").isInt() && note.path("outcome").asText().isEmpty()) {
            throw refusal("An action needs an outcome");
        }
        Note written = note(
                ticket, kept(text(note, "note_html", LONGEST_TEXT, false)), !note.path("hiddenfromuser").booleanValue(), note);
        if (note.has("new_status")) {
            int status = id(note, "new_status");
            setStatus(ticket, status, status != CLOSED);
        }
        return ((ObjectNode) note.deepCopy()).put("id", written.number());
    }

    private String kept(String html) {
        if (!sanitising) {
            return html;
        }
        return "<div>" + html.replaceAll("(?s)<!--.*?-->", "").replaceAll("<(/?)(?!/?(?:p|br|a|b|table|tr|td|th)\\b)[^>]*>", "")
                .replaceAll("<(p|b|table|tr|td|th)\\s[^>]*>", "<$1>").replaceAll("<br\\s*/?>", "<br />")
                .replaceAll("\\s+", " ").replace("&#39;", "'").replace("&apos;", "'")
               + "<p>&nbsp;</p></div>";
    }

    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", "\n").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                .replace("&#39;", "'").replace("&nbsp;", " ").replace("&amp;", "&").strip();
    }
}
