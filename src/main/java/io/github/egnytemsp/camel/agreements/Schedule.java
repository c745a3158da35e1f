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
package io.github.egnytemsp.camel.agreements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.InboxUnavailableException;
import io.github.egnytemsp.camel.model.Json;

/** When the next comparison is due, and what the last one has found: in the inbox's database, for all replicas. */
final class Schedule {

    private static final String DUE = "agreements due";
    private static final String REPORT = "agreements report";
    private static final String RUNNING = "agreements running";
    private static final String SET = "insert into egnyte_msp_state (key, value) values (?, ?)"
                                      + " on conflict (key) do update set value = excluded.value";
    /** No line takes that long: a comparison that has told nothing since has ended with its process. */
    private static final Duration SILENT = Duration.ofMinutes(3);
    /** A comparison that was not finished, or not complete, is made again after this. */
    private static final Duration AGAIN = Duration.ofMinutes(10);
    /** The earlier one of two times counts: a burst that does not end must not put the comparison off for ever. */
    private static final String SET_DUE = "insert into egnyte_msp_state (key, value) values (?, ?)"
                                          + " on conflict (key) do update set value = excluded.value"
                                          + " where cast(egnyte_msp_state.value as bigint) > cast(excluded.value as bigint)";

    private final Inbox inbox;
    private final Duration quiet;

    Schedule(Inbox inbox, Duration quiet) {
        this.inbox = inbox;
        this.quiet = quiet;
    }

    /** A comparison is due when no more requests are expected. */
    void request() throws InboxUnavailableException {
        long due = inbox.now().plus(quiet).toEpochMilli();
        inbox.write(session -> session.update(SET_DUE, DUE, String.valueOf(due)));
    }

    /**
     * Takes what is due for this process. If the process ends, it is due again later.
     *
     * @return what to give to {@link #done}, or null if nothing is due, or another process has taken it
     */
    String takeDue() throws InboxUnavailableException {
        long now = inbox.now().toEpochMilli();
        String due = inbox.read(session -> session.first(
                "select value from egnyte_msp_state where key = ?", row -> row.getString(1), DUE));
        // later than any request that comes until it is done
        String again = String.valueOf(now + quiet.toMillis() + AGAIN.toMillis());
        int taken = 0;
        if (due != null && Long.parseLong(due) <= now) {
            taken = inbox.write(session -> session.update(
                    "update egnyte_msp_state set value = ? where key = ? and value = ?", again, DUE, due));
        } else if (due == null && isFirstOfMonth()) {
            taken = inbox.write(session -> session.update(
                    "insert into egnyte_msp_state (key, value) values (?, ?) on conflict (key) do nothing", DUE, again));
        }
        return taken == 1 ? again : null;
    }

    /** What was taken is done, unless a request has come since. */
    void done(String taken) throws InboxUnavailableException {
        inbox.write(session -> session.update("delete from egnyte_msp_state where key = ? and value = ?", DUE, taken));
    }

    private boolean isFirstOfMonth() throws InboxUnavailableException {
        JsonNode last = report();
        return last == null || !month(Instant.parse(last.path("at").asText())).equals(month(inbox.now()));
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    void compared(Comparison comparison) throws InboxUnavailableException {
        String report = comparison.toJson().toString();
        inbox.write(session -> {
            session.update(SET, REPORT, report);
            session.update("delete from egnyte_msp_state where key = ?", RUNNING);
            return null;
        });
    }

    /** Tells every replica how far a comparison is. */
    void running(Instant since, int compared, int lines) throws InboxUnavailableException {
        String running = Json.mapper().createObjectNode().put("since", since.toString()).put("at", inbox.now().toString())
                .put("compared", compared).put("lines", lines).toString();
        inbox.write(session -> session.update(SET, RUNNING, running));
    }

    /** How far a comparison is that runs now, or null. */
    JsonNode running() throws InboxUnavailableException {
        JsonNode running = state(RUNNING);
        return running == null || Instant.parse(running.get("at").asText()).plus(SILENT).isBefore(inbox.now()) ? null : running;
    }

    /** The ids of the plans that the last comparison has seen, or null if none has seen any. */
    Set<String> knownPlans() throws InboxUnavailableException {
        JsonNode last = report();
        if (last == null || last.path("plans").isEmpty()) {
            return null;
        }
        return StreamSupport.stream(last.get("plans").spliterator(), false).map(plan -> plan.path("planId").asText())
                .collect(Collectors.toSet());
    }

    JsonNode report() throws InboxUnavailableException {
        return state(REPORT);
    }

    private JsonNode state(String key) throws InboxUnavailableException {
        String value = inbox.read(session -> session.first(
                "select value from egnyte_msp_state where key = ?", row -> row.getString(1), key));
        try {
            return value == null ? null : Json.mapper().readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
