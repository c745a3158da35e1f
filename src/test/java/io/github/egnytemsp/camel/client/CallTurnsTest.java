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
package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.egnytemsp.camel.client.CallTurns.Turn;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import io.github.egnytemsp.camel.client.SharedLimits.Reply;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallTurnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final StandingTime time = new StandingTime();
    private final Others others = new Others();
    private final CallTurns turns = new CallTurns(time, 2, new DayBudget(time, 1000), "account", () -> others);

    /** What is shared, as the test wants it. */
    private static final class Others implements SharedLimits {

        private final List<Need> needs = new ArrayList<>();
        private final List<CompletableFuture<Reply>> replies = new ArrayList<>();
        private final List<String> places = new ArrayList<>();

        @Override
        public CompletableFuture<Reply> take(Need need) {
            needs.add(need);
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            replies.add(reply);
            return reply;
        }

        void reply(Reply reply) {
            replies.remove(0).complete(reply);
        }

        void replyTaken() {
            reply(new Reply.Taken(new Place() {
                @Override
                public void release(boolean sent, long callsToday) {
                    places.add("released " + sent + " " + callsToday);
                }

                @Override
                public void giveBack() {
                    places.add("given back");
                }
            }));
        }

        void replyWait(Duration pause) {
            reply(new Reply.Wait(pause));
        }
    }

    private CompletableFuture<Turn> take(Duration patience) {
        return turns.take(patience, false, LONGEST);
    }

    private static EgnyteMspRateLimitException refusal(CompletableFuture<Turn> turn) {
        assertThat(turn).isCompletedExceptionally();
        return (EgnyteMspRateLimitException) Calls.unwrap(turn.handle((given, failure) -> failure).join());
    }

    @Test
    void aCallNeedsAPlaceHereAndOneThatAllShare() {
        CompletableFuture<Turn> turn = take(PATIENCE);
        assertThat(turn).isNotDone();
        assertThat(others.needs).containsExactly(new SharedLimits.Need("account", 2, 950, LONGEST));
        others.replyTaken();
        turns.release(turn.join(), true, 17);
        assertThat(others.places).containsExactly("released true 17");
    }

    @Test
    void aCallForTheWebhookMayUseTheWholeDay() {
        turns.take(PATIENCE, true, LONGEST);
        assertThat(others.needs.get(0).callsPerDay()).isEqualTo(1000);
    }

    @Test
    void whoComesLaterGoesLater() {
        CompletableFuture<Turn> first = take(PATIENCE);
        CompletableFuture<Turn> second = take(PATIENCE);
        assertThat(others.needs).as("one at a time").hasSize(1);
        others.replyWait(Duration.ofMillis(100));
        time.moveOn(Duration.ofMillis(100));
        others.replyTaken();
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        others.replyTaken();
        assertThat(second).isCompleted();
    }

    @Test
    void maxWaitHoldsForBothWaitsTogether() {
        CompletableFuture<Turn> one = take(PATIENCE);
        others.replyTaken();
        CompletableFuture<Turn> other = take(PATIENCE);
        others.replyTaken();
        CompletableFuture<Turn> waiting = take(Duration.ofSeconds(3));
        turns.release(one.join(), true, -1);
        turns.release(other.join(), true, -1);
        time.moveOn(Duration.ofSeconds(1));
        others.replyWait(Duration.ofSeconds(2));
        time.moveOn(Duration.ofSeconds(2));
        others.replyWait(Duration.ofMillis(1));
        assertThat(refusal(waiting).getScope()).isEqualTo(Scope.SECOND);
        assertThat(refusal(waiting).getRetryAt()).isEqualTo(time.now().plusMillis(1));
    }

    @Test
    void whoCannotHaveAPlaceInTimeFailsAtOnceAndTheOthersGoOn() {
        CompletableFuture<Turn> patient = take(PATIENCE);
        CompletableFuture<Turn> hasty = take(Duration.ofSeconds(1));
        others.replyWait(Duration.ofSeconds(2));
        assertThat(refusal(hasty).getScope()).isEqualTo(Scope.SECOND);
        time.moveOn(Duration.ofSeconds(2));
        others.replyTaken();
        assertThat(patient).isCompleted();
    }

    @Test
    void theDayOfAllIsOver() {
        Instant reset = Instant.parse("2026-11-02T00:00:00Z");
        CompletableFuture<Turn> refused = take(PATIENCE);
        CompletableFuture<Turn> forTheWebhook = turns.take(PATIENCE, true, LONGEST);
        others.reply(new Reply.DayOver(950, reset));
        assertThat(refusal(refused).getScope()).isEqualTo(Scope.DAY);
        assertThat(refusal(refused).getRetryAt()).isEqualTo(reset);
        others.replyTaken();
        assertThat(forTheWebhook).isCompleted();
    }

    @Test
    void aCallThatIsGivenUpTakesNoPlace() {
        CompletableFuture<Turn> givenUp = take(PATIENCE);
        CompletableFuture<Turn> next = take(PATIENCE);
        givenUp.cancel(false);
        others.replyTaken();
        assertThat(others.places).containsExactly("given back");
        others.replyTaken();
        assertThat(next).isCompleted();
        CompletableFuture<Turn> oneMore = take(PATIENCE);
        others.replyTaken();
        assertThat(oneMore).as("of two places here, one is used").isCompleted();
    }

    @Test
    void whileTheOthersAreAwayTheLimitsOfThisProcessHoldAlone() {
        CompletableFuture<Turn> first = take(PATIENCE);
        CompletableFuture<Turn> second = take(PATIENCE);
        others.replies.remove(0).completeExceptionally(new IllegalStateException("made up"));
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        CompletableFuture<Turn> third = take(PATIENCE);
        turns.release(first.join(), true, -1);
        time.moveOn(Duration.ofMillis(999));
        assertThat(third).isNotDone();
        time.moveOn(Duration.ofMillis(1));
        assertThat(third).as("nobody is asked, for some time").isCompleted();
        assertThat(others.needs).hasSize(1);
        turns.release(second.join(), true, -1);
        time.moveOn(PATIENCE);
        take(PATIENCE);
        assertThat(others.needs).hasSize(2);
    }

    @Test
    void theFirstReplyMayTakeLongerWhileTheDatabaseIsMade() {
        CompletableFuture<Turn> turn = take(PATIENCE);
        time.moveOn(Duration.ofMillis(9_999));
        assertThat(turn).isNotDone();
        time.moveOn(Duration.ofMillis(1));
        assertThat(turn).isCompleted();
    }

    @Test
    void whoDoesNotReplyIsAway() {
        CompletableFuture<Turn> first = take(PATIENCE);
        others.replyTaken();
        turns.giveBack(first.join());
        others.places.clear();
        CompletableFuture<Turn> turn = take(PATIENCE);
        time.moveOn(Duration.ofSeconds(2));
        assertThat(turn).isCompleted();
        others.replyTaken();
        assertThat(others.places).as("too late").containsExactly("given back");
    }

    @Test
    void withoutALimitNobodyIsAsked() {
        CallTurns unlimited = new CallTurns(time, 0, new DayBudget(time, 0), "account", () -> others);
        assertThat(unlimited.take(PATIENCE, false, LONGEST)).isCompleted();
        assertThat(others.needs).isEmpty();
    }

    @Test
    void aCallThatWasNotSentGivesItsPlaceBack() {
        CompletableFuture<Turn> turn = take(PATIENCE);
        others.replyTaken();
        turns.giveBack(turn.join());
        assertThat(others.places).containsExactly("given back");
    }
}
