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

/** What this library adds to the start of a Camel context with an HTTP server, and to its heap. */
final class Start implements Section {

    private static final double LONGEST_MILLIS = 100;

    /** One start of a new process. */
    private record Figures(double millis, double heap) {
    }

    @Override
    public void run(int rounds, Report report) throws Exception {
        List<Figures> bare = new ArrayList<>();
        List<Figures> events = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Report.progress("round " + round + "/" + rounds);
            bare.add(start(Receiver.BARE));
            events.add(start(Receiver.EVENTS));
        }
        double added = median(events, true) - median(bare, true);
        Table table = new Table("start of a context with one route", "ms", "heap after it, KiB")
                .row("from `platform-http`", "%.0f".formatted(median(bare, true)), kib(median(bare, false)))
                .row("from `egnyte-msp:events`", "%.0f".formatted(median(events, true)), kib(median(events, false)))
                .row("added", "%.0f".formatted(added), kib(median(events, false) - median(bare, false)));
        report.section("Start",
                "Each in a new process, " + rounds + " rounds: a server, and a route that does nothing; the heap"
                                + " after a garbage collection.",
                table);
        report.goal("ms added to the start", added, LONGEST_MILLIS);
    }

    private static Figures start(Receiver receiver) throws Exception {
        try (Child child = Child.receiver(receiver, TestRuntime.freePort(), 0)) {
            return new Figures(Double.parseDouble(child.greeting()[1]), Double.parseDouble(child.ask("heap")));
        }
    }

    private static double median(List<Figures> figures, boolean millis) {
        return Samples.median(figures.stream().mapToDouble(f -> millis ? f.millis : f.heap).toArray());
    }

    private static String kib(double bytes) {
        return "%.0f".formatted(bytes / 1024);
    }
}
