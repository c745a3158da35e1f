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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Growing pauses: each one is twice as long as the one before, up to the longest. A part of it is left to chance, so
 * that those who failed together do not try again together.
 */
public final class BackOff {

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;

    /**
     * @param first   the first pause, above 0
     * @param longest the longest pause
     */
    public BackOff(Duration first, Duration longest) {
        this(first, longest, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * @param first   the first pause, above 0
     * @param longest the longest pause
     * @param random  0 to 1: a pause is half of what it may be, and this part of the other half
     */
    public BackOff(Duration first, Duration longest, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * The next pause.
     *
     * @param  failures how often it has failed before this time, 0 for the first failure
     * @return          how long to wait
     */
    public Duration pause(int failures) {
        Duration whole = longest;
        // a doubling that would overflow is longer than the longest
        if (failures < 30 && first.compareTo(longest.dividedBy(1L << failures)) <= 0) {
            whole = first.multipliedBy(1L << failures);
        }
        return Duration.ofNanos((long) (whole.toNanos() * (0.5 + 0.5 * random.getAsDouble())));
    }
}
