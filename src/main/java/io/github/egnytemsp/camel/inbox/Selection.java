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

/**
 * Rows of events, of deliveries, or of deliveries with their events, from that table which has the fewest to look at.
 * Where both are read, the first one is the outer loop: {@code cross join} is an order to SQLite.
 */
final class Selection {

    private static final int MOST_TO_COUNT = 5000;

    private final StringBuilder sql;
    /** The table that has the time and the number. */
    private final String main;
    private final List<Object> parameters = new ArrayList<>();

    private Selection(String from, String main) {
        this.sql = new StringBuilder(from).append(" where 1 = 1");
        this.main = main;
    }

    /** Where a row is in the order in which events were stored. */
    record Key(long storedAt, long seq) implements Comparable<Key> {

        static final Key FIRST = new Key(Long.MIN_VALUE, Long.MIN_VALUE);
        static final Key LAST = new Key(Long.MAX_VALUE, Long.MAX_VALUE);

        @Override
        public int compareTo(Key other) {
            return storedAt != other.storedAt ? Long.compare(storedAt, other.storedAt) : Long.compare(seq, other.seq);
        }
    }

    /** Events, chosen by all but text. */
    static Selection events(Session session, EventFilter filter) throws SQLException {
        Selection events = new Selection("from egnyte_msp_event e", "e");
        events.ofEvent(session, filter).inTime(filter);
        if (filter.isOfDeliveries()) {
            // with both, the index of states is smaller than the table, and near what was read before
            boolean hasBoth = filter.subscription() != null && filter.state() != null;
            events.add(" and exists (select 1 from egnyte_msp_delivery d where "
                       + (hasBoth ? "d.stored_at = e.stored_at and d.seq + 0 = e.seq" : "d.seq = e.seq"));
            if (filter.subscription() != null) {
                events.add(" and d.subscription = ?", filter.subscription());
            }
            if (filter.state() != null) {
                events.add(" and d.state = ?", filter.state().name());
            }
            events.add(")");
        }
        return events;
    }

    /** Events that a subscription never had, although it wants their types. */
    static Selection neverHad(Session session, EventFilter filter, List<String> types) throws SQLException {
        Selection events = new Selection("from egnyte_msp_event e", "e");
        events.ofEvent(session, filter).inTime(filter);
        List<Object> typeParameters = new ArrayList<>();
        events.add(" and e.malformed is null" + SubscriptionTable.typeCondition("e.event_type", types, typeParameters),
                typeParameters.toArray());
        events.add(" and not exists (select 1 from egnyte_msp_delivery d where d.subscription = ? and d.seq = e.seq)",
                filter.subscription());
        return events;
    }

    /** Deliveries of a subscription in a state, chosen by all but text. */
    static Selection deliveries(Session session, EventFilter filter, String subscription, DeliveryState state)
            throws SQLException {
        Selection deliveries;
        if (!filter.isOfEvents()) {
            deliveries = new Selection("from egnyte_msp_delivery d", "d").inTime(filter);
        } else if (filter.eventId() != null
                || !isFewer(deliveriesAlone(filter, subscription, state), eventsAlone(session, filter), session)) {
            deliveries = new Selection("from egnyte_msp_event e cross join egnyte_msp_delivery d", "e").inTime(filter)
                    .ofEvent(session, filter).add(" and d.seq = e.seq");
        } else {
            deliveries = new Selection("from egnyte_msp_delivery d cross join egnyte_msp_event e", "d").inTime(filter)
                    .ofEvent(session, filter).add(" and e.seq = d.seq");
        }
        return deliveries.add(" and d.subscription = ? and d.state = ?", subscription, state.name());
    }

    /** Whether there are fewer of these deliveries than of events, the filters of the other table aside. */
    static boolean areDeliveriesFewer(
            Session session, EventFilter filter, List<String> subscriptions, List<DeliveryState> states)
            throws SQLException {
        int events = eventsAlone(session, filter).countSome(session);
        int deliveries = 0;
        for (String subscription : subscriptions) {
            for (DeliveryState state : states) {
                deliveries += deliveriesAlone(filter, subscription, state).countSome(session);
            }
        }
        return deliveries < events;
    }

    private static Selection eventsAlone(Session session, EventFilter filter) throws SQLException {
        return new Selection("from egnyte_msp_event e", "e").ofEvent(session, filter).inTime(filter);
    }

    private static Selection deliveriesAlone(EventFilter filter, String subscription, DeliveryState state) {
        return new Selection("from egnyte_msp_delivery d", "d").inTime(filter)
                .add(" and d.subscription = ? and d.state = ?", subscription, state.name());
    }

    private static boolean isFewer(Selection one, Selection other, Session session) throws SQLException {
        return one.countSome(session) < other.countSome(session);
    }

    /** Only those whose type is among these now: what was skipped may still not be wanted. */
    Selection ofTypes(List<String> types) {
        List<Object> parameters = new ArrayList<>();
        String condition = SubscriptionTable.typeCondition("wanted.event_type", types, parameters);
        return condition.isEmpty()
                ? this : add(" and exists (select 1 from egnyte_msp_event wanted where wanted.seq = d.seq" + condition + ")",
                        parameters.toArray());
    }

