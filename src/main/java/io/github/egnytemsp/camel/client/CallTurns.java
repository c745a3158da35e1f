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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.client.SharedLimits.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of the calls of one access token: first a place of this process, then one of those that all processes
 * share, if there are such. Calls go in the order in which they came. While the shared limits cannot be reached, those
 * of this process hold alone.
 */
final class CallTurns {

    private static final Logger LOG = LoggerFactory.getLogger(CallTurns.class);

    /** The longest wait for a reply of the shared limits; after it they count as unreachable. */
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(2);
    /** The first one may have to wait for the connection, and for the tables. */
    private static final Duration LONGEST_FIRST_REPLY = Duration.ofSeconds(10);
    /** The pause before unreachable shared limits are asked again, so that not every call waits for them. */
    private static final Duration AWAY = Duration.ofSeconds(5);

    private final TimeSource time;
    private final CallPacing pacing;
    private final DayBudget day;
    private final String account;
    private final int perSecond;
    private final Supplier<SharedLimits> shared;
    private final ReentrantLock lock = new ReentrantLock();
    /** Calls with a place of this process. */
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    /** One call asks at a time, the first one, or all wait for a pause. */
    private boolean asking;
    private boolean hasReplied;
    private boolean away;
    private long awaySince;

    /** The right to make one call; the shared place is null if there is none. */
    record Turn(CallPacing.Place place, SharedLimits.Place shared) {
    }

    private record Waiting(CompletableFuture<Turn> turn, CallPacing.Place place, long deadline, boolean reserve,
            Duration longest) {
    }

    /**
     * @param time      the clock
     * @param perSecond calls a second, 0 for no limit
     * @param day       how many calls of the day there may be
     * @param account   a hash of the base address and the access token
     * @param shared    the shared limits, or null as long as there are none
     */
    CallTurns(TimeSource time, int perSecond, DayBudget day, String account, Supplier<SharedLimits> shared) {
        this.time = time;
        this.pacing = new CallPacing(time, perSecond);
        this.day = day;
        this.account = account;
        this.perSecond = perSecond;
        this.shared = shared;
    }

    /**
     * Takes a turn, when there is one. It must be followed by {@link #release} or {@link #giveBack}. Who does not want
     * it any more cancels the future.
     *
     * @param  patience the longest wait; the reply of the shared limits may come a little later
     * @param  reserve  whether the call may be one of those that are kept for the webhook
     * @param  longest  the longest that the call is under way
     * @return          the turn; {@link EgnyteMspRateLimitException} if there will be none by then,
     *                  {@link RejectedExecutionException} if the time source is stopped. It may be completed in a
     *                  thread that others share
     */
    CompletableFuture<Turn> take(Duration patience, boolean reserve, Duration longest) {
        long deadline = time.nanoTime() + patience.toNanos();
        CompletableFuture<Turn> turn = new CompletableFuture<>();
        CompletableFuture<CallPacing.Place> local = pacing.take(patience);
        turn.whenComplete((given, failure) -> local.cancel(false));
        local.whenComplete((place, failure) -> {
            if (failure != null) {
                turn.completeExceptionally(failure);
            } else {
                share(new Waiting(turn, place, deadline, reserve, longest));
            }
        });
        return turn;
    }

    /**
     * The answer has come, or will not come.
     *
     * @param sent       whether anything can have reached the API
     * @param callsToday the calls of the day as the API has counted them, -1 if it did not say
     */
    void release(Turn turn, boolean sent, long callsToday) {
        pacing.release(turn.place);
        if (turn.shared != null) {
            turn.shared.release(sent, callsToday);
        }
    }

    /** The turn was not used. */
    void giveBack(Turn turn) {
        pacing.giveBack(turn.place);
        if (turn.shared != null) {
            turn.shared.giveBack();
        }
    }

    /** The API said: no call before that time. */
    void closeUntil(Instant reopens) {
        pacing.closeUntil(reopens);
    }

    private void share(Waiting call) {
        call.turn.whenComplete((given, failure) -> {
            if (given == null) {
                pacing.giveBack(call.place);
            }
        });
        lock.lock();
        try {
            waiting.add(call);
        } finally {
            lock.unlock();
        }
        serve();
    }

