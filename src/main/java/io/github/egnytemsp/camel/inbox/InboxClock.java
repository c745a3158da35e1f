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

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.github.egnytemsp.camel.client.TimeSource;

/**
 * The clock for pauses, in epoch milliseconds. It is set once for each connection and advances evenly: a step of the
 * system's clock does not change pauses.
 */
final class InboxClock {

    private final TimeSource time;
    private volatile Base base;

    private record Base(long millis, long nanos) {
    }

    InboxClock(TimeSource time) {
        this.time = time;
        set(time.now().toEpochMilli());
    }

    /** Sets it, by the clock that all replicas share. */
    void set(long millis) {
        base = new Base(millis, time.nanoTime());
    }

    /** The time for pauses. */
    long now() {
        Base current = base;
        return current.millis + TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - current.nanos);
    }

    /** A time of {@link #now} as people's clocks have it. */
    Instant shown(long millis) {
        return Instant.ofEpochMilli(millis - now() + wallClock());
    }

    /** The time for people. */
    long wallClock() {
        return time.now().toEpochMilli();
    }

    /** Nanoseconds that pass evenly. */
    long nanoTime() {
        return time.nanoTime();
    }
}
