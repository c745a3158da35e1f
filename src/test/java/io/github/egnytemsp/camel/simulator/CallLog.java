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
package io.github.egnytemsp.camel.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every call of the API, in the order of arrival. */
final class CallLog {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Clock clock;
    private final List<ApiCall> calls = new ArrayList<>();

    CallLog(Clock clock) {
        this.clock = clock;
    }

    /** Notes a call and returns its number. */
    synchronized int arrived(Request request, int tokenIndex) {
        calls.add(new ApiCall(
                clock.instant(), System.nanoTime(), request.method(), request.pathWithQuery(), 0, tokenIndex,
                request.headerNames()));
        return calls.size() - 1;
    }

    synchronized void answered(int number, int status) {
        calls.set(number, calls.get(number).answered(status));
    }

    synchronized List<ApiCall> all() {
        return List.copyOf(calls);
    }

    synchronized int mostInAnySecond() {
        int most = 0;
        int first = 0;
        for (int last = 0; last < calls.size(); last++) {
            while (calls.get(last).arrivalNanos() - calls.get(first).arrivalNanos() >= SECOND) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
