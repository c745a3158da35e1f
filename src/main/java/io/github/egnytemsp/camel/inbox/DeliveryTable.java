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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The table of deliveries, one row for each event and subscription: its state, its claim and its next try. */
final class DeliveryTable {

    private static final String CLAIM
            = "update egnyte_msp_delivery set state = 'running', owner = ?, attempts = attempts + 1, updated_at = ?"
              + " where subscription = ? and seq in (select seq from egnyte_msp_delivery where subscription = ? and state = 'waiting'";
    private static final String RETURNING = ") returning seq, attempts, failures, replayed";
    /** The pauses after a try in which the process ended. */
    private static final RedeliveryPolicy AFTER_AN_END = RedeliveryPolicy.DEFAULT;

    private final InboxClock clock;

    private record Row(long seq, int attempt, int failures, boolean replayed) {
    }

    private record Running(String subscription, long seq, int attempt, int failures, long startedAt) {
    }

    DeliveryTable(InboxClock clock) {
        this.clock = clock;
    }

    /**
     * Claims events of a subscription: those whose pause is over first, then new ones in the order in which they were
     * stored. The try is recorded with it.
     *
     * @param owner the replica
     * @param most  how many at the most
     * @param alone whether nothing of the subscriber runs
     */
    Claim claim(Session session, String subscription, String owner, int most, boolean alone) throws SQLException {
        long now = clock.now();
        record Place(boolean paused, long outageUntil, int outages) {
        }
        Place place = session.first(
                "select paused, outage_until, outages from egnyte_msp_subscription where name = ?",
                row -> new Place(row.getInt(1) != 0, row.getLong(2), row.getInt(3)), subscription);
        if (place == null || place.paused) {
            return Claim.none(0, Long.MAX_VALUE);
        }
        if (place.outages > 0 && place.outageUntil > now) {
            return Claim.none(place.outages, place.outageUntil);
        }
        boolean suspect = session.first(
                "select 1 from egnyte_msp_delivery where subscription = ? and state = 'waiting' and suspect = 1 and due_at <= ?"
                                        + " limit 1",
                row -> true, subscription, now) != null;
        boolean single = suspect || place.outages > 0;
        if (single && !alone) {
            return new Claim(List.of(), false, true, place.outages, Long.MAX_VALUE);
        }
        String locked = session.dialect().skipLocked();
        String suspects = " and suspect = 1 and due_at <= ? order by due_at, seq limit 1" + locked;
        String due = " and suspect = 0 and due_at > 0 and due_at <= ? order by due_at, seq limit ?" + locked;
        String fresh = " and due_at = 0 order by seq limit ?" + locked;
        List<Row> rows = new ArrayList<>();
        if (suspect) {
            rows.addAll(claim(session, suspects, owner, now, subscription, now));
        } else if (single) {
            // not the one that failed last, which may be at fault itself
            rows.addAll(claim(session, fresh, owner, now, subscription, 1));
            if (rows.isEmpty()) {
                rows.addAll(claim(session, due, owner, now, subscription, now, 1));
            }
        } else {
            rows.addAll(claim(session, due, owner, now, subscription, now, most));
            if (rows.size() < most) {
                rows.addAll(claim(session, fresh, owner, now, subscription, most - rows.size()));
            }
        }
        return rows.isEmpty()
                ? Claim.none(place.outages, nextDue(session, subscription))
                : new Claim(bodies(session, rows, owner), single, false, place.outages, Long.MAX_VALUE);
    }

    private static List<Row> claim(
            Session session, String which, String owner, long now, String subscription, Object... parameters)
            throws SQLException {
        List<Object> all = new ArrayList<>(List.of(owner, now, subscription, subscription));
        all.addAll(List.of(parameters));
        List<Row> rows = session.query(
                CLAIM + which + RETURNING,
                row -> new Row(row.getLong(1), row.getInt(2), row.getInt(3), row.getInt(4) != 0), all.toArray());
        // a change returns its rows in any order
        rows.sort(Comparator.comparingLong(Row::seq));
        return rows;
    }

    private static List<Claimed> bodies(Session session, List<Row> rows, String owner) throws SQLException {
        Map<Long, Row> bySeq = new HashMap<>();
        rows.forEach(row -> bySeq.put(row.seq, row));
        Map<Long, Claimed> claimed = new HashMap<>();
        session.query(
                "select seq, id, event_type, body from egnyte_msp_event where seq in " + Session.places(rows.size()),
                found -> {
                    Row row = bySeq.get(found.getLong(1));
                    return claimed.put(row.seq, new Claimed(
                            row.seq, found.getString(2), found.getString(3), found.getBytes(4), row.attempt, row.failures,
                            row.replayed, owner));
                }, rows.stream().map(Row::seq).toArray());
        // without its event, which a retention deleted at that moment, there is nothing to deliver
        session.batch(
                "delete from egnyte_msp_delivery where seq = ? and owner = ?",
                rows.stream().filter(row -> !claimed.containsKey(row.seq)).map(row -> new Object[] { row.seq, owner })
                        .toList());
        return rows.stream().map(row -> claimed.get(row.seq)).filter(Objects::nonNull).toList();
    }

