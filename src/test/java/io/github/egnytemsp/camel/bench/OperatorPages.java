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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.bench.Samples.Sample;
import io.github.egnytemsp.camel.inbox.TestDatabase;

/** How long the operator's page waits with many events stored, and what it costs those who send events. */
final class OperatorPages implements Section {

    private static final int EVENTS = Integer.getInteger("bench.events", 100_000);
    private static final Duration TIME = Duration.ofDays(30);
    private static final int SUBSCRIPTIONS = 3;
    private static final int PAGES = 10;
    private static final int CONNECTIONS = 16;
    private static final long WARM_UP_MILLIS = 5_000;
    private static final long ROUND_MILLIS = 5_000;
    private static final int LOOKS = 15;
    private static final int WARM_UP_LOOKS = 10;

    /** Until the answer was there, and what it cost. */
    private record Waited(double millis, double cpuMillis) {
    }

    /** What is asked at once when the page opens. */
    private static List<String> firstScreen() {
        return List.of("session", "problems", "status", "subscriptions", eventsOfToday(), "days?days=30&zone=Europe/Berlin");
    }

    /** What an open page asks for every 5 seconds. */
    private static List<String> again() {
        return List.of("problems", "status", "subscriptions", eventsOfToday());
    }

    private static String eventsOfToday() {
        return "events?limit=200&since=" + Instant.now().truncatedTo(ChronoUnit.DAYS);
    }

    private static Map<String, String> eventPages() {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("the newest", "events");
        paths.put("a page further on", "events?before=" + EVENTS / 2);
        paths.put("today", eventsOfToday());
        paths.put("a type", "events?eventType=TYPE_3");
        paths.put("a customer", "events?resellerCode=R-77");
        paths.put("given up", "events?state=failed");
        paths.put("given up by one", "events?state=failed&subscription=s1");
        paths.put("what is no event", "events?state=malformed");
        paths.put("a text that many have", "events?text=dana");
        paths.put("a text that few have", "events?text=MSP%204711");
        paths.put("one event", "events/%064x".formatted(4711));
        paths.put("subscriptions", "subscriptions");
        paths.put("days", "days?days=30&zone=Europe/Berlin");
        return paths;
    }

    @Override
    public void run(int rounds, Report report) throws Exception {
        Table times = new Table("asked for", "SQLite ms", "CPU ms", "PostgreSQL ms", "CPU ms");
        Table costs = new Table("receiving", "events/s", "CPU µs", "/ without pages", "lowest-highest");
        Map<String, Double> firstScreens = new LinkedHashMap<>();
        Map<String, Double> slowestPages = new LinkedHashMap<>();
        Map<String, List<Waited>> all = new LinkedHashMap<>();
        double ratio = 0;
        for (TestDatabase database : TestDatabase.values()) {
            String url = url(database);
            int port = TestRuntime.freePort();
            int operatorPort = TestRuntime.freePort();
            // it makes the tables and the subscriptions
            Child.inbox(Child.JVM, port, url, "0", SUBSCRIPTIONS, false).close();
            Report.progress(database + ": storing " + EVENTS + " events");
            Duration apart = TIME.dividedBy(EVENTS);
            ManyEvents.add(
                    database, url, EVENTS, Instant.now().minus(TIME), apart,
                    IntStream.rangeClosed(1, SUBSCRIPTIONS).mapToObj(InboxReceiver::subscription).toList());
            try (Child child = Child.inbox(Child.JVM, port, url, "0", SUBSCRIPTIONS, true, operatorPort);
                 Page page = new Page(operatorPort)) {
                Waited first = page.look(firstScreen(), child);
                firstScreens.put(database.name(), first.millis);
                all.computeIfAbsent("first screen", name -> new ArrayList<>()).add(first);
                for (Map.Entry<String, String> one : eventPages().entrySet()) {
                    Waited waited = page.look(List.of(one.getValue()), child);
                    all.computeIfAbsent(one.getKey(), name -> new ArrayList<>()).add(waited);
                    if (one.getValue().startsWith("events")) {
                        slowestPages.merge(database.name(), waited.millis, Math::max);
                    }
                }
                ratio = Math.max(ratio, receive(database, child, port, page, Math.min(rounds, 3), costs));
            }
        }
        all.forEach((what, both) -> times.row(
                what, "%.1f".formatted(both.get(0).millis), "%.1f".formatted(both.get(0).cpuMillis),
                "%.1f".formatted(both.get(1).millis), "%.1f".formatted(both.get(1).cpuMillis)));
        report.section("Operator's page: waiting", EVENTS + " events of 30 days, " + SUBSCRIPTIONS
                                                   + " subscriptions; over HTTP, medians of " + LOOKS
                                                   + "; the CPU time is of the process, which has SQLite in it"
                                                   + ". The first screen asks " + firstScreen().size() + " things at once.",
                times);
        report.section("Operator's page: what it costs", ("CPU time of the process for an event that is received, stored and"
                                                          + " handled by %d subscriptions, while %d pages are open and while"
                                                          + " none is.")
                .formatted(SUBSCRIPTIONS, PAGES),
                costs);
        for (String database : firstScreens.keySet()) {
            report.goal("ms of the first screen, " + database, firstScreens.get(database), 300);
            report.goal("ms of the slowest page of events, " + database, slowestPages.get(database), 100);
        }
        report.goal("CPU for an event with " + PAGES + " pages / without", ratio, 1.1);
    }

