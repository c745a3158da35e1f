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
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the calls of one access token within the API's limit of a second. Nobody's thread waits.
 * <p>
 * A place for a call is free again one second after the <i>answer</i> of the call that had it. So, however long
 * requests are under way, the API never sees more calls within any second than there are places. Calls go in the order
 * in which they came.
 */
final class CallPacing {

    /**
     * Without a limit of a second there is one of what is under way at once, so that a burst does not take a thread
     * each.
     */
    private static final int UNDER_WAY_WITHOUT_LIMIT = 20;

    private final TimeSource time;
    /** How long after an answer its place is free. */
    private final long rest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    /** Of the places that nobody has: when, by {@link TimeSource#nanoTime()}, they may be used. */
    private final PriorityQueue<Long> freeAt;
    private long closedUntil;
    private TimeSource.Timer timer;

    /** The right to make one call. */
    record Place(long freeAt) {
    }

    private static final class Waiting {

        private final CompletableFuture<Place> turn = new CompletableFuture<>();
        private final long deadline;

        Waiting(long deadline) {
            this.deadline = deadline;
        }
    }

    /**
     * @param time      the clock
     * @param perSecond calls a second, 0 for no limit
     */
    CallPacing(TimeSource time, int perSecond) {
        this.time = time;
        this.rest = perSecond > 0 ? Duration.ofSeconds(1).toNanos() : 0;
        long now = time.nanoTime();
        // a clock of nanoseconds may overflow: only differences to now can be compared
        this.freeAt = new PriorityQueue<>((one, other) -> Long.signum(one - other));
        for (int i = 0; i < (perSecond > 0 ? perSecond : UNDER_WAY_WITHOUT_LIMIT); i++) {
            freeAt.add(now);
        }
        this.closedUntil = now;
    }

    /**
     * Takes a place, when there is one. It must be followed by {@link #release} or {@link #giveBack}. Who does not want
     * it any more cancels the future.
     *
     * @param  patience the longest wait
     * @return          the place; {@link EgnyteMspRateLimitException} if there will be none by then,
     *                  {@link RejectedExecutionException} if the time source is stopped. It may be completed in the
     *                  thread that everything shares which happens later
     */
    CompletableFuture<Place> take(Duration patience) {
        Waiting call = new Waiting(time.nanoTime() + patience.toNanos());
        lock.lock();
        try {
            waiting.add(call);
        } finally {
            lock.unlock();
        }
        serve();
        if (!call.turn.isDone()) {
            try {
                TimeSource.Timer giveUp = time.schedule(patience, () -> giveUp(call));
                call.turn.whenComplete((place, failure) -> giveUp.cancel());
            } catch (RejectedExecutionException e) {
                call.turn.completeExceptionally(e);
            }
        }
        return call.turn;
    }

    /** The answer has come, or will not come. */
    void release(Place place) {
        free(time.nanoTime() + rest);
    }

    /** The place was not used. */
    void giveBack(Place place) {
        free(place.freeAt());
    }

    /** The API said: no call before that time. */
    void closeUntil(Instant reopens) {
        lock.lock();
        try {
            long until = time.nanoTime() + Duration.between(time.now(), reopens).toNanos();
            if (until - closedUntil > 0) {
                closedUntil = until;
            }
        } finally {
            lock.unlock();
        }
        serve();
    }

    private void free(long when) {
        lock.lock();
        try {
            freeAt.add(when);
        } finally {
            lock.unlock();
        }
        serve();
    }

    private void giveUp(Waiting call) {
        boolean waited;
        lock.lock();
        try {
            waited = waiting.remove(call);
        } finally {
            lock.unlock();
        }
        if (waited) {
            call.turn.completeExceptionally(Failures.noPlace(time.now().plusNanos(rest)));
        }
    }

    /** Gives free places in order of arrival, and fails calls at once that cannot get one in time. */
    private void serve() {
        List<Runnable> served = new ArrayList<>();
        lock.lock();
        try {
            for (Waiting next = next(); next != null && !freeAt.isEmpty(); next = next()) {
                long now = time.nanoTime();
                long when = closedUntil - freeAt.peek() > 0 ? closedUntil : freeAt.peek();
                Waiting call = next;
                if (when - now <= 0) {
                    Place place = new Place(freeAt.remove());
                    served.add(() -> give(place, call));
                } else if (when - call.deadline > 0) {
                    Instant retryAt = time.now().plusNanos(when - now);
                    served.add(() -> call.turn.completeExceptionally(Failures.noPlace(retryAt)));
                } else {
                    serveAgainIn(when - now);
                    break;
                }
                waiting.remove();
            }
        } finally {
            lock.unlock();
        }
        // what goes on there is no concern of the lock
        served.forEach(Runnable::run);
    }

    private Waiting next() {
        while (!waiting.isEmpty() && waiting.peek().turn.isDone()) {
            waiting.remove();
        }
        return waiting.peek();
    }

    private void give(Place place, Waiting call) {
        if (!call.turn.complete(place)) {
            giveBack(place);
        }
    }

    private void serveAgainIn(long nanos) {
        if (timer != null) {
            timer.cancel();
        }
        try {
            timer = time.schedule(Duration.ofNanos(nanos), this::serve);
        } catch (RejectedExecutionException e) {
            // nobody is served any more: the transport, which stops with the time source, abandons those who wait
            timer = null;
        }
    }
}