    /** When the next pause is over, {@link Long#MAX_VALUE} if there is none. */
    private static long nextDue(Session session, String subscription) throws SQLException {
        long due = Long.MAX_VALUE;
        for (String suspect : List.of("0", "1")) {
            Long first = session.first(
                    "select due_at from egnyte_msp_delivery where subscription = ? and state = 'waiting' and suspect = "
                                       + suspect
                                       + " and due_at > 0 order by due_at limit 1",
                    row -> row.getLong(1), subscription);
            due = first == null ? due : Math.min(due, first);
        }
        return due;
    }

    /**
     * Writes the results of tries.
     *
     * @return those whose event was not forgotten in the meantime
     */
    List<Finished> finish(Session session, List<Finished> tries) throws SQLException {
        long now = clock.now();
        int[] changed = session.batch(
                "update egnyte_msp_delivery set state = ?, due_at = ?, failures = ?, owner = null, suspect = 0, updated_at = ?"
                                      + " where subscription = ? and seq = ? and owner = ?",
                tries.stream().map(one -> new Object[] {
                        one.state().name(), one.dueAt(), one.failures(), now, one.subscription(), one.seq(), one.owner() })
                        .toList());
        List<Finished> known = known(session, tries, changed);
        session.batch(
                "insert into egnyte_msp_try (subscription, seq, attempt, started_at, duration, outcome, error)"
                      + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                known.stream().filter(one -> one.startedAt() > 0).map(one -> new Object[] {
                        one.subscription(), one.seq(), one.attempt(), one.startedAt(), one.duration(), one.outcome(),
                        one.error() }).toList());
        return known;
    }

    private static List<Finished> known(Session session, List<Finished> tries, int[] changed) throws SQLException {
        // another replica has taken it over, or it was forgotten
        List<Long> unsure = IntStream.range(0, changed.length).filter(i -> changed[i] == 0)
                .mapToObj(i -> tries.get(i).seq()).toList();
        if (unsure.isEmpty()) {
            return tries;
        }
        List<Long> there = session.query(
                "select seq from egnyte_msp_event where seq in " + Session.places(Session.padded(unsure.size())),
                row -> row.getLong(1), Session.padded(unsure));
        return tries.stream().filter(one -> there.contains(one.seq()) || !unsure.contains(one.seq())).toList();
    }

    /** Releases claims whose try has not begun. */
    void release(Session session, String subscription, List<Claimed> events) throws SQLException {
        session.batch(
                "update egnyte_msp_delivery set state = 'waiting', owner = null, attempts = attempts - 1"
                      + " where subscription = ? and seq = ? and owner = ?",
                events.stream().map(event -> new Object[] { subscription, event.seq(), event.owner() }).toList());
    }

    /** Takes back the failures that turned out to be those of an outage. */
    void forgive(Session session, String subscription, List<Long> events, long dueAt) throws SQLException {
        session.batch(
                "update egnyte_msp_delivery set failures = failures - 1, due_at = ?"
                      + " where subscription = ? and seq = ? and state = 'waiting' and failures > 0",
                events.stream().map(seq -> new Object[] { dueAt, subscription, seq }).toList());
    }

    /** Frees the claims of a replica that has gone. */
    int recover(Session session, String owner) throws SQLException {
        long now = clock.now();
        List<Running> running = session.query(
                "select subscription, seq, attempts, failures, updated_at from egnyte_msp_delivery"
                                              + " where state = 'running' and owner = ?",
                row -> new Running(row.getString(1), row.getLong(2), row.getInt(3), row.getInt(4), row.getLong(5)), owner);
        int[] changed = session.batch(
                "update egnyte_msp_delivery set state = 'waiting', owner = null, suspect = 1, failures = failures + 1,"
                                      + " due_at = ?, updated_at = ? where subscription = ? and seq = ? and state = 'running' and owner = ?",
                running.stream().map(one -> new Object[] {
                        one.failures == 0 ? now : now + AFTER_AN_END.pause(one.failures), now, one.subscription, one.seq,
                        owner }).toList());
        // one that was forgotten in between leaves nothing
        session.batch(
                "insert into egnyte_msp_try (subscription, seq, attempt, started_at, duration, outcome, error)"
                      + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                IntStream.range(0, changed.length).filter(i -> changed[i] > 0).mapToObj(running::get).map(one -> new Object[] {
                        one.subscription, one.seq, one.attempt, one.startedAt, 0L, null, "The process ended during this try" })
                        .toList());
        return running.size();
    }

    /** Shortens pauses that became longer because the clock was set back. */
    void mendPauses(Session session) throws SQLException {
        long now = clock.now();
        List<String> names = session.query("select name from egnyte_msp_subscription", row -> row.getString(1));
        for (String name : names) {
            session.update(
                    "update egnyte_msp_delivery set due_at = ? + due_at - updated_at, updated_at = ?"
                           + " where subscription = ? and state = 'waiting' and suspect = 0 and due_at > 0 and updated_at > ?",
                    now, now, name, now + 60_000);
        }
    }
}
