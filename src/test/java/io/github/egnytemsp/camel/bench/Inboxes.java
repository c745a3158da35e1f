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
import java.util.Arrays;
import java.util.List;

import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.bench.Samples.Sample;
import io.github.egnytemsp.camel.inbox.Postgres;

/** What a durable event costs: stored and forced to the disk before it is answered, and handled after that. */
final class Inboxes implements Section {

    /** All that the measured processes of this section get. */
    static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx128m");

    private static final int CONNECTIONS = 16;
    private static final long WARM_UP_MILLIS = 20_000;
    private static final long ROUND_MILLIS = 1500;
    private static final int WAITING = 100_000;
    private static final int TENTHS = 10;

    @Override
    public void run(int rounds, Report report) throws Exception {
        stored(rounds, report);
        handled(rounds, report);
        waiting("inbox-waiting", WAITING, report);
    }

    private static void stored(int rounds, Report report) throws Exception {
        List<Target> targets = new ArrayList<>();
        try {
            Target bare = bare("SQLite: JDBC loop, same group commit", sqlite("inbox-bare"));
            targets.add(bare);
            Target inbox = target("SQLite: HTTP, stored, 200", sqlite("inbox-stored"), 1, false);
            targets.add(inbox);
            Target barePostgres = bare("PostgreSQL: JDBC loop, same group commit", Postgres.newDatabase());
            targets.add(barePostgres);
            Target postgres = target("PostgreSQL: HTTP, stored, 200", Postgres.newDatabase(), 1, false);
            targets.add(postgres);
            Target.measure(targets, WARM_UP_MILLIS, 1, false);
            Target.measure(targets, ROUND_MILLIS, rounds, true);
            Table table = new Table("storing one event", "events/s", "/ JDBC loop", "CPU µs", "lowest-highest");
            row(table, bare, bare);
            row(table, inbox, bare);
            row(table, barePostgres, barePostgres);
            row(table, postgres, barePostgres);
            report.section("Inbox: stored",
                    ("Events of %d bytes over %d connections, for one subscription, %d rounds. The JDBC loop has as many threads"
                     + " that wait for their rows, two small tables, and neither HTTP nor Camel.")
                            .formatted(Deliveries.USUAL_BODY, CONNECTIONS, rounds),
                    table);
            report.atLeast("events/s stored in SQLite", inbox.samples().median(Sample::perSecond), 2000);
            report.atLeast("the same / JDBC loop", inbox.samples().relativeTo(bare.samples(), Sample::perSecond), 0.7);
        } finally {
            close(targets);
        }
    }

    private static void row(Table table, Target target, Target bare) {
        Samples samples = target.samples();
        table.row(target.name(), "%.0f".formatted(samples.median(Sample::perSecond)),
                "%.2f".formatted(samples.relativeTo(bare.samples(), Sample::perSecond)),
                "%.1f".formatted(samples.median(Sample::cpuMicros)), samples.spread());
    }

    private static void handled(int rounds, Report report) throws Exception {
        List<Target> targets = new ArrayList<>();
        try {
            Target one = target("SQLite, one subscription", sqlite("inbox-one"), 1, true);
            targets.add(one);
            Target five = target("SQLite, five subscriptions", sqlite("inbox-five"), 5, true);
            targets.add(five);
            Target postgres = target("PostgreSQL, one subscription", Postgres.newDatabase(), 1, true);
            targets.add(postgres);
            Target.measure(targets, WARM_UP_MILLIS, 1, false);
            Target.measure(targets, ROUND_MILLIS, rounds, true);
            Table table = new Table("end to end", "events/s", "CPU µs", "lowest-highest");
            for (Target target : targets) {
                table.row(target.name(), "%.0f".formatted(target.samples().median(Sample::perSecond)),
                        "%.1f".formatted(target.samples().median(Sample::cpuMicros)), target.samples().spread());
            }
            report.section("Inbox: end to end",
                    "HTTP, stored, 200, and handled by each subscription: until the last one has seen the last event. " + rounds
                                                + " rounds; CPU time of the receiving process for an event.",
                    table);
            report.atLeast("events/s with one subscription", one.samples().median(Sample::perSecond), 1500);
            report.atLeast("events/s with five subscriptions", five.samples().median(Sample::perSecond), 800);
            report.goal("CPU ms of an event with one subscription", one.samples().median(Sample::cpuMicros) / 1000, 0.3);
        } finally {
            close(targets);
        }
    }

    /** Claims and handles what waits: does it get slower the more there are, or the longer it goes on? */
    static void waiting(String name, int count, Report report) throws Exception {
        String url = sqlite(name);
        int port = TestRuntime.freePort();
        // it makes the tables and the subscription
        Child.inbox(JVM, port, url, "90d", 1, false).close();
        Report.progress("storing " + count + " events");
        StoredEvents.add(url, InboxReceiver.subscription(1), count);
        try (Child child = Child.inbox(JVM, port, url, "90d", 1, false)) {
            Report.progress("handling " + count + " events");
            Meter before = child.meter();
            child.ask("start");
            child.ask("await " + count);
            Meter used = child.meter().since(before);
            double[] steps = Arrays.stream(child.ask("marks").split(" ")).mapToDouble(Double::parseDouble).toArray();
            int perTenth = steps.length / TENTHS;
            double[] tenths = new double[TENTHS];
            for (int i = 0; i < TENTHS; i++) {
                tenths[i] = perTenth * InboxReceiver.STEP
                            / (Arrays.stream(steps, i * perTenth, (i + 1) * perTenth).sum() / 1e6);
            }
            Table table = new Table("handling", "events/s");
            table.row("first tenth", "%.0f".formatted(tenths[0]));
            table.row("median of the tenths", "%.0f".formatted(Samples.median(tenths)));
            table.row("last tenth", "%.0f".formatted(tenths[TENTHS - 1]));
            report.section("Inbox: " + count + " waiting",
                    "One subscription, one consumer, SQLite, %s; CPU %.0f µs an event; heap after it %d KiB.".formatted(
                            String.join(" ", JVM), used.cpuNanos() / 1000.0 / count, Long.parseLong(child.ask("heap")) / 1024),
                    table);
            report.atLeast("last tenth / median of the tenths", tenths[TENTHS - 1] / Samples.median(tenths), 0.85);
        }
    }

    /** A database that is not there yet. */
    static String sqlite(String name) throws IOException {
        Path file = Path.of("target", "bench", name + ".db");
        Files.createDirectories(file.getParent());
        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + end));
        }
        return "jdbc:sqlite:" + file;
    }

    private static Target bare(String name, String url) throws IOException {
        Child child = Child.inserts(JVM, url, CONNECTIONS);
        return new Target(name, child, millis -> {
            String[] answer = child.ask("insert " + millis).split(" ");
            return new Load.Result(Long.parseLong(answer[0]), Long.parseLong(answer[1]) / 1e9);
        }, true);
    }

    private static Target target(String name, String url, int subscriptions, boolean starts) throws IOException {
        int port = TestRuntime.freePort();
        Child child = Child.inbox(JVM, port, url, "90d", subscriptions, starts);
        Load load = new Load(
                port, new Deliveries(Deliveries.SECRET, "20", Deliveries.USUAL_BODY), CONNECTIONS);
        return new Target(name, child, starts ? new EndToEnd(load, child, subscriptions) : load, true);
    }

    private static void close(List<Target> targets) throws IOException {
        for (Target target : targets) {
            target.close();
        }
    }
}
