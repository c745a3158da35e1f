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
package io.github.egnytemsp.camel.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The calls that one access token may make. Egnyte documents 2 a second and 1,000 a day; the day begins at 00:00 UTC.
 * Assumptions: the second is a sliding one, a refused call does not count, and a full day is told before a full second.
 */
final class RateLimit {

    /** Which limit is reached. */
    enum Scope {
        SECOND,
        DAY
    }

    /** What came of a call: {@code exceeded} is null if it may go on; the headers belong on its answer either way. */
    record Verdict(Scope exceeded, Duration retryAfter, Map<String, String> headers) {
    }

    /** As seen on real answers: {@code Wednesday, April 17, 2024 12:00:00 AM GMT}. */
    private static final DateTimeFormatter QUOTA_RESET = DateTimeFormatter
            .ofPattern("EEEE, MMMM d, yyyy h:mm:ss a 'GMT'", Locale.US).withZone(ZoneOffset.UTC);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatorSettings<?> settings;
    private final Clock clock;
    private final Deque<Instant> lastSecond = new ArrayDeque<>();
    private LocalDate day = LocalDate.EPOCH;
    private int callsToday;

    /** A limit of 0 is off. */
    RateLimit(SimulatorSettings<?> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts a call unless it is over a limit. */
    synchronized Verdict take() {
        Instant now = forgetOldCalls();
        if (settings.callsPerDay > 0 && callsToday >= settings.callsPerDay) {
            return refused(Scope.DAY, Duration.between(now, tomorrow()));
        }
        if (settings.callsPerSecond > 0 && lastSecond.size() >= settings.callsPerSecond) {
            return refused(Scope.SECOND, Duration.between(now, lastSecond.getFirst().plus(SECOND)));
        }
        lastSecond.addLast(now);
        callsToday++;
        return new Verdict(null, Duration.ZERO, counters());
    }

    synchronized int callsToday() {
        forgetOldCalls();
        return callsToday;
    }

    private Instant forgetOldCalls() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            callsToday = 0;
        }
        while (!lastSecond.isEmpty() && !lastSecond.getFirst().plus(SECOND).isAfter(now)) {
            lastSecond.removeFirst();
        }
        return now;
    }

    private Verdict refused(Scope scope, Duration retryAfter) {
        Map<String, String> headers = counters();
        headers.put("X-Quota-Reset", QUOTA_RESET.format(tomorrow()));
        return new Verdict(scope, retryAfter, headers);
    }

    private Map<String, String> counters() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (settings.callsPerSecond > 0) {
            headers.put("X-Accesstoken-Qps-Allotted", String.valueOf(settings.callsPerSecond));
            headers.put("X-Accesstoken-Qps-Current", String.valueOf(lastSecond.size()));
        }
        if (settings.callsPerDay > 0) {
            headers.put("X-Accesstoken-Quota-Allotted", String.valueOf(settings.callsPerDay));
            headers.put("X-Accesstoken-Quota-Current", String.valueOf(callsToday));
        }
        return headers;
    }

    private Instant tomorrow() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
