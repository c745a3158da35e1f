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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One timer for all requests under way: a timer for each would cost more than the rest of the call. */
final class Deadlines {

    /** A deadline is met late by a part of it at most. */
    private static final int LOOKS_WITHIN_A_DEADLINE = 10;
    private static final long LONGEST_LOOK_PAUSE = 250;

    private final TimeSource time;
    private final Duration pause;
    private final Set<Deadline> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watched = new AtomicBoolean();

    /**
     * @param time     ends what takes too long
     * @param shortest of the times that are watched, in milliseconds
     */
    Deadlines(TimeSource time, long shortest) {
        this.time = time;
        this.pause = Duration.ofMillis(Math.max(1, Math.min(LONGEST_LOOK_PAUSE, shortest / LOOKS_WITHIN_A_DEADLINE)));
    }

    void watch(Deadline deadline) {
        underWay.add(deadline);
        if (watched.compareAndSet(false, true)) {
            scheduleLook();
        }
    }

    void forget(Deadline deadline) {
        underWay.remove(deadline);
    }

    private void scheduleLook() {
        try {
            time.schedule(pause, this::look);
        } catch (RejectedExecutionException e) {
            watched.set(false);
            throw e;
        }
    }

    private void look() {
        underWay.forEach(Deadline::check);
        watched.set(false);
        if (!underWay.isEmpty() && watched.compareAndSet(false, true)) {
            scheduleLook();
        }
    }
}
