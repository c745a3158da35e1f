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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * ConnectWise PSA: a login and a client id with each call, pages of 25 unless more are asked for (at most 1,000),
 * summaries of at most 100 characters, a header {@code Link} to the next page.
 */
public final class ConnectWiseServer extends PsaServer {

    /** The secret part of the login that it takes. */
    public static final String PRIVATE_KEY = "private-6b1d";
    /** The login. */
    public static final String LOGIN = "acmemsp+Kx0public:" + PRIVATE_KEY;
    /** The id of an integration that it takes. */
    public static final String CLIENT_ID = "0d9f7f1c-9e20-4a52-8d1b-52a5f7e0c111";

    /** The longest summary. */
    public static final int LONGEST_SUMMARY = 100;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final int NEW = 16;
    private static final int CLOSED = 17;
    private static final int DEFAULT_PAGE = 25;
    private static final int LARGEST_PAGE = 1000;
    private static final String API = "/v4_6_release/apis/3.0/service/tickets";
    private static final String ABOUT = "/v4_6_release/apis/3.0/system/info";
    private static final String BOARDS = "/v4_6_release/apis/3.0/service/boards";
    private static final String PRIORITIES = "/v4_6_release/apis/3.0/service/priorities";
    private static final String COMPANIES = "/v4_6_release/apis/3.0/company/companies";
    private static final String AGREEMENTS = "/v4_6_release/apis/3.0/finance/agreements";
    private static final Pattern ADDITIONS
            = Pattern.compile("/v4_6_release/apis/3[.]0/finance/agreements/(\\d{1,9})/additions(?:/(\\d{1,9}))?");
    private static final Pattern ONE = Pattern.compile(API + "/(\\d+)(/notes)?");
    private static final Pattern TERM
            = Pattern.compile("(\\w+) *(like|contains|=) *(?:\"([^\"]*)\"|'([^']*)'|(true|false|\\d+))",
                    Pattern.CASE_INSENSITIVE);
    private static final List<String> REFERENCES = List.of("company", "board", "status", "type", "source", "priority");
    private static final Set<String> TEXTS
            = Set.of("summary", "initialDescription", "initialInternalAnalysis", "severity", "impact");

    private final AgreementLedger agreements = new AgreementLedger();

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @throws IOException if it cannot listen
     */
    public ConnectWiseServer() throws IOException {
        super(0);
    }

    /**
     * Starts it.
     *
     * @param  port        where it listens, on 127.0.0.1
     * @throws IOException if it cannot listen
     */
    public ConnectWiseServer(int port) throws IOException {
        super(port);
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("connectwise.enabled", "true");
        properties.put("connectwise.url", baseUrl());
        properties.put("connectwise.login", LOGIN);
        properties.put("connectwise.clientId", CLIENT_ID);
        return properties;
    }

    /**
     * Adds an agreement without any line.
     *
     * @param agreement its id
     */
    public void addAgreement(int agreement) {
        agreements.put(agreement);
    }

    /**
     * Adds or replaces a line of an agreement, and adds the agreement if it is not there.
     *
     * @param addition the line
     */
    public void putAddition(Addition addition) {
        agreements.put(addition);
    }

    /**
     * One line of an agreement.
     *
     * @param  agreement the agreement's id
     * @param  addition  the line's id
     * @return           the line, or null if there is none
     */
    public Addition addition(int agreement, int addition) {
        return agreements.addition(agreement, addition);
    }

    /**
     * A technician changes a quantity.
     *
     * @param agreement the agreement's id
     * @param addition  the line's id
     * @param quantity  the new quantity
     */
    public void changeQuantity(int agreement, int addition, int quantity) {
        agreements.change(agreement, addition, line -> line.withQuantity(BigDecimal.valueOf(quantity)));
    }

    /**
     * A technician changes a price.
     *
     * @param agreement the agreement's id
     * @param addition  the line's id
     * @param price     the new price of one
     */
    public void changeUnitPrice(int agreement, int addition, String price) {
        agreements.change(agreement, addition, line -> line.withUnitPrice(new BigDecimal(price)));
    }

