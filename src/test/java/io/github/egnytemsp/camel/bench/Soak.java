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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.TestRuntime;

/** One process for long: does it get slower, and does the file grow, although old events are deleted? */
final class Soak implements Section {

    private static final int EVENTS = 300_000;
    private static final int CONNECTIONS = 16;
    private static final String RETENTION = "30s";
    private static final long STEP_MILLIS = 5000;

    @Override
    public void run(int rounds, Report report) throws Exception {
        int port = TestRuntime.freePort();
        List<Double> rates = new ArrayList<>();
        List<Double> sizes = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        try (Child child = Child.inbox(Inboxes.JVM, port, Inboxes.sqlite("soak"), RETENTION, 1, true);
             EndToEnd load = new EndToEnd(
                     new Load(port, new Deliveries(Deliveries.SECRET, "20", Deliveries.USUAL_BODY), CONNECTIONS), child, 1)) {
            for (long sent = 0; sent < EVENTS;) {
                Meter before = child.meter();
                Load.Result result = load.run(STEP_MILLIS);
                sent += result.events();
                rates.add(result.events() / result.seconds());
                cpu.add(child.meter().since(before).cpuNanos() / 1000.0 / result.events());
                sizes.add(size());
                if (rates.size() % 6 == 0) {
                    Report.progress("%d events, %.0f/s, %.0f MB".formatted(
                            sent, rates.get(rates.size() - 1), sizes.get(sizes.size() - 1)));
                }
            }
            Table table = new Table("soak", "events/s", "CPU µs", "MB on disk");
            int tenth = Math.max(1, rates.size() / 10);
            table.row("first tenth", rates(rates, 0, tenth), rates(cpu, 0, tenth), rates(sizes, 0, tenth));
            table.row("second tenth", rates(rates, tenth, 2 * tenth), rates(cpu, tenth, 2 * tenth),
                    rates(sizes, tenth, 2 * tenth));
            table.row("median of all", rates(rates, 0, rates.size()), rates(cpu, 0, rates.size()),
                    rates(sizes, 0, rates.size()));
            table.row("last tenth", rates(rates, rates.size() - tenth, rates.size()),
                    rates(cpu, rates.size() - tenth, rates.size()), rates(sizes, rates.size() - tenth, rates.size()));
            report.section("Inbox: soak",
                    "%d events, received and handled by one subscription in one process, %s, retention=%s; heap after it %d KiB."
                            .formatted(EVENTS, String.join(" ", Inboxes.JVM), RETENTION,
                                    Long.parseLong(child.ask("heap")) / 1024),
                    table);
            report.atLeast("last tenth / second tenth", median(rates, rates.size() - tenth, rates.size())
                                                        / median(rates, tenth, 2 * tenth),
                    0.9);
            report.goal("MB on disk, last / half-way", median(sizes, sizes.size() - tenth, sizes.size())
                                                       / median(sizes, sizes.size() / 2 - tenth / 2, sizes.size() / 2 + tenth),
                    1.3);
        }
    }

    private static String rates(List<Double> values, int from, int to) {
        return "%.0f".formatted(median(values, from, to));
    }

    private static double median(List<Double> values, int from, int to) {
        return Samples.median(values.subList(from, to).stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double size() throws IOException {
        double size = 0;
        for (String end : List.of("", "-wal")) {
            Path file = Path.of("target", "bench", "soak.db" + end);
            size += Files.exists(file) ? Files.size(file) / 1e6 : 0;
        }
        return size;
    }
}
