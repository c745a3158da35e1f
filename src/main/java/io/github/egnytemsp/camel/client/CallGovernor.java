package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;

/**
 * Keeps the calls of one access token within the API's limits: so many a second, so many a day. Shared by every endpoint
 * that uses the token.
 * <p>
 * A place for a call is free again one second after the <i>answer</i> of the call that had it. So, however long requests
 * are under way, the API never sees more calls within any second than there are places. Calls wait in the order in which
 * they came.
 * <p>
 * The day's count is this governor's own or the API's, whichever is higher: other processes may use the same token.
 */
final class CallGovernor {

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** The part of the day's calls that is kept for the webhook: without it, events stop coming and nobody notices. */
    private static final double RESERVE = 0.05;

    private final int number;
    private final TimeSource time;
    private final int perDay;
    private final Semaphore places;
    private final PriorityQueue<Instant> freeAt = new PriorityQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private LocalDate day;
    private long callsToday;
    private long allotted;
    private Instant closedUntil = Instant.MIN;
    private Instant dayOverUntil = Instant.MIN;
    private volatile Instant refusedUntil = Instant.MIN;

    /**
     * @param number    tells it from others, as the token must not be shown
     * @param time      the clock
     * @param perSecond calls a second, 0 for no limit
     * @param perDay    calls a day, 0 for no limit
     */
    CallGovernor(int number, TimeSource time, int perSecond, int perDay) {
        this.number = number;
        this.time = time;
        this.perDay = perDay;
        this.places = perSecond > 0 ? new Semaphore(perSecond, true) : null;
        for (int i = 0; i < perSecond; i++) {
            freeAt.add(Instant.MIN);
        }
    }

    /**
     * Waits for a place. Every call of this method that returns must be followed by one of {@link #release()}.
     *
     * @param  until                       the latest time to go
     * @param  mayUseReserve               whether the call may be one of those that are kept for the webhook
     * @throws EgnyteMspRateLimitException if no place will be free by then, or none today
     * @throws InterruptedException        if the thread was interrupted
     */
    void acquire(Instant until, boolean mayUseReserve) throws EgnyteMspRateLimitException, InterruptedException {
        requireCallsLeftToday(mayUseReserve);
        if (places == null) {
            waitWhileClosed(until);
            countCall();
            return;
        }
        long patience = Math.max(0, time.now().until(until, ChronoUnit.NANOS));
        if (!places.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
            throw tooMany(time.now().plus(SECOND));
        }
        boolean placed = false;
        Instant free = null;
        try {
            free = takeEarliest();
            sleepUntil(free, until);
            waitWhileClosed(until);
            requireCallsLeftToday(mayUseReserve);
            countCall();
            placed = true;
        } finally {
            if (!placed) {
                giveBack(free == null ? Instant.MIN : free);
            }
        }
    }

    /** Gives the place back when the answer has come, or will not come. */
    void release() {
        if (places != null) {
            giveBack(time.now().plus(SECOND));
        }
    }

    /** Takes the day's numbers from an answer, where it has them. */
    void observe(ApiAnswer answer) {
        long current = answer.number(RateLimits.QUOTA_CURRENT);
        long allottedByApi = answer.number(RateLimits.QUOTA_ALLOTTED);
        lock.lock();
        try {
            startDay();
            if (current >= 0) {
                callsToday = Math.max(callsToday, current);
            }
            if (allottedByApi > 0) {
                allotted = allottedByApi;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The API said: no call before that time. */
    void closeUntil(Scope scope, Instant reopens) {
        lock.lock();
        try {
            if (scope == Scope.DAY) {
                dayOverUntil = reopens;
            } else if (reopens.isAfter(closedUntil)) {
                closedUntil = reopens;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The token was refused: calls with it would be refused by the hundred, so that nobody asks again for a while. */
    void tokenRefused(Duration pause) {
        refusedUntil = time.now().plus(pause);
    }

    void tokenAccepted() {
        refusedUntil = Instant.MIN;
    }

    void requireTokenNotRefused() throws EgnyteMspAuthenticationException {
        Instant until = refusedUntil;
        if (time.now().isBefore(until)) {
            throw new EgnyteMspAuthenticationException(
                    "The access token was refused (401) and is not tried again before " + until
                                                       + ". It dies when its user changes the password or revokes access:"
                                                       + " get a new one",
                    401, null, null);
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

    int number() {
        return number;
    }

    /** How many calls may still be made today, those that are kept for the webhook included; of use only if there is a limit. */
    long callsLeft() {
        return Math.max(0, callsPerDay() - callsToday());
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

    private void requireCallsLeftToday(boolean mayUseReserve) throws EgnyteMspRateLimitException {
        lock.lock();
        try {
            startDay();
            Instant now = time.now();
            if (now.isBefore(dayOverUntil)) {
                throw dayOver(dayOverUntil);
            }
            long limit = callsPerDay();
            long usable = mayUseReserve ? limit : limit - (long) (limit * RESERVE);
            if (limit > 0 && callsToday >= usable) {
                throw dayOver(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
        } finally {
            lock.unlock();
        }
    }

    private void countCall() {
        lock.lock();
        try {
            startDay();
            callsToday++;
        } finally {
            lock.unlock();
        }
    }

    /** The day ends at 00:00 UTC, as Egnyte's SDK says. */
    private void startDay() {
        LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            callsToday = 0;
        }
    }

    private void waitWhileClosed(Instant until) throws EgnyteMspRateLimitException, InterruptedException {
        Instant reopens;
        lock.lock();
        try {
            reopens = closedUntil;
        } finally {
            lock.unlock();
        }
        sleepUntil(reopens, until);
    }

    private void sleepUntil(Instant when, Instant until) throws EgnyteMspRateLimitException, InterruptedException {
        if (when.isAfter(until)) {
            throw tooMany(when);
        }
        Instant now = time.now();
        if (when.isAfter(now)) {
            time.sleep(Duration.between(now, when));
        }
    }

    private Instant takeEarliest() {
        lock.lock();
        try {
            return freeAt.remove();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Instant free) {
        lock.lock();
        try {
            freeAt.add(free);
        } finally {
            lock.unlock();
        }
        places.release();
    }

    private static EgnyteMspRateLimitException tooMany(Instant retryAt) {
        return new EgnyteMspRateLimitException(
                "The calls a second of this access token are used up for longer than maxWait: try again at " + retryAt
                                               + ", make fewer calls at once, or raise maxWait",
                0, Scope.SECOND, retryAt);
    }

    private EgnyteMspRateLimitException dayOver(Instant reset) {
        return new EgnyteMspRateLimitException(
                "The calls of today are used up (" + callsToday + " were made; some are kept for the webhook): try again at "
                                               + reset + ", when the day ends at Egnyte (00:00 UTC)",
                0, Scope.DAY, reset);
    }
}