    /**
     * A technician cancels a line.
     *
     * @param agreement the agreement's id
     * @param addition  the line's id
     * @param date      until when it is billed, such as {@code 2026-11-01T00:00:00Z}; null takes it back
     */
    public void cancelAddition(int agreement, int addition, String date) {
        agreements.change(agreement, addition, line -> line.cancelled(date));
    }

    /**
     * A technician deletes a line.
     *
     * @param agreement the agreement's id
     * @param addition  the line's id
     */
    public void removeAddition(int agreement, int addition) {
        agreements.remove(agreement, addition);
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
        Matcher additions = ADDITIONS.matcher(call.path());
        if (additions.matches() && additions.group(2) == null && call.method().equals("GET")) {
            return Step.ADDITIONS;
        } else if (additions.matches() && additions.group(2) != null && call.method().equals("PATCH")) {
            return Step.ADDITION;
        }
        Matcher one = ONE.matcher(call.path());
        boolean notes = one.matches() && one.group(2) != null;
        if (List.of(ABOUT, BOARDS, PRIORITIES, COMPANIES, AGREEMENTS).contains(call.path()) && call.method().equals("GET")) {
            return Step.ABOUT;
        } else if (call.path().equals(API) && call.method().equals("GET")) {
            return Step.FIND;
        } else if (call.path().equals(API) && call.method().equals("POST")) {
            return Step.OPEN;
        } else if (notes && call.method().equals("GET")) {
            return Step.NOTES;
        } else if (notes && call.method().equals("POST")) {
            return Step.NOTE;
        } else if (one.matches() && !notes && call.method().equals("PATCH")) {
            return Step.CHANGE;
        }
        throw new Refusal(404, error("NotFound", "No such call: " + call.method() + " " + call.path()).toString());
    }

