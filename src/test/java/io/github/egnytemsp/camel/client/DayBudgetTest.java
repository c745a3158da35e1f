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
import java.time.LocalDate;
import java.util.Map;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DayBudgetTest {

    private final StandingTime time = new StandingTime();

    private static ApiAnswer answer(Map<String, Object> headers) {
        return new ApiAnswer(200, headers, new byte[0]);
    }

    private static void call(DayBudget day) throws EgnyteMspRateLimitException {
        day.release(day.take(true), true);
    }

    @Test
    void theDayEndsAtMidnightUtc() throws Exception {
        DayBudget day = new DayBudget(time, 3);
        for (int i = 0; i < 3; i++) {
            call(day);
        }
        EgnyteMspRateLimitException e = catchThrowableOfType(EgnyteMspRateLimitException.class, () -> day.take(true));
        assertThat(e.getScope()).isEqualTo(Scope.DAY);
        assertThat(e.getRetryAt()).isEqualTo(Instant.parse("2026-11-02T00:00:00Z"));
        time.moveOn(Duration.ofSeconds(10));
        call(day);
        assertThat(day.callsToday()).isEqualTo(1);
    }

    @Test
    void callsOfOtherProcessesCountBecauseTheAnswersTellThem() throws Exception {
        DayBudget day = new DayBudget(time, 1000);
        LocalDate taken = day.take(true);
        day.release(taken, true);
        day.observe(taken, answer(Map.of("X-Accesstoken-Quota-Current", "700", "X-Accesstoken-Quota-Allotted", "700")));
        assertThat(day.callsPerDay()).isEqualTo(700);
        assertThatThrownBy(() -> day.take(true)).isInstanceOf(EgnyteMspRateLimitException.class);
    }

    @Test
    void whatTheApiCountsIsTakenThoughItIsLess() throws Exception {
        DayBudget day = new DayBudget(time, 1000);
        for (int i = 0; i < 500; i++) {
            call(day);
        }
        LocalDate answered = day.take(true);
        LocalDate underWay = day.take(true);
        day.release(answered, true);
        day.observe(answered, answer(Map.of("X-Accesstoken-Quota-Current", "3")));
        assertThat(day.callsToday()).as("3, and the one that is under way").isEqualTo(4);
        day.release(underWay, true);
        assertThat(day.callsToday()).isEqualTo(4);
    }

    @Test
    void whatAnAnswerToACallOfYesterdayTellsIsOfYesterday() throws Exception {
        DayBudget day = new DayBudget(time, 1000);
        LocalDate taken = day.take(true);
        time.moveOn(Duration.ofSeconds(11));
        day.release(taken, true);
        day.observe(taken, answer(Map.of("X-Accesstoken-Quota-Current", "1000")));
        assertThat(day.callsToday()).isZero();
        call(day);
    }

    @Test
    void whatTheApiToldIsAskedAgainNowAndThenBecauseItsDayMayBeAnother() throws Exception {
        time.moveOn(Duration.ofMinutes(1));
        DayBudget day = new DayBudget(time, 1000);
        LocalDate taken = day.take(true);
        day.release(taken, true);
        day.observe(taken, answer(Map.of("X-Accesstoken-Quota-Current", "1000")));
        assertThatThrownBy(() -> day.take(false)).isInstanceOf(EgnyteMspRateLimitException.class);
        time.moveOn(Duration.ofHours(1));
        LocalDate question = day.take(false);
        assertThatThrownBy(() -> day.take(false)).as("one, not all").isInstanceOf(EgnyteMspRateLimitException.class);
        day.release(question, true);
        day.observe(question, answer(Map.of("X-Accesstoken-Quota-Current", "7")));
        assertThat(day.callsLeft()).isEqualTo(993);
    }

    @Test
    void whatWasNeverSentDoesNotCount() throws Exception {
        DayBudget day = new DayBudget(time, 2);
        for (int i = 0; i < 10; i++) {
            day.release(day.take(true), false);
        }
        assertThat(day.callsToday()).isZero();
        assertThat(day.callsLeft()).isEqualTo(2);
    }

    @Test
    void someOfTheDaysCallsAreKeptForTheWebhook() throws Exception {
        DayBudget day = new DayBudget(time, 100);
        for (int i = 0; i < 95; i++) {
            day.release(day.take(false), true);
        }
        EgnyteMspRateLimitException e = catchThrowableOfType(
                EgnyteMspRateLimitException.class, () -> day.requireCallsLeft(false));
        assertThat(e.getScope()).isEqualTo(Scope.DAY);
        for (int i = 0; i < 5; i++) {
            call(day);
        }
        assertThatThrownBy(() -> day.take(true)).isInstanceOf(EgnyteMspRateLimitException.class);
    }

    @Test
    void whenTheApiSaysThatTheDayIsOverItIs() throws Exception {
        DayBudget day = new DayBudget(time, 0);
        Instant reopens = time.now().plusSeconds(30);
        day.closeUntil(reopens);
        EgnyteMspRateLimitException e = catchThrowableOfType(EgnyteMspRateLimitException.class, () -> day.take(true));
        assertThat(e.getRetryAt()).isEqualTo(reopens);
        time.moveOn(Duration.ofSeconds(30));
        call(day);
    }

    @Test
    void aDayThatWasClosedWhileTheClockWasWrongOpensInTime() throws Exception {
        DayBudget day = new DayBudget(time, 1000);
        day.closeUntil(time.now().plusSeconds(3600));
        time.setBack(Duration.ofDays(3650));
        assertThatThrownBy(() -> day.take(true)).isInstanceOf(EgnyteMspRateLimitException.class);
        time.moveOn(Duration.ofHours(1));
        call(day);
    }
}
