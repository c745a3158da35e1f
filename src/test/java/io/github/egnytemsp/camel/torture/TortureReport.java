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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.demo.DemoBroker.QueueMessage;
import io.github.egnytemsp.camel.demo.DemoMailServer.Mail;
import io.github.egnytemsp.camel.demo.TicketSystem;
import io.github.egnytemsp.camel.demo.TicketSystem.Note;
import io.github.egnytemsp.camel.demo.TicketSystem.Ticket;
import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.Delivery;

/** What Egnyte got a 200 for, what each sink has of it, and whether the one fits the other; all by event id. */
final class TortureReport {

    private static final String ROW = "%-18s %9s %9s %9s %9s %9s%n";

    private final Map<String, String> accepted = new LinkedHashMap<>();
    private final Map<String, List<String>> arrived = new LinkedHashMap<>();
    private final Map<String, Set<String>> expected = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final String trouble;
    private final int sends;
    private final int incidents;
    private final int notes;

    TortureReport(List<Delivery> deliveries, List<QueueMessage> messages, List<Mail> mails, TicketSystem tickets,
                  TicketSystem connectWise, Path inbox, boolean fileInbox, String log, List<String> secrets,
                  List<Integer> answersToStrangers,
                  String trouble) throws Exception {
        this.trouble = trouble;
        sends = deliveries.stream().mapToInt(delivery -> delivery.attempts().size()).sum();
        incidents = tickets.tickets().size() + connectWise.tickets().size();
        notes = tickets.notes().size() + connectWise.notes().size();
        Map<String, String> types = new HashMap<>();
        Set<String> poison = new HashSet<>();
        Set<String> malformed = new HashSet<>();
        for (Delivery delivery : deliveries) {
            if (delivery.state() != Delivery.State.DELIVERED) {
                wrong.add(delivery.id() + " was never answered 200");
                continue;
            }
            try {
                MspEvent event = MspEvent.parse(delivery.body());
                accepted.put(event.id(), delivery.bodyText());
                types.put(event.id(), event.eventType());
                if (Set.of(Torture.REFUSED, Torture.BROKEN).contains(event.resellerCode())) {
                    poison.add(event.id());
                }
            } catch (MalformedEventException e) {
                malformed.add(EventId.ofBytes(delivery.body()));
            }
        }

        if (fileInbox) {
            row("inbox/.done", accepted.keySet(), done(inbox));
        }
        row("malformed", malformed, names(inbox.resolve(".malformed"), ".body"));
        row("malformed why", malformed, names(inbox.resolve(".malformed"), ".reason.txt"));
        row("queue", accepted.keySet(), messages.stream().map(QueueMessage::eventId).toList());
        // the property of ConnectWise names that of the other
        Set<String> forTickets = wanted(types, "tickets.eventTypes");
        Set<String> neverTaken = new HashSet<>(forTickets);
        neverTaken.retainAll(poison);
        forTickets.removeAll(poison);
        tickets("tickets", tickets, forTickets, neverTaken, inbox);
        tickets("connectwise", connectWise, forTickets, neverTaken, inbox);
        row("mail", wanted(types, "mail.eventTypes"), mails.stream().map(Mail::eventId).toList());

        for (QueueMessage message : messages) {
            if (!message.text().equals(accepted.get(message.eventId()))) {
                wrong.add("queue: other text of " + message.eventId());
            }
        }
        for (String sink : List.of("queue", "mail")) {
            files(inbox.resolve("sinks").resolve(sink), ".failed").forEach(file -> wrong.add("given up: " + file));
        }
        if (answersToStrangers.contains(200)) {
            wrong.add("a wrong secret was answered 200");
        }
        if (secrets.stream().anyMatch(log::contains)) {
            wrong.add("a secret is in the log");
        }
    }