    private Selection ofEvent(Session session, EventFilter filter) throws SQLException {
        if (filter.eventId() != null && filter.eventId().matches("[0-9a-f]{8,63}")) {
            add(" and e.id >= ? and e.id < ?", filter.eventId(), filter.eventId() + "g");
        } else if (filter.eventId() != null) {
            add(" and e.id = ?", filter.eventId());
        }
        if (filter.eventType() != null && filter.resellerCode() != null && filter.eventId() == null) {
            Selection ofType = new Selection("from egnyte_msp_event e", "e").inTime(filter)
                    .add(" and e.event_type = ?", filter.eventType());
            Selection ofReseller = new Selection("from egnyte_msp_event e", "e").inTime(filter)
                    .add(" and e.reseller_code = ?", filter.resellerCode());
            // coalesce: the index of the column does not serve
            return isFewer(ofType, ofReseller, session)
                    ? add(" and e.event_type = ? and coalesce(e.reseller_code, '') = ?", filter.eventType(),
                            filter.resellerCode())
                    : add(" and e.reseller_code = ? and coalesce(e.event_type, '') = ?", filter.resellerCode(),
                            filter.eventType());
        }
        if (filter.eventType() != null) {
            add(" and e.event_type = ?", filter.eventType());
        }
        if (filter.resellerCode() != null) {
            add(" and e.reseller_code = ?", filter.resellerCode());
        }
        return filter.state() == EventState.malformed ? add(" and e.malformed is not null") : this;
    }

    private Selection inTime(EventFilter filter) {
        if (filter.since() != null) {
            add(" and " + main + ".stored_at >= ?", filter.since());
        }
        if (filter.until() != null) {
            add(" and " + main + ".stored_at < ?", filter.until());
        }
        return this;
    }

    private Selection add(String condition, Object... values) {
        sql.append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** Only those before a place in the order. */
    Selection before(Key key) {
        return key.equals(Key.LAST)
                ? this
                : copy().add(" and (" + main + ".stored_at, " + main + ".seq) < (?, ?)", key.storedAt, key.seq);
    }

    private Selection after(Key key) {
        return key.equals(Key.FIRST)
                ? this
                : copy().add(" and (" + main + ".stored_at, " + main + ".seq) > (?, ?)", key.storedAt, key.seq);
    }

    private Selection copy() {
        Selection copy = new Selection("", main);
        copy.sql.setLength(0);
        copy.sql.append(sql);
        copy.parameters.addAll(parameters);
        return copy;
    }

    /** The newest ones before a place in the order, newest first. */
    List<Key> newest(Session session, Key before, int most) throws SQLException {
        return before(before).keys(session, "desc", most);
    }

    /** Whether the payloads are at hand. */
    boolean hasPayloads() {
        return sql.indexOf("egnyte_msp_event e") >= 0;
    }

    /**
     * Looks through the payloads of those before a place in the order, the newest first. The database skips most that
     * do not hold the text.
     *
     * @param  matching gets those that hold the text
     * @return          the last one that was looked at here, or null if there were fewer than {@code most}
     */
    Key search(Session session, TextFilter text, Key before, int most, List<Key> matching) throws SQLException {
        Selection rest = before(before).copy().add(" and " + session.dialect().mayHold("e.body"), text.text());
        List<Key> keys = session.query(
                "select " + main + ".stored_at, " + main + ".seq, e.body " + rest.sql + " order by " + main
                                       + ".stored_at desc, "
                                       + main + ".seq desc limit ?",
                row -> {
                    Key key = new Key(row.getLong(1), row.getLong(2));
                    if (text.isIn(row.getBytes(3))) {
                        matching.add(key);
                    }
                    return key;
                }, rest.with(most));
        return keys.size() < most ? null : keys.get(most - 1);
    }

    /** The oldest ones after a place in the order, oldest first. */
    List<Key> oldest(Session session, Key after, int most) throws SQLException {
        return after(after).keys(session, "asc", most);
    }

    private List<Key> keys(Session session, String direction, int most) throws SQLException {
        return session.query(
                "select " + main + ".stored_at, " + main + ".seq " + sql + " order by " + main + ".stored_at " + direction
                             + ", "
                             + main + ".seq " + direction + " limit ?",
                row -> new Key(row.getLong(1), row.getLong(2)), with(most));
    }

    /** How many. */
    long count(Session session) throws SQLException {
        return session.first("select count(*) " + sql, row -> row.getLong(1), parameters.toArray());
    }

    /** How many events several selections choose together. */
    static long count(Session session, List<Selection> selections) throws SQLException {
        if (selections.size() == 1) {
            return selections.get(0).count(session);
        }
        List<Object> all = new ArrayList<>();
        StringBuilder union = new StringBuilder();
        for (Selection selection : selections) {
            union.append(union.isEmpty() ? "" : " union ").append("select ").append(selection.main).append(".seq ")
                    .append(selection.sql);
            all.addAll(selection.parameters);
        }
        return selections.isEmpty()
                ? 0 : session.first(
                        "select count(*) from (" + union + ") chosen", row -> row.getLong(1), all.toArray());
    }

    /** How many, if they are few. */
    private int countSome(Session session) throws SQLException {
        return session.first(
                "select count(*) from (select 1 " + sql + " limit ?) few", row -> row.getInt(1), with(MOST_TO_COUNT));
    }

    private Object[] with(int last) {
        List<Object> all = new ArrayList<>(parameters);
        all.add(last);
        return all.toArray();
    }
}
