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

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.PsaServer;
import io.github.egnytemsp.camel.psa.QuantityChange;
import io.github.egnytemsp.camel.psa.Step;
import io.github.egnytemsp.camel.psa.Ticket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every adapter of agreements does, through the shipped routes. Egnyte has 20 power users at acme1. */
abstract class AgreementAdapters extends AgreementsFixture {

    private static final Duration LATER = Duration.ofMinutes(6);

    PsaServer system;
    private final String adapter;
    private final int agreement;
    private final String[] files;

    /** The name of the adapter, an agreement that it may have, and the names of its files in {@code routes/}. */
    AgreementAdapters(String adapter, int agreement, String... files) {
        this.adapter = adapter;
        this.agreement = agreement;
        this.files = files;
    }

    abstract PsaServer startSystem() throws Exception;

    abstract void put(Addition line);

    abstract BigDecimal quantity(int line);

    abstract List<QuantityChange> changes();

    final int agreement() {
        return agreement;
    }

    @BeforeEach
    void startAdapter() throws Exception {
        system = startSystem();
        put(Addition.of(30, agreement, "Support", "3", "40"));
        put(Addition.of(31, agreement, "Power users", "18", "15.5"));
        put(Addition.of(32, agreement, "Old", "5", null));
        mapping("acme1,12," + agreement + ",31,powerUsers");
        List<String> settings = new ArrayList<>(
                List.of("agreements.adapter", adapter, "camel.main.routesIncludePattern", Stream.concat(
                        Stream.of("agreements", "event-in-words", "ticket-incident"), Stream.of(files))
                        .map(file -> "file:routes/" + file + ".yaml").collect(Collectors.joining(","))));
        system.properties().forEach((name, value) -> settings.addAll(List.of(name, value)));
        settings.addAll(List.of(adapter + ".enabled", "false"));
        start(settings.toArray(String[]::new));
    }

    @AfterEach
    void stopAdapter() {
        system.close();
    }

    JsonNode proposal() {
        compare();
        List<JsonNode> open = proposals("open");
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    @Test
    void theLineIsReadWithItsNameQuantityAndPrice() {
        JsonNode proposal = proposal();
        assertThat(proposal.get("name").textValue()).isEqualTo("Power users");
        assertThat(proposal.get("from").decimalValue()).isEqualByComparingTo("18");
        assertThat(proposal.get("to").decimalValue()).isEqualByComparingTo("20");
        assertThat(new BigDecimal(proposal.get("amount").textValue())).isEqualByComparingTo("31");
        assertThat(changes()).as("nobody has consented").isEmpty();
    }

    @Test
    void aLineThatHasEndedOrIsNotThereIsNotCompared() throws Exception {
        put(new Addition(
                33, agreement, "Ended", "Ended", BigDecimal.ONE, null, "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"));
        mapping("acme1,12," + agreement + ",33,powerUsers", "acme2,12," + agreement + ",99,powerUsers",
                "globex,12,4711,1,powerUsers");
        JsonNode report = compare();
        assertThat(report.get("unknown")).extracting(line -> line.get("reason").textValue()).satisfiesExactly(
                ended -> assertThat(ended).isEqualTo("Addition 33 of agreement " + agreement + " has ended"),
                missing -> assertThat(missing).isEqualTo("Agreement " + agreement + " has no addition 99"),
                unread -> assertThat(unread).startsWith("Agreement 4711 cannot be read: HTTP status 404"));
        assertThat(report.get("agree").intValue() + report.get("differ").intValue()).isZero();
        assertThat(proposals()).isEmpty();
    }

    @Test
    void anApprovedChangeIsWrittenToItsLineAloneAndLeavesOneTicket() {
        JsonNode applied = approve(proposal());
        assertThat(applied.get("state").textValue()).isEqualTo("applied");
        assertThat(quantity(30)).isEqualByComparingTo("3");
        assertThat(quantity(31)).isEqualByComparingTo("20");
        assertThat(quantity(32)).isEqualByComparingTo("5");
        assertThat(changes()).hasSize(1);
        assertThat(system.tickets()).singleElement().satisfies(ticket -> {
            assertThat(ticket.customer()).isEqualTo(12);
            assertThat(ticket.summary()).startsWith("[egnyte-change-1-").contains("Power users, 18 to 20");
            assertThat(ticket.text()).contains("dana@msp.example");
        });
        assertThat(compare().get("differ").intValue()).isZero();
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNotMadeAgain() {
        system.failOnce(Step.ADDITION, Fault.lost(0));
        JsonNode writing = approve(proposal());
        assertThat(writing.get("state").textValue()).isEqualTo("writing");
        lookAfter(LATER);
        assertThat(proposal(1).get("state").textValue()).isEqualTo("applied");
        assertThat(changes()).hasSize(1);
        assertThat(system.calls(Step.ADDITION)).isEqualTo(1);
    }

    @Test
    void aTicketWhoseAnswerWasLostIsNotOpenedAgain() {
        system.failOnce(Step.OPEN, Fault.lost(0));
        assertThat(approve(proposal()).get("state").textValue()).isEqualTo("written");
        lookAfter(LATER);
        assertThat(proposal(1).get("state").textValue()).isEqualTo("applied");
        assertThat(system.tickets()).extracting(Ticket::customer).containsExactly(12);
    }

    @Test
    void aSystemThatIsDownGetsTheChangeLater() {
        JsonNode seen = proposal();
        system.failWith(503);
        assertThat(approve(seen).get("state").textValue()).isEqualTo("approved");
        system.failWith(0);
        lookAfter(LATER);
        assertThat(proposal(1).get("state").textValue()).isEqualTo("applied");
        assertThat(changes()).hasSize(1);
    }

    @Test
    void aRefusedChangeHasFailed() {
        system.fail(Step.ADDITION, Fault.status(422));
        JsonNode failed = approve(proposal());
        assertThat(failed.get("state").textValue()).isEqualTo("failed");
        assertThat(failed.get("note").textValue()).contains("422");
        assertThat(changes()).isEmpty();
        assertThat(system.tickets()).isEmpty();
    }
}
