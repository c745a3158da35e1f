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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallPacingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StandingTime time = new StandingTime();

    private static EgnyteMspRateLimitException refusal(CompletableFuture<CallPacing.Place> turn) {
        assertThat(turn).isCompletedExceptionally();
        return (EgnyteMspRateLimitException) Calls.unwrap(turn.handle((place, failure) -> failure).join());
    }

    @Test
    void noSecondHasMoreCallsThanAllowedHoweverLongACallTakes() {
        CallPacing pacing = new CallPacing(time, 2);
        List<Instant> arrivals = new ArrayList<>();
        List<CompletableFuture<CallPacing.Place>> turns = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int call = i;
            CompletableFuture<CallPacing.Place> turn = pacing.take(Duration.ofMinutes(5));
            turns.add(turn);
            // anywhere between sending and answer, the call arrives
            turn.thenAccept(place -> time.schedule(Duration.ofMillis(call % 7 * 31), () -> {
                arrivals.add(time.now());
                time.schedule(Duration.ofMillis(call % 3 * 17), () -> pacing.release(place));
            }));
        }
        time.moveOn(Duration.ofMinutes(5));
        assertThat(turns).allMatch(CompletableFuture::isDone);
        assertThat(arrivals).hasSize(50).isSorted();
        for (int i = 2; i < arrivals.size(); i++) {
            assertThat(Duration.between(arrivals.get(i - 2), arrivals.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aCallThatWouldWaitTooLongFailsAtOnce() {
        CallPacing pacing = new CallPacing(time, 1);
        pacing.release(pacing.take(Duration.ZERO).join());
        EgnyteMspRateLimitException refused = refusal(pacing.take(Duration.ofMillis(999)));
        assertThat(refused.getScope()).isEqualTo(Scope.SECOND);
        assertThat(refused.getRetryAt()).isEqualTo(time.now().plusSeconds(1));
        CompletableFuture<CallPacing.Place> patient = pacing.take(Duration.ofSeconds(1));
        assertThat(patient).isNotDone();
        time.moveOn(Duration.ofSeconds(1));
        assertThat(patient).isCompleted();
    }

    @Test
    void whoWaitsInVainBehindCallsUnderWayFailsWhenItsPatienceEnds() {
        CallPacing pacing = new CallPacing(time, 1);
        pacing.take(PATIENCE).join();
        CompletableFuture<CallPacing.Place> patient = pacing.take(Duration.ofSeconds(20));
        CompletableFuture<CallPacing.Place> hasty = pacing.take(Duration.ofSeconds(3));
        time.moveOn(Duration.ofSeconds(3));
        assertThat(refusal(hasty).getScope()).isEqualTo(Scope.SECOND);
        assertThat(patient).isNotDone();
    }

    @Test
    void whoComesLaterGoesLaterThoughAPlaceIsFreeAtThatMoment() {
        CallPacing pacing = new CallPacing(time, 1);
        CallPacing.Place held = pacing.take(PATIENCE).join();
        CompletableFuture<CallPacing.Place> earlier = pacing.take(PATIENCE);
        pacing.giveBack(held);
        CompletableFuture<CallPacing.Place> later = pacing.take(PATIENCE);
        assertThat(earlier).isCompleted();
        assertThat(later).isNotDone();
    }

    @Test
    void aCallThatIsGivenUpTakesNoPlace() {
        CallPacing pacing = new CallPacing(time, 1);
        CallPacing.Place held = pacing.take(PATIENCE).join();
        pacing.take(PATIENCE).cancel(false);
        CompletableFuture<CallPacing.Place> next = pacing.take(PATIENCE);
        pacing.release(held);
        time.moveOn(Duration.ofSeconds(1));
        assertThat(next).isCompleted();
    }

    @Test
    void aClockThatIsSetBackStopsNoCall() {
        CallPacing pacing = new CallPacing(time, 1);
        pacing.release(pacing.take(Duration.ZERO).join());
        time.setBack(Duration.ofMinutes(5));
        CompletableFuture<CallPacing.Place> next = pacing.take(PATIENCE);
        time.moveOn(Duration.ofSeconds(1));
        assertThat(next).isCompleted();
    }

    @Test
    void whileTheApiSaysNoNobodyCalls() {
        CallPacing pacing = new CallPacing(time, 2);
        pacing.closeUntil(time.now().plusSeconds(5));
        assertThat(refusal(pacing.take(Duration.ofSeconds(4))).getRetryAt()).isEqualTo(time.now().plusSeconds(5));
        CompletableFuture<CallPacing.Place> patient = pacing.take(Duration.ofSeconds(6));
        time.moveOn(Duration.ofMillis(4_999));
        assertThat(patient).isNotDone();
        time.moveOn(Duration.ofMillis(1));
        assertThat(patient).isCompleted();
    }

    @Test
    void aLongerNoThatIsHeardWhileWaitingCounts() {
        CallPacing pacing = new CallPacing(time, 2);
        pacing.closeUntil(time.now().plusSeconds(2));
        CompletableFuture<CallPacing.Place> patient = pacing.take(PATIENCE);
        time.moveOn(Duration.ofSeconds(1));
        pacing.closeUntil(time.now().plusSeconds(6));
        time.moveOn(Duration.ofMillis(5_999));
        assertThat(patient).isNotDone();
        time.moveOn(Duration.ofMillis(1));
        assertThat(patient).isCompleted();
    }

    @Test
    void withoutALimitAPlaceIsFreeAtOnce() {
        CallPacing pacing = new CallPacing(time, 0);
        for (int i = 0; i < 100; i++) {
            pacing.release(pacing.take(Duration.ZERO).join());
        }
    }

    @Test
    void noPlaceIsLostWhenNothingHappensLaterAnyMore() {
        AtomicBoolean stopped = new AtomicBoolean();
        CallPacing pacing = new CallPacing(new TimeSource() {

            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public Timer schedule(Duration delay, Runnable task) {
                if (stopped.get()) {
                    throw new RejectedExecutionException("stopped");
                }
                return time.schedule(delay, task);
            }
        }, 2);
        CallPacing.Place one = pacing.take(PATIENCE).join();
        CallPacing.Place other = pacing.take(PATIENCE).join();
        CompletableFuture<CallPacing.Place> first = pacing.take(PATIENCE);
        CompletableFuture<CallPacing.Place> second = pacing.take(PATIENCE);
        stopped.set(true);
        pacing.release(one);
        pacing.giveBack(other);
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
    }

    @Test
    void aCallThatIsGivenUpIsNotTimed() {
        CallPacing pacing = new CallPacing(time, 1);
        pacing.take(PATIENCE).join();
        pacing.take(PATIENCE).cancel(false);
        assertThat(time.scheduled()).isZero();
    }
}
