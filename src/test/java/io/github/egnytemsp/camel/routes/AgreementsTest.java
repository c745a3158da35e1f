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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.operator.OperatorStatus;
import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.QuantityChange;
import io.github.egnytemsp.camel.psa.Step;
import io.github.egnytemsp.camel.psa.Ticket;
import io.github.egnytemsp.camel.simulator.SimulatedAccount;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** routes/agreements.yaml and agreements-connectwise.yaml: Egnyte has 20, 10 and 30 power users. */
class AgreementsTest extends AgreementsFixture {

    private static final Duration LATER = Duration.ofMinutes(6);

    @BeforeEach
    void agreements() throws Exception {
        connectWise.putAddition(Addition.of(31, 7, "Power users", "20", "15.50"));
        connectWise.putAddition(Addition.of(32, 8, "Power users", "10", "15.50"));
        connectWise.putAddition(Addition.of(33, 9, "Power users", "30", "22"));
        mapping("acme1,12,7,31,powerUsers", "acme2,13,8,32,powerUsers", "globex,14,9,33,powerUsers");
        // no line can bill a tenant
        egnyte.account().removeTenant("acme1-protect");
    }

    private void egnyteHas(String domain, int powerUsers) {
        egnyte.account().changeDomain(domain, json -> json.put("availablePuLicences", powerUsers));
    }

    /** Two more users at acme1 than are billed. */
    private JsonNode difference() throws Exception {
        start();
        egnyteHas("acme1", 22);
        compare();
        return only();
    }

