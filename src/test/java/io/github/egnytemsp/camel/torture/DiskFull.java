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

import java.io.IOException;
import java.util.List;

import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.SimulatedEvents;

/** Nothing more can be written: 500, and what was accepted before is neither lost nor damaged. */
final class DiskFull {

    /** Longer than the driver's library, which it unpacks, and room for some events. */
    private static final int KILOBYTES = 3000;
    private static final int PAGES = 60;
    private static final int MOST_EVENTS = 5000;
    private static final int REFUSED = 20;

    private DiskFull() {
    }

    static void run(Torture torture) throws Exception {
        ReceiverProcess receiver = torture.receivers().get(0);
        receiver.startWithLimit(KILOBYTES);
        fill(torture, "a file could not be longer");
        String url = torture.database().url();
        receiver.use(url + "?max_page_count=" + (torture.database().count("pragma page_count") + PAGES));
        receiver.start();
        fill(torture, "the database could not be larger");
        receiver.use(url);
        receiver.start();
        await(receiver);
        torture.sender().addRemembered();
        torture.calm();
        intact(torture);
    }

    private static void await(ReceiverProcess receiver) {
        Torture.await("the receiver to listen", Torture.LONGEST_START).until(receiver::isListening);
    }

    private static void fill(Torture torture, String why) throws Exception {
        ReceiverProcess receiver = torture.receivers().get(0);
        await(receiver);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < MOST_EVENTS && refused < REFUSED; i++) {
            MspEvent event = torture.sender().event(SimulatedEvents.USER_ADDED, "R-" + i % 50);
            int status = torture.sender().answer(receiver, event.toBytes(), Receiver.SECRET).join();
            if (status == 200) {
                torture.sender().accept(event);
                accepted++;
            } else if (status == 500) {
                // Egnyte sends it again, perhaps when there is room
                torture.sender().remember(event);
                refused++;
            } else {
                throw new AssertionError("Answered " + status);
            }
        }
        torture.say("%d events accepted, then %s: %d answered 500".formatted(accepted, why, refused));
        if (accepted == 0 || refused < REFUSED) {
            throw new AssertionError("The disk did not get full");
        }
        receiver.kill();
        intact(torture);
    }

    private static void intact(Torture torture) throws Exception {
        List<String> answer = torture.database().texts("pragma integrity_check");
        torture.say("integrity_check: " + answer);
        if (!answer.equals(List.of("ok"))) {
            throw new IOException("The database is damaged: " + answer);
        }
    }
}
