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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.demo.TicketSystem;
import io.github.egnytemsp.camel.demo.TicketSystem.Note;
import io.github.egnytemsp.camel.demo.TicketSystem.Ticket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** One ticket an incident, whatever the ticket system; and nothing twice, whatever gets lost. */
abstract class TicketIncidents {

    private static final String TRIAL = "RESELLER_CREATED_CONNECT_TRIAL";
    private static final String EXPIRED = "RESELLER_CONNECT_TRIAL_EXPIRED";

    @TempDir
    Path inbox;
    private final String sink;
    private final Map<String, String> properties;
    TicketSystem system;
    private ShippedRoutes routes;

    /** The name of the sink, and the settings that the sink needs besides its address. */
    TicketIncidents(String sink, Map<String, String> properties) {
        this.sink = sink;
        this.properties = properties;
    }

    abstract TicketSystem startSystem() throws Exception;

    @BeforeEach
    void start() throws Exception {
        system = startSystem();
        Map<String, String> all = new HashMap<>(properties);
        all.put(sink + ".baseUrl", system.baseUrl());
        all.put("camel.component.egnyte-msp.maximumRedeliveries", "5");
        all.put("camel.component.egnyte-msp.redeliveryDelay", "20ms");
        all.put("camel.component.egnyte-msp.maximumRedeliveryDelay", "100ms");
        routes = new ShippedRoutes(inbox, all, "sink-" + sink);
    }

    @AfterEach
    void stop() {
        routes.close();
        system.close();
    }

    @Test
    void theFirstEventOfAnIncidentOpensATicketAndTheNextBecomesANote() throws Exception {
        String first = event(TRIAL, 1);
        String second = event(EXPIRED, 1);
        run(first);
        run(second);
        assertThat(system.tickets()).extracting(Ticket::eventId).containsExactly(id(first));
        Ticket ticket = system.tickets().get(0);
        assertThat(ticket.summary()).startsWith("[egnyte:R-1:trial] created connect trial, MSP Example");
        assertThat(system.notes()).extracting(Note::ticket, Note::eventId)
                .containsExactly(tuple(ticket.number(), id(second)));
        assertThat(system.notes().get(0).text()).contains("RESELLER_CONNECT_TRIAL_EXPIRED");
    }

    @Test
    void onceTheTicketIsClosedTheNextEventOpensAnother() throws Exception {
        String first = event(TRIAL, 1);
        String second = event(EXPIRED, 1);
        run(first);
        system.closeTicket(system.tickets().get(0).number());
        run(second);
        assertThat(system.tickets()).extracting(Ticket::eventId).containsExactly(id(first), id(second));
        assertThat(system.notes()).isEmpty();
        String third = event("RESELLER_CREATED_PROTECT_TRIAL", 1);
        run(third);
        assertThat(system.notes()).extracting(Note::ticket).containsExactly(system.tickets().get(1).number());
    }

    @Test
    void anotherResellerOrFamilyIsAnotherIncident() throws Exception {
        run(event(TRIAL, 1));
        run(event(TRIAL, 11));
        run(event("RESELLER_MRR_CHANGED", 1));
        assertThat(system.tickets()).extracting(ticket -> ticket.summary().split(" ")[0])
                .containsExactly("[egnyte:R-1:trial]", "[egnyte:R-11:trial]", "[egnyte:R-1:revenue]");
        assertThat(system.notes()).isEmpty();
    }

    @Test
    void anEventThatComesAgainChangesNothing() throws Exception {
        String first = event(TRIAL, 1);
        String second = event(EXPIRED, 1);
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
    // 0: the connection is gone; 503 and 429: what the HTTP client would send again by itself
    @ValueSource(ints = { 0, 500, 503, 429 })
    void nothingIsDoubledWhenTheAnswerIsLost(int status) throws Exception {
        String first = event(TRIAL, 1);
        String second = event(EXPIRED, 1);
        system.loseNextAnswer(status);
        run(first);
        assertThat(system.refused()).isEqualTo(1);
        system.loseNextAnswer(status);
        run(second);
        assertThat(system.refused()).isEqualTo(2);
        assertThat(system.tickets()).extracting(Ticket::eventId).containsExactly(id(first));
        assertThat(system.notes()).extracting(Note::eventId).containsExactly(id(second));
    }

    @Test
    void anAnswerThatIsNoListIsAFailureAndNotAnEmptyList() throws Exception {
        String event = event(TRIAL, 1);
        // 200 without a body, as of a proxy in front of a system that is down
        system.failWith(200);
        store(routes, event);
        await().until(() -> routes.stored().count(sink, "failed") == 1);
        assertThat(system.tickets()).isEmpty();
    }

    @Test
    void namesAndCodesOfAnyKindMakeTicketsThatAreFoundAgain() throws Exception {
        List<String> codes = List.of(
                "\"Müller & Söhne \\\"IT\\\" <b>x</b>\"", "\"%_[a-z]'\"", "\"" + "long-code-".repeat(30) + "1\"",
                "\"" + "long-code-".repeat(30) + "2\"", "17", "null", "{\"a\":[1,true]}", "\"line\\nbreak\"", "\"${body}\"");
        for (String code : codes) {
            for (String type : List.of(TRIAL, EXPIRED)) {
                run(event(type, 1, "😀".repeat(80) + "\\n\\\"日本\\\" <i>& Söhne").replace("\"R-1\"", code));
            }
        }
        assertThat(system.tickets()).hasSameSizeAs(codes);
        assertThat(system.notes()).hasSameSizeAs(codes).extracting(Note::ticket)
                .containsExactlyElementsOf(system.tickets().stream().map(Ticket::number).toList());
        assertThat(system.tickets()).allSatisfy(
                ticket -> assertThat(ticket.summary())
                        .matches("(?s)\\[egnyte:sha-[0-9a-f]{12}:trial\\] created connect trial, .*"));
    }

    @Test
    void withoutAResellerTheCompanyIsTheIncident() throws Exception {
        for (String company : List.of("One", "Two", "One")) {
            run(event(company.equals("One") && !system.tickets().isEmpty() ? EXPIRED : TRIAL, 1, company)
                    .replace("\"reseller_code\":\"R-1\",", ""));
        }
        assertThat(system.tickets()).hasSize(2);
        assertThat(system.notes()).extracting(Note::ticket).containsExactly(system.tickets().get(0).number());
    }

    /** Waits until the sink has it, once more if it had it before. */
    private void run(String event) throws Exception {
        store(routes, event);
        routes.stored().replay(Map.of("subscription", sink, "eventId", id(event), "state", "handled"));
        await().until(() -> routes.stored().count(sink, "waiting") + routes.stored().count(sink, "running") == 0);
        assertThat(routes.stored().count(sink, "failed")).isZero();
    }
}