    private JsonNode only() {
        List<JsonNode> open = proposals("open");
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    private void assertWritten(String... changes) {
        assertThat(connectWise.quantityChanges()).extracting(QuantityChange::toString).containsExactly(changes);
    }

    private static String state(JsonNode proposal) {
        return proposal.get("state").asText();
    }

    // comparing

    @Test
    void whatAgreesIsReportedAsSuchAndProposesNothing() throws Exception {
        start();
        JsonNode report = compare();
        assertThat(report.get("allAgree").booleanValue()).isTrue();
        assertThat(report.get("summary").textValue()).isEqualTo("All 3 mapped lines agree.");
        assertThat(report()).isEqualTo(report);
        assertThat(proposals()).isEmpty();
    }

    @Test
    void aDifferenceIsOneProposalWithWhatItCosts() throws Exception {
        JsonNode proposal = difference();
        compare();
        assertThat(only()).as("the same again").isEqualTo(proposal);
        assertThat(proposal.toString()).isEqualTo(
                """
                        {"id":1,"revision":1,"state":"open","domain":"acme1","company":"12","agreement":"7","addition":"31",\
                        "name":"Power users","quantity":"powerUsers","from":20,"to":22,"unitPrice":"15.50","amount":"31.00",\
                        "since":"2026-12-10T09:00:00Z","updatedAt":"2026-12-10T09:00:00Z"}""".replace("\\\n", ""));
        assertThat(compare().get("summary").textValue()).isEqualTo("3 of 3 mapped lines were compared: 2 agree, 1 differs.");
        assertWritten();
    }

    @Test
    void anOpenProposalFollowsBothSidesWithANewRevision() throws Exception {
        difference();
        egnyteHas("acme1", 25);
        compare();
        assertThat(only().get("revision").intValue()).isEqualTo(2);
        assertThat(only().get("to").intValue()).isEqualTo(25);
        connectWise.changeQuantity(7, 31, 24);
        compare();
        assertThat(only().get("revision").intValue()).isEqualTo(3);
        assertThat(only().get("from").intValue()).isEqualTo(24);
        connectWise.changeUnitPrice(7, 31, "10");
        compare();
        assertThat(only().get("revision").intValue()).isEqualTo(4);
        assertThat(new BigDecimal(only().get("amount").textValue())).isEqualByComparingTo("10");
        assertThat(proposals()).hasSize(1);
    }

    @Test
    void aProposalIsClosedWhenTheDifferenceHasGone() throws Exception {
        difference();
        connectWise.changeQuantity(7, 31, 22);
        compare();
        assertThat(proposals("open")).isEmpty();
        assertThat(state(proposal(1))).isEqualTo("closed");
        assertThat(proposal(1).get("note").textValue()).isEqualTo("The difference has gone.");
        egnyteHas("acme1", 23);
        compare();
        assertThat(only().get("id").intValue()).as("another difference").isEqualTo(2);
    }

    @Test
    void aProposalIsClosedWhenItsLineIsNotMappedAnyMore() throws Exception {
        difference();
        mapping("acme2,13,8,32,powerUsers", "globex,14,9,33,powerUsers");
        assertThat(compare().get("unmapped")).extracting(JsonNode::textValue).containsExactly("acme1");
        assertThat(state(proposal(1))).isEqualTo("closed");
        assertThat(proposal(1).get("note").textValue()).isEqualTo("The line is not mapped any more.");
    }

    @Test
    void storageIsCountedInBegunSteps() throws Exception {
        // 800, 400 and 6000
        connectWise.putAddition(Addition.of(41, 7, "100 GB", "8", "5"));
        connectWise.putAddition(Addition.of(42, 8, "100 GB", "4", "5"));
        connectWise.putAddition(Addition.of(43, 9, "1 TB", "7", null));
        mapping("acme1,12,7,41,storage/100", "acme2,13,8,42,storage/100", "globex,14,9,43,storage/1000");
        start();
        assertThat(compare().get("agree").intValue()).isEqualTo(2);
        JsonNode globex = only();
        assertThat(globex.get("to").intValue()).isEqualTo(6);
        assertThat(globex.has("amount")).as("no price, no amount").isFalse();
        egnyte.account().changeDomain("globex", json -> json.put("allocatedStorage", new BigDecimal("6000.1")));
        egnyte.account().changeDomain("acme1", json -> json.put("allocatedStorage", 801));
        compare();
        assertThat(only().get("domain").textValue()).isEqualTo("acme1");
        assertThat(only().get("to").intValue()).isEqualTo(9);
    }

    @Test
    void standardUsersAreCompared() throws Exception {
        connectWise.putAddition(Addition.of(51, 7, "Standard users", "90", "1.10"));
        mapping("acme1,12,7,51,standardUsers");
        start();
        compare();
        assertThat(only().get("to").intValue()).isEqualTo(100);
        assertThat(new BigDecimal(only().get("amount").textValue())).isEqualByComparingTo("11.00");
    }

    @Test
    void domainsAndTenantsWithoutALineAreListed() throws Exception {
        mapping("acme1,12,7,31,powerUsers");
        egnyte.account().putTenant(SimulatedAccount.tenant("acme1-protect", "acme1"));
        start();
        JsonNode report = compare();
        assertThat(report.get("unmapped")).extracting(JsonNode::textValue)
                .containsExactly("acme2", "globex", "tenant acme1-protect");
        assertThat(report.get("allAgree").booleanValue()).isFalse();
        assertThat(report.get("summary").textValue())
                .isEqualTo("1 of 1 mapped lines were compared: 1 agree, 0 differ. Not mapped: acme2, globex, tenant"
                           + " acme1-protect.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Egnyte\\n2026-12-10 INFO forged | Egnyte 2026-12-10 INFO forged", "'' | PU-1", " | PU-1" })
    void theNameOfALineIsOneLine(String description, String name) throws Exception {
        connectWise.putAddition(new Addition(
                31, 7, "PU-1", description == null ? null : description.replace("\\n", "\n"), new BigDecimal(3), null,
                "2026-01-01T00:00:00Z", null));
        start();
        compare();
        assertThat(only().get("name").textValue()).isEqualTo(name);
    }

    @Test
    void everyPageOfALongAgreementIsRead() throws Exception {
        for (int id = 1000; id < 1600; id++) {
            connectWise.putAddition(Addition.of(id, 7, "Power users", "20", "1"));
        }
        mapping("acme1,12,7,1599,powerUsers", "acme2,13,8,32,powerUsers", "globex,14,9,33,powerUsers");
        start();
        assertThat(compare().get("allAgree").booleanValue()).isTrue();
        assertThat(connectWise.calls(Step.ADDITIONS)).as("of 250").isEqualTo(5);
    }

    // what is not known

    @Test
    void aSideThatCannotBeReadIsReportedAndClosesNothing() throws Exception {
        difference();
        connectWise.fail(Step.ADDITIONS, Fault.status(500));
        JsonNode report = compare();
        assertThat(report.get("complete").booleanValue()).isFalse();
        assertThat(report.get("allAgree").booleanValue()).isFalse();
        assertThat(report.get("unknown")).hasSize(3);
        assertThat(report.get("unknown").get(0).get("reason").textValue())
                .startsWith("Agreement 7 cannot be read: HTTP status 500");
        assertThat(report.get("summary").textValue())
                .startsWith("Nothing was compared. Not compared: acme1 (Agreement 7 cannot be read: HTTP status 500");
        connectWise.fail(Step.ADDITIONS, null);
        egnyte.failNext(io.github.egnytemsp.camel.simulator.Fault.status(500).on("GET", "/pubapi/v1/msp/domains"));
        report = compare();
        assertThat(report.get("problems").get(0).textValue()).startsWith("Egnyte's domains cannot be read: ");
        assertThat(report.get("allAgree").booleanValue()).isFalse();
        egnyte.failNext(io.github.egnytemsp.camel.simulator.Fault.status(500).on("GET", "/pubapi/v1/msp/tenants"));
        assertThat(compare().get("problems").get(0).textValue()).startsWith("Egnyte's tenants cannot be read: ");
        assertThat(only().get("revision").intValue()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileAnswers")
    void anAnswerThatNoPageHasIsNotTakenIn(String what, String answer, String reason) throws Exception {
        difference();
        connectWise.fail(Step.ADDITIONS, Fault.answer(200, answer));
        JsonNode report = compare();
        assertThat(report.get("unknown").get(0).get("reason").textValue()).startsWith("Agreement 7 cannot be read: ")
                .contains(reason);
        assertThat(report.get("allAgree").booleanValue()).isFalse();
        connectWise.fail(Step.ADDITIONS, null);
        assertThat(compare().get("complete").booleanValue()).as("the next one").isTrue();
    }

    static Stream<Arguments> hostileAnswers() {
        String addition = "{\"id\":1,\"quantity\":1,\"description\":\"%s\"},";
        return Stream.of(
                arguments("a megabyte of nothing", "[" + "{},".repeat(340_000) + "{}]", "more than 100000 JSON values"),
                arguments(
                        "more than a page", "[" + addition.repeat(250) + "{}]",
                        "did not answer with a page of 250 additions"),
                arguments(
                        "full pages without end", "[" + addition.formatted("x".repeat(4000)).repeat(249) + "{}]",
                        "did not answer with a page of 250 additions"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "nowhere,12,7,31,powerUsers | Egnyte has no domain nowhere",
            "acme1,12,7,99,powerUsers | Agreement 7 has no addition 99",
            "acme1,12,77,31,powerUsers | Agreement 77 cannot be read: HTTP status 404",
            "acme2,13,8,34,powerUsers | Addition 34 of agreement 8 has ended",
            "globex,14,9,33,standardUsers | Egnyte's answer has no standardUsers of the domain" })
    void aLineThatCannotBeComparedIsNotTakenForOneThatAgrees(String line, String reason) throws Exception {
        connectWise.putAddition(Addition.of(34, 8, "Power users", "10", "15.50"));
        connectWise.cancelAddition(8, 34, "2020-02-01T00:00:00Z");
        egnyte.account().changeDomain("globex", json -> json.remove("availableSuLicences"));
        mapping(line);
        start();
        JsonNode report = compare();
        assertThat(report.get("unknown").get(0).get("reason").textValue()).startsWith(reason);
        assertThat(report.get("allAgree").booleanValue()).isFalse();
        assertThat(report.get("complete").booleanValue()).isFalse();
        assertThat(proposals()).isEmpty();
    }

    @Test
    void aLineOfAnotherPlanIsNotCompared() throws Exception {
        mapping("acme1,12,7,31,powerUsers,Business", "acme2,13,8,32,powerUsers,", "globex,14,9,33,powerUsers,Business");
        Path file = folder.resolve("agreements/mapping.csv");
        Files.writeString(file, Files.readString(file).replace(HEAD, HEAD + ",plan"));
        start();
        JsonNode report = compare();
        assertThat(report.get("agree").intValue()).isEqualTo(2);
        assertThat(report.get("unknown").get(0).get("reason").textValue())
                .isEqualTo("The domain has the plan Enterprise, and the line is mapped for the plan Business");
    }

    @Test
    void anEndedLineStillBelongsToTheBillUntilItsDate() throws Exception {
        connectWise.cancelAddition(7, 31, "2999-01-31T00:00:00Z");
        start();
        assertThat(compare().get("allAgree").booleanValue()).isTrue();
    }

    @Test
    void nothingComparedIsNotAllAgree() throws Exception {
        mapping();
        start();
        JsonNode report = compare();
        assertThat(report.get("allAgree").booleanValue()).isFalse();
        assertThat(report.get("complete").booleanValue()).isFalse();
        assertThat(report.get("summary").textValue())
                .isEqualTo("Nothing was compared: the mapping is empty. Not mapped: acme1, acme2, globex.");
    }

    @Test
    void anEmptyMappingClosesNothing() throws Exception {
        difference();
        mapping();
        compare();
        assertThat(only().get("id").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "acme1,12,7,,powerUsers | Line 1 of the mapping: addition is missing",
            ",12,7,31,powerUsers | Line 1 of the mapping: domain is missing",
            "acme1,12,7,31 | Line 1 of the mapping: quantity is missing",
            "acme1,1 2,7,31,powerUsers | Line 1 of the mapping: company must be an id of letters, digits, - and _: 1 2",
            "acme1,12,7/8,31,powerUsers | Line 1 of the mapping: agreement must be an id of letters, digits, - and _: 7/8",
            "acme1,12,7,31,users | Line 1 of the mapping: quantity must be powerUsers, standardUsers or storage/STEP,",
            "acme1,12,7,31,storage | Line 1 of the mapping: quantity must be powerUsers, standardUsers or storage/STEP,",
            "acme1,12,7,31,storage/0 | Line 1 of the mapping: quantity must be powerUsers, standardUsers or storage/STEP,",
            "acme1,12,07,31,powerUsers | Line 1 of the mapping: agreement must be a number without leading zeros: 07",
            "globex,14,8,32,powerUsers | Lines 1 and 2 of the mapping have the same addition 32 of agreement 8" })
    void aWrongMappingNamesItsLineAndFieldAndNothingIsRead(String line, String problem) throws Exception {
        mapping(line, "acme2,13,8,32,powerUsers");
        start();
        assertThatThrownBy(this::compare).rootCause().hasMessageStartingWith(problem);
        JsonNode report = look();
        assertThat(report.get("problems").get(0).textValue()).startsWith("The mapping is wrong. " + problem);
        assertThat(report.get("summary").textValue()).startsWith("Nothing was compared. The mapping is wrong. " + problem);
        assertThat(report.get("allAgree").booleanValue()).isFalse();
        assertThat(connectWise.calls(Step.ADDITIONS)).isZero();
        assertThat(egnyte.calls()).isEmpty();
    }

    @Test
    void anUnknownColumnIsNamed() throws Exception {
        Path file = folder.resolve("agreements/mapping.csv");
        Files.writeString(file, "domain,company,agreement,addition,quantity,price\nacme1,12,7,31,powerUsers,3\n");
        start();
        assertThatThrownBy(this::compare).rootCause().hasMessage(
                "Line 1 of the mapping: price is unknown. The fields are domain, company, agreement, addition, quantity and plan");
    }

    @Test
    void anotherSeparatorIsNamed() throws Exception {
        Files.writeString(folder.resolve("agreements/mapping.csv"), HEAD.replace(',', ';') + "\nacme1;12;7;31;powerUsers\n");
        start();
        assertThatThrownBy(this::compare).rootCause().hasMessageContaining("the separator of columns must be a comma");
    }

    @Test
    void aDomainMayBeWrittenAsItsAddress() throws Exception {
        mapping("ACME1.egnyte.com,12,7,31,powerUsers");
        start();
        assertThat(compare().get("agree").intValue()).isEqualTo(1);
    }

    @Test
    void aNegativeNumberOfEgnyteIsUnknown() throws Exception {
        start();
        egnyteHas("acme1", -5);
        assertThat(compare().get("unknown").get(0).get("reason").textValue())
                .isEqualTo("Egnyte's answer has a negative number of powerUsers");
        assertThat(proposals()).isEmpty();
    }

    @Test
    void twoAdditionsOfOneIdAreNotCompared() throws Exception {
        start();
        connectWise.fail(Step.ADDITIONS, Fault.answer(200, "[{\"id\":31,\"quantity\":1},{\"id\":31,\"quantity\":2}]"));
        assertThat(compare().get("unknown").get(0).get("reason").textValue()).contains("two additions 31");
    }

    /** Each of its answers may take a minute. A refused login is answered at once, and may be of one agreement only. */
    @ParameterizedTest
    @CsvSource({ "503,3", "403,6" })
    void aSystemThatIsDownIsNotAskedForEachAgreement(int status, int asked) throws Exception {
        mapping("acme1,12,1,31,powerUsers", "acme1,12,2,31,powerUsers", "acme1,12,3,31,powerUsers", "acme1,12,4,31,powerUsers",
                "acme1,12,5,31,powerUsers", "acme1,12,6,31,powerUsers");
        start();
        connectWise.fail(Step.ADDITIONS, Fault.status(status));
        assertThat(compare().get("unknown")).hasSize(6);
        assertThat(connectWise.calls(Step.ADDITIONS)).isEqualTo(asked);
    }

    @Test
    void oneComparisonRunsAtATime() throws Exception {
        start("agreements.adapter", "slow");
        List<Object> meanwhile = new ArrayList<>();
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:slow-agreement-read").to("direct:connectwise-agreement-read").process(exchange -> {
                    if (meanwhile.isEmpty()) {
                        meanwhile.add("now");
                        // another thread: the timer, and somebody at the page
                        CompletableFuture.runAsync(() -> {
                            // the month's is due
                            meanwhile.add(String.valueOf(look()));
                            camel.requestBody(ENDPOINT + "request", (Object) null);
                            try {
                                compare();
                            } catch (RuntimeException e) {
                                meanwhile.add(e.getCause().getMessage());
                            }
                        }).join();
                    }
                });
            }
        });
        assertThat(compare().get("agree").intValue()).isEqualTo(3);
        assertThat(meanwhile).containsExactly("now", "null", "A comparison is running. Its result is the next report");
        assertThat(lookAfter(Duration.ofMinutes(3))).as("the one that was asked for").isNotNull();
    }

    @Test
    void howFarAComparisonIsCanBeSeen() throws Exception {
        mapping("acme1,12,7,31,powerUsers", "acme1,12,8,1,powerUsers", "acme1,12,9,1,powerUsers");
        start("agreements.adapter", "slow");
        List<String> running = new ArrayList<>();
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:slow-agreement-read").process(exchange -> {
                    running.add(report().path("running").path("compared") + " of " + report().path("running").path("lines"));
                    time.moveOn(running.size() == 1 ? Duration.ofSeconds(4) : Duration.ofMinutes(4));
                    if (running.size() == 2) {
                        running.add(String.valueOf(report()));
                    }
                    exchange.getMessage().setBody("[]");
                });
            }
        });
        compare();
        assertThat(running).as("the third time, it has told nothing for minutes").containsExactly(
                "0 of 3", "1 of 3", "null", "2 of 3");
        assertThat(report().has("running")).isFalse();
        assertThat(report().get("unknown")).hasSize(3);
    }

    @Test
    void ticketsWithoutEndAreNotCollected() throws Exception {
        JsonNode seen = difference();
        connectWise.fail(Step.FIND, Fault.answer(200, "[" + "{},".repeat(5000) + "{}]"));
        approve(seen);
        assertThat(state(proposal(1))).isEqualTo("written");
        assertThat(proposal(1).get("note").textValue()).contains("returned 5001 records", "At most 5000");
    }

    @Test
    void aMappingAsASpreadsheetSavesItIsRead() throws Exception {
        Files.writeString(folder.resolve("agreements/mapping.csv"),
                "\uFEFF" + HEAD + "\r\n\"acme1\", 12,7,31,powerUsers\r\n\r\nacme2,13,8,32,powerUsers\r\n"
                                                                    + "globex,14,9,33,powerUsers\r\n");
        start();
        assertThat(compare().get("summary").textValue()).isEqualTo("All 3 mapped lines agree.");
    }

    @Test
    void aMissingMappingIsReported() throws Exception {
        Files.delete(folder.resolve("agreements/mapping.csv"));
        start();
        assertThatThrownBy(this::compare).rootCause().hasMessageStartingWith("There is no mapping. The shipped routes read it");
        assertThat(look().get("summary").textValue())
                .startsWith("Nothing was compared. The mapping is wrong. There is no mapping. The shipped routes read it");
        assertThat(lookAfter(Duration.ofMinutes(1))).as("not each minute").isNull();
        mapping("acme1,12,7,31,powerUsers");
        assertThat(lookAfter(Duration.ofMinutes(15)).get("agree").intValue()).isEqualTo(1);
    }

    // when

    @Test
    void itComparesOnceAMonth() throws Exception {
        start();
        assertThat(look()).as("the first time").isNotNull();
        assertThat(lookAfter(Duration.ofDays(1))).isNull();
        time.set(Instant.parse("2026-12-31T23:59:59Z"));
        assertThat(look()).isNull();
        time.set(Instant.parse("2027-01-01T00:00:01Z"));
        assertThat(look()).isNotNull();
        assertThat(lookAfter(Duration.ofMinutes(1))).isNull();
    }

    @Test
    void aBurstOfEventsIsOneComparison() throws Exception {
        start();
        look();
        for (int i = 1; i <= 20; i++) {
            Deliveries.store(routes, Deliveries.event("RESELLER_MRR_CHANGED", i));
        }
        Deliveries.store(routes, Deliveries.event("RESELLER_CC_ADDED", 21));
        await().until(() -> routes.stored().count("agreements", "handled") == 20);
        assertThat(look()).as("more may come").isNull();
        assertThat(lookAfter(Duration.ofMinutes(1))).isNull();
        assertThat(lookAfter(Duration.ofMinutes(1))).isNotNull();
        assertThat(lookAfter(Duration.ofMinutes(5))).isNull();
        assertThat(lookAfter(Duration.ofHours(1))).isNull();
    }

    @Test
    void whatCouldNotBeReadIsReadAgainLater() throws Exception {
        start();
        look();
        connectWise.fail(Step.ADDITIONS, Fault.status(503));
        Deliveries.store(routes, Deliveries.event("RESELLER_MRR_CHANGED", 1));
        await().until(() -> routes.stored().count("agreements", "handled") == 1);
        assertThat(lookAfter(Duration.ofMinutes(3)).get("complete").booleanValue()).isFalse();
        connectWise.fail(Step.ADDITIONS, null);
        assertThat(lookAfter(Duration.ofMinutes(1))).isNull();
        assertThat(lookAfter(Duration.ofMinutes(15)).get("allAgree").booleanValue()).isTrue();
        assertThat(lookAfter(Duration.ofHours(1))).isNull();
    }

    @Test
    void theTimerDoesWhatIsDue() throws Exception {
        startWithTimer("agreements.interval", "100ms");
        await().until(() -> report() != null && report().has("at"));
        assertThat(report().get("allAgree").booleanValue()).isTrue();
        egnyteHas("acme1", 22);
        compare();
        connectWise.failOnce(Step.ADDITION, Fault.status(503));
        approve(only());
        time.moveOn(LATER);
        await().until(() -> state(proposal(1)).equals("applied"));
        assertWritten("7/31: 20 -> 22");
    }

    @Test
    void itIsOffByDefaultAndThenCallsNobody() throws Exception {
        startWithTimer("agreements.enabled", "false");
        assertThat(routes.context().getRoute("agreements-due")).isNull();
        assertThat(routes.context().getRoute("agreements-events")).isNull();
        assertThat(egnyte.calls()).isEmpty();
    }

    // consent

    @Test
    void byDefaultItOnlyReports() throws Exception {
        start("agreements.reportOnly", null);
        egnyteHas("acme1", 22);
        compare();
        assertThatThrownBy(() -> approve(only())).rootCause().hasMessageContaining("reportOnly is true");
        look();
        assertThat(state(only())).isEqualTo("open");
        assertWritten();
        assertThat(connectWise.calls(Step.ADDITION)).isZero();
    }

    @Test
    void reportOnlyHoldsBackWhatWasApprovedBefore() throws Exception {
        JsonNode proposal = difference();
        connectWise.failOnce(Step.ADDITIONS, Fault.status(503));
        assertThat(state(approve(proposal))).isEqualTo("approved");
        restart("agreements.reportOnly", "true");
        lookAfter(LATER);
        assertThat(state(proposal(1))).isEqualTo("approved");
        assertWritten();
        restart();
        look();
        assertThat(state(proposal(1))).isEqualTo("applied");
    }

    @Test
    void anApprovedChangeIsWrittenOnceReadBackAndMarkedWithATicket() throws Exception {
        JsonNode proposal = difference();
        time.moveOn(Duration.ofHours(1));
        JsonNode applied = approve(proposal);
        assertThat(state(applied)).isEqualTo("applied");
        assertThat(applied.get("decidedBy").textValue()).isEqualTo("dana@msp.example");
        assertThat(applied.get("decidedAt").textValue()).isEqualTo("2026-12-10T10:00:00Z");
        assertThat(applied.get("appliedAt").textValue()).isEqualTo("2026-12-10T10:00:00Z");
        assertWritten("7/31: 20 -> 22");
        assertThat(connectWise.addition(7, 31).quantity()).isEqualByComparingTo("22");
        Ticket ticket = ticket();
        assertThat(ticket.customer()).isEqualTo(12);
        assertThat(ticket.visible()).isFalse();
        assertThat(ticket.summary()).matches("\\[egnyte-change-1-[0-9a-z]+] Agreement changed: Power users, 20 to 22");
        assertThat(ticket.text()).isEqualTo("""
                The quantity of Power users was changed from 20 to 22, because Egnyte bills 22.

                Domain at Egnyte: acme1
                Agreement: 7, addition 31
                Compared with: powerUsers
                Change of a bill: +31.00
                Difference since: 2026-12-10T09:00:00Z
                Approved by: dana@msp.example, 2026-12-10T10:00:00Z
                Changed and read back: 2026-12-10T10:00:00Z

                Proposal 1
                """);
        lookAfter(LATER);
        assertThat(compare().get("allAgree").booleanValue()).isTrue();
        assertWritten("7/31: 20 -> 22");
        assertThat(connectWise.sentTickets()).hasSize(1);
        assertThat(proposals()).hasSize(1);
    }

    private Ticket ticket() {
        assertThat(connectWise.sentTickets()).hasSize(1);
        return connectWise.sentTickets().get(0);
    }

    @Test
    void whatWasRefusedIsProposedAgainOnlyWhenANumberChanges() throws Exception {
        JsonNode refused = refuse(difference());
        assertThat(state(refused)).isEqualTo("refused");
        compare();
        restart();
        compare();
        lookAfter(LATER);
        assertThat(proposals("open")).isEmpty();
        assertWritten();
        egnyteHas("acme1", 23);
        compare();
        assertThat(only().get("id").intValue()).isEqualTo(2);
        assertThat(state(proposal(1))).as("history").isEqualTo("refused");
    }

    @Test
    void whatWasRefusedIsProposedAgainWhenItComesBack() throws Exception {
        refuse(difference());
        egnyteHas("acme1", 20);
        compare();
        egnyteHas("acme1", 22);
        compare();
        assertThat(only().get("id").intValue()).isEqualTo(2);
        assertThat(state(proposal(1))).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = { "egnyte", "quantity", "price" })
    void consentIsForExactlyWhatWasShown(String moved) throws Exception {
        JsonNode seen = difference();
        time.moveOn(Duration.ofMinutes(1));
        switch (moved) {
            case "egnyte" -> egnyteHas("acme1", 23);
            case "quantity" -> connectWise.changeQuantity(7, 31, 21);
            default -> connectWise.changeUnitPrice(7, 31, "16");
        }
        JsonNode stale = approve(seen);
        assertThat(state(stale)).isEqualTo("stale");
        assertThat(stale.get("note").textValue()).startsWith("It changed before it was written: the agreement has ");
        assertWritten();
        JsonNode next = only();
        assertThat(next.get("id").intValue()).isEqualTo(2);
        assertThat(next.get("since")).isEqualTo(seen.get("since"));
        assertThat(state(approve(next))).isEqualTo("applied");
        assertThat(connectWise.quantityChanges()).hasSize(1);
    }

    @Test
    void consentToADifferenceThatHasGoneWritesNothing() throws Exception {
        JsonNode seen = difference();
        connectWise.changeQuantity(7, 31, 22);
        assertThat(state(approve(seen))).isEqualTo("stale");
        assertThat(proposals("open")).isEmpty();
        assertWritten();
    }

    @Test
    void aDecisionAboutAnOldRevisionIsRefused() throws Exception {
        JsonNode seen = difference();
        egnyteHas("acme1", 25);
        compare();
        assertThatThrownBy(() -> approve(seen)).rootCause().isInstanceOf(IllegalStateException.class)
                .hasMessage("Proposal 1 is open with revision 2, and revision 1 was decided about. Look at it again");
        assertThatThrownBy(() -> refuse(seen)).rootCause().isInstanceOf(IllegalStateException.class);
        assertThat(state(only())).isEqualTo("open");
        approve(only());
        assertThatThrownBy(() -> refuse(proposal(1))).rootCause().isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Proposal 1 is applied");
        assertWritten("7/31: 20 -> 25");
    }

    @Test
    void aDecisionNeedsSomebody() throws Exception {
        JsonNode seen = difference();
        assertThatThrownBy(() -> camel.requestBody("egnyte-msp:agreements?operation=approve", seen)).rootCause()
                .hasMessageContaining("decidedBy");
        assertThatThrownBy(() -> camel.requestBody(
                "egnyte-msp:agreements?operation=approve&decidedBy=dana", Map.of("id", 1))).rootCause()
                .hasMessageContaining("revision");
        assertThat(state(only())).isEqualTo("open");
    }

    // what goes wrong

    @ParameterizedTest
    @CsvSource({
            "ADDITION, lost, 0", "ADDITION, lost, 500", "ADDITION, lost, 502", "ADDITION, status, 0", "ADDITION, status, 500",
            "ADDITION, status, 503", "ADDITION, status, 429", "ADDITION, status, 401", "FIND, status, 500",
            "OPEN, lost, 0", "OPEN, lost, 500", "OPEN, status, 0", "OPEN, status, 429" })
    void whateverGetsLostItIsWrittenOnceAndHasOneTicket(Step step, String how, int status) throws Exception {
        JsonNode proposal = difference();
        connectWise.failOnce(step, how.equals("lost") ? Fault.lost(status) : Fault.status(status));
        assertThat(state(approve(proposal))).isIn("writing", "written");
        assertThat(proposal(1).get("note").textValue()).isNotEmpty();
        look();
        assertThat(state(proposal(1))).as("not before the pause").isIn("writing", "written");
        lookAfter(LATER);
        assertThat(state(proposal(1))).isEqualTo("applied");
        assertThat(proposal(1).has("note")).isFalse();
        assertWritten("7/31: 20 -> 22");
        ticket();
    }

    @ParameterizedTest
    @ValueSource(ints = { 500, 503, 429, 0 })
    void whatCannotBeReadIsNotWritten(int status) throws Exception {
        JsonNode proposal = difference();
        connectWise.fail(Step.ADDITIONS, Fault.status(status));
        assertThat(state(approve(proposal))).isEqualTo("approved");
        lookAfter(LATER);
        lookAfter(LATER);
        assertThat(connectWise.calls(Step.ADDITION)).isZero();
        connectWise.fail(Step.ADDITIONS, null);
        egnyte.failNext(io.github.egnytemsp.camel.simulator.Fault.status(500).on("GET", "/pubapi/v1/msp/domains/acme1"));
        lookAfter(LATER);
        assertThat(connectWise.calls(Step.ADDITION)).isZero();
        lookAfter(LATER);
        assertThat(state(proposal(1))).isEqualTo("applied");
        assertWritten("7/31: 20 -> 22");
    }

    @Test
    void aRefusedChangeHasFailedWithTheReason() throws Exception {
        JsonNode proposal = difference();
        connectWise.failOnce(Step.ADDITION, Fault.answer(400, "{\"message\":\"The agreement is locked\"}"));
        JsonNode failed = approve(proposal);
        assertThat(state(failed)).isEqualTo("failed");
        assertThat(failed.get("note").textValue()).contains("refused", "400", "The agreement is locked");
        lookAfter(LATER);
        assertWritten();
        assertThat(connectWise.calls(Step.ADDITION)).isEqualTo(1);
        compare();
        JsonNode again = only();
        assertThat(again.get("id").intValue()).as("a person decides once more").isEqualTo(2);
        assertThat(again.get("since")).isEqualTo(proposal.get("since"));
    }

    @Test
    void aChangeThatIsAcceptedAndNotMadeHasFailed() throws Exception {
        JsonNode proposal = difference();
        connectWise.failOnce(Step.ADDITION, Fault.answer(200, "{}"));
        JsonNode failed = approve(proposal);
        assertThat(state(failed)).isEqualTo("failed");
        assertThat(failed.get("note").textValue()).isEqualTo("The other system has accepted the change and shows 20.");
        assertThat(connectWise.sentTickets()).isEmpty();
        assertWritten();
    }

    @Test
    void aLineThatWasCancelledMeanwhileIsNotWritten() throws Exception {
        JsonNode proposal = difference();
        connectWise.cancelAddition(7, 31, "2020-01-31T00:00:00Z");
        approve(proposal);
        lookAfter(LATER);
        assertThat(connectWise.calls(Step.ADDITION)).isZero();
        assertThat(state(proposal(1))).isEqualTo("stale");
        assertThat(proposal(1).get("note").textValue()).contains("Addition 31 of agreement 7 has ended");
    }

    @Test
    void consentThatCouldNotBeUsedForAWeekHasRunOut() throws Exception {
        JsonNode proposal = difference();
        connectWise.fail(Step.ADDITIONS, Fault.status(503));
        approve(proposal);
        lookAfter(Duration.ofDays(6));
        lookAfter(Duration.ofDays(2));
        connectWise.fail(Step.ADDITIONS, null);
        lookAfter(LATER);
        assertThat(state(proposal(1))).isEqualTo("stale");
        assertWritten();
        compare();
        assertThat(only().get("id").intValue()).isEqualTo(2);
    }

    @Test
    void consentRunsOutAlsoWhenAWriteHasFailed() throws Exception {
        JsonNode proposal = difference();
        connectWise.fail(Step.ADDITION, Fault.status(503));
        approve(proposal);
        lookAfter(Duration.ofDays(8));
        connectWise.fail(Step.ADDITION, null);
        lookAfter(LATER);
        assertThat(state(proposal(1))).as("nobody knows that nothing was written").isEqualTo("failed");
        assertThat(proposal(1).get("note").textValue()).isEqualTo(
                "A write was sent, and its answer was lost. It was approved more than 7 days ago. Look at the agreement.");
        assertWritten();
    }

    @Test
    void aPlanThatIsNewIsAChangeToo() throws Exception {
        Path file = folder.resolve("agreements/mapping.csv");
        Files.writeString(file, HEAD + ",plan\nacme1,12,7,31,powerUsers,Business\n");
        JsonNode proposal = difference();
        egnyte.account().changeDomain("acme1", json -> json.put("planName", "Enterprise"));
        JsonNode stale = approve(proposal);
        assertThat(state(stale)).isEqualTo("stale");
        assertThat(stale.get("note").textValue()).contains("The domain has the plan Enterprise");
        assertWritten();
    }

    @Test
    void aProposalOfAnotherCompanyIsAnotherOne() throws Exception {
        difference();
        mapping("acme1,15,7,31,powerUsers", "acme2,13,8,32,powerUsers", "globex,14,9,33,powerUsers");
        compare();
        assertThat(proposal(1).get("note").textValue()).isEqualTo("The mapping of the line has changed.");
        approve(only());
        assertThat(ticket().customer()).isEqualTo(15);
    }

    @Test
    void somebodyElsesChangeAfterALostWriteIsNotOverwritten() throws Exception {
        JsonNode proposal = difference();
        connectWise.failOnce(Step.ADDITION, Fault.status(503));
        approve(proposal);
        connectWise.changeQuantity(7, 31, 40);
        lookAfter(LATER);
        assertThat(state(proposal(1))).isEqualTo("failed");
        assertThat(proposal(1).get("note").textValue())
                .startsWith("A write was sent, and its answer was lost. It has changed since then: the agreement has 40");
        assertWritten();
        assertThat(only().get("from").intValue()).isEqualTo(40);
    }

    /** The first step reads for four minutes; meanwhile, somebody else goes on with it. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void aStepThatTookTooLongWritesNothing(int slowRead) throws Exception {
        start("agreements.adapter", "slow");
        egnyteHas("acme1", 22);
        AtomicInteger reads = new AtomicInteger(Integer.MIN_VALUE);
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:slow-agreement-write").to("direct:connectwise-agreement-write");
                from("direct:slow-agreement-mark").to("direct:connectwise-agreement-mark");
                from("direct:slow-agreement-read").to("direct:connectwise-agreement-read").process(exchange -> {
                    if (reads.incrementAndGet() == slowRead) {
                        time.moveOn(Duration.ofMinutes(4));
                        camel.requestBody(ENDPOINT + "apply", (Object) null);
                    }
                });
            }
        });
        compare();
        connectWise.failOnce(Step.ADDITION, Fault.status(503));
        approve(only());
        assertThat(state(proposal(1))).isEqualTo("writing");
        reads.set(0);
        lookAfter(LATER);
        assertThat(state(proposal(1))).isEqualTo("applied");
        assertThat(connectWise.quantityChanges()).hasToString("[7/31: 20 -> 22]");
        assertThat(connectWise.tickets()).hasSize(1);
    }

    @Test
    void anotherProductIsNotWhatWasApproved() throws Exception {
        JsonNode seen = difference();
        connectWise.putAddition(Addition.of(31, 7, "Something else", "20", "15.50"));
        JsonNode stale = approve(seen);
        assertThat(state(stale)).isEqualTo("stale");
        assertThat(stale.get("note").textValue()).startsWith("It changed before it was written: it bills Something else, ");
        assertWritten();
    }

    @Test
    void aLineThatIsMappedOtherwiseLosesItsProposalThoughItCannotBeCompared() throws Exception {
        difference();
        mapping("nowhere,15,7,31,powerUsers", "acme2,13,8,32,powerUsers");
        compare();
        assertThat(state(proposal(1))).isEqualTo("closed");
        assertThat(proposals("open")).isEmpty();
    }

    @Test
    void aRefusedTicketIsNotedAndHoldsUpNothing() throws Exception {
        JsonNode seen = difference();
        connectWise.fail(Step.OPEN, Fault.answer(400, "no such company"));
        JsonNode applied = approve(seen);
        assertThat(state(applied)).isEqualTo("applied");
        assertThat(applied.get("note").textValue()).startsWith("There is no ticket about it: HTTP status 400")
                .contains("no such company");
        egnyteHas("acme1", 25);
        compare();
        assertThat(only().get("to").intValue()).isEqualTo(25);
    }

    @Test
    void aTicketThatCannotBeMadeIsAProblemAndThenGivenUp() throws Exception {
        mapping("acme1,abc,7,31,powerUsers");
        start();
        connectWise.putAddition(Addition.of(31, 7, "Power users", "20", "15.50"));
        egnyteHas("acme1", 22);
        compare();
        approve(only());
        for (int i = 0; i < 4; i++) {
            lookAfter(LATER);
        }
        assertThat(state(proposal(1))).isEqualTo("written");
        OperatorStatus operator = new OperatorStatus();
        operator.setCamelContext(routes.context());
        assertThat(operator.problems()).asString().contains("agreements-stuck", "is written: ");
        for (int i = 0; i < 8; i++) {
            lookAfter(LATER);
        }
        assertThat(state(proposal(1))).isEqualTo("applied");
        assertThat(proposal(1).get("note").textValue()).startsWith("There is no ticket about it: ");
    }

    @Test
    void aNameFromOutsideMakesNoLineOfTheLog() throws Exception {
        difference();
        egnyte.account().changeDomain("globex", json -> json.put("domain", "evil\n2026-01-01 INFO  Proposal 9 is approved"));
        String summary = compare().get("summary").textValue();
        assertThat(summary).contains("evil\\u000a2026").doesNotContain("\n");
    }

    @Test
    void aMonthThatIsOverIsNoted() throws Exception {
        difference();
        time.set(Instant.parse("2027-01-02T09:00:00Z"));
        compare();
        JsonNode proposal = only();
        assertThat(proposal.get("note").textValue()).isEqualTo(
                "It differs since 2026-12-10. Bills of the months before 2027-01 stay as they are: correct them by hand.");
        assertThat(proposal.get("revision").intValue()).as("consent stays possible").isEqualTo(1);
        time.set(Instant.parse("2027-02-02T09:00:00Z"));
        compare();
        assertThat(only().get("note").textValue()).contains("before 2027-02");
    }

    @Test
    void aMonthThatIsOverIsNotedOnTheNextProposalOfTheDifferenceToo() throws Exception {
        JsonNode seen = difference();
        time.set(Instant.parse("2027-01-02T09:00:00Z"));
        egnyteHas("acme1", 23);
        approve(seen);
        assertThat(only().get("note").textValue()).startsWith("It differs since 2026-12-10.");
        connectWise.failOnce(Step.ADDITION, Fault.answer(400, "The agreement is locked"));
        approve(only());
        compare();
        JsonNode third = only();
        assertThat(third.get("note").textValue()).startsWith("It differs since 2026-12-10.");
        compare();
        assertThat(only()).as("a second run changes nothing").isEqualTo(third);
    }

    @Test
    void aDifferenceThatComesAgainBeginsAnew() throws Exception {
        JsonNode seen = difference();
        connectWise.changeQuantity(7, 31, 22);
        approve(seen);
        time.set(Instant.parse("2027-02-02T09:00:00Z"));
        egnyteHas("acme1", 23);
        compare();
        assertThat(only().get("since").textValue()).isEqualTo("2027-02-02T09:00:00Z");
        connectWise.failOnce(Step.ADDITION, Fault.answer(400, "The agreement is locked"));
        approve(only());
        egnyteHas("acme1", 22);
        compare();
        time.set(Instant.parse("2027-03-02T09:00:00Z"));
        egnyteHas("acme1", 23);
        compare();
        assertThat(only().get("since").textValue()).isEqualTo("2027-03-02T09:00:00Z");
        assertThat(only().has("note")).isFalse();
    }

    @Test
    void ofTwoReplicasOneComparesAndOneWrites() throws Exception {
        JsonNode proposal = difference();
        connectWise.failOnce(Step.ADDITION, Fault.status(503));
        approve(proposal);
        camel.requestBody("egnyte-msp:agreements?operation=request", (Object) null);
        time.moveOn(LATER);
        int before = connectWise.calls(Step.ADDITIONS);
        try (ShippedRoutes other = replica()) {
            ProducerTemplate camelThere = other.context().createProducerTemplate();
            CompletableFuture<JsonNode> there = CompletableFuture.supplyAsync(
                    () -> camelThere.requestBody("direct:agreements-look", null, JsonNode.class));
            JsonNode here = look();
            assertThat(here == null).as("one of %s and %s", here, there.join()).isNotEqualTo(there.join() == null);
        }
        assertWritten("7/31: 20 -> 22");
        ticket();
        assertThat(connectWise.calls(Step.ADDITIONS) - before).as("3 agreements, and before and after each write").isEqualTo(6);
    }

    // the process ends

    /** Each call of an approval, before and after it is done: the process ends there, and another one goes on. */
    @Test
    void aProcessThatEndsAnywhereLeavesAChangeThatIsWrittenOnce() throws Exception {
        List<String> points = new ArrayList<>();
        for (Step step : List.of(Step.ADDITIONS, Step.ADDITION, Step.FIND, Step.OPEN)) {
            points.add(step + " false");
            points.add(step + " true");
        }
        points.add("READ BACK");
        for (int i = 0; i < points.size(); i++) {
            String[] point = points.get(i).split(" ");
            start();
            egnyteHas("acme1", 22 + i);
            compare();
            JsonNode proposal = only();
            if (point[0].equals("READ")) {
                connectWise.failOnce(Step.ADDITION, Fault.lost(500));
                approve(proposal);
                time.moveOn(LATER);
                connectWise.failOnce(Step.ADDITIONS, Fault.silence(false));
                die(() -> look());
            } else {
                connectWise.failOnce(Step.valueOf(point[0]), Fault.silence(Boolean.parseBoolean(point[1])));
                die(() -> approve(proposal));
            }
            start();
            look();
            assertThat(state(proposal(proposal.get("id").longValue()))).as("%s: it may still run", points.get(i))
                    .isNotEqualTo("applied");
            lookAfter(LATER);
            assertThat(state(proposal(proposal.get("id").longValue()))).as(points.get(i)).isEqualTo("applied");
            assertThat(connectWise.quantityChanges()).as(points.get(i)).hasSize(i + 1);
            assertThat(connectWise.sentTickets()).as(points.get(i)).hasSize(i + 1);
            routes.close();
        }
        start();
        assertThat(compare().get("allAgree").booleanValue()).isTrue();
    }
}
