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
package io.github.egnytemsp.camel.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was delivered, what arrived at each sink, and whether the one fits the other; all by event id. */
final class DemoLedger {

    private final Set<String> ticketTypes;
    private final Set<String> mailTypes;
    private final Map<String, String> delivered = new LinkedHashMap<>();
    private final List<String> tickets = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    DemoLedger(Set<String> ticketTypes, Set<String> mailTypes) {
        this.ticketTypes = ticketTypes;
        this.mailTypes = mailTypes;
    }

    /** Egnyte got a 200 for an event; false if it was known. */
    synchronized boolean delivered(String id, String type) {
        return delivered.putIfAbsent(id, type) == null;
    }

    synchronized String type(String id) {
        return delivered.getOrDefault(id, "");
    }

    synchronized void ticket(String id) {
        tickets.add(String.valueOf(id));
    }

    synchronized void note(String id) {
        notes.add(String.valueOf(id));
    }

    synchronized void mail(String id) {
        mails.add(String.valueOf(id));
    }

    synchronized void message(String id) {
        messages.add(String.valueOf(id));
    }

    /** Events that are missing at a sink, once for each sink. */
    synchronized int lost() {
        return missing(ticketTypes, inTickets()) + missing(mailTypes, mails) + missing(null, messages);
    }

    /** Whether each sink has its events, each once, and nothing else. */
    synchronized boolean isRight() {
        return lost() == 0 && surplus(ticketTypes, inTickets()) == 0 && surplus(mailTypes, mails) == 0
                && surplus(null, messages) == 0;
    }

    synchronized String summary() {
        return "demo: %d events delivered, %d tickets with %d notes, %d mails, %d messages, %d lost"
                .formatted(delivered.size(), tickets.size(), notes.size(), mails.size(), messages.size(), lost());
    }

    /** What is wrong besides lost events, for people. */
    synchronized String surplus() {
        return "more than expected: %d tickets or notes, %d mails, %d messages".formatted(
                surplus(ticketTypes, inTickets()), surplus(mailTypes, mails), surplus(null, messages));
    }

    /** An event opens a ticket or becomes a note on one. */
    private List<String> inTickets() {
        List<String> both = new ArrayList<>(tickets);
        both.addAll(notes);
        return both;
    }

    private int missing(Set<String> types, List<String> arrived) {
        Set<String> missing = new HashSet<>(expected(types));
        missing.removeAll(arrived);
        return missing.size();
    }

    private int surplus(Set<String> types, List<String> arrived) {
        Map<String, Integer> counts = new HashMap<>();
        arrived.forEach(id -> counts.merge(id, 1, Integer::sum));
        expected(types).forEach(id -> counts.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1));
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** All types if none are given. */
    private Set<String> expected(Set<String> types) {
        Set<String> ids = new HashSet<>();
        delivered.forEach((id, type) -> {
            if (types == null || types.contains(type)) {
                ids.add(id);
            }
        });
        return ids;
    }
}
