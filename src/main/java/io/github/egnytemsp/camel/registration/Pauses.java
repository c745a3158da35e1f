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
package io.github.egnytemsp.camel.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

import io.github.egnytemsp.camel.client.BackOff;
import io.github.egnytemsp.camel.client.EgnyteMspAuthenticationException;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;

/**
 * The pauses between two checks of a webhook.
 *
 * @param interval without failures; zero if there is no second look
 * @param random   spreads the looks of replicas after a failure, as {@link BackOff} says
 */
record Pauses(Duration interval, DoubleSupplier random) {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST_WITHOUT_INTERVAL = Duration.ofMinutes(15);
    private static final Duration TOKEN = Duration.ofSeconds(10);

    /** Below this part of the day's calls, checks become rarer. */
    private static final double SHORT_OF_CALLS = 0.1;
    private static final int STRETCH_WHEN_SHORT = 4;
    /** After a refusal, retrying soon is useless: somebody has to change something first. */
    private static final int STRETCH_WHEN_REFUSED = 16;

    /** The pause after a successful check. */
    Duration regular(double partOfCallsLeft) {
        return partOfCallsLeft < SHORT_OF_CALLS && !interval.isZero() ? interval.multipliedBy(STRETCH_WHEN_SHORT) : longest();
    }

    /** The pause after a number of failed checks in a row. */
    Duration afterFailure(Exception failure, int failures, Instant now) {
        if (failure instanceof EgnyteMspAuthenticationException) {
            // costs no call while the token is the same: the client asks again with it only now and then
            return TOKEN.compareTo(longest()) < 0 ? TOKEN : longest();
        }
        if (failure instanceof EgnyteMspRateLimitException limit) {
            Duration untilThen = Duration.between(now, limit.getRetryAt());
            return untilThen.isNegative() ? FIRST : untilThen;
        }
        Duration longest = isRefusal(failure) ? longest().multipliedBy(STRETCH_WHEN_REFUSED) : longest();
        return new BackOff(FIRST, longest, random).pause(failures - 1);
    }

    private static boolean isRefusal(Exception failure) {
        return failure instanceof EgnyteMspException api && api.getHttpStatus() >= 400 && api.getHttpStatus() < 500;
    }

    private Duration longest() {
        return interval.isZero() ? LONGEST_WITHOUT_INTERVAL : interval;
    }
}
