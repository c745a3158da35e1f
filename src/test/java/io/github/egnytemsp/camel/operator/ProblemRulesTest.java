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
package io.github.egnytemsp.camel.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.agreements.AgreementsStatus;
import io.github.egnytemsp.camel.auth.TokenAge;
import io.github.egnytemsp.camel.client.CallLimits.TokenUse;
import io.github.egnytemsp.camel.inbox.Backlog;
import io.github.egnytemsp.camel.inbox.InboxStatus;
import io.github.egnytemsp.camel.operator.Problem.Severity;
import io.github.egnytemsp.camel.operator.Situation.Missing;
import io.github.egnytemsp.camel.operator.Situation.Receiver;
import io.github.egnytemsp.camel.operator.Situation.Stored;
import io.github.egnytemsp.camel.operator.Situation.Token;
import io.github.egnytemsp.camel.registration.KeeperStatus;
import io.github.egnytemsp.camel.registration.KeeperStatus.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ProblemRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Token NO_TOKEN = new Token(null, null);
    private static final KeeperStatus RIGHT = webhook(Phase.RIGHT, "1", "enabled", null, 60);

    private final ProblemRules rules = new ProblemRules(
            new ProblemRules.Settings(
                    Duration.ofDays(7), Duration.ofDays(30), Duration.ofHours(1), Duration.ofMinutes(10), 10));
    private List<Receiver> receivers = List.of(receiver(true, RIGHT));
    private Token token = NO_TOKEN;
    private List<TokenUse> uses = List.of(new TokenUse(10, 1000, null));
    private Stored inbox = stored(NOW, Map.of());

    private static Instant ago(long minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    private static Receiver receiver(boolean listening, KeeperStatus webhook) {
        return new Receiver("/egnyte-msp/events", listening, "https://hooks.msp.example/egnyte-msp/events", webhook);
    }

    private static KeeperStatus webhook(Phase phase, String id, String status, String problem, long minutes) {
        return new KeeperStatus(phase, id, status, NOW, problem, ago(minutes));
    }

    private static Stored stored(Instant lastReceived, Map<String, Backlog> subscriptions) {
        return new Stored(
                "jdbc:sqlite:inbox.db", null, new InboxStatus(NOW, ago(0), lastReceived, 0, 0, subscriptions),
                NOW.minus(Duration.ofDays(3)));
    }

    /** Two events wait. */
    private static Backlog backlog(long oldestMinutes, long errorMinutes) {
        return new Backlog(
                2, 0, 0, ago(oldestMinutes), null, errorMinutes < 0 ? null : "reset by peer",
                errorMinutes < 0 ? null : ago(errorMinutes), false, null, 1);
    }

    private AgreementsStatus agreements;
    private Missing missing = new Missing(null, null);

    private Situation situation() {
        return new Situation(NOW, receivers, token, uses, inbox, agreements, missing);
    }

    private List<Problem> problems() {
        return rules.problems(situation());
    }

    private List<String> ids() {
        return problems().stream().map(Problem::id).toList();
    }

    private void subscription(Backlog backlog) {
        inbox = stored(NOW, Map.of("mail", backlog));
    }

    @Test
    void allIsWell() {
        subscription(backlog(2, -1));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aChangeThatWaitsForADecisionIsAProblemUntilItIsDecided() {
        agreements = new AgreementsStatus(List.of(), null, List.of(), NOW, List.of(), List.of());
        assertThat(problems()).isEmpty();
        agreements = new AgreementsStatus(
                Collections.nCopies(7, "acme1, Power users of agreement 7 from 18 to 20"), ago(90), List.of(), NOW, List.of(),
                List.of());
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("agreements-open");
            assertThat(problem.text()).startsWith(
                    "7 changes of agreements wait for a decision: acme1, Power users of agreement 7 from 18 to 20; acme1,")
                    .endsWith("; and 2 more.");
            assertThat(problem.since()).isEqualTo(ago(90));
        });
        agreements = new AgreementsStatus(
                List.of(), null, List.of("Proposal 1 (acme1, Power users) is written: HTTP status 500"), NOW, List.of(),
                List.of());
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("agreements-stuck");
            assertThat(problem.text()).isEqualTo(
                    "An approved change cannot go on. Proposal 1 (acme1, Power users) is written: HTTP status 500");
        });
        assertThat(rules.isKnown("agreements-stuck", situation())).isTrue();
        assertThat(rules.isKnown("agreements-open", situation())).isTrue();
        agreements = null;
        assertThat(rules.isKnown("agreements-open", situation())).as("the database is away").isFalse();
    }

    @Test
    void aSideOfAgreementsThatCouldNotBeReadIsNamed() {
        agreements = new AgreementsStatus(
                List.of(), null, List.of(), ago(5), List.of("Egnyte's domains cannot be read: HTTP status 503."),
                List.of());
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("agreements-unread");
            assertThat(problem.text()).contains("Egnyte's domains cannot be read: HTTP status 503.");
            assertThat(problem.since()).isEqualTo(ago(5));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "EventNotTakenException: HaloPSA refused the login with 400: {\"error\":\"invalid_client\"}",
            "HTTP status 401 Unauthorized from https://desk.msp.example" })
    void aRefusedLoginIsAProblemAtOnce(String error) {
        subscription(new Backlog(2, 0, 0, ago(2), null, error, ago(1), false, null, 1));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("subscription-failing:mail");
            assertThat(problem.text()).startsWith("mail cannot log in to the other side: 2 events wait.");
            assertThat(problem.todo()).contains("and restart");
        });
        subscription(new Backlog(2, 0, 0, ago(2), null, "HTTP status 4012", ago(1), false, null, 1));
        assertThat(problems()).as("another failure may pass").isEmpty();
    }

    @Test
    void anInvoiceWithoutAPaymentIsAProblemAfterAMonth() {
        missing = new Missing(NOW.minus(Duration.ofDays(29)), null);
        assertThat(problems()).isEmpty();
        missing = new Missing(NOW.minus(Duration.ofDays(30)), null);
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("invoice-unpaid");
            assertThat(problem.text()).contains("no payment for 30 days", "do not say which invoice");
        });
        missing = null;
        assertThat(rules.isKnown("invoice-unpaid", situation())).isFalse();
    }

    @Test
    void aConversionWithoutAnAgreementIsAProblemOnceItWasCompared() {
        missing = new Missing(null, ago(60));
        agreements = new AgreementsStatus(List.of(), null, List.of(), ago(90), List.of(), List.of("newcustomer"));
        assertThat(problems()).as("not compared since then").isEmpty();
        agreements = new AgreementsStatus(
                List.of(), null, List.of(), ago(30), List.of(), List.of("newcustomer", "tenant acme1-protect"));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("conversion-unmapped");
            assertThat(problem.text()).contains("no agreement bills newcustomer.");
        });
        agreements = new AgreementsStatus(List.of(), null, List.of(), ago(10), List.of(), List.of("tenant acme1-protect"));
        assertThat(problems()).isEmpty();
        assertThat(rules.isKnown("conversion-unmapped", situation())).as("it has ended").isTrue();
    }

    @Test
    void aConversionWithoutAnAgreementHasNotEndedBecauseNothingWasCompared() {
        agreements = new AgreementsStatus(List.of(), null, List.of(), ago(30), List.of(), List.of("newcustomer"));
        missing = new Missing(null, ago(10));
        assertThat(rules.isKnown("conversion-unmapped", situation())).as("a second conversion, not compared yet").isFalse();
        agreements = new AgreementsStatus(List.of(), null, List.of(), null, List.of(), List.of());
        assertThat(rules.isKnown("conversion-unmapped", situation())).as("never compared").isFalse();
        agreements = new AgreementsStatus(
                List.of(), null, List.of(), ago(5), List.of("Egnyte's domains cannot be read."), List.of());
        assertThat(rules.isKnown("conversion-unmapped", situation())).as("Egnyte was not read").isFalse();
    }

    @Test
    void aReceiverThatDoesNotListenIsAnError() {
        receivers = List.of(receiver(false, RIGHT));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("receiver");
            assertThat(problem.severity()).isEqualTo(Severity.error);
            assertThat(problem.text()).contains("/egnyte-msp/events");
        });
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "FAILED, 1, disabled, 0, error", "FAILED, -, -, 0, error", "FAILED, 1, enabled, 5, -",
            "FAILED, 1, enabled, 15, warning", "DIFFERENT, 1, enabled, 0, warning" })
    void aWebhookThatIsNotRight(Phase phase, String id, String status, long minutes, Severity severity) {
        receivers = List.of(receiver(true, webhook(phase, id, status, "Egnyte disabled it", minutes)));
        if (severity == null) {
            assertThat(problems()).isEmpty();
            return;
        }
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("webhook");
            assertThat(problem.severity()).isEqualTo(severity);
            assertThat(problem.text()).contains("https://hooks.msp.example", "Egnyte disabled it");
            assertThat(problem.since()).isEqualTo(ago(minutes));
        });
    }

    @Test
    void aWebhookOfAnotherReplicaOrOfNobodyIsNoProblem() {
        receivers = List.of(receiver(true, webhook(Phase.FOLLOWER, "1", null, null, 60)), receiver(true, null));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aFirstCheckMayTakeAWhile() {
        receivers = List.of(receiver(true, webhook(Phase.STARTING, null, null, null, 5)));
        assertThat(problems()).isEmpty();
        receivers = List.of(receiver(true, webhook(Phase.STARTING, null, null, null, 20)));
        assertThat(ids()).containsExactly("webhook");
    }

    @Test
    void aRefusedTokenIsTheOnlyProblemOfIts() {
        uses = List.of(new TokenUse(10, 1000, ago(3)));
        receivers = List.of(receiver(true, webhook(Phase.FAILED, null, null, "401", 60)));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("token-refused");
            assertThat(problem.severity()).isEqualTo(Severity.error);
            assertThat(problem.since()).isEqualTo(ago(3));
        });
        assertThat(rules.isKnown("webhook", situation())).isFalse();
    }

    @Test
    void aTokenThatEndsIsAWarning() {
        token = new Token(new TokenAge(NOW.minus(Duration.ofDays(28)), Duration.ofDays(30)), "The token expires 2026-11-29");
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("token-ending");
            assertThat(problem.severity()).isEqualTo(Severity.warning);
            assertThat(problem.text()).isEqualTo("The token expires 2026-11-29");
        });
    }

    @Test
    void aTokenOfUnknownLifeThatHasLivedLongIsNone() {
        token = new Token(new TokenAge(NOW.minus(Duration.ofDays(40)), null), "The token may expire any day");
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-",
               value = { "899, 1000, -", "900, 1000, warning", "1000, 1000, error", "1007, 1000, error", "5000, 0, -" })
    void fewCallsAreLeft(long today, long perDay, Severity severity) {
        uses = List.of(new TokenUse(0, 1000, null), new TokenUse(today, perDay, null));
        assertThat(problems()).extracting(Problem::severity).isEqualTo(severity == null ? List.of() : List.of(severity));
        assertThat(ids()).isSubsetOf("calls");
    }

    @Test
    void aDatabaseThatIsAwayIsTheOnlyProblemOfItsOwn() {
        inbox = new Stored("jdbc:postgresql://db/inbox", "Connection refused", null, null);
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("inbox");
            assertThat(problem.text()).contains("jdbc:postgresql://db/inbox", "Connection refused");
        });
        assertThat(rules.isKnown("subscription-failed:mail", situation())).isFalse();
        assertThat(rules.isKnown("silence", situation())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "5, 3, -", "12, 3, subscription-failing:mail", "12, -1, -", "59, -1, -", "61, -1, oldest-waiting:mail",
            "61, 3, subscription-failing:mail", "61, 70, oldest-waiting:mail" })
    void eventsThatWait(long oldest, long error, String id) {
        subscription(backlog(oldest, error));
        assertThat(ids()).isEqualTo(id == null ? List.of() : List.of(id));
        assertThat(problems()).allSatisfy(problem -> assertThat(problem.since()).isEqualTo(ago(oldest)));
    }

    @Test
    void anOutageHasOneNameFromItsBeginningToItsEnd() {
        subscription(new Backlog(7, 1, 0, ago(90), null, "Connection refused", ago(1), false, NOW.plusSeconds(60), 1));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("subscription-failing:mail");
            assertThat(problem.text()).contains("mail is down", "8 events wait", "90 minutes", "Connection refused");
        });
        subscription(new Backlog(7, 1, 0, ago(9), null, "Connection refused", ago(1), false, NOW.plusSeconds(60), 1));
        assertThat(problems()).as("some minutes wake nobody").isEmpty();
    }

    @Test
    void aSuccessOfAnotherEventDoesNotHideOneThatFails() {
        subscription(new Backlog(1, 0, 0, ago(60), ago(2), "550 no such user", ago(30), false, null, 1));
        assertThat(ids()).containsExactly("subscription-failing:mail");
    }

    @Test
    void whatWasGivenUpIsAnErrorAndNamesTheReasonInOneLine() {
        subscription(new Backlog(0, 0, 1, null, NOW, "400\r\nBad " + "x".repeat(1000), ago(1), false, null, 1));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("subscription-failed:mail");
            assertThat(problem.severity()).isEqualTo(Severity.error);
            assertThat(problem.text()).contains("given up 1 event", "400").doesNotContain("\n", "\r").hasSizeLessThan(500);
        });
    }

    @Test
    void whatSomebodyHasPausedIsAWarningAndRemindsAfterADay() {
        subscription(new Backlog(2, 0, 0, ago(120), null, "away", ago(5), true, null, 1));
        assertThat(problems()).extracting(Problem::id, Problem::severity)
                .containsExactly(tuple("subscription-paused:mail", Severity.warning));
        subscription(new Backlog(2, 0, 0, ago(60 * 30), null, null, null, true, null, 1));
        assertThat(ids()).containsExactly("subscription-paused:mail", "oldest-waiting:mail");
    }

    @Test
    void eventsThatNobodyHandlesAreAWarning() {
        subscription(new Backlog(2, 0, 0, ago(120), null, null, null, false, null, 0));
        assertThat(ids()).containsExactly("subscription-no-consumer:mail");
        subscription(new Backlog(0, 0, 0, null, NOW, null, null, false, null, 0));
        assertThat(ids()).isEmpty();
    }

    @Test
    void whatIsMalformedIsAWarningForADay() {
        inbox = new Stored("db", null, new InboxStatus(NOW, NOW, NOW, 5, 2, Map.of()), null);
        assertThat(ids()).containsExactly("malformed");
        inbox = new Stored("db", null, new InboxStatus(NOW, NOW, NOW, 5, 0, Map.of()), null);
        assertThat(ids()).isEmpty();
    }

    @Test
    void silenceIsCountedFromTheLastEventOrFromTheFirstStart() {
        inbox = stored(NOW.minus(Duration.ofDays(8)), Map.of());
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("silence");
            assertThat(problem.text()).isEqualTo("No event has come for 8 days. Egnyte has the webhook, enabled.");
            assertThat(problem.since()).isEqualTo(NOW.minus(Duration.ofDays(8)));
        });
        inbox = stored(null, Map.of());
        assertThat(ids()).as("3 days after the first start").isEmpty();
        inbox = new Stored("db", null, new InboxStatus(null, null, null, 0, 0, Map.of()), NOW.minus(Duration.ofDays(7)));
        assertThat(ids()).containsExactly("silence");
        assertThat(new ProblemRules(
                new ProblemRules.Settings(Duration.ZERO, Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1), 10))
                .problems(situation())).as("switched off").isEmpty();
        receivers = List.of(receiver(true, null));
        assertThat(problems().get(0).text()).endsWith("Whether Egnyte has the webhook is not checked here.");
        receivers = List.of();
        assertThat(ids()).as("nothing receives here").isEmpty();
    }

    @Test
    void errorsComeBeforeWarnings() {
        inbox = new Stored(
                "db", null, new InboxStatus(NOW, NOW, NOW, 1, 1, Map.of("mail", backlog(120, 1))), null);
        assertThat(ids()).containsExactly("subscription-failing:mail", "malformed");
    }

    @Test
    void afterAStartSomeThingsAreNotKnownYet() {
        uses = List.of();
        receivers = List.of(receiver(true, webhook(Phase.STARTING, null, null, null, 0)));
        assertThat(problems()).isEmpty();
        assertThat(List.of("webhook", "token-refused", "calls", "token-ending"))
                .noneMatch(id -> rules.isKnown(id, situation()));
        assertThat(List.of("receiver", "inbox", "subscription-failed:mail", "silence"))
                .allMatch(id -> rules.isKnown(id, situation()));
    }

    @Test
    void aProblemIsReadAsItWasWritten() {
        Problem problem
                = new Problem("subscription-failed:mail", Severity.error, "mail has given up 1 event", "Replay it", NOW);
        assertThat(Problem.of(problem.toJson())).isEqualTo(problem);
        Problem unknown = new Problem("calls", Severity.warning, "10 left", "Wait", null);
        assertThat(Problem.of(unknown.toJson())).isEqualTo(unknown);
    }
}
