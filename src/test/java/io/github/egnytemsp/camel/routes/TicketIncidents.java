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
package io.github.egnytemsp.camel.routes;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.Note;
import io.github.egnytemsp.camel.psa.PsaServer;
import io.github.egnytemsp.camel.psa.Step;
import io.github.egnytemsp.camel.psa.Ticket;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** One ticket an incident, whatever the ticket system; and nothing twice, whatever gets lost. */
abstract class TicketIncidents {

    static final String TRIAL = "RESELLER_CREATED_CONNECT_TRIAL";
    static final String EXPIRED = "RESELLER_CONNECT_TRIAL_EXPIRED";
    static final String REVENUE = "RESELLER_MRR_CHANGED";
    private static final String TAG = "\\[egnyte-[0-9a-f]{16}] ";
    private static final int CUSTOMER = 7;

    @TempDir
    Path inbox;
    PsaServer system;
    ShippedRoutes routes;
    private final String sink;
    private final String[] files;
    private final Map<String, String> settings = new HashMap<>();

    /** The name of the ticket system, and the names of its own files in {@code routes/}. */
    TicketIncidents(String sink, String... files) {
        this.sink = sink;
        this.files = Stream.concat(Stream.of("event-in-words", "ticket-incident"), Stream.of(files)).toArray(String[]::new);
    }

    abstract PsaServer startSystem() throws Exception;

    /** The answer to a field that the system does not take. */
    int refusal() {
        return 400;
    }

    @BeforeEach
    void start() throws Exception {
        system = startSystem();
        settings.putAll(system.properties());
        settings.put("tickets.customerId", Integer.toString(CUSTOMER));
        settings.put("tickets.customerFields", "nfr_domain_name, customer");
        settings.put("camel.component.egnyte-msp.maximumRedeliveries", "5");
        settings.put("camel.component.egnyte-msp.redeliveryDelay", "20ms");
        settings.put("camel.component.egnyte-msp.maximumRedeliveryDelay", "100ms");
        routes = startRoutes(Map.of());
    }