    private void serve() {
        SharedLimits limits = perSecond > 0 || day.callsPerDay() > 0 ? shared.get() : null;
        if (limits == null || isAway()) {
            alone().forEach(call -> give(call, null));
            return;
        }
        Waiting first;
        lock.lock();
        try {
            waiting.removeIf(call -> call.turn.isDone());
            first = waiting.peek();
            if (asking || first == null) {
                return;
            }
            asking = true;
        } finally {
            lock.unlock();
        }
        ask(limits, first);
    }

    private boolean isAway() {
        lock.lock();
        try {
            return away && time.nanoTime() - awaySince < AWAY.toNanos();
        } finally {
            lock.unlock();
        }
    }

    private void ask(SharedLimits limits, Waiting call) {
        CompletableFuture<Reply> heard = new CompletableFuture<>();
        heard.whenComplete((reply, failure) -> heard(call, reply, failure));
        try {
            Duration longest = longestReply();
            TimeSource.Timer bound = time.schedule(longest, () -> heard.completeExceptionally(
                    new TimeoutException("No reply within " + longest.toSeconds() + " s")));
            limits.take(new SharedLimits.Need(account, perSecond, day.usable(call.reserve), call.longest))
                    .whenComplete((reply, failure) -> {
                        bound.cancel();
                        if (failure != null) {
                            heard.completeExceptionally(failure);
                        } else if (!heard.complete(reply) && reply instanceof Reply.Taken late) {
                            late.place().giveBack();
                        }
                    });
        } catch (RejectedExecutionException e) {
            stopped(e);
        }
    }

    private Duration longestReply() {
        lock.lock();
        try {
            return hasReplied ? LONGEST_REPLY : LONGEST_FIRST_REPLY;
        } finally {
            lock.unlock();
        }
    }

    private void heard(Waiting call, Reply reply, Throwable failure) {
        setAway(failure);
        if (failure != null) {
            alone().forEach(someone -> give(someone, null));
        } else if (reply instanceof Reply.Wait wait) {
            tooLate(wait.pause()).forEach(
                    someone -> someone.turn.completeExceptionally(Failures.noPlace(time.now().plus(wait.pause()))));
            try {
                time.schedule(wait.pause(), this::serveNext);
            } catch (RejectedExecutionException e) {
                stopped(e);
            }
        } else if (reply instanceof Reply.DayOver over) {
            call.turn.completeExceptionally(Failures.dayOver(over.callsToday(), over.reset()));
            serveNext();
        } else {
            give(call, ((Reply.Taken) reply).place());
            serveNext();
        }
    }

    private void serveNext() {
        lock.lock();
        try {
            asking = false;
        } finally {
            lock.unlock();
        }
        serve();
    }

    private void give(Waiting call, SharedLimits.Place place) {
        if (!call.turn.complete(new Turn(call.place, place)) && place != null) {
            place.giveBack();
        }
    }

    /** All that wait: nobody asks for them. */
    private List<Waiting> alone() {
        lock.lock();
        try {
            asking = false;
            List<Waiting> all = new ArrayList<>(waiting);
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Those that cannot have a place in time. */
    private List<Waiting> tooLate(Duration pause) {
        lock.lock();
        try {
            long then = time.nanoTime() + pause.toNanos();
            return waiting.stream().filter(call -> then - call.deadline > 0).toList();
        } finally {
            lock.unlock();
        }
    }

    private void stopped(RejectedExecutionException e) {
        alone().forEach(call -> call.turn.completeExceptionally(e));
    }

    private void setAway(Throwable failure) {
        boolean before;
        lock.lock();
        try {
            before = away;
            hasReplied = true;
            away = failure != null;
            awaySince = time.nanoTime();
        } finally {
            lock.unlock();
        }
        if (!before && failure != null) {
            LOG.warn("The limits of calls are not shared with other replicas for now. They apply to this replica alone: {}",
                    failure.getMessage());
        } else if (before && failure == null) {
            LOG.info("The limits of calls are shared with other replicas again");
        }
    }
}
