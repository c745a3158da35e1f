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
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.model.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes deliveries of stored events wait again. It works in steps, so that other writes are not held up. Each delivery
 * is replayed once, even if it is handled again meanwhile.
 */
final class EventReplay {

    private static final Logger LOG = LoggerFactory.getLogger(EventReplay.class);
    private static final int STEP = 500;

    private final Database database;
    private final EventQueries queries;
    private final EventSteps steps;
    private final InboxClock clock;
    private final Runnable wake;

    /** Replays some by their numbers. */
    @FunctionalInterface
    private interface Step {

        int replay(Session session, List<Long> events) throws SQLException;
    }

    EventReplay(Database database, EventQueries queries, InboxClock clock, Runnable wake) {
        this.database = database;
        this.queries = queries;
        this.steps = new EventSteps(database, queries, STEP);
        this.clock = clock;
        this.wake = wake;
    }

    /**
     * Replays what a filter chooses.
     *
     * @param  dryRun whether it is only counted
     * @return        how many deliveries
     */
    long run(EventFilter filter, boolean dryRun) throws InboxUnavailableException {
        List<String> subscriptions = filter.subscription() != null
                ? List.of(filter.subscription()) : database.read(SubscriptionTable::names);
        long all = 0;
        for (String subscription : subscriptions) {
            long count = hadBefore(filter, subscription, dryRun)
                         + (filter.subscription() != null && filter.state() == null ? neverHad(filter, dryRun) : 0);
            if (count > 0 && !dryRun) {
                LOG.info("{}: {}", subscription, LogText.count(count, "event is replayed", "events are replayed"));
            }
            all += count;
        }
        return all;
    }

    private long hadBefore(EventFilter filter, String subscription, boolean dryRun) throws InboxUnavailableException {
        List<Selection> selections = database.read(session -> {
            Selection.Key before = EventQueries.placeOf(session, filter.before());
            return queries.replayable(session, filter, subscription).stream().map(found -> found.before(before)).toList();
        });
        if (dryRun && filter.text() == null) {
            return database.read(session -> count(session, selections));
        }
        String sql = "update egnyte_msp_delivery set state = 'waiting', due_at = 0, failures = 0, suspect = 0, replayed = 1,"
                     + " updated_at = ? where subscription = ? and seq in " + Session.places(STEP) + " and state "
                     + (filter.state() == null ? "in ('handled', 'failed')" : "= '" + filter.state() + "'");
        return inSteps(
                filter.text(), dryRun, (session, after, most) -> EventQueries.oldest(session, selections, after, most),
                (session, events) -> session.update(sql, parameters(events, clock.now(), subscription)));
    }

    /**
     * Replays events that the subscription never had: stored before it existed, or of types that it did not want then.
     */
    private long neverHad(EventFilter filter, boolean dryRun) throws InboxUnavailableException {
        Selection selection = database.read(session -> Selection
                .neverHad(session, filter, SubscriptionTable.types(session, filter.subscription()))
                .before(EventQueries.placeOf(session, filter.before())));
        if (dryRun && filter.text() == null) {
            return database.read(selection::count);
        }
        return inSteps(
                filter.text(), dryRun, selection::oldest,
                (session, events) -> session.update(
                        "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, replayed, updated_at)"
                                                    + " select s.name, e.seq, e.stored_at, 'waiting', 1, cast(? as bigint)"
                                                    + " from egnyte_msp_subscription s cross join egnyte_msp_event e"
                                                    + " where s.name = ? and e.seq in " + Session.places(STEP)
                                                    + " on conflict do nothing",
                        parameters(events, clock.now(), filter.subscription())));
    }

    private long inSteps(String text, boolean dryRun, EventSteps.Finder finder, Step step) throws InboxUnavailableException {
        return steps.run(text, finder, events -> {
            if (dryRun) {
                return events.size();
            }
            int count = database.writeAndWait(session -> step.replay(session, events));
            wake.run();
            return count;
        });
    }

    private static long count(Session session, List<Selection> selections) throws SQLException {
        long count = 0;
        for (Selection selection : selections) {
            count += selection.count(session);
        }
        return count;
    }

    private static Object[] parameters(List<Long> events, Object... first) {
        List<Object> all = new ArrayList<>(List.of(first));
        for (int i = 0; i < STEP; i++) {
            all.add(events.get(Math.min(i, events.size() - 1)));
        }
        return all.toArray();
    }
}
