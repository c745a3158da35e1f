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
package io.github.egnytemsp.camel.bench;

import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.bench.Samples.Sample;

/** What taking one event costs. */
final class Receiving implements Section {

    private static final int CONNECTIONS = 16;
    private static final long WARM_UP_MILLIS = 10_000;
    private static final long ROUND_MILLIS = 1500;
    private static final int MEMORY = 1000;

    @Override
    public void run(int rounds, Report report) throws Exception {
        Deliveries right = new Deliveries(Deliveries.SECRET, "20", Deliveries.USUAL_BODY);
        Deliveries wrong = new Deliveries("wrong-" + Deliveries.SECRET, "401", Deliveries.USUAL_BODY);
        List<Target> targets = new ArrayList<>();
        try {
            targets.add(target("Vert.x handler, no Camel: secret, JSON", Receiver.VERTX, 0, right));
            Target bare = target("`platform-http` route that looks at nothing", Receiver.BARE, 0, right);
            targets.add(bare);
            Target hand = target("hand-written route: secret, JSON", Receiver.HAND_WRITTEN, 0, right);
            targets.add(hand);
            Target events = target("`egnyte-msp:events`", Receiver.EVENTS, 0, right);
            targets.add(events);
            targets.add(target("`egnyte-msp:events`, memory of " + MEMORY, Receiver.EVENTS, MEMORY, right));
            targets.add(target("`egnyte-msp:events`, with Micrometer's meters", Receiver.EVENTS_WITH_METERS, 0, right));
            Target refused = target("`egnyte-msp:events`, refused (401)", Receiver.EVENTS, 0, wrong);
            targets.add(refused);

            Target.measure(targets, WARM_UP_MILLIS, 1, false);
            Target.measure(targets, ROUND_MILLIS, rounds, true);

            Table table = new Table(
                    "receiving one event", "CPU µs", "lowest-highest", "CPU / hand-written", "bytes allocated",
                    "events/s");
            for (Target target : targets) {
                Samples samples = target.samples();
                table.row(target.name(), "%.1f".formatted(samples.median(Sample::cpuMicros)), samples.spread(),
                        "%.2f".formatted(samples.relativeTo(hand.samples(), Sample::cpuMicros)),
                        "%.0f".formatted(samples.median(Sample::bytes)), "%.0f".formatted(samples.median(Sample::perSecond)));
            }
            report.section("Receiving",
                    ("Events of %d bytes over %d connections, %d rounds. CPU time and allocation are those of"
                     + " the receiving process; events/s shares the processors with the sender.")
                            .formatted(Deliveries.USUAL_BODY, CONNECTIONS, rounds),
                    table);
            report.goal("CPU of egnyte-msp:events / hand-written route",
                    events.samples().relativeTo(hand.samples(), Sample::cpuMicros), 0.85);
            report.goal("CPU of a refused delivery / bare route",
                    refused.samples().relativeTo(bare.samples(), Sample::cpuMicros), 1);
            report.goal("allocation of egnyte-msp:events / hand-written route",
                    events.samples().relativeTo(hand.samples(), Sample::bytes), 1);
        } finally {
            for (Target target : targets) {
                target.close();
            }
        }
    }

    private static Target target(String name, Receiver receiver, int remembered, Deliveries deliveries) throws Exception {
        int port = TestRuntime.freePort();
        Child child = Child.receiver(receiver, port, remembered);
        return new Target(name, child, new Load(port, deliveries, CONNECTIONS), true);
    }
}
