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

/** The clock of the component, and its timer. */
public interface TimeSource {

    /**
     * The time now.
     *
     * @return the time
     */
    Instant now();

    /**
     * Monotonic time in nanoseconds.
     *
     * @return nanoseconds, as {@link System#nanoTime()}
     */
    long nanoTime();

    /**
     * Runs a task later.
     *
     * @param  delay how much later; at once if it is not positive
     * @param  task  what to do: quick, because everything that happens later shares one thread
     * @return       for a change of mind
     */
    Timer schedule(Duration delay, Runnable task);

    /** A scheduled task. */
    @FunctionalInterface
    interface Timer {

        /** Cancels the task, if it has not run. */
        void cancel();
    }
}
