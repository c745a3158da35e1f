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
import java.time.LocalDate;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the limits cost a call that does not have to wait. */
@State(Scope.Benchmark)
public class LimitSteps {

    /** Nothing is scheduled for a call that does not have to wait. */
    private static final TimeSource TIME = new TimeSource() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            throw new IllegalStateException("A call waits");
        }
    };

    private final CallPacing pacing = new CallPacing(TIME, 0);
    private final DayBudget day = new DayBudget(TIME, 0);
    private final Duration patience = Duration.ofSeconds(10);

    /** A call's place and its day, with pacing off. */
    @Benchmark
    public void pacingOff() throws Exception {
        CallPacing.Place place = pacing.take(patience).join();
        LocalDate taken = day.take(false);
        day.release(taken, true);
        pacing.release(place);
    }
}
