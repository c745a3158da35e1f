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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.QuantityChange;
import io.github.egnytemsp.camel.psa.Step;
import io.github.egnytemsp.camel.simulator.SimulatedAccount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A year in minutes: 40 customers with three lines each, 200 drifts on both sides, an operator who approves, refuses
 * and ignores, and everything that goes wrong in between. A ledger of whole numbers, kept by hand beside it, knows what
 * each customer is billed. Another year: {@code -Dagreements.seed=NUMBER}.
 */
class AgreementsYearTest extends AgreementsFixture {

    private static final Logger LOG = LoggerFactory.getLogger(AgreementsYearTest.class);
    private static final int CUSTOMERS = 40;
    private static final LocalDate BEGIN = LocalDate.parse("2026-12-01");
    private static final String[] FIELDS = { "availablePuLicences", "availableSuLicences", "allocatedStorage" };
    private static final String[] QUANTITIES = { "powerUsers", "standardUsers", "storage/100" };
    private static final Duration LATER = Duration.ofMinutes(6);

    private final long seed = Long.getLong("agreements.seed", 20);
    private final Random random = new Random(seed);
    private final List<Line> lines = new ArrayList<>();
    private final List<String> expectedChanges = new ArrayList<>();
    private final Set<String> expectedUnmapped = new TreeSet<>();
    private final Map<String, JsonNode> seenBefore = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private int days;
    private int mostDrifts;
    private int mostDeaths;
    private int drifts;
    private int events;
    private int deaths;

    /** The ledger's page of one line. */
    private static final class Line {

        final String domain;
        final int company;
        final int agreement;
        final int addition;
        final int kind;
        /** As Egnyte counts: users, or storage. */
        int atEgnyte;
        int billed;
        int cents;
        /** What an open proposal must show. */
        String open;
        /** What was refused, and has not changed since. */
        String refused;

        Line(String domain, int company, int agreement, int addition, int kind, int atEgnyte, int cents) {
            this.domain = domain;
            this.company = company;
            this.agreement = agreement;
            this.addition = addition;
            this.kind = kind;
            this.atEgnyte = atEgnyte;
            this.billed = units();
            this.cents = cents;
        }

        /** A begun 100 counts. */
        int units() {
            return kind == 2 ? (atEgnyte + 99) / 100 : atEgnyte;
        }

        boolean differs() {
            return units() != billed;
        }

        String numbers() {
            return billed + " -> " + units() + " at " + cents;
        }

        String key() {
            return agreement + "/" + addition;
        }

        String csv() {
            return domain + "," + company + "," + agreement + "," + addition + "," + QUANTITIES[kind];
        }

        void compared() {
            if (!differs()) {
                open = null;
                refused = null;
            } else if (open != null || !numbers().equals(refused)) {
                open = numbers();
                refused = null;
            }
        }
    }

    @Test
    @Tag("long")
    void aYear() {
        run(365, 200, 16);
        assertThat(counts.keySet()).as("%s", counts).contains("applied", "refused", "ignored", "stale", "failed", "death",
                "trouble", "restart", "decision about what has changed", "comparison that could not read");
    }

    @ParameterizedTest
    @EnumSource
    void aMonth(TestDatabase database) throws Exception {
        inboxUrl = database.url(folder);
        run(33, 40, 3);
    }

    private void run(int daysToRun, int driftsToMake, int deathsAtMost) {
        days = daysToRun;
        mostDrifts = driftsToMake;
        mostDeaths = deathsAtMost;
        try {
            live();
            LOG.info("{} days: {}", days, counts);
        } catch (Throwable e) {
            throw new AssertionError("agreements.seed=" + seed + ", at " + time.now() + ", so far " + counts, e);
        }
    }

