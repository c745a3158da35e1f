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
package io.github.egnytemsp.camel.inbox;

import java.sql.SQLException;
import java.util.List;

/** Processes stored events in steps, oldest first, each once, so that other writes are not held up. */
final class EventSteps {

    private final Database database;
    private final EventQueries queries;
    private final int size;

    /** Finds the events of the next step. */
    @FunctionalInterface
    interface Finder {

        List<Selection.Key> after(Session session, Selection.Key key, int most) throws SQLException;
    }

    /** Processes the events of one step. */
    @FunctionalInterface
    interface Step {

        /** Processes some events; returns how many were changed. */
        int run(List<Long> events) throws InboxUnavailableException;
    }

    /**
     * @param size how many events a step has at the most
     */
    EventSteps(Database database, EventQueries queries, int size) {
        this.database = database;
        this.queries = queries;
        this.size = size;
    }

    /**
     * Processes all events that are found and contain the text.
     *
     * @param  text null for any
     * @return      how many it was done with
     */
    long run(String text, Finder finder, Step step) throws InboxUnavailableException {
        long count = 0;
        Selection.Key after = Selection.Key.FIRST;
        List<Selection.Key> keys;
        do {
            Selection.Key from = after;
            keys = database.read(session -> finder.after(session, from, size));
            List<Selection.Key> found = keys;
            List<Long> events = found.isEmpty()
                    ? List.of() : database.read(session -> queries.withText(session, found, text));
            count += events.isEmpty() ? 0 : step.run(events);
            after = keys.isEmpty() ? after : keys.get(keys.size() - 1);
        } while (keys.size() == size);
        return count;
    }
}
