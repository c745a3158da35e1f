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
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The day's calls of one access token. The count is the API's, as answers tell it, and the calls that are under way:
 * other processes may use the same token. Where answers do not tell it, it is our own.
 */
final class DayBudget {

    /** The part of the day's calls that is kept for the webhook: without it, events stop coming and nobody notices. */
    private static final double RESERVE = 0.05;
    private static final Duration BELIEVED = Duration.ofHours(1);

    private final TimeSource time;
    private final int perDay;
    private final ReentrantLock lock = new ReentrantLock();
    private LocalDate day;
    private long callsToday;
    private long underWay;
    private long allotted;
    private Instant toldAt;
    private Pause over;

    /**
     * @param time   the clock
     * @param perDay calls a day, 0 for no limit
     */
    DayBudget(TimeSource time, int perDay) {
        this.time = time;
        this.perDay = perDay;
    }

    /**
     * Requires that the budget has a call left.
     *
     * @param  reserve                     whether it may be one of those that are kept for the webhook
     * @throws EgnyteMspRateLimitException if none is left today
     */
    void requireCallsLeft(boolean reserve) throws EgnyteMspRateLimitException {
        lock.lock();
        try {
            startDay();
            Instant now = time.now();
            if (over != null && !over.isOver(time)) {
                throw Failures.dayOver(callsToday, over.end());
            }
            if (callsPerDay() > 0 && callsToday >= usable(reserve) && !mayAskAgain(now)) {
                throw Failures.dayOver(callsToday, day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes one call of the day's budget, atomically. It must be followed by {@link #release}.
     *
     * @param  reserve                     whether it may be one of those that are kept for the webhook
     * @return                             the day that it counts for
     * @throws EgnyteMspRateLimitException if none is left today
     */
    LocalDate take(boolean reserve) throws EgnyteMspRateLimitException {
        lock.lock();
        try {
            requireCallsLeft(reserve);
            if (mayAskAgain(time.now())) {
                // this one finds out
                toldAt = time.now();
            }
            callsToday++;
            underWay++;
            return day;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The answer has come, or will not come.
     *
     * @param taken the day that the call counts for
     * @param sent  whether anything can have reached the API; what did not, does not count
     */
    void release(LocalDate taken, boolean sent) {
        lock.lock();
        try {
            startDay();
            underWay--;
            if (!sent && taken.equals(day)) {
                callsToday--;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the day's numbers from an answer, where it has them.
     *
     * @param taken  the day of the call, already released: what an answer to a call of yesterday tells, is of yesterday
     * @param answer the answer
     */
    void observe(LocalDate taken, ApiAnswer answer) {
        long current = answer.number(RateLimits.QUOTA_CURRENT);
        long allottedByApi = answer.number(RateLimits.QUOTA_ALLOTTED);
        lock.lock();
        try {
            startDay();
            if (current >= 0 && taken.equals(day)) {
                callsToday = current + underWay;
                toldAt = time.now();
            }
            if (allottedByApi > 0) {
                allotted = allottedByApi;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The API said: no call before that time. */
    void closeUntil(Instant reopens) {
        lock.lock();
        try {
            over = Pause.of(time, Duration.between(time.now(), reopens));
        } finally {
            lock.unlock();
        }
    }

    long callsToday() {
        lock.lock();
        try {
            startDay();
            return callsToday;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many calls may still be made today, those that are kept for the webhook included; of use only if there is a
     * limit.
     */
    long callsLeft() {
        return Math.max(0, callsPerDay() - callsToday());
    }

    /** The day's limit for a call, 0 for none; without what is kept for the webhook, if the call may not use that. */
    long usable(boolean reserve) {
        long limit = callsPerDay();
        return reserve ? limit : limit - (long) (limit * RESERVE);
    }

    /** The day's limit, 0 for none. */
    long callsPerDay() {
        lock.lock();
        try {
            return perDay > 0 && allotted > 0 ? Math.min(perDay, allotted) : perDay;
        } finally {
            lock.unlock();
        }
    }

    /** Whether one call may find out if the API's day has changed: its clock or its time of reset may differ. */
    private boolean mayAskAgain(Instant now) {
        return toldAt != null && !now.isBefore(toldAt.plus(BELIEVED));
    }

    /** The day ends at 00:00 UTC, as Egnyte's SDK says. */
    private void startDay() {
        LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            callsToday = 0;
            toldAt = null;
        }
    }
}