    @Override
    void checkLogin(Call call) throws Refusal {
        String login = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + login).equals(call.header("Authorization"))) {
            throw new Refusal(401, error("Unauthorized", "Invalid authentication").toString());
        }
        if (!CLIENT_ID.equals(call.header("clientId"))) {
            throw new Refusal(401, error("ClientIdNotValid", "A valid clientId is required").toString());
        }
    }

    private ObjectNode error(String code, String message) {
        return mapper.createObjectNode().put("code", code).put("message", message);
    }

    @Override
    Refusal refusal(String text) {
        ObjectNode error = error("InvalidObject", "The object is invalid");
        error.putArray("errors").add(error("InvalidField", text));
        return new Refusal(400, error.toString());
    }

    @Override
    int status(boolean open) {
        return open ? NEW : CLOSED;
    }

    @Override
    Reply handle(Step step, Call call) throws IOException, Refusal {
        Matcher one = ONE.matcher(call.path());
        int ticket = one.matches() ? Integer.parseInt(one.group(1)) : 0;
        return switch (step) {
            case ABOUT -> Reply.ok(about(call.path()));
            case ADDITIONS -> additions(call);
            case ADDITION -> Reply.ok(changeAddition(call));
            case FIND -> find(call);
            case NOTES -> notes(ticket, call);
            case OPEN -> Reply.created(openTicket(json(call)));
            case NOTE -> Reply.created(writeNote(openTicket(ticket).number(), json(call)));
            default -> Reply.ok(change(ticket(ticket).number(), json(call)));
        };
    }

    private JsonNode about(String path) {
        return switch (path) {
            case BOARDS -> mapper.createArrayNode().add(named(1, "Help Desk"));
            case PRIORITIES -> mapper.createArrayNode().add(named(3, "Priority 3 - Medium"));
            case AGREEMENTS -> {
                ArrayNode all = mapper.createArrayNode();
                agreements.ids().forEach(id -> all.add(named(id, "Cloud services " + id)));
                yield all;
            }
            case COMPANIES -> mapper.createArrayNode().add(named(12, "Acme MSP"));
            default -> mapper.createObjectNode().put("version", "v2026.1").put("isCloud", true);
        };
    }

    private ObjectNode named(int id, String name) {
        return mapper.createObjectNode().put("id", id).put("name", name);
    }

    private Reply find(Call call) throws Refusal {
        Predicate<Ticket> wanted = conditions(call.query().getOrDefault("conditions", ""));
        Comparator<Ticket> byNumber = Comparator.comparing(Ticket::number);
        Stream<Ticket> found = tickets().stream().filter(wanted)
                .sorted("id desc".equalsIgnoreCase(call.query().get("orderBy")) ? byNumber.reversed() : byNumber);
        return page(call, found.map(
                ticket -> mapper.createObjectNode().put("id", ticket.number()).put("summary", ticket.summary())
                        .put("closedFlag", !ticket.open())
                        .set("status", mapper.createObjectNode().put("id", ticket.status()))));
    }

    /** Terms that are joined by and. */
    private Predicate<Ticket> conditions(String conditions) throws Refusal {
        Predicate<Ticket> all = ticket -> true;
        for (String each : conditions.isEmpty() ? new String[0] : conditions.split("(?i) and ")) {
            Matcher term = TERM.matcher(each.strip());
            if (!term.matches()) {
                throw new Refusal(400, error("ConditionsInvalid", "Conditions are not valid: " + each).toString());
            }
            String value = term.group(3) != null ? term.group(3) : term.group(4) != null ? term.group(4) : term.group(5);
            all = all.and(switch (term.group(1) + " " + term.group(2)) {
                case "summary like" -> ticket -> like(value).matcher(ticket.summary()).matches();
                case "summary contains" -> ticket -> like("%" + value + "%").matcher(ticket.summary()).matches();
                case "closedFlag =" -> ticket -> ticket.open() != Boolean.parseBoolean(value);
                case "id =" -> ticket -> ticket.number() == Integer.parseInt(value);
                default -> throw new Refusal(400, error("ConditionsInvalid", "Unknown: " + each).toString());
            });
        }
        return all;
    }

    /** As SQL Server does: an underscore is any character, brackets hold those that are meant. */
    private static Pattern like(String value) {
        StringBuilder regex = new StringBuilder();
        Matcher part = Pattern.compile("[%*]|_|\\[[^\\]]*\\]|[^%*_\\[]+|\\[").matcher(value);
        while (part.find()) {
            switch (part.group().charAt(0)) {
                case '%', '*' -> regex.append(".*");
                case '_' -> regex.append('.');
                case '[' -> regex.append(part.group().length() > 1 ? part.group() : "\\[");
                default -> regex.append(Pattern.quote(part.group()));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** The text that a ticket was opened with is its first note. */
    private Reply notes(int number, Call call) throws Refusal {
        Ticket ticket = ticket(number);
        Stream<Note> first = Stream.of(new Note(0, number, ticket.text(), ticket.visible(), null));
        return page(call, Stream.concat(first, notesOn(number).stream()).sorted(Comparator.comparing(Note::number)).map(
                note -> mapper.createObjectNode().put("id", note.number()).put("ticketId", number).put("text", note.text())
                        .put("detailDescriptionFlag", note.visible()).put("internalAnalysisFlag", !note.visible())));
    }

    private Reply page(Call call, Stream<? extends JsonNode> found) throws Refusal {
        int page = number(call, "page", 1, 1, Integer.MAX_VALUE);
        int size = number(call, "pageSize", DEFAULT_PAGE, 1, LARGEST_PAGE);
        List<? extends JsonNode> all = found.toList();
        ArrayNode body = mapper.createArrayNode().addAll(page(all.stream().map(JsonNode.class::cast), page, size));
        if (all.size() <= (long) page * size) {
            return Reply.ok(body);
        }
        String next = "<%s%s?pageSize=%d&page=%d>; rel=\"next\"".formatted(baseUrl(), call.path(), size, page + 1);
        return new Reply(200, body, Map.of("Link", next));
    }

    private JsonNode openTicket(JsonNode ticket) throws Refusal {
        for (var names = ticket.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!REFERENCES.contains(name) && !TEXTS.contains(name)) {
                throw refusal("Unknown field " + name);
            }
        }
        for (String reference : REFERENCES) {
            if (ticket.has(reference)) {
                id(ticket, reference + ".id");
            }
        }
        boolean visible = ticket.has("initialDescription");
        Ticket opened = open(
                id(ticket, "company.id"), text(ticket, "summary", LONGEST_SUMMARY, true),
                text(ticket, visible ? "initialDescription" : "initialInternalAnalysis", LONGEST_TEXT, false), visible, ticket);
        return mapper.createObjectNode().put("id", opened.number()).put("summary", opened.summary());
    }

    private JsonNode writeNote(int ticket, JsonNode note) throws Refusal {
        List<String> flags = Stream.of("detailDescriptionFlag", "internalAnalysisFlag", "resolutionFlag")
                .filter(flag -> note.path(flag).asBoolean()).collect(Collectors.toList());
        if (flags.isEmpty()) {
            throw refusal("A note must be a description, an internal analysis or a resolution");
        }
        Note written = note(
                ticket, text(note, "text", LONGEST_TEXT, false), !flags.equals(List.of("internalAnalysisFlag")), note);
        return mapper.createObjectNode().put("id", written.number()).put("ticketId", ticket).put("text", written.text());
    }

    private JsonNode change(int ticket, JsonNode operations) throws Refusal {
        JsonNode operation = operations.path(0);
        if (operations.size() != 1 || !operation.path("op").asText().equals("replace")
                || !operation.path("path").asText().matches("/?status")) {
            throw refusal("Only the status can be replaced");
        }
        int status = id(operation, "value.id");
        setStatus(ticket, status, status != CLOSED);
        return mapper.createObjectNode().put("id", ticket);
    }

    private Reply additions(Call call) throws Refusal {
        Matcher path = ADDITIONS.matcher(call.path());
        path.matches();
        List<Addition> all = agreements.additions(Integer.parseInt(path.group(1)));
        if (all == null) {
            throw new Refusal(404, error("NotFound", "Agreement " + path.group(1) + " not found").toString());
        }
        if (call.query().containsKey("conditions")) {
            throw new Refusal(400, error("ConditionsInvalid", "This server knows no conditions of additions").toString());
        }
        if (!call.query().getOrDefault("orderBy", "id").equals("id")) {
            throw refusal("orderBy must be id");
        }
        String fields = call.query().get("fields");
        return page(call, all.stream().map(this::json)
                .map(json -> fields == null ? json : json.retain(List.of(fields.split(",")))));
    }

    private ObjectNode json(Addition addition) {
        ObjectNode json = mapper.createObjectNode().put("id", addition.id()).put("quantity", addition.quantity())
                .put("agreementId", addition.agreement()).put("billCustomer", "Billable")
                .put("effectiveDate", addition.effectiveDate());
        json.set("product", mapper.createObjectNode().put("id", 100 + addition.id()).put("identifier", addition.product()));
        if (addition.description() != null) {
            json.put("description", addition.description());
        }
        if (addition.unitPrice() != null) {
            json.put("unitPrice", addition.unitPrice());
        }
        if (addition.cancelledDate() != null) {
            json.put("cancelledDate", addition.cancelledDate());
        }
        return json;
    }

    private JsonNode changeAddition(Call call) throws IOException, Refusal {
        Matcher path = ADDITIONS.matcher(call.path());
        path.matches();
        JsonNode operations = json(call);
        JsonNode operation = operations.path(0);
        Addition addition = agreements.addition(Integer.parseInt(path.group(1)), Integer.parseInt(path.group(2)));
        if (addition == null) {
            throw new Refusal(404, error("NotFound", "Addition " + path.group(2) + " not found").toString());
        }
        if (!operations.isArray() || operations.size() != 1 || !operation.path("op").asText().equals("replace")
                || !operation.path("path").asText().matches("/?quantity")) {
            throw refusal("Only the quantity can be replaced");
        }
        if (!operation.path("value").isNumber() || operation.path("value").decimalValue().signum() < 0) {
            throw refusal("The quantity must be a number of 0 or more, and is " + operation.path("value"));
        }
        if (addition.cancelledDate() != null) {
            throw refusal("The addition is cancelled");
        }
        return json(agreements.changeByApi(addition.agreement(), addition.id(), operation.path("value").decimalValue()));
    }
}
