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

import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.SimulatedEvents;

/** Events that end the process in each of their tries: given up as others are, which go on in the meantime. */
final class Ending {

    private static final int OTHERS = 200;

    private Ending() {
    }

    static void run(Torture torture) throws Exception {
        torture.startAll();
        MspEvent deadly = torture.sender().event(SimulatedEvents.USER_ADDED, Receiver.ENDS_THE_PROCESS);
        torture.sender().add(OTHERS / 2);
        torture.sender().add(deadly);
        torture.sender().add(OTHERS / 2);
        int[] starts = { 0 };
        Torture.await("the deadly event to be given up", Torture.LAST_WAIT).until(() -> {
            for (ReceiverProcess receiver : torture.receivers()) {
                if (!receiver.isAlive()) {
                    starts[0]++;
                    receiver.start();
                }
            }
            return torture.database().ids("end", "failed").contains(deadly.id());
        });
        torture.say("an event ended its process %d times, and was given up".formatted(starts[0]));
        if (starts[0] != 1 + Receiver.REDELIVERIES_OF_AN_END) {
            throw new AssertionError("It was tried " + starts[0] + " times");
        }
        torture.startAll();
        torture.calm();
        long handled = torture.database().ids("end", "handled").size();
        if (handled != OTHERS) {
            throw new AssertionError("Of " + OTHERS + " others, " + handled + " are handled");
        }
    }
}
