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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;

/**
 * Reads from an answer that a limit was exceeded. Documented are 403 with a Mashery header (or the gateway's words, if
 * a proxy has removed the header) and 429. Any other 403 is a missing permission.
 *
 * @param scope   which limit
 * @param pause   how long no call will be accepted
 * @param retryAt when that is over
 */
record RateLimits(Scope scope, Duration pause, Instant retryAt) {

    static final String QUOTA_CURRENT = "X-Accesstoken-Quota-Current";
    static final String QUOTA_ALLOTTED = "X-Accesstoken-Quota-Allotted";
    static final String MASHERY_CODE = "X-Mashery-Error-Code";

    /** With a longer pause, the limit is the one of the day, whatever else the answer says. */
    private static final Duration LONGEST_SECOND = Duration.ofMinutes(15);
    private static final Duration LONGEST_DAY = Duration.ofDays(1);

    private static final DateTimeFormatter RESET
            = DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy h:mm:ss a z", Locale.US);

    /**
     * Reads an answer.
     *
     * @param  answer the answer
     * @param  now    when it came
     * @return        what it says about limits, or null if it is not about them
     */
    static RateLimits read(ApiAnswer answer, Instant now) {
        String mashery = answer.header(MASHERY_CODE);
        boolean overRate = says(answer, mashery, "OVER_RATE", "Over Rate");
        boolean overLimit = answer.status() == 429
                || answer.status() == 403 && (overRate || says(answer, mashery, "OVER_QPS", "Over Qps"));
        if (!overLimit) {
            return null;
        }
        Duration asked = answer.retryAfter(now);
        long allotted = answer.number(QUOTA_ALLOTTED);
        boolean quotaUsedUp = mashery == null && allotted > 0 && answer.number(QUOTA_CURRENT) >= allotted;
        if (overRate || quotaUsedUp || asked != null && asked.compareTo(LONGEST_SECOND) > 0) {
            Instant reset = dayReset(answer, asked, now);
            return new RateLimits(Scope.DAY, Duration.between(now, reset), reset);
        }
        Duration pause = asked == null ? Duration.ofSeconds(1) : asked;
        return new RateLimits(Scope.SECOND, pause, now.plus(pause));
    }

    private static boolean says(ApiAnswer answer, String mashery, String code, String words) {
        return mashery != null
                ? mashery.contains(code) : answer.status() == 403 && (answer.bodySays(words) || answer.bodySays(code));
    }

    private static Instant dayReset(ApiAnswer answer, Duration asked, Instant now) {
        if (asked != null && !asked.isZero()) {
            return now.plus(asked.compareTo(LONGEST_DAY) < 0 ? asked : LONGEST_DAY);
        }
        String reset = answer.header("X-Quota-Reset");
        if (reset != null) {
            try {
                Instant told = ZonedDateTime.parse(reset.trim(), RESET).toInstant();
                if (told.isAfter(now)) {
                    return told.isBefore(now.plus(LONGEST_DAY)) ? told : now.plus(LONGEST_DAY);
                }
            } catch (DateTimeException e) {
                // another form than was seen: the day's end is known without it
            }
        }
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
