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

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The deliveries that were let in and have no answer yet: the same number for {@code maxInFlight} and for the meter.
 */
final class InFlight {

    private final int limit;
    private final AtomicInteger now = new AtomicInteger();

    /**
     * @param limit how many there may be at once; 0 for no limit
     */
    InFlight(int limit) {
        this.limit = limit;
    }

    /** Takes a place, if there is one. */
    boolean enter() {
        if (now.incrementAndGet() > limit && limit > 0) {
            now.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    void leave() {
        now.decrementAndGet();
    }

    int count() {
        return now.get();
    }
}
