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

/**
 * Processes that are killed at any moment, a database that is killed too, sinks that fail at random, and that are away
 * for longer than an event may fail.
 */
final class Killing {

    /** Of so many lives one ends with the database. */
    private static final int DATABASE_ONE_OF = 4;
    private static final int SHORTEST_LIFE_MILLIS = 200;
    private static final int LONGEST_LIFE_MILLIS = 1500;
    /** In this time an event would fail more often than it may. */
    private static final long LONG_OUTAGE_MILLIS = 2L * Receiver.REDELIVERIES * Receiver.LONGEST_PAUSE_MILLIS;

    private Killing() {
    }

    static void run(Torture torture) throws Exception {
        torture.sinks().fail(true);
        int left = torture.events();
        int databaseKills = 0;
        int outages = 0;
        for (int life = torture.kills(); life > 0; life--) {
            int share = left / (life + 1);
            left -= share;
            torture.sender().add(share);
            ReceiverProcess victim = torture.receivers().get(torture.random().nextInt(torture.receivers().size()));
            for (ReceiverProcess receiver : torture.receivers()) {
                if (!receiver.isAlive()) {
                    receiver.start();
                }
            }
            boolean killedWhileItStarts = torture.random().nextInt(4) == 0;
            if (!killedWhileItStarts) {
                Torture.await("the receiver to listen", Torture.LONGEST_START).until(victim::isListening);
            }
            Sink away = torture.random().nextInt(3) == 0 ? Sink.values()[torture.random().nextInt(Sink.values().length)] : null;
            if (away != null) {
                outages++;
                torture.sinks().down(away, torture.random().nextBoolean() ? 503 : 0);
            }
            Torture.pause(SHORTEST_LIFE_MILLIS + torture.random().nextInt(LONGEST_LIFE_MILLIS - SHORTEST_LIFE_MILLIS));
            if (torture.random().nextInt(DATABASE_ONE_OF) == 0 && torture.database().killAndStart()) {
                databaseKills++;
            }
            victim.kill();
            if (away != null) {
                torture.sinks().up(away);
            }
        }
        torture.sender().add(left);
        torture.startAll();
        longOutage(torture);
        torture.say("%d kills of receivers, %d of the database, %d short outages and a long one".formatted(
                torture.kills(), databaseKills, outages));
        torture.sinks().fail(false);
        if (torture.receivers().size() > 1) {
            torture.say("one of the receivers is gone for good");
            torture.sender().add(100);
            torture.receivers().get(0).kill();
        }
        torture.calm();
    }

    /** One answers nothing, one 503, and then no connection can be made at all. */
    private static void longOutage(Torture torture) throws IOException, InterruptedException {
        torture.sinks().down(Sink.plain, 0);
        torture.sinks().down(Sink.knowing, 503);
        Torture.pause(LONG_OUTAGE_MILLIS);
        torture.sinks().hide();
        Torture.pause(LONG_OUTAGE_MILLIS / 2);
        torture.sinks().listen();
        torture.sinks().up(Sink.plain);
        torture.sinks().up(Sink.knowing);
    }
}