    private ShippedRoutes startRoutes(Map<String, String> more) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return new ShippedRoutes(inbox, all, files);
    }

    /** With other settings from here on. */
    void restart(Map<String, String> more) throws Exception {
        routes.close();
        routes = startRoutes(more);
    }

    @AfterEach
    void stop() {
        routes.close();
        system.close();
    }

    /** An event about a customer, one that is like no other. */
    static String event(String type, int number, String customerInJson) {
        return """
                {"event_type":"%s","reseller_code":"R-1","company_name":"MSP Example","customer":"%s","number":%d,
                 "transaction_timestamp":"2026-11-01T10:15:30Z","amount":10.10,"total":123456789012345678.01}
                """.formatted(type, customerInJson, number);
    }

    static String event(String type, int number) {
        return event(type, number, "One");
    }

    /** Waits until the sink has it, once more if it had it before. */
    void run(String event) throws Exception {
        store(routes, event);
        routes.stored().replay(Map.of("subscription", sink, "eventId", id(event), "state", "handled"));
        long all = routes.stored().count(Map.of("subscription", sink));
        // often a few in a row, so without the pause before the first look
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
                .until(() -> Stream.of("handled", "skipped", "failed").mapToLong(state -> routes.stored().count(sink, state))
                        .sum() == all);
        assertThat(routes.stored().count(sink, "failed")).as(() -> tries(event)).isZero();
    }

    /** Waits until the sink has given it up; why it did. */
    String runInVain(String event) throws Exception {
        store(routes, event);
        await().until(() -> routes.stored().count(sink, "failed") == 1);
        return tries(event);
    }

    private String tries(String event) {
        try {
            return routes.stored().get(id(event)).toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String tag(int ticket) {
        return system.tickets().get(ticket).summary().split("]")[0] + "]";
    }

    @Test
    void theFirstEventOfAnIncidentOpensATicketAndTheNextBecomesANote() throws Exception {
        String first = event(TRIAL, 1);
        String second = event(EXPIRED, 2);
        run(first);
        run(second);
        assertThat(system.tickets()).extracting(Ticket::eventId).containsExactly(id(first));
        Ticket ticket = system.tickets().get(0);
        assertThat(ticket.customer()).isEqualTo(CUSTOMER);
        assertThat(ticket.summary()).matches(TAG + "[A-Z].*One.*").hasSizeLessThanOrEqualTo(100);
        assertThat(system.notes()).extracting(Note::ticket, Note::eventId)
                .containsExactly(tuple(ticket.number(), id(second)));
    }

    @Test
    void aTextIsForPeopleInWordsWithALinkAndEveryFieldAsItCame() throws Exception {
        run(event(TRIAL, 1));
        run(event(EXPIRED, 2));
        for (String text : List.of(system.tickets().get(0).text(), system.notes().get(0).text())) {
            assertThat(text).contains("https://resellers.egnyte.com", "One", "10.10", "123456789012345678.01");
            assertThat(text.indexOf("rial")).as("words before fields").isLessThan(text.indexOf("event_type"));
        }
        assertThat(routes.stored().get(id(event(EXPIRED, 2))).toString())
                .contains("note on ticket " + system.tickets().get(0).number());
    }

    @Test
    void onceTheTicketIsClosedTheNextEventOpensAnother() throws Exception {
        run(event(TRIAL, 1));
        system.closeTicket(system.tickets().get(0).number());
        run(event(EXPIRED, 2));
        assertThat(system.tickets()).extracting(Ticket::eventId)
                .containsExactly(id(event(TRIAL, 1)), id(event(EXPIRED, 2)));
        assertThat(system.notes()).isEmpty();
        run(event("RESELLER_CREATED_PROTECT_TRIAL", 3));
        assertThat(system.notes()).extracting(Note::ticket).containsExactly(system.tickets().get(1).number());
    }

    @Test
    void upperAndLowerCaseOfACustomerAreAlike() throws Exception {
        run(event(TRIAL, 1, "New Customer"));
        run(event(TRIAL, 2, "new customer"));
        assertThat(system.tickets()).hasSize(1);
        assertThat(system.notes()).hasSize(1);
    }

    @Test
    void anotherCustomerOrFamilyIsAnotherIncident() throws Exception {
        run(event(TRIAL, 1));
        run(event(TRIAL, 2, "Two"));
        run(event(REVENUE, 3));
        assertThat(system.tickets()).hasSize(3).extracting(ticket -> ticket.summary().split(" ")[0]).doesNotHaveDuplicates();
        assertThat(system.notes()).isEmpty();
    }

    @Test
    void withoutACustomerEachEventIsAnIncidentSoThatCustomersAreNeverJoined() throws Exception {
        run(event(TRIAL, 1, ""));
        run(event(EXPIRED, 2, " "));
        run(event(TRIAL, 3, "x").replace("\"customer\":\"x\",", ""));
        run(event(TRIAL, 3, "x").replace("\"customer\":\"x\",", ""));
        assertThat(system.tickets()).hasSize(3);
        assertThat(system.notes()).isEmpty();
    }

    @Test
    void anEventThatComesAgainChangesNothing() throws Exception {
        String first = event(TRIAL, 1);
        String second = event(EXPIRED, 2);
        for (String event : List.of(first, second, first, second)) {
            run(event);
        }
        system.closeTicket(system.tickets().get(0).number());
        run(first);
        run(second);
        assertThat(system.tickets()).hasSize(1);
        assertThat(system.notes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, names = { "FIND", "NOTES", "OPEN", "NOTE" })
    void nothingIsDoubledWhicheverAnswerIsLost(Step step) throws Exception {
        List<String> opened = new ArrayList<>();
        List<String> noted = new ArrayList<>();
        // 0: the connection is gone; 503 and 429: what an HTTP client may send again by itself
        for (int status : List.of(0, 500, 503, 429)) {
            int refused = system.refused();
            String customer = "Customer " + status;
            system.failOnce(step, Fault.lost(status));
            run(event(TRIAL, 1, customer));
            opened.add(id(event(TRIAL, 1, customer)));
            system.failOnce(step, Fault.lost(status));
            run(event(EXPIRED, 2, customer));
            noted.add(id(event(EXPIRED, 2, customer)));
            assertThat(system.refused()).isGreaterThan(refused);
        }
        assertThat(system.tickets()).extracting(Ticket::eventId).containsExactlyElementsOf(opened);
        assertThat(system.notes()).extracting(Note::eventId).containsExactlyElementsOf(noted);
    }

    @Test
    void anAnswerThatIsNoListIsAFailureAndNotAnEmptyList() throws Exception {
        for (String answer : List.of("", "null", "{}", "\"\"", "<html>Back soon</html>", "{\"message\":\"Back soon\"}")) {
            system.failOnce(Step.FIND, Fault.answer(200, answer));
        }
        system.fail(Step.FIND, Fault.answer(200, "{\"error\":{}}"));
        restart(Map.of("camel.component.egnyte-msp.maximumRedeliveries", "8"));
        runInVain(event(TRIAL, 1));
        assertThat(system.calls(Step.FIND)).isEqualTo(9);
        assertThat(system.calls(Step.OPEN)).isZero();
    }

    @Test
    void notesThatAreNoListAreAFailureToo() throws Exception {
        run(event(TRIAL, 1));
        system.fail(Step.NOTES, Fault.answer(200, "{}"));
        runInVain(event(EXPIRED, 2));
        assertThat(system.calls(Step.NOTE)).isZero();
    }

    @Test
    void whatTheSystemSaysAgainstATicketIsKept() throws Exception {
        system.fail(Step.OPEN, Fault.answer(refusal(), "{\"errors\":[\"The priority 3 is not one of ours\"]}"));
        assertThat(runInVain(event(TRIAL, 1))).contains(Integer.toString(refusal()), "The priority 3 is not one of ours");
    }

    @Test
    void aNoteThatAnOpenTicketRefusesBecomesATicketThatNamesTheOldOne() throws Exception {
        run(event(TRIAL, 1));
        int old = system.tickets().get(0).number();
        system.failOnce(Step.NOTE, Fault.answer(refusal(), "{\"errors\":[\"The ticket is merged\"]}"));
        run(event(EXPIRED, 2));
        assertThat(system.tickets()).extracting(Ticket::eventId)
                .containsExactly(id(event(TRIAL, 1)), id(event(EXPIRED, 2)));
        assertThat(system.tickets().get(1).summary()).startsWith(tag(0)).containsOnlyOnce("[egnyte-");
        assertThat(system.tickets().get(1).text()).contains(Integer.toString(old));
        assertThat(tries(event(EXPIRED, 2))).contains("The ticket is merged", Integer.toString(old));
        run(event("RESELLER_CREATED_PROTECT_TRIAL", 3));
        assertThat(system.notes()).extracting(Note::ticket).as("the newest").containsExactly(system.tickets().get(1).number());
    }

    @Test
    void theIncidentsTicketIsFoundBehind150SimilarOnes() throws Exception {
        run(event(TRIAL, 1));
        String tag = tag(0);
        for (int i = 0; i < 150; i++) {
            system.addTicket(9, tag.replaceFirst(".]", "x]") + " similar " + i + " " + tag, "About " + tag);
            system.addTicket(9, "Is " + tag + " done? " + i, tag);
        }
        run(event(EXPIRED, 2));
        run(event(EXPIRED, 3));
        assertThat(system.sentTickets()).hasSize(1);
        assertThat(system.notes()).extracting(Note::ticket)
                .containsOnly(system.sentTickets().get(0).number()).hasSize(2);
    }

    @Test
    void theIncidentsNewestTicketIsFoundBehind150OfItsOwnThatAreClosed() throws Exception {
        run(event(TRIAL, 1));
        String summary = system.tickets().get(0).summary();
        system.closeTicket(system.tickets().get(0).number());
        for (int i = 0; i < 150; i++) {
            system.closeTicket(system.addTicket(CUSTOMER, summary, "Done").number());
        }
        run(event(EXPIRED, 2));
        run(event(TRIAL, 3));
        run(event(TRIAL, 1));
        assertThat(system.sentTickets()).hasSize(2);
        assertThat(system.notes()).extracting(Note::eventId).containsExactly(id(event(TRIAL, 3)));
    }

    @Test
    void aNoteIsFoundBehind150Others() throws Exception {
        run(event(TRIAL, 1));
        run(event(EXPIRED, 2));
        for (int i = 0; i < 150; i++) {
            system.addNote(system.tickets().get(0).number(), "Looked at it, time no. " + i);
        }
        run(event(EXPIRED, 2));
        run(event(EXPIRED, 3));
        for (int i = 0; i < 150; i++) {
            system.addNote(system.tickets().get(0).number(), "Done, no. " + i);
        }
        run(event(EXPIRED, 2));
        run(event(EXPIRED, 3));
        assertThat(system.notes()).extracting(Note::eventId).containsExactly(id(event(EXPIRED, 2)), id(event(EXPIRED, 3)));
    }

    @Test
    void anyTextMakesATicketThatIsFoundAgain() throws Exception {
        List<String> texts = List.of(
                "x" + "\\u0001".repeat(412), "<".repeat(412), "]".repeat(412), "\\ud800".repeat(50), "😀".repeat(80),
                "Müller & Söhne \\\"IT\\\" <b>x</b> <script>alert(1)</script> – 日本", "line\\r\\nbreak\\u0000\\u001b[31m",
                "\\u202eevil\\u2066", "%_[a-z]'\\\" or 1=1 --", "${body} {{webhook.url}} <#assign x=1>${7*7}",
                "a".repeat(40_000),
                "é".repeat(40_000), "[egnyte:R-77:revenue]", "[egnyte-0123456789abcdef]", "-->", "&&&;&#93;");
        for (String text : texts) {
            for (int i = 0; i < 2; i++) {
                run(event(TRIAL, 1, text).replace("MSP Example", text));
                run(event(EXPIRED, 2, text).replace("R-1", text));
            }
            assertThat(system.tickets()).as(text).hasSize(texts.indexOf(text) + 1);
            assertThat(system.notes()).as(text).hasSize(texts.indexOf(text) + 1).last()
                    .extracting(Note::ticket).isEqualTo(system.tickets().get(texts.indexOf(text)).number());
        }
        assertThat(system.tickets()).allSatisfy(
                ticket -> assertThat(ticket.summary()).matches(TAG + "[^\\p{Cntrl}]+").hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void anEventOfNothingButControlCharactersIsNoBurden() throws Exception {
        run(event(TRIAL, 1, "\\u0001".repeat(412)).replace("MSP Example", "\\u001f".repeat(412)));
        assertThat(system.tickets()).hasSize(1);
    }

    @Test
    void noFieldTakesATicketOrAnIdOfAnotherCustomer() throws Exception {
        run(event(TRIAL, 1));
        String victim = tag(0);
        String next = event(EXPIRED, 2);
        List<String> names = List.of(
                victim, victim + " Trial expired: One", "x " + victim, "Egnyte event " + id(next),
                "x\\nEgnyte event " + id(next) + "\\n", "<p>Egnyte event " + id(next) + "</p>",
                "y\\u2028Egnyte event " + id(next));
        for (String name : names) {
            run(event(TRIAL, 1, name));
            run(event(EXPIRED, 1, name).replace("R-1", name).replace("MSP Example", name));
        }
        assertThat(system.tickets()).hasSize(1 + names.size()).extracting(ticket -> ticket.summary().split("]")[0])
                .doesNotHaveDuplicates();
        run(next);
        assertThat(system.notes()).as("not known, though all quote its id").hasSize(names.size() + 1)
                .last().extracting(Note::ticket, Note::eventId).containsExactly(system.tickets().get(0).number(), id(next));
    }

    @Test
    void theCustomerDecidesTheClientInTheTicketSystem() throws Exception {
        restart(Map.of("tickets.customers.Two", "12", "tickets.customers.müller & söhne", "13"));
        run(event(TRIAL, 1));
        run(event(TRIAL, 2, "two"));
        run(event(TRIAL, 3, "Müller & Söhne"));
        run(event(TRIAL, 4, ""));
        assertThat(system.tickets()).extracting(Ticket::customer).containsExactly(CUSTOMER, 12, 13, CUSTOMER);
    }

    @ParameterizedTest
    @CsvSource({
            "SINK.ticket.example_id,5f1c6f0e-7b1a",
            "SINK.note.example.id,1 or 1", "SINK.attention.exampleID,\"1\"" })
    void anIdThatIsNoNumberFailsTheStartAndIsNamed(String property, String value) {
        String name = property.replace("SINK", sink);
        assertThatThrownBy(() -> new ShippedRoutes(inbox.resolve("other"), Map.of(name, value), files))
                .hasStackTraceContaining(name);
    }

    @Test
    void unlessEnabledItTakesNoEvents() throws Exception {
        try (ShippedRoutes off = new ShippedRoutes(
                inbox.resolve("other"), Map.of("tickets.customerId", "1"), files)) {
            assertThat(off.context().getRoutes()).extracting(Route::getRouteId).doesNotContain("sink-" + sink);
        }
    }

    @Test
    void retryAfterIsHeededInBothForms() throws Exception {
        system.failOnce(Step.FIND, Fault.tooMany("1"));
        run(event(TRIAL, 1));
        system.failOnce(Step.FIND, Fault.tooMany(
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1))));
        run(event(EXPIRED, 2));
        assertThat(system.refused()).isEqualTo(2);
        assertThat(system.tickets()).hasSize(1);
        assertThat(system.notes()).hasSize(1);
    }

    @Test
    void anAnswerThatNeverEndsIsAFailedTryAndNoMore() throws Exception {
        system.failOnce(Step.FIND, Fault.endless());
        run(event(TRIAL, 1));
        system.failOnce(Step.NOTES, Fault.endless());
        run(event(EXPIRED, 2));
        assertThat(system.calls(Step.FIND)).isEqualTo(4);
        assertThat(system.tickets()).hasSize(1);
        assertThat(system.notes()).hasSize(1);
    }

    @Test
    void anAnswerThatComesByteByByteIsAFailedTryAndNoMore() throws Exception {
        restart(Map.of("camel.component.http.httpClientConfigurer.deadline", "1s"));
        run(event(TRIAL, 1));
        system.failOnce(Step.FIND, Fault.byteByByte());
        run(event(EXPIRED, 2));
        assertThat(system.calls(Step.FIND)).isEqualTo(3);
        assertThat(system.tickets()).hasSize(1);
        assertThat(system.notes()).hasSize(1);
    }

    @Test
    void longTextsOfOthersFitIntoTheLongestAnswer() throws Exception {
        run(event(TRIAL, 1));
        String tag = tag(0);
        for (int i = 0; i < 100; i++) {
            system.addTicket(9, "About " + tag, tag + "x".repeat(7_000));
            system.addNote(system.tickets().get(0).number(), "x".repeat(30_000));
        }
        run(event(EXPIRED, 2));
        run(event(EXPIRED, 2));
        assertThat(system.sentTickets()).hasSize(1);
        assertThat(system.notes()).hasSize(1);
    }
}
