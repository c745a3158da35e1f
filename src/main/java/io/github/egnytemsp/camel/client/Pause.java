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

/**
 * A pause. It ends when its length has passed or the clock reaches its end, whichever is first, so that neither a wrong
 * clock nor a machine that slept makes it longer.
 *
 * @param end    by the clock
 * @param since  {@link TimeSource#nanoTime()} of its beginning
 * @param length how long it lasts
 */
record Pause(Instant end, long since, Duration length) {

    static Pause of(TimeSource time, Duration length) {
        return new Pause(time.now().plus(length), time.nanoTime(), length);
    }

    boolean isOver(TimeSource time) {
        return !time.now().isBefore(end) || Duration.ofNanos(time.nanoTime() - since).compareTo(length) >= 0;
    }
}
