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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.bench.Samples.Sample;

/** How the cost of an event grows with its size, with the connections, and with the memory of events. */
final class Scale implements Section {

    private static final int[] BODIES = { 300, 1024, 4096, 16 * 1024, 64 * 1024, 128 * 1024 };
    private static final int[] CONNECTIONS = { 1, 4, 16, 64, 256 };
    private static final int[] REMEMBERED = { 1000, 100_000, 1_000_000 };
    private static final int USUAL_CONNECTIONS = 16;
    private static final long WARM_UP_MILLIS = 1500;
    private static final long WARM_UP_OF_A_PROCESS_MILLIS = 8000;
    private static final long ROUND_MILLIS = 1000;

    @Override
    public void run(int rounds, Report report) throws Exception {
        int fewerRounds = (rounds + 1) / 2;
        List<Target> bodies = new ArrayList<>();
        List<Target> connections = new ArrayList<>();
        List<Target> remembered = new ArrayList<>();
        List<Target> all = new ArrayList<>();
        int port = TestRuntime.freePort();
        try (Child events = Child.receiver(Receiver.EVENTS, port, 0)) {
            for (int body : BODIES) {
                bodies.add(new Target("body of " + body + " bytes", events, load(port, body, USUAL_CONNECTIONS), false));
            }
            for (int count : CONNECTIONS) {
                connections.add(new Target(
                        count + " connections", events, load(port, Deliveries.USUAL_BODY, count), false));
            }
            for (int count : REMEMBERED) {
                int another = TestRuntime.freePort();
                Child child = Child.receiver(Receiver.EVENTS, another, count);
                remembered.add(new Target(
                        count + " events remembered", child, load(another, Deliveries.USUAL_BODY, USUAL_CONNECTIONS), true));
            }
            all.addAll(bodies);
            all.addAll(connections);
            all.addAll(remembered);
            Target.measure(all, WARM_UP_MILLIS, 1, false);
            Target.measure(remembered, WARM_UP_OF_A_PROCESS_MILLIS, 1, false);
            Target.measure(all, ROUND_MILLIS, fewerRounds, true);
        } finally {
            for (Target target : all) {
                target.close();
            }
        }

        Table table = new Table(
                "`egnyte-msp:events`", "CPU µs an event", "CPU ns a byte of body", "bytes allocated",
                "events/s");
        for (int i = 0; i < BODIES.length; i++) {
            row(table, bodies.get(i), "%.1f".formatted(bodies.get(i).samples().median(Sample::cpuMicros) * 1000 / BODIES[i]));
        }
        connections.forEach(target -> row(table, target, null));
        remembered.forEach(target -> row(table, target, null));
        report.section("Scale", "The size grows over " + USUAL_CONNECTIONS + " connections, the rest with events of "
                                + Deliveries.USUAL_BODY + " bytes; " + fewerRounds
                                + " rounds. The memory is Camel's own, and full.",
                table);
    }

    private static void row(Table table, Target target, String nanosPerByte) {
        Samples samples = target.samples();
        table.row(target.name(), "%.1f".formatted(samples.median(Sample::cpuMicros)), nanosPerByte,
                "%.0f".formatted(samples.median(Sample::bytes)), "%.0f".formatted(samples.median(Sample::perSecond)));
    }

    private static Load load(int port, int body, int connections) throws IOException {
        return new Load(port, new Deliveries(Deliveries.SECRET, "20", body), connections);
    }
}
