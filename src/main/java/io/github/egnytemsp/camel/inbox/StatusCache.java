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
package io.github.egnytemsp.camel.inbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Keeps what was read of an inbox for some seconds: many may look, often, and a database that is slow or away must not
 * hold them up.
 */
final class StatusCache {

    private static final Duration FRESH = Duration.ofSeconds(3);
    /** Reading takes at most so many hundredths of the time. */
    private static final int SHARE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Database database;
    private final InboxClock clock;
    private final StatusQuery query;
    private final BiFunction<String, Runnable, Thread> threads;
    /** Open while it is being read. */
    private CountDownLatch reading;
    /** Somebody has waited in vain for what is being read. */
    private boolean late;
    /** What is being read may be older than a change that must be seen. */
    private boolean old;
    private long nextAt;
    private volatile InboxStatus last;

    /**
     * @param database where it is read
     * @param clock    the clock
     * @param threads  makes a thread of a name and a task
     */
    StatusCache(Database database, InboxClock clock, BiFunction<String, Runnable, Thread> threads) {
        this.database = database;
        this.clock = clock;
        this.query = new StatusQuery(clock);
        this.threads = threads;
        this.nextAt = clock.nanoTime();
    }

    /** How it is, some seconds old at the most, unless the database is slow; null if that is not known. */
    InboxStatus look() {
        CountDownLatch awaited = awaited();
        try {
            if (awaited != null && !awaited.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                isLate(awaited);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last;
    }

    /** Something was changed that the next look must see. */
    synchronized void forget() {
        nextAt = clock.nanoTime();
        old = reading != null;
    }

    /** What to wait for, or null if there is nothing. */
    private synchronized CountDownLatch awaited() {
        if (reading == null && clock.nanoTime() - nextAt >= 0) {
            CountDownLatch started = new CountDownLatch(1);
            reading = started;
            late = false;
            threads.apply("EgnyteMspInboxStatus", () -> read(started)).start();
        }
        return late ? null : reading;
    }

    private synchronized void isLate(CountDownLatch awaited) {
        late |= awaited == reading;
    }

    private void read(CountDownLatch started) {
        long began = clock.nanoTime();
        InboxStatus status = null;
        try {
            status = database.read(query::read);
        } catch (InboxUnavailableException | RuntimeException e) {
            // who looks is told that it is not known; the reason is kept in the database
        } finally {
            done(status, clock.nanoTime() - began);
            started.countDown();
        }
    }

    private synchronized void done(InboxStatus status, long nanos) {
        last = status;
        nextAt = clock.nanoTime() + (old ? 0 : Math.max(FRESH.toNanos(), nanos * (100 / SHARE)));
        old = false;
        reading = null;
    }
}
