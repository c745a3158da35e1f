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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what every subscription has handled or skipped long ago, and what is no event and was stored long ago. It
 * works in steps in the writing thread: others write in between.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int STEP = 300;
    private static final int STEPS_BETWEEN_SHRINKS = 10;
    /**
     * Events that a run looks at and leaves. The next run goes on behind them, and round and round: a million that wait
     * are not looked at each minute.
     */
    private static final int MOST_LEFT = 50_000;
    private static final String IS_OLD = "(state in ('handled', 'skipped') and updated_at < ?"
                                         + " or subscription not in (select name from egnyte_msp_subscription))";

    private final Database database;
    private final InboxClock clock;
    private final Duration retention;
    private final AtomicBoolean runs = new AtomicBoolean();
    /** Touched in the writing thread only. */
    private Selection.Key place = Selection.Key.FIRST;

    /** What a run has done so far. */
    private static final class Run {

        private int left;
        private int deleted;
        private int stepsSinceShrink;
    }

    /**
     * @param database  where they are
     * @param clock     the time
     * @param retention how long they are kept
     */
    Retention(Database database, InboxClock clock, Duration retention) {
        this.database = database;
        this.clock = clock;
        this.retention = retention;
    }

    /** Begins, unless the last run has not ended. */
    void run() {
        if (runs.compareAndSet(false, true)) {
            step(new Run());
        }
    }

    private void step(Run run) {
        database.write(session -> work(session, run)).whenComplete((more, failure) -> {
            if (failure != null) {
                LOG.warn("Old events could not be deleted: {}", failure.getMessage());
            }
            if (failure == null && more) {
                step(run);
                return;
            }
            if (run.deleted > 0) {
                LOG.info("{} events were deleted that were handled more than {} ago", run.deleted, shown());
            }
            runs.set(false);
        });
    }

    private String shown() {
        return retention.toDays() > 0 ? retention.toDays() + " days" : retention.toSeconds() + " s";
    }

    /** Whether there is more to do in this run. */
    private boolean work(Session session, Run run) throws SQLException {
        long keep = retention.toMillis();
        List<Selection.Key> keys = session.query(
                "select stored_at, seq from egnyte_msp_event where stored_at < ? and (stored_at, seq) > (?, ?)"
                                                 + " order by stored_at, seq limit ?",
                row -> new Selection.Key(row.getLong(1), row.getLong(2)), clock.wallClock() - keep, place.storedAt(),
                place.seq(), STEP);
        int gone = keys.isEmpty() ? 0 : delete(session, keys, clock.now() - keep);
        run.deleted += gone;
        run.left += keys.size() - gone;
        boolean isEnd = keys.size() < STEP;
        boolean more = !isEnd && run.left < MOST_LEFT;
        place = isEnd ? Selection.Key.FIRST : keys.get(keys.size() - 1);
        run.stepsSinceShrink++;
        if (run.deleted > 0 && (!more || run.stepsSinceShrink >= STEPS_BETWEEN_SHRINKS)) {
            session.dialect().shrink(session.connection());
            run.stepsSinceShrink = 0;
        }
        return more;
    }

    private static int delete(Session session, List<Selection.Key> keys, long cutoff) throws SQLException {
        List<Long> all = keys.stream().map(Selection.Key::seq).toList();
        Set<Long> kept = new HashSet<>(
                session.query(
                        "select seq from egnyte_msp_delivery where seq in " + places(all) + " and not " + IS_OLD,
                        row -> row.getLong(1), parameters(all, cutoff)));
        List<Long> old = all.stream().filter(seq -> !kept.contains(seq)).toList();
        if (old.isEmpty()) {
            return 0;
        }
        session.update("delete from egnyte_msp_delivery where seq in " + places(old) + " and " + IS_OLD,
                parameters(old, cutoff));
        // another replica may have replayed one in between
        int deleted = session.update(
                "delete from egnyte_msp_event where seq in " + places(old)
                                     + " and not exists (select 1 from egnyte_msp_delivery d where d.seq = egnyte_msp_event.seq)",
                Session.padded(old));
        session.update(
                "delete from egnyte_msp_try where seq in " + places(old)
                       + " and not exists (select 1 from egnyte_msp_event e where e.seq = egnyte_msp_try.seq)",
                Session.padded(old));
        return deleted;
    }

    private static String places(List<Long> events) {
        return Session.places(Session.padded(events.size()));
    }

    private static Object[] parameters(List<Long> events, long cutoff) {
        List<Object> all = new ArrayList<>(List.of(Session.padded(events)));
        all.add(cutoff);
        return all.toArray();
    }
}
