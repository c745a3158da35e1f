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
package io.github.egnytemsp.camel.torture;

import java.util.concurrent.CompletableFuture;

import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.SimulatedEvents;

/** The same event to two processes at the same moment, again and again: stored once, handled once. */
final class SameMoment {

    private static final int TIMES = 500;

    private SameMoment() {
    }

    static void run(Torture torture) throws Exception {
        torture.startAll();
        for (int i = 0; i < TIMES; i++) {
            MspEvent event = torture.sender().event(SimulatedEvents.USER_ADDED, "R-1");
            CompletableFuture<Integer> first
                    = torture.sender().answer(torture.receivers().get(i % 2), event.toBytes(), Receiver.SECRET);
            int second = torture.sender()
                    .answer(torture.receivers().get(1 - i % 2), event.toBytes(), Receiver.SECRET).join();
            if (first.join() != 200 || second != 200) {
                throw new AssertionError("Answered " + first.join() + " and " + second);
            }
            torture.sender().accept(event);
        }
        torture.calm();
        long stored = torture.database().count("select count(*) from egnyte_msp_event");
        torture.say("%d times one event to two processes at once, %d stored".formatted(TIMES, stored));
        if (stored != TIMES || torture.sinks().kept(Sink.plain).size() != TIMES) {
            throw new AssertionError(
                    "%d are stored and %d handled, of %d".formatted(
                            stored, torture.sinks().kept(Sink.plain).size(), TIMES));
        }
    }
}
