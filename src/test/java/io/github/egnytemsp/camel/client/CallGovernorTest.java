package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

class CallGovernorTest {

    /** Waiting moves the clock on. */
    private static final class TestTime implements TimeSource {

        private Instant now = Instant.parse("2026-11-01T23:59:50Z");
        private long nanos = Long.MAX_VALUE - 1_000_000_000L;
        private Runnable whileSleeping = () -> { };

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized long nanoTime() {
            return nanos;
        }

        @Override
        public synchronized void sleep(Duration duration) {
            now = now.plus(duration);
            nanos += duration.toNanos();
            whileSleeping.run();
        }

        synchronized void setBack(Duration duration) {
            now = now.minus(duration);
        }
    }

    private final TestTime time = new TestTime();

    private static ApiAnswer answer(Map<String, Object> headers) {
        return new ApiAnswer(200, headers, new byte[0]);
    }

    private void call(CallGovernor governor, Duration patience, Duration latency) throws Exception {
        CallGovernor.Turn turn = governor.acquire(patience, true);
        time.sleep(latency);
        governor.release(turn, true);
    }

    @Test
    void noSecondHasMoreCallsThanAllowedHoweverLongACallTakes() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 2, 0);
        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CallGovernor.Turn turn = governor.acquire(Duration.ofSeconds(10), true);
            // anywhere between sending and answer, the call arrives
            time.sleep(Duration.ofMillis(i % 7 * 31));
            arrivals.add(time.now());
            time.sleep(Duration.ofMillis(i % 3 * 17));
            governor.release(turn, true);
        }
        for (int i = 2; i < arrivals.size(); i++) {
            assertThat(Duration.between(arrivals.get(i - 2), arrivals.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aCallThatWouldWaitTooLongFailsAtOnce() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 1, 0);
        call(governor, Duration.ZERO, Duration.ZERO);
        Instant before = time.now();
        EgnyteMspRateLimitException e = catchThrowableOfType(
                EgnyteMspRateLimitException.class, () -> governor.acquire(Duration.ofMillis(999), true));
        assertThat(e.getScope()).isEqualTo(Scope.SECOND);
        assertThat(e.getRetryAt()).isEqualTo(before.plusSeconds(1));
        assertThat(time.now()).isEqualTo(before);
        call(governor, Duration.ofSeconds(1), Duration.ZERO);
    }

    @Test
    void theDayEndsAtMidnightUtc() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 3);
        for (int i = 0; i < 3; i++) {
            call(governor, Duration.ZERO, Duration.ZERO);
        }
        EgnyteMspRateLimitException e = catchThrowableOfType(
                EgnyteMspRateLimitException.class, () -> governor.acquire(Duration.ofSeconds(60), true));
        assertThat(e.getScope()).isEqualTo(Scope.DAY);
        assertThat(e.getRetryAt()).isEqualTo(Instant.parse("2026-11-02T00:00:00Z"));
        time.sleep(Duration.ofSeconds(10));
        call(governor, Duration.ZERO, Duration.ZERO);
        assertThat(governor.callsToday()).isEqualTo(1);
    }

    @Test
    void callsOfOtherProcessesCountBecauseTheAnswersTellThem() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 1000);
        CallGovernor.Turn turn = governor.acquire(Duration.ZERO, true);
        governor.release(turn, true);
        governor.observe(turn, answer(Map.of("X-Accesstoken-Quota-Current", "700", "X-Accesstoken-Quota-Allotted", "700")));
        assertThat(governor.callsPerDay()).isEqualTo(700);
        assertThatThrownBy(() -> governor.acquire(Duration.ZERO, true)).isInstanceOf(EgnyteMspRateLimitException.class);
    }

    @Test
    void whatTheApiCountsIsTakenThoughItIsLess() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 1000);
        for (int i = 0; i < 500; i++) {
            call(governor, Duration.ZERO, Duration.ZERO);
        }
        CallGovernor.Turn answered = governor.acquire(Duration.ZERO, true);
        CallGovernor.Turn underWay = governor.acquire(Duration.ZERO, true);
        governor.release(answered, true);
        governor.observe(answered, answer(Map.of("X-Accesstoken-Quota-Current", "3")));
        assertThat(governor.callsToday()).as("3, and the one that is under way").isEqualTo(4);
        governor.release(underWay, true);
        assertThat(governor.callsToday()).isEqualTo(4);
    }

    @Test
    void whatAnAnswerToACallOfYesterdayTellsIsOfYesterday() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 1000);
        CallGovernor.Turn turn = governor.acquire(Duration.ZERO, true);
        time.sleep(Duration.ofSeconds(11));
        governor.release(turn, true);
        governor.observe(turn, answer(Map.of("X-Accesstoken-Quota-Current", "1000")));
        assertThat(governor.callsToday()).isZero();
        call(governor, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void whatTheApiToldIsAskedAgainNowAndThenBecauseItsDayMayBeAnother() throws Exception {
        time.sleep(Duration.ofMinutes(1));
        CallGovernor governor = new CallGovernor(1, time, 0, 1000);
        CallGovernor.Turn turn = governor.acquire(Duration.ZERO, true);
        governor.release(turn, true);
        governor.observe(turn, answer(Map.of("X-Accesstoken-Quota-Current", "1000")));
        assertThatThrownBy(() -> governor.acquire(Duration.ZERO, false)).isInstanceOf(EgnyteMspRateLimitException.class);
        time.sleep(Duration.ofHours(1));
        CallGovernor.Turn question = governor.acquire(Duration.ZERO, false);
        assertThatThrownBy(() -> governor.acquire(Duration.ZERO, false)).as("one, not all").isInstanceOf(EgnyteMspRateLimitException.class);
        governor.release(question, true);
        governor.observe(question, answer(Map.of("X-Accesstoken-Quota-Current", "7")));
        assertThat(governor.callsLeft()).isEqualTo(993);
    }

    @Test
    void whatWasNeverSentDoesNotCount() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 2);
        for (int i = 0; i < 10; i++) {
            governor.release(governor.acquire(Duration.ZERO, true), false);
        }
        assertThat(governor.callsToday()).isZero();
        assertThat(governor.callsLeft()).isEqualTo(2);
    }

    @Test
    void ofCallsAtTheSameTimeNoMoreGoThanAreLeftToday() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 5);
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger gone = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Thread caller = new Thread(() -> {
                try {
                    start.await();
                    governor.acquire(Duration.ZERO, true);
                    gone.incrementAndGet();
                } catch (EgnyteMspRateLimitException | InterruptedException e) {
                    // one of those that must not go
                }
            });
            caller.start();
            callers.add(caller);
        }
        start.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(gone).hasValue(5);
    }

    @Test
    void whoComesLaterGoesLaterThoughAPlaceIsFreeAtThatMoment() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 1, 0);
        List<String> order = new CopyOnWriteArrayList<>();
        for (int round = 0; round < 20; round++) {
            CallGovernor.Turn held = governor.acquire(Duration.ofSeconds(10), true);
            Thread earlier = new Thread(() -> {
                try {
                    CallGovernor.Turn turn = governor.acquire(Duration.ofMinutes(1), true);
                    order.add("earlier");
                    governor.release(turn, true);
                } catch (EgnyteMspRateLimitException | InterruptedException e) {
                    order.add(e.toString());
                }
            });
            earlier.start();
            await().pollInterval(Duration.ofMillis(1)).until(() -> earlier.getState() == Thread.State.TIMED_WAITING);
            governor.release(held, true);
            CallGovernor.Turn later = governor.acquire(Duration.ofMinutes(1), true);
            order.add("later");
            governor.release(later, true);
            earlier.join();
        }
        for (int i = 0; i < order.size(); i++) {
            assertThat(order.get(i)).isEqualTo(i % 2 == 0 ? "earlier" : "later");
        }
    }

    @Test
    void aClockThatIsSetBackStopsNoCall() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 1, 0);
        call(governor, Duration.ZERO, Duration.ZERO);
        time.setBack(Duration.ofMinutes(5));
        call(governor, Duration.ofSeconds(1), Duration.ZERO);
    }

    @Test
    void aLongerNoThatIsHeardWhileWaitingCounts() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 2, 0);
        Instant later = time.now().plusSeconds(7);
        governor.closeUntil(Scope.SECOND, time.now().plusSeconds(2));
        time.whileSleeping = () -> {
            time.whileSleeping = () -> { };
            governor.closeUntil(Scope.SECOND, later);
        };
        call(governor, Duration.ofSeconds(10), Duration.ZERO);
        assertThat(time.now()).isEqualTo(later);
    }

    @Test
    void someOfTheDaysCallsAreKeptForTheWebhook() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 100);
        for (int i = 0; i < 95; i++) {
            governor.release(governor.acquire(Duration.ZERO, false), true);
        }
        EgnyteMspRateLimitException e = catchThrowableOfType(
                EgnyteMspRateLimitException.class, () -> governor.acquire(Duration.ZERO, false));
        assertThat(e.getScope()).isEqualTo(Scope.DAY);
        for (int i = 0; i < 5; i++) {
            governor.release(governor.acquire(Duration.ZERO, true), true);
        }
        assertThatThrownBy(() -> governor.acquire(Duration.ZERO, true)).isInstanceOf(EgnyteMspRateLimitException.class);
    }

    @Test
    void whileTheApiSaysNoNobodyCalls() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 2, 0);
        Instant reopens = time.now().plusSeconds(5);
        governor.closeUntil(Scope.SECOND, reopens);
        assertThatThrownBy(() -> governor.acquire(Duration.ofSeconds(4), true)).isInstanceOf(EgnyteMspRateLimitException.class);
        call(governor, Duration.ofSeconds(6), Duration.ZERO);
        assertThat(time.now()).isEqualTo(reopens);
    }

    @Test
    void aLongRetryAfterIsAboutTheDay() {
        ApiAnswer tooMany = new ApiAnswer(429, Map.of("Retry-After", "40000"), new byte[0]);
        assertThat(RateLimits.read(tooMany, time.now())).isEqualTo(new RateLimits(Scope.DAY, time.now().plusSeconds(40_000)));
        ApiAnswer absurd = new ApiAnswer(429, Map.of("Retry-After", "" + Long.MAX_VALUE), new byte[0]);
        assertThat(RateLimits.read(absurd, time.now())).isEqualTo(new RateLimits(Scope.DAY, time.now().plusSeconds(86_400)));
    }

    @Test
    void theResetIsReadInTheFormThatWasSeen() {
        ApiAnswer overRate = new ApiAnswer(
                403, Map.of("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_RATE", "X-Quota-Reset",
                        "Wednesday, April 17, 2024 12:00:00 AM GMT"),
                new byte[0]);
        assertThat(RateLimits.read(overRate, time.now()))
                .isEqualTo(new RateLimits(Scope.DAY, Instant.parse("2024-04-17T00:00:00Z")));
    }
}
