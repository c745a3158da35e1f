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
package io.github.egnytemsp.camel.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * When an access token was issued, and how long it lives if Egnyte said so. It is used to warn, never to refuse a
 * token: only the API knows whether a token is still good.
 * <p>
 * A warning is due in the last sixth of a token's life, but at most 5 days before the end: from day 25 of 30. If Egnyte
 * did not say how long the token lives, 30 days are assumed as a possibility: some of its documentation says so, other
 * says that tokens do not expire.
 *
 * @param issuedAt  when the token was issued
 * @param expiresIn how long it lives from then on, above zero; or null if Egnyte did not say
 */
public record TokenAge(Instant issuedAt, Duration expiresIn) {

    private static final Duration POSSIBLE_LIFE = Duration.ofDays(30);
    private static final Duration LONGEST_WARNING = Duration.ofDays(5);
    private static final int PART_OF_LIFE = 6;

    /**
     * @param  issuedAt                 when the token was issued
     * @param  expiresIn                how long it lives from then on, above zero; or null if Egnyte did not say
     * @throws IllegalArgumentException if {@code expiresIn} is zero or negative
     */
    public TokenAge {
        Objects.requireNonNull(issuedAt, "issuedAt");
        if (expiresIn != null && (expiresIn.isNegative() || expiresIn.isZero())) {
            throw new IllegalArgumentException("expiresIn must be above zero: " + expiresIn);
        }
    }

    /**
     * Whether Egnyte said when the token ends.
     *
     * @return false if {@link #end()} is only a possibility
     */
    public boolean isEndKnown() {
        return expiresIn != null;
    }

    /**
     * When the token ends, or may end.
     *
     * @return the end if it is known, else 30 days after the issue
     */
    public Instant end() {
        return issuedAt.plus(life());
    }

    /**
     * Whether the end is near or past, so that a warning is due.
     *
     * @param  now the time
     * @return     true from the beginning of the warning period on
     */
    public boolean isEnding(Instant now) {
        Duration part = life().dividedBy(PART_OF_LIFE);
        return !now.isBefore(end().minus(part.compareTo(LONGEST_WARNING) < 0 ? part : LONGEST_WARNING));
    }

    private Duration life() {
        return isEndKnown() ? expiresIn : POSSIBLE_LIFE;
    }

    /**
     * The age for people, such as {@code issued 2026-11-01, 25 days ago, expires 2026-12-01}.
     *
     * @param  clock the time, and the zone of the dates
     * @return       words without the token
     */
    public String inWords(Clock clock) {
        return issueInWords(clock) + ", " + endInWords(clock);
    }

    /** Such as {@code issued 2026-11-01, 25 days ago}. */
    String issueInWords(Clock clock) {
        return "issued " + date(issuedAt, clock.getZone()) + ", " + ago(clock.instant());
    }

    /** Such as {@code expires 2026-12-01}. */
    String endInWords(Clock clock) {
        boolean past = !clock.instant().isBefore(end());
        if (isEndKnown()) {
            return (past ? "expired " : "expires ") + date(end(), clock.getZone());
        }
        return past ? "may expire any day" : "may expire " + date(end(), clock.getZone());
    }

    private String ago(Instant now) {
        long days = Duration.between(issuedAt, now).toDays();
        if (issuedAt.isAfter(now)) {
            return "in the future (is the clock right?)";
        }
        return days == 0 ? "today" : days == 1 ? "1 day ago" : days + " days ago";
    }

    private static LocalDate date(Instant instant, ZoneId zone) {
        return LocalDate.ofInstant(instant, zone);
    }
}