    private void live() throws Exception {
        open();
        List<Integer> driftsOfDay = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            driftsOfDay.add(0);
        }
        for (int i = 0; i < mostDrifts * 4 / 5; i++) {
            int day = random.nextInt(days);
            driftsOfDay.set(day, 1 + driftsOfDay.get(day));
        }
        for (int day = 0; day < days; day++) {
            LocalDate date = BEGIN.plusDays(day);
            time.set(date.atTime(8, 0).toInstant(ZoneOffset.UTC));
            happenings(day);
            if (date.getDayOfMonth() == 1) {
                assertThat(bill()).as("the bill of the month before").isEqualTo(ledger());
                compared(look());
            } else {
                assertThat(look()).as("nothing is due").isNull();
            }
            if (driftsOfDay.get(day) > 0) {
                for (int i = 0; i < driftsOfDay.get(day); i++) {
                    drift(anyLine());
                }
                eventsLeadToOneComparison();
            }
            if (day % 3 == 0) {
                operate();
            }
            if (day % 40 == 39) {
                restart();
                count("restart");
            }
        }
        while (drifts < mostDrifts) {
            drift(anyLine());
        }
        compared(compare());
        operate();
        close();
    }

    // both sides, and what happens to them

    private void open() throws Exception {
        List.of("acme1", "acme2", "globex").forEach(egnyte.account()::removeDomain);
        egnyte.account().removeTenant("acme1-protect");
        for (int i = 0; i < CUSTOMERS; i++) {
            String domain = "customer%02d".formatted(i);
            int[] has = { 5 + random.nextInt(60), random.nextInt(200), 50 + random.nextInt(5000) };
            egnyte.account().putDomain(SimulatedAccount.domain(domain, has[0], has[1], has[2]));
            for (int kind = 0; kind < 3; kind++) {
                add(new Line(domain, 1000 + i, 100 + i, 10 * i + kind + 1, kind, has[kind], 101 + random.nextInt(3000)));
            }
        }
        time.set(BEGIN.atTime(7, 0).toInstant(ZoneOffset.UTC));
        start();
        compared(look());
        assertThat(report().get("allAgree").booleanValue()).isTrue();
        // the first look of the month is taken
        time.set(BEGIN.minusDays(1).atTime(7, 0).toInstant(ZoneOffset.UTC));
        compared(compare());
    }

    private void add(Line line) throws Exception {
        lines.add(line);
        connectWise.putAddition(Addition.of(
                line.addition, line.agreement, QUANTITIES[line.kind], String.valueOf(line.billed),
                BigDecimal.valueOf(line.cents, 2).toPlainString()));
        mapping(lines.stream().map(Line::csv).toArray(String[]::new));
    }

    /** What is new, and not mapped at once. */
    private void happenings(int day) throws Exception {
        if (day == 100) {
            egnyte.account().putDomain(SimulatedAccount.domain("newcomer", 12, 0, 100));
            expectedUnmapped.add("newcomer");
        } else if (day == 150) {
            egnyte.account().putTenant(SimulatedAccount.tenant("customer03-protect", "customer03"));
            expectedUnmapped.add("tenant customer03-protect");
        } else if (day == 250) {
            expectedUnmapped.remove("newcomer");
            add(new Line("newcomer", 2000, 900, 901, 0, 12, 1550));
        }
    }

    /** Rather one that has a proposal. */
    private Line anyLine() {
        List<Line> open = lines.stream().filter(line -> line.open != null).toList();
        return !open.isEmpty() && random.nextInt(4) == 0
                ? open.get(random.nextInt(open.size())) : lines.get(random.nextInt(lines.size()));
    }

    private void drift(Line line) {
        drifts++;
        int how = random.nextInt(10);
        if (how < 5) {
            int step = (1 + random.nextInt(9)) * (line.kind == 2 ? 37 : 1);
            line.atEgnyte = random.nextBoolean() || line.atEgnyte < step ? line.atEgnyte + step : line.atEgnyte - step;
            egnyte.account().changeDomain(line.domain, json -> json.put(FIELDS[line.kind], line.atEgnyte));
            count("drift at Egnyte");
        } else if (how < 8) {
            line.billed = Math.max(0, line.billed + (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(5)));
            connectWise.changeQuantity(line.agreement, line.addition, line.billed);
            count("drift of a quantity");
        } else if (how < 9) {
            line.cents = 101 + random.nextInt(3000);
            connectWise.changeUnitPrice(line.agreement, line.addition, BigDecimal.valueOf(line.cents, 2).toPlainString());
            count("drift of a price");
        } else {
            line.billed = line.units();
            connectWise.changeQuantity(line.agreement, line.addition, line.billed);
            count("drift back by hand");
        }
    }

    // comparing

    private void eventsLeadToOneComparison() throws Exception {
        int burst = 1 + random.nextInt(3);
        for (int i = 0; i < burst; i++) {
            Deliveries.store(routes, Deliveries.event("RESELLER_MRR_CHANGED", ++events));
        }
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> routes.stored().count("agreements", "handled") == events);
        assertThat(lookAfter(Duration.ofMinutes(1))).as("more events may come").isNull();
        time.moveOn(Duration.ofMinutes(2));
        int trouble = random.nextInt(12);
        if (trouble < 2) {
            List<JsonNode> before = proposals();
            if (trouble == 0) {
                connectWise.fail(Step.ADDITIONS, random.nextBoolean() ? Fault.status(503) : Fault.tooMany("60"));
            } else {
                egnyte.failNext(io.github.egnytemsp.camel.simulator.Fault.status(503).on("GET", "/pubapi/v1/msp/domains"));
            }
            JsonNode report = look();
            connectWise.fail(Step.ADDITIONS, null);
            egnyte.clearFaults();
            assertThat(report.get("complete").booleanValue()).isFalse();
            assertThat(report.get("allAgree").booleanValue()).isFalse();
            assertThat(proposals()).as("what cannot be read changes nothing").isEqualTo(before);
            count("comparison that could not read");
            time.moveOn(Duration.ofMinutes(15));
        }
        compared(look());
        assertThat(lookAfter(Duration.ofMinutes(5))).as("one comparison").isNull();
    }

    private void compared(JsonNode report) {
        count("comparison");
        assertThat(report).as("it was due").isNotNull();
        lines.forEach(Line::compared);
        long differ = lines.stream().filter(Line::differs).count();
        assertThat(report.get("complete").booleanValue()).isTrue();
        assertThat(report.get("differ").longValue()).isEqualTo(differ);
        assertThat(report.get("agree").longValue()).isEqualTo(lines.size() - differ);
        assertThat(report.get("unmapped")).extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(expectedUnmapped);
        assertThat(report.get("allAgree").booleanValue()).isEqualTo(differ == 0 && expectedUnmapped.isEmpty());
        assertProposals();
    }

    /** Each line that differs and was not refused has one, with the numbers of the ledger. */
    private void assertProposals() {
        Map<String, String> expected = lines.stream().filter(line -> line.open != null)
                .collect(Collectors.toMap(Line::key, line -> line.open));
        Map<String, String> found = new HashMap<>();
        for (JsonNode proposal : proposals()) {
            String state = proposal.get("state").asText();
            assertThat(state).as("nothing is under way").isNotIn("approved", "writing", "written");
            if (state.equals("open")) {
                Line line = line(proposal);
                assertThat(found.put(line.key(), numbers(proposal))).as("one of a line").isNull();
                assertThat(new BigDecimal(proposal.get("amount").asText())).isEqualByComparingTo(BigDecimal.valueOf(
                        (proposal.get("to").longValue() - proposal.get("from").longValue()) * line.cents, 2));
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    private Line line(JsonNode proposal) {
        String key = proposal.get("agreement").asText() + "/" + proposal.get("addition").asText();
        return lines.stream().filter(line -> line.key().equals(key)).findFirst().orElseThrow();
    }

    private static String numbers(JsonNode proposal) {
        return proposal.get("from").asInt() + " -> " + proposal.get("to").asInt() + " at "
               + new BigDecimal(proposal.get("unitPrice").asText()).movePointRight(2).intValueExact();
    }

    // the operator

    private void operate() throws Exception {
        for (JsonNode seen : proposals("open")) {
            Line line = line(seen);
            JsonNode before = seenBefore.get(line.key());
            if (before != null && !(before.get("id").equals(seen.get("id"))
                    && before.get("revision").equals(seen.get("revision")))) {
                assertThatThrownBy(() -> approve(before)).rootCause().isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("Look at it again");
                count("decision about what has changed");
            }
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    refuse(seen);
                    line.refused = line.open;
                    line.open = null;
                    count("refused");
                }
                case 2, 3, 4 -> count("ignored");
                case 5 -> {
                    // somebody changes it while the operator reads
                    if (drifts < mostDrifts) {
                        drift(line);
                    }
                    decideFor(seen, line);
                }
                default -> decideFor(seen, line);
            }
        }
        assertProposals();
        seenBefore.clear();
        proposals("open").forEach(seen -> seenBefore.put(line(seen).key(), seen));
    }

    private void decideFor(JsonNode seen, Line line) throws Exception {
        boolean same = numbers(seen).equals(line.numbers());
        String expected = approveInTrouble(seen, line, same);
        JsonNode proposal = proposal(seen.get("id").longValue());
        for (int i = 0; i < 12 && List.of("approved", "writing", "written").contains(proposal.get("state").asText()); i++) {
            assertThat(lookAfter(LATER)).as("nothing else is due").isNull();
            proposal = proposal(seen.get("id").longValue());
        }
        connectWise.clearFaults();
        egnyte.clearFaults();
        assertThat(proposal.get("state").asText()).as("%s, %s", proposal, line.numbers()).isEqualTo(expected);
        count(expected);
        line.open = null;
        if (expected.equals("applied")) {
            expectedChanges.add(line.key() + ": " + line.billed + " -> " + line.units());
            line.billed = line.units();
        } else if (expected.equals("stale") && line.differs()) {
            line.open = line.numbers();
        }
        assertChanges();
    }

    /** Approves while something goes wrong; what becomes of the proposal. */
    private String approveInTrouble(JsonNode seen, Line line, boolean same) throws Exception {
        int trouble = random.nextInt(24);
        if (!same) {
            if (trouble < 6) {
                connectWise.failOnce(Step.ADDITIONS, Fault.status(503));
            }
            approve(seen);
            return "stale";
        }
        switch (trouble) {
            case 0 -> connectWise.failOnce(Step.ADDITION, Fault.lost(0));
            case 1 -> connectWise.failOnce(Step.ADDITION, Fault.lost(500));
            case 2 -> connectWise.failOnce(Step.ADDITION, Fault.status(0));
            case 3 -> connectWise.failOnce(Step.ADDITION, Fault.status(500));
            case 4 -> connectWise.failOnce(Step.ADDITION, Fault.tooMany("30"));
            case 5 -> {
                connectWise.failOnce(Step.ADDITION, Fault.lost(502));
                connectWise.failOnce(Step.FIND, Fault.status(500));
                connectWise.failOnce(Step.OPEN, Fault.lost(0));
            }
            case 6 -> connectWise.failOnce(Step.OPEN, Fault.lost(500));
            case 7 -> egnyte.failNext(io.github.egnytemsp.camel.simulator.Fault.dropConnection());
            case 8 -> egnyte.failNext(io.github.egnytemsp.camel.simulator.Fault.tooManyRequests(Duration.ofSeconds(1)));
            case 9 -> connectWise.failOnce(Step.ADDITIONS, Fault.status(500));
            case 10 -> {
                connectWise.failOnce(Step.ADDITION, Fault.answer(400, "The agreement is locked"));
                approve(seen);
                return "failed";
            }
            default -> {
                if (trouble < 16 && deaths < mostDeaths) {
                    Step[] steps = { Step.ADDITIONS, Step.ADDITION, Step.ADDITION, Step.FIND, Step.OPEN };
                    connectWise.failOnce(steps[random.nextInt(steps.length)], Fault.silence(random.nextBoolean()));
                    deaths++;
                    count("death");
                    die(() -> approve(seen));
                    start();
                    return "applied";
                }
            }
        }
        count(trouble < 10 ? "trouble" : "no trouble");
        approve(seen);
        return "applied";
    }

    // the end of the year

    private void assertChanges() {
        assertThat(connectWise.quantityChanges()).extracting(QuantityChange::toString)
                .containsExactlyElementsOf(expectedChanges);
    }

    /** In cents. */
    private long ledger() {
        return lines.stream().mapToLong(line -> (long) line.billed * line.cents).sum();
    }

    private long bill() {
        return lines.stream().map(line -> connectWise.addition(line.agreement, line.addition))
                .map(addition -> addition.quantity().multiply(addition.unitPrice())).reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointRight(2).longValueExact();
    }

    private void close() {
        compared(compare());
        List<JsonNode> proposals = proposals();
        compare();
        assertThat(lookAfter(Duration.ofMinutes(30))).isNull();
        assertThat(proposals()).as("a second run changes nothing").isEqualTo(proposals);
        assertChanges();
        assertThat(bill()).isEqualTo(ledger());

        List<String> consented = new ArrayList<>();
        Set<String> decided = new HashSet<>();
        for (JsonNode proposal : proposals) {
            String state = proposal.get("state").asText();
            counts.merge("proposals " + state, 1, Integer::sum);
            if (state.equals("applied")) {
                assertThat(proposal.get("decidedBy").asText()).isEqualTo("dana@msp.example");
                consented.add(line(proposal).key() + ": " + proposal.get("from").asInt() + " -> " + proposal.get("to").asInt());
                decided.add("[egnyte-change-" + proposal.get("id").asLong() + "-");
            }
        }
        assertThat(connectWise.quantityChanges()).as("each with consent, each once").extracting(QuantityChange::toString)
                .containsExactlyInAnyOrderElementsOf(consented);
        assertThat(connectWise.sentTickets()).as("one ticket a change").hasSameSizeAs(consented);
        assertThat(connectWise.sentTickets()).extracting(
                ticket -> ticket.summary().replaceFirst("(egnyte-change-[0-9]+-).*", "$1")).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(decided);
        assertThat(drifts).isEqualTo(mostDrifts);
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
