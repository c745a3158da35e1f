package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CallGovernorTest {

    /** Waiting moves the clock on. */
    private static final class TestTime implements TimeSource {

        private Instant now = Instant.parse("2026-11-01T23:59:50Z");

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized void sleep(Duration duration) {
            now = now.plus(duration);
        }
    }

    private final TestTime time = new TestTime();

    private static ApiAnswer answer(Map<String, Object> headers) {
        return new ApiAnswer(200, headers, new byte[0]);
    }

    private void call(CallGovernor governor, Duration patience, Duration latency) throws Exception {
        governor.acquire(time.now().plus(patience), true);
        time.sleep(latency);
        governor.release();
    }

    @Test
    void noSecondHasMoreCallsThanAllowedHoweverLongACallTakes() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 2, 0);
        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            governor.acquire(time.now().plusSeconds(10), true);
            // anywhere between sending and answer, the call arrives
            time.sleep(Duration.ofMillis(i % 7 * 31));
            arrivals.add(time.now());
            time.sleep(Duration.ofMillis(i % 3 * 17));
            governor.release();
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
                EgnyteMspRateLimitException.class, () -> governor.acquire(time.now().plusMillis(999), true));
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
                EgnyteMspRateLimitException.class, () -> governor.acquire(time.now().plusSeconds(60), true));
        assertThat(e.getScope()).isEqualTo(Scope.DAY);
        assertThat(e.getRetryAt()).isEqualTo(Instant.parse("2026-11-02T00:00:00Z"));
        time.sleep(Duration.ofSeconds(10));
        call(governor, Duration.ZERO, Duration.ZERO);
        assertThat(governor.callsToday()).isEqualTo(1);
    }

    @Test
    void callsOfOtherProcessesCountBecauseTheAnswersTellThem() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 1000);
        call(governor, Duration.ZERO, Duration.ZERO);
        governor.observe(answer(Map.of("X-Accesstoken-Quota-Current", "700", "X-Accesstoken-Quota-Allotted", "700")));
        assertThat(governor.callsPerDay()).isEqualTo(700);
        assertThatThrownBy(() -> governor.acquire(time.now(), true)).isInstanceOf(EgnyteMspRateLimitException.class);
    }

    @Test
    void someOfTheDaysCallsAreKeptForTheWebhook() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 0, 100);
        for (int i = 0; i < 95; i++) {
            governor.acquire(time.now(), false);
            governor.release();
        }
        EgnyteMspRateLimitException e = catchThrowableOfType(
                EgnyteMspRateLimitException.class, () -> governor.acquire(time.now(), false));
        assertThat(e.getScope()).isEqualTo(Scope.DAY);
        for (int i = 0; i < 5; i++) {
            governor.acquire(time.now(), true);
            governor.release();
        }
        assertThatThrownBy(() -> governor.acquire(time.now(), true)).isInstanceOf(EgnyteMspRateLimitException.class);
    }

    @Test
    void whileTheApiSaysNoNobodyCalls() throws Exception {
        CallGovernor governor = new CallGovernor(1, time, 2, 0);
        Instant reopens = time.now().plusSeconds(5);
        governor.closeUntil(Scope.SECOND, reopens);
        assertThatThrownBy(() -> governor.acquire(time.now().plusSeconds(4), true)).isInstanceOf(EgnyteMspRateLimitException.class);
        call(governor, Duration.ofSeconds(6), Duration.ZERO);
        assertThat(time.now()).isEqualTo(reopens);
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
