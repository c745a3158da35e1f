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
package io.github.egnytemsp.camel.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Limits a log line to one in ten minutes, with the number of occurrences since the last one, so that outsiders cannot
 * fill the log. The first occurrence is logged at once. Thread-safe.
 */
public final class RareLog {

    private static final long QUIET = Duration.ofMinutes(10).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong saidAt;
    private final LongAdder times = new LongAdder();

    /** By the clock of the machine. */
    public RareLog() {
        this(System::nanoTime);
    }

    /**
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    RareLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.saidAt = new AtomicLong(nanoTime.getAsLong() - QUIET);
    }

    /**
     * Counts an occurrence.
     *
     * @return how often since it was last said, this time included, if it is to be said now; else 0
     */
    public long happened() {
        times.increment();
        long last = saidAt.get();
        long now = nanoTime.getAsLong();
        return now - last >= QUIET && saidAt.compareAndSet(last, now) ? times.sumThenReset() : 0;
    }
}
