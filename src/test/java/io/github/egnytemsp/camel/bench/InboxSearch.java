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

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * How long it takes to find events among a million with five million deliveries, in both databases. The events lie 90
 * days apart from the first to the last: four and a half days have 50,000.
 */
final class InboxSearch implements Section {

    private static final int EVENTS = Integer.getInteger("bench.events", 1_000_000);
    private static final Duration APART = Duration.ofDays(90).dividedBy(EVENTS);
    private static final Instant FIRST = Instant.parse("2026-08-01T00:00:00Z");

    @Override
    public void run(int rounds, Report report) throws Exception {
        Table table = new Table("operation", "filters", "SQLite ms", "PostgreSQL ms", "found");
        Map<String, String[]> figures = new LinkedHashMap<>();
        for (TestDatabase database : TestDatabase.values()) {
            Path folder = Files.createTempDirectory(Path.of("target"), "inbox-search");
            measure(database, folder, Math.min(rounds, 5), figures);
        }
        figures.forEach((what, cells) -> table.row(
                what.substring(0, what.indexOf(' ')), what.substring(what.indexOf(' ') + 1), cells[0], cells[1], cells[2]));
        report.section("Finding events in the inbox", EVENTS + " events, each at five subscriptions; medians of "
                                                      + Math.min(rounds, 5)
                                                      + " calls, and in brackets the CPU time of the caller: SQLite works in its thread",
                table);
    }

    private static void measure(TestDatabase database, Path folder, int rounds, Map<String, String[]> figures)
            throws Exception {
        String url = database.url(folder);
        String inbox = "egnyte-msp:inbox?retention=0&inboxUrl=RAW(" + url + ")&operation=";
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("egnyte-msp", new EgnyteMspComponent());
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            template.requestBody(inbox + "subscriptions", (Object) null);
            Report.progress(database + ": " + EVENTS + " events");
            ManyEvents.add(database, url, EVENTS, FIRST, APART, List.of("mail", "tickets", "chat", "queue", "invoices"));
            String somewhere = FIRST.plus(APART.multipliedBy(EVENTS / 2)).toString();
            String later = FIRST.plus(APART.multipliedBy(EVENTS / 2 + 50_000)).toString();
            for (Map<String, Object> filters : List.<Map<String, Object>> of(
                    Map.of(), Map.of("before", EVENTS / 2), Map.of("since", somewhere, "until", later),
                    Map.of("eventId", "00000000000000000000000000000000000000000000000000000000000f1206"),
                    Map.of("eventType", "TYPE_3"), Map.of("eventType", "NONE"), Map.of("resellerCode", "R-77"),
                    Map.of("resellerCode", "R-0", "eventType", "TYPE_3"),
                    Map.of("resellerCode", "R-0", "eventType", "TYPE_0", "until", somewhere), Map.of("state", "handled"),
                    Map.of("state", "failed"), Map.of("state", "waiting"), Map.of("state", "running"),
                    Map.of("state", "malformed"),
                    Map.of("subscription", "invoices"), Map.of("subscription", "mail", "state", "handled"),
                    Map.of("subscription", "invoices", "state", "handled", "eventType", "TYPE_3"),
                    Map.of("subscription", "invoices", "state", "skipped", "eventType", "TYPE_0"),
                    Map.of("subscription", "mail", "state", "failed", "eventType", "TYPE_3"),
                    Map.of("subscription", "mail", "state", "failed", "resellerCode", "R-77"),
                    Map.of("state", "failed", "eventType", "TYPE_3", "resellerCode", "R-77"),
                    Map.of("state", "handled", "resellerCode", "R-77", "since", somewhere),
                    Map.of("text", "nowhere to be found", "since", somewhere, "until", later))) {
                time(template, inbox + "list", filters, database, rounds, figures);
            }
            for (Map<String, Object> filters : List.<Map<String, Object>> of(
                    Map.of(), Map.of("eventType", "TYPE_3"), Map.of("state", "failed"), Map.of("state", "handled"),
                    Map.of("subscription", "mail", "state", "handled"))) {
                time(template, inbox + "count", filters, database, rounds, figures);
            }
            time(template, inbox + "replay", Map.of("subscription", "mail", "dryRun", true), database, 1, figures);
            time(template, inbox + "replay", Map.of("subscription", "mail", "since", somewhere, "until", later), database, 1,
                    figures);
            time(template, inbox + "subscriptions", Map.of(), database, rounds, figures);
        }
    }

    private static void time(
            ProducerTemplate template, String uri, Map<String, Object> filters, TestDatabase database, int rounds,
            Map<String, String[]> figures) {
        long[] times = new long[rounds];
        long[] cpu = new long[rounds];
        Object result = null;
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            long beginOfCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            result = template.requestBody(uri, filters);
            times[i] = System.nanoTime() - begin;
            cpu[i] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - beginOfCpu;
        }
        Arrays.sort(times);
        Arrays.sort(cpu);
        String what = uri.substring(uri.lastIndexOf('=') + 1) + " " + filters;
        String[] cells = figures.computeIfAbsent(what, name -> new String[3]);
        cells[database.ordinal()] = String.format("%.1f (%.1f)", times[rounds / 2] / 1e6, cpu[rounds / 2] / 1e6);
        cells[2] = result instanceof List<?> list ? Integer.toString(list.size()) : String.valueOf(result);
        Report.progress(database + " " + what + ": " + cells[database.ordinal()] + " ms, " + cells[2]);
    }
}
