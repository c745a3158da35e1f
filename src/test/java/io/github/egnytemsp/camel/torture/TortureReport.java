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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.model.MspEvent;

/** What was answered 200, what each sink has of it, and whether the one fits the other; all by event id. */
final class TortureReport {

    private static final String ROW = "%-18s %9s %9s %9s %9s %9s %9s%n";

    private final List<String> wrong = new ArrayList<>();
    private final StringBuilder table = new StringBuilder();

    TortureReport(Sender sender, Sinks sinks, InboxDatabase database) throws Exception {
        Map<String, MspEvent> accepted = sender.accepted();
        table.append("torture: %s%ntorture: %s%n".formatted(sender.story(), sinks.story()));
        table.append(ROW.formatted("sink", "expected", "arrived", "lost", "doubled", "foreign", "given up"));
        for (Sink sink : Sink.values()) {
            Set<String> expected = new HashSet<>();
            Set<String> refused = new HashSet<>();
            accepted.values().stream().filter(event -> sink.wants(event.eventType()))
                    .forEach(event -> (sink.refuses(event.resellerCode()) ? refused : expected).add(event.id()));
            add(sink, expected, refused, sinks.kept(sink), database.ids(sink.toString(), "failed"));
        }
        Set<String> stored = new TreeSet<>(database.texts("select id from egnyte_msp_event where malformed is null"));
        require(stored.equals(new TreeSet<>(accepted.keySet())),
                "%d are stored, %d were accepted".formatted(stored.size(), accepted.size()));
        Set<String> malformed = new TreeSet<>(database.texts("select id from egnyte_msp_event where malformed is not null"));
        require(malformed.equals(new TreeSet<>(sender.malformed())), "%d bodies that are no event are stored, %d were accepted"
                .formatted(malformed.size(), sender.malformed().size()));
    }

    /** A sink that knows what it has keeps nothing twice; another may have to, and it is counted. */
    private void add(Sink sink, Set<String> expected, Set<String> refused, List<String> arrived, List<String> givenUp) {
        Set<String> lost = new TreeSet<>(expected);
        arrived.forEach(lost::remove);
        Set<String> foreign = new TreeSet<>(arrived);
        foreign.removeAll(expected);
        Map<String, Long> doubled = arrived.stream()
                .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
        doubled.values().removeIf(count -> count == 1);
        Set<String> wronglyGivenUp = new TreeSet<>(givenUp);
        wronglyGivenUp.removeAll(refused);
        Set<String> notGivenUp = new TreeSet<>(refused);
        givenUp.forEach(notGivenUp::remove);
        table.append(ROW.formatted(sink, expected.size(), Set.copyOf(arrived).size(), lost.size(), doubled.size(),
                foreign.size(), givenUp.size()));
        lost.forEach(id -> wrong.add(sink + ": lost " + id));
        foreign.forEach(id -> wrong.add(sink + ": has, and should not, " + id));
        wronglyGivenUp.forEach(id -> wrong.add(sink + ": gave up " + id));
        notGivenUp.forEach(id -> wrong.add(sink + ": did not give up " + id));
        if (sink == Sink.knowing) {
            doubled.forEach((id, count) -> wrong.add(sink + ": " + count + " times " + id));
        }
    }

    void require(boolean right, String fault) {
        if (!right) {
            wrong.add(fault);
        }
    }

    String table() {
        return table.toString();
    }

    void check(String name) {
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    "The torture %s found %d faults:%n%s".formatted(
                            name, wrong.size(), String.join("\n", wrong.subList(0, Math.min(50, wrong.size())))));
        }
    }
}