    private static String url(TestDatabase database) throws IOException {
        return database == TestDatabase.SQLITE ? Inboxes.sqlite("operator") : database.url(null);
    }

    /** The CPU time for an event with pages, and without: the median of the rounds' ratios. */
    private static double receive(TestDatabase database, Child child, int port, Page page, int rounds, Table table)
            throws Exception {
        Load load = new Load(port, new Deliveries(Deliveries.SECRET, "20", Deliveries.USUAL_BODY), CONNECTIONS);
        try (EndToEnd events = new EndToEnd(load, child, SUBSCRIPTIONS)) {
            events.run(WARM_UP_MILLIS);
            Target without = new Target(database + ", no page", child, events, false);
            Target with = new Target(database + ", " + PAGES + " pages", child, millis -> {
                page.open();
                try {
                    return events.run(millis);
                } finally {
                    page.close();
                }
            }, false);
            Target.measure(List.of(without, with), ROUND_MILLIS, rounds, true);
            double ratio = with.samples().relativeTo(without.samples(), Sample::cpuMicros);
            row(table, without, 1);
            row(table, with, ratio);
            return ratio;
        }
    }

    private static void row(Table table, Target target, double ratio) {
        Samples samples = target.samples();
        table.row(target.name(), "%.0f".formatted(samples.median(Sample::perSecond)),
                "%.1f".formatted(samples.median(Sample::cpuMicros)), "%.2f".formatted(ratio), samples.spread());
    }

    /** Asks as a browser does. */
    private static final class Page implements AutoCloseable {

        private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final int port;
        private ScheduledExecutorService open;

        Page(int port) {
            this.port = port;
        }

        /** How long it takes until all are answered. */
        Waited look(List<String> paths, Child child) throws IOException {
            double[] times = new double[LOOKS];
            double[] cpu = new double[LOOKS];
            for (int i = -WARM_UP_LOOKS; i < LOOKS; i++) {
                Meter before = child.meter();
                long start = System.nanoTime();
                CompletableFuture.allOf(paths.stream().map(this::ask).toArray(CompletableFuture[]::new)).join();
                times[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
                cpu[Math.max(i, 0)] = child.meter().since(before).cpuNanos() / 1e6;
            }
            Waited waited = new Waited(Samples.median(times), Samples.median(cpu));
            Report.progress(paths.size() + " " + paths.get(0) + ": " + waited);
            return waited;
        }

        private CompletableFuture<Void> ask(String path) {
            return client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/operator/api/" + path))
                            .header("X-Egnyte-Msp-Operator", "1").timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.ofString()).thenAccept(answer -> {
                        if (answer.statusCode() != 200) {
                            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
                        }
                    });
        }

        /** Several pages, which do not ask at the same moment. */
        void open() {
            open = Executors.newSingleThreadScheduledExecutor();
            for (int i = 0; i < PAGES; i++) {
                open.scheduleAtFixedRate(
                        () -> again().forEach(this::ask), i * 5000L / PAGES, 5000, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void close() {
            if (open != null) {
                open.shutdownNow();
                open = null;
            }
        }
    }
}
