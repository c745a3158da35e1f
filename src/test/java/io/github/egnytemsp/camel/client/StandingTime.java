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
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands until it is moved on; what was to happen later happens then, in the thread that moves it. */
public final class StandingTime implements TimeSource {

    private final PriorityQueue<Scheduled> later = new PriorityQueue<>(
            Comparator.comparingLong((Scheduled scheduled) -> scheduled.elapsed)
                    .thenComparingLong(scheduled -> scheduled.number));
    private Instant start = Instant.parse("2026-11-01T23:59:50Z");
    /** A clock of nanoseconds may overflow. */
    private final long origin = Long.MAX_VALUE - 1_000_000_000L;
    private long elapsed;
    private long number;

    private record Scheduled(long elapsed, long number, Runnable task) {
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(elapsed);
    }

    @Override
    public synchronized long nanoTime() {
        return origin + elapsed;
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable task) {
        Scheduled scheduled = new Scheduled(elapsed + Math.max(0, delay.toNanos()), number++, task);
        later.add(scheduled);
        return () -> cancel(scheduled);
    }

    private synchronized void cancel(Scheduled scheduled) {
        later.remove(scheduled);
    }

    synchronized int scheduled() {
        return later.size();
    }

    public void moveOn(Duration duration) {
        long until;
        synchronized (this) {
            until = elapsed + duration.toNanos();
        }
        for (Runnable due = next(until); due != null; due = next(until)) {
            due.run();
        }
    }

    private synchronized Runnable next(long until) {
        Scheduled next = later.peek();
        if (next == null || next.elapsed > until) {
            elapsed = until;
            return null;
        }
        elapsed = next.elapsed;
        return later.remove().task;
    }

    /** Only the date: what passes evenly does not. */
    public synchronized void setBack(Duration duration) {
        start = start.minus(duration);
    }
}
