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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.github.egnytemsp.camel.model.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes stored events in any state, with their deliveries and tries. It works in steps, so that other writes are not
 * held up.
 */
final class EventForgetting {

    private static final Logger LOG = LoggerFactory.getLogger(EventForgetting.class);
    private static final int STEP = 100;
    private static final String LAST_ERROR = "The event of this failure was forgotten";
    private static final int PURGES = 20;
    private static final Duration BETWEEN_PURGES = Duration.ofMillis(500);

    private final Database database;
    private final EventQueries queries;
    private final EventSteps steps;
    private final Consumer<List<Long>> forgotten;

    /**
     * @param forgotten gets the numbers of those that are forgotten
     */
    EventForgetting(Database database, EventQueries queries, Consumer<List<Long>> forgotten) {
        this.database = database;
        this.queries = queries;
        this.steps = new EventSteps(database, queries, STEP);
        this.forgotten = forgotten;
    }

    /**
     * Forgets what a filter chooses.
     *
     * @param  dryRun whether it is only counted
     * @return        how many events
     */
    long run(EventFilter filter, boolean dryRun) throws InboxUnavailableException {
        if (dryRun) {
            return database.read(session -> queries.count(session, filter));
        }
        List<Selection> selections = database.read(session -> EventQueries.chosen(session, filter));
        AtomicLong count = new AtomicLong();
        try {
            steps.run(
                    filter.text(), (session, after, most) -> EventQueries.oldest(session, selections, after, most),
                    events -> {
                        int deleted = database.writeAndWait(session -> delete(session, events));
                        count.addAndGet(deleted);
                        forgotten.accept(events);
                        return deleted;
                    });
        } finally {
            // what was searched for is personal itself
            LOG.info("{}, chosen by {}", LogText.count(count.get(), "event is forgotten", "events are forgotten"),
                    String.join(", ", filter.names()));
        }
        purge();
        return count.get();
    }

    private static int delete(Session session, List<Long> events) throws SQLException {
        String chosen = " where seq in " + Session.places(Session.padded(events.size()));
        Object[] numbers = Session.padded(events);
        List<Object> withText = new ArrayList<>(List.of(LAST_ERROR));
        withText.addAll(List.of(numbers));
        session.update(
                "update egnyte_msp_subscription set last_error = ? where last_error in"
                       + " (select error from egnyte_msp_try" + chosen + ")",
                withText.toArray());
        session.update("delete from egnyte_msp_delivery" + chosen, numbers);
        int deleted = session.update("delete from egnyte_msp_event" + chosen, numbers);
        // last: another replica may have written one until its delivery was deleted
        session.update("delete from egnyte_msp_try" + chosen, numbers);
        return deleted;
    }

    /** Repeats the purge if a reader prevented it. */
    private void purge() throws InboxUnavailableException {
        for (int i = 0; i < PURGES; i++) {
            if (database.read(session -> session.dialect().purge(session.connection()))) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_PURGES.toNanos());
        }
        LOG.warn("Forgotten events are still in the database's log, because another process "
                 + "reads the database all the time. They are overwritten later, or when events are forgotten once more");
    }
}