    private void tickets(String sink, TicketSystem system, Set<String> ids, Set<String> neverTaken, Path inbox) {
        row(sink, ids, inTickets(system));
        Path failed = inbox.resolve("sinks").resolve(sink).resolve(".failed");
        row(sink + " failed", neverTaken, names(failed, ".json"));
        row(sink + " why", neverTaken, names(failed, ".json.reason.txt"));
        system.tickets().stream().filter(Ticket::open)
                .collect(Collectors.groupingBy(ticket -> incident(ticket.summary()), Collectors.counting()))
                .forEach((incident, count) -> {
                    if (count > 1) {
                        wrong.add(sink + ": " + count + " open tickets of " + incident);
                    }
                });
    }

    /** What is between the brackets. */
    private static String incident(String summary) {
        return summary.substring(summary.indexOf('['), summary.indexOf(']') + 1);
    }

    /** The names of files in a folder, without their end. */
    private static List<String> names(Path folder, String end) {
        return files(folder, end).stream().map(file -> file.getFileName().toString()).filter(name -> name.endsWith(end))
                .map(name -> name.substring(0, name.length() - end.length())).toList();
    }

    private static List<String> inTickets(TicketSystem system) {
        return Stream.concat(
                system.tickets().stream().map(Ticket::eventId), system.notes().stream().map(Note::eventId)).toList();
    }

    /** What came without an id counts as foreign. */
    private void row(String sink, Set<String> ids, List<String> found) {
        expected.put(sink, ids);
        arrived.put(sink, found.stream().map(String::valueOf).toList());
    }

    /** Those of the types that a property of the routes names. */
    private static Set<String> wanted(Map<String, String> types, String property) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("routes", "application.properties"), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Set<String> wanted = Set.of(properties.getProperty(property).split(","));
        return types.entrySet().stream().filter(type -> wanted.contains(type.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Names are the ids, but what is in the file counts. */
    private static List<String> done(Path inbox) throws Exception {
        List<String> ids = new ArrayList<>();
        for (Path file : files(inbox.resolve(".done"), ".json")) {
            ids.add(MspEvent.parse(Files.readAllBytes(file)).id());
        }
        return ids;
    }

    /** Files with a text in their path; none if there is no such folder. */
    private static List<Path> files(Path folder, String text) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> folder.relativize(file).toString().contains(text))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> lost(String sink) {
        Set<String> lost = new TreeSet<>(expected.get(sink));
        lost.removeAll(arrived.get(sink));
        return lost;
    }

    /** Ids that are there more than once, with how often. */
    private Map<String, Long> doubled(String sink) {
        Map<String, Long> counts = arrived.get(sink).stream()
                .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
        counts.values().removeIf(count -> count == 1);
        return counts;
    }

    /** Ids that should not be there, such as those of strangers. */
    private Set<String> foreign(String sink) {
        Set<String> foreign = new TreeSet<>(arrived.get(sink));
        foreign.removeAll(expected.get(sink));
        return foreign;
    }

    String table() {
        StringBuilder table = new StringBuilder("torture: %s%n".formatted(trouble));
        table.append("torture: %d events answered 200, after %d sends; %d tickets with %d notes%n"
                .formatted(accepted.size(), sends, incidents, notes));
        table.append(ROW.formatted("sink", "expected", "arrived", "lost", "doubled", "foreign"));
        for (String sink : arrived.keySet()) {
            table.append(ROW.formatted(sink, expected.get(sink).size(), Set.copyOf(arrived.get(sink)).size(), lost(sink).size(),
                    doubled(sink).size(), foreign(sink).size()));
        }
        return table.toString();
    }

    /** A mail may come twice: its server has no memory. The Message-ID, from which the ids come, tells it. */
    void check() {
        List<String> all = new ArrayList<>(wrong);
        for (String sink : arrived.keySet()) {
            lost(sink).forEach(id -> all.add(sink + ": lost " + id));
            foreign(sink).forEach(id -> all.add(sink + ": has, and should not, " + id));
            if (!sink.equals("mail")) {
                doubled(sink).forEach((id, count) -> all.add(sink + ": " + count + " times " + id));
            }
        }
        if (!all.isEmpty()) {
            throw new AssertionError("The torture found " + all.size() + " faults:\n" + String.join("\n", all));
        }
    }
}
