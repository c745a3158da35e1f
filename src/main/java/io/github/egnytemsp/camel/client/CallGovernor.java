package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * The day's count is the API's, as answers tell it, and the calls that are under way: other processes may use the same
 * token. Where answers do not tell it, it is this governor's own.
 */
final class CallGovernor {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** The part of the day's calls that is kept for the webhook: without it, events stop coming and nobody notices. */
    private static final double RESERVE = 0.05;
    private static final Duration BELIEVED = Duration.ofHours(1);

    private final int number;
    private final TimeSource time;
    private final int perDay;
    private final Semaphore places;
    /** Of the places that nobody has: when, by {@link TimeSource#nanoTime()}, they may be used. */
    private final PriorityQueue<Long> freeAt;
    private final ReentrantLock lock = new ReentrantLock();
    private LocalDate day;
    private long callsToday;
    private long underWay;
    private long allotted;
    private Instant toldAt;
    private long closedUntil;
    private Instant dayOverUntil = Instant.MIN;
    private volatile Instant refusedUntil = Instant.MIN;

    /** The right to make one call, with the day that it counts for. */
    record Turn(LocalDate day) {
    }

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
        long now = time.nanoTime();
        // a clock of nanoseconds may overflow: only differences to now can be compared
        this.freeAt = new PriorityQueue<>((one, other) -> Long.signum(one - other));
        for (int i = 0; i < perSecond; i++) {
            freeAt.add(now);
        }
        this.closedUntil = now;
    }

    /**
     * Waits for a turn. Every call of this method that returns must be followed by one of {@link #release}.
     *
     * @param  patience                    the longest wait
     * @param  mayUseReserve               whether the call may be one of those that are kept for the webhook
     * @return                             the turn
     * @throws EgnyteMspRateLimitException if there will be none by then, or none today
     * @throws InterruptedException        if the thread was interrupted
     */
    Turn acquire(Duration patience, boolean mayUseReserve) throws EgnyteMspRateLimitException, InterruptedException {
        requireCallsLeftToday(mayUseReserve);
        long deadline = time.nanoTime() + patience.toNanos();
        if (places == null) {
            waitWhileClosed(deadline);
            return countCall(mayUseReserve);
        }
        if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw tooMany(SECOND);
        }
        Long free = null;
        boolean taken = false;
        try {
            free = takeEarliest();
            sleepUntil(free, deadline);
            waitWhileClosed(deadline);
            Turn turn = countCall(mayUseReserve);
            taken = true;
            return turn;
        } finally {
            if (!taken) {
                giveBack(free == null ? time.nanoTime() : free);
            }
        }
    }

    /**
     * Gives the turn back when the answer has come, or will not come.
     *
     * @param turn the turn
     * @param sent whether anything can have reached the API; what did not, does not count
     */
    void release(Turn turn, boolean sent) {
        lock.lock();
        try {
            startDay();
            underWay--;
            if (!sent && turn.day().equals(day)) {
                callsToday--;
            }
        } finally {
            lock.unlock();
        }
        if (places != null) {
            giveBack(time.nanoTime() + SECOND);
        }
    }

    /**
     * Takes the day's numbers from an answer, where it has them.
     *
     * @param turn   the turn of the call, already released: what an answer to a call of yesterday tells, is of yesterday
     * @param answer the answer
     */
    void observe(Turn turn, ApiAnswer answer) {
        long current = answer.number(RateLimits.QUOTA_CURRENT);
        long allottedByApi = answer.number(RateLimits.QUOTA_ALLOTTED);
        lock.lock();
        try {
            startDay();
            if (current >= 0 && turn.day().equals(day)) {
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
    void closeUntil(Scope scope, Instant reopens) {
        lock.lock();
        try {
            if (scope == Scope.DAY) {
                dayOverUntil = reopens;
            } else {
                long until = time.nanoTime() + Duration.between(time.now(), reopens).toNanos();
                if (until - closedUntil > 0) {
                    closedUntil = until;
                }
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
            if (limit > 0 && callsToday >= usable && !mayAskAgain(now)) {
                throw dayOver(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the API told may be of its yesterday, if its clock or the hour of its reset is another: now and then one call may find
     * out.
     */
    private boolean mayAskAgain(Instant now) {
        return toldAt != null && !now.isBefore(toldAt.plus(BELIEVED));
    }

    /** Looks and counts in one: of calls that look at the same time, only one gets the last. */
    private Turn countCall(boolean mayUseReserve) throws EgnyteMspRateLimitException {
        lock.lock();
        try {
            requireCallsLeftToday(mayUseReserve);
            if (mayAskAgain(time.now())) {
                // this one finds out
                toldAt = time.now();
            }
            callsToday++;
            underWay++;
            return new Turn(day);
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
            toldAt = null;
        }
    }

    private void waitWhileClosed(long deadline) throws EgnyteMspRateLimitException, InterruptedException {
        // another call may hear of a longer time meanwhile
        for (long reopens = closedUntil(); reopens - time.nanoTime() > 0; reopens = closedUntil()) {
            sleepUntil(reopens, deadline);
        }
    }

    private long closedUntil() {
        lock.lock();
        try {
            return closedUntil;
        } finally {
            lock.unlock();
        }
    }

    private void sleepUntil(long when, long deadline) throws EgnyteMspRateLimitException, InterruptedException {
        long pause = when - time.nanoTime();
        if (pause <= 0) {
            return;
        }
        if (when - deadline > 0) {
            throw tooMany(pause);
        }
        time.sleep(Duration.ofNanos(pause));
    }

    private Long takeEarliest() {
        lock.lock();
        try {
            return freeAt.remove();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(long free) {
        lock.lock();
        try {
            freeAt.add(free);
        } finally {
            lock.unlock();
        }
        places.release();
    }

    private EgnyteMspRateLimitException tooMany(long nanos) {
        Instant retryAt = time.now().plusNanos(nanos);
        return new EgnyteMspRateLimitException(
                "No call a second of this access token was free within maxWait (one is free a second after the answer to the call that"
                                               + " had it): try again at " + retryAt
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
