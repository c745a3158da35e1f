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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.egnytemsp.camel.model.LogText;

/** The queries for stored events and their deliveries. */
final class EventQueries {

    private static final String COLUMNS = "seq, id, event_type, reseller_code, event_time, stored_at, malformed";
    /** Payloads that are looked through for a text at once. */
    private static final int CHUNK = 200;
    private static final List<DeliveryState> ALL_STATES = List.of(DeliveryState.values());
    private static final List<DeliveryState> REPLAYABLE = List.of(DeliveryState.handled, DeliveryState.failed);

    private final InboxClock clock;

    EventQueries(InboxClock clock) {
        this.clock = clock;
    }

    /** Events, the newest first. */
    List<StoredEvent> list(Session session, EventFilter filter, int limit) throws SQLException {
        List<Selection> selections = selections(session, filter);
        Selection.Key place = placeOf(session, filter.before());
        List<Selection.Key> keys = filter.text() == null
                ? newest(session, selections, place, limit)
                : search(session, selections, place, new TextFilter(filter.text()), limit);
        return withDeliveries(session, load(session, keys, null));
    }

    /** How many events. */
    long count(Session session, EventFilter filter) throws SQLException {
        List<Selection> selections = chosen(session, filter);
        return filter.text() == null
                ? Selection.count(session, selections)
                : search(session, selections, Selection.Key.LAST, new TextFilter(filter.text()), Integer.MAX_VALUE).size();
    }

    /** The newest ones that hold a text. */
    private static List<Selection.Key> search(
            Session session, List<Selection> selections, Selection.Key place, TextFilter text, int limit)
            throws SQLException {
        boolean single = selections.size() == 1 && selections.get(0).hasPayloads();
        List<Selection.Key> found = new ArrayList<>();
        Selection.Key last = place;
        while (last != null && found.size() < limit) {
            if (single) {
                last = selections.get(0).search(session, text, last, CHUNK, found);
            } else {
                List<Selection.Key> keys = newest(session, selections, last, CHUNK);
                Set<Long> matching = new HashSet<>();
                load(session, keys, text).forEach(event -> matching.add(event.seq()));
                keys.stream().filter(key -> matching.contains(key.seq())).forEach(found::add);
                last = keys.size() < CHUNK ? null : keys.get(CHUNK - 1);
            }
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    /**
     * An event with everything that is known of it.
     *
     * @param  eventId                  its id, or the first digits of it
     * @throws NotFoundException        if there is none
     * @throws IllegalArgumentException if there are several
     */
    StoredEvent get(Session session, String eventId) throws SQLException {
        Selection selection = Selection.events(
                session, new EventFilter(eventId, null, null, null, null, null, null, null, null));
        List<Selection.Key> keys = selection.newest(session, Selection.Key.LAST, 2);
        if (keys.isEmpty()) {
            throw new NotFoundException("No event is stored with the eventId " + LogText.of(eventId));
        }
        if (keys.size() > 1) {
            throw new IllegalArgumentException("Several events are stored whose eventId begins with " + LogText.of(eventId));
        }
        long seq = keys.get(0).seq();
        StoredEvent event = session.first(
                "select " + COLUMNS + ", body from egnyte_msp_event where seq = ?", row -> event(row, row.getBytes(8)), seq);
        Map<String, List<Try>> tries = new HashMap<>();
        session.query(
                "select subscription, attempt, started_at, duration, outcome, error from egnyte_msp_try where seq = ?"
                      + " order by attempt",
                row -> tries.computeIfAbsent(row.getString(1), name -> new ArrayList<>()).add(new Try(
                        row.getInt(2), Instant.ofEpochMilli(row.getLong(3)), row.getLong(4), row.getString(5),
                        row.getString(6))),
                seq);
        return event.with(
                deliveries(session, List.of(seq)).getOrDefault(seq, List.of()).stream()
                        .map(delivery -> delivery.with(tries.getOrDefault(delivery.subscription(), List.of()))).toList());
    }

    /** The deliveries that a replay is about. */
    List<Selection> replayable(Session session, EventFilter filter, String subscription) throws SQLException {
        List<Selection> selections = new ArrayList<>();
        for (DeliveryState state : filter.state() == null ? REPLAYABLE : states(filter)) {
            if (state != DeliveryState.waiting && state != DeliveryState.running
                    && (state != DeliveryState.skipped || filter.subscription() != null)) {
                Selection deliveries = Selection.deliveries(session, filter, subscription, state);
                selections.add(state == DeliveryState.skipped && filter.eventType() == null && filter.eventId() == null
                        ? deliveries.ofTypes(SubscriptionTable.types(session, subscription)) : deliveries);
            }
        }
        return selections;
    }

    /** Those of them whose payload holds the text, if there is one. */
    List<Long> withText(Session session, List<Selection.Key> keys, String text) throws SQLException {
        return text == null
                ? keys.stream().map(Selection.Key::seq).toList()
                : load(session, keys, new TextFilter(text)).stream().map(StoredEvent::seq).toList();
    }

    /** Events, chosen by all but text. */
    static List<Selection> chosen(Session session, EventFilter filter) throws SQLException {
        Selection.Key before = placeOf(session, filter.before());
        return selections(session, filter).stream().map(selection -> selection.before(before)).toList();
    }

    private static List<Selection> selections(Session session, EventFilter filter) throws SQLException {
        if (!filter.isOfDeliveries() || filter.eventId() != null) {
            return List.of(Selection.events(session, filter));
        }
        List<String> subscriptions
                = filter.subscription() == null ? SubscriptionTable.names(session) : List.of(filter.subscription());
        List<DeliveryState> states = states(filter);
        if (filter.isOfEvents() && !Selection.areDeliveriesFewer(session, filter, subscriptions, states)) {
            return List.of(Selection.events(session, filter));
        }
        List<Selection> selections = new ArrayList<>();
        for (String subscription : subscriptions) {
            for (DeliveryState state : states) {
                selections.add(Selection.deliveries(session, filter, subscription, state));
            }
        }
        return selections;
    }

    private static List<DeliveryState> states(EventFilter filter) {
        return filter.state() == null ? ALL_STATES : List.of(DeliveryState.valueOf(filter.state().name()));
    }

    private static List<Selection.Key> newest(
            Session session, List<Selection> selections, Selection.Key before, int most)
            throws SQLException {
        TreeSet<Selection.Key> all = new TreeSet<>(Collections.reverseOrder());
        for (Selection selection : selections) {
            all.addAll(selection.newest(session, before, most));
        }
        return all.stream().limit(most).toList();
    }

    /** The oldest ones of several selections after a place in the order, oldest first. */
    static List<Selection.Key> oldest(Session session, List<Selection> selections, Selection.Key after, int most)
            throws SQLException {
        TreeSet<Selection.Key> all = new TreeSet<>();
        for (Selection selection : selections) {
            all.addAll(selection.oldest(session, after, most));
        }
        return all.stream().limit(most).toList();
    }

    /** The place in the order of an event by its number, whether it is still there or not. */
    static Selection.Key placeOf(Session session, Long number) throws SQLException {
        if (number == null) {
            return Selection.Key.LAST;
        }
        Long storedAt = session.first(
                "select stored_at from egnyte_msp_event where seq <= ? order by seq desc limit 1", row -> row.getLong(1),
                number);
        return new Selection.Key(storedAt == null ? Long.MIN_VALUE : storedAt, number);
    }

    /** In the order of the keys. */
    private static List<StoredEvent> load(Session session, List<Selection.Key> keys, TextFilter text) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<Long, StoredEvent> events = new HashMap<>();
        session.query(
                "select " + COLUMNS + (text == null ? "" : ", body") + " from egnyte_msp_event where seq in "
                      + Session.places(Session.padded(keys.size())),
                row -> text == null || text.isIn(row.getBytes(8)) ? events.put(row.getLong(1), event(row, null)) : null,
                Session.padded(keys.stream().map(Selection.Key::seq).toList()));
        return keys.stream().map(key -> events.get(key.seq())).filter(event -> event != null).toList();
    }

    private static StoredEvent event(ResultSet row, byte[] payload) throws SQLException {
        long millis = row.getLong(5);
        Instant happened = row.wasNull() ? null : Instant.ofEpochMilli(millis);
        return new StoredEvent(
                row.getLong(1), row.getString(2), row.getString(3), row.getString(4), happened,
                Instant.ofEpochMilli(row.getLong(6)), row.getString(7),
                List.of(), payload);
    }

    private List<StoredEvent> withDeliveries(Session session, List<StoredEvent> events) throws SQLException {
        Map<Long, List<DeliveryStatus>> deliveries = deliveries(session, events.stream().map(StoredEvent::seq).toList());
        return events.stream().map(event -> event.with(deliveries.getOrDefault(event.seq(), List.of()))).toList();
    }

    private Map<Long, List<DeliveryStatus>> deliveries(Session session, List<Long> events) throws SQLException {
        Map<Long, List<DeliveryStatus>> all = new HashMap<>();
        if (!events.isEmpty()) {
            session.query(
                    "select seq, subscription, state, attempts, failures, due_at, replayed, updated_at from egnyte_msp_delivery"
                          + " where seq in " + Session.places(Session.padded(events.size())) + " order by seq, subscription",
                    row -> all.computeIfAbsent(row.getLong(1), seq -> new ArrayList<>()).add(delivery(row)),
                    Session.padded(events));
        }
        return all;
    }

    private DeliveryStatus delivery(ResultSet row) throws SQLException {
        DeliveryState state = DeliveryState.valueOf(row.getString(3));
        long due = row.getLong(6);
        return new DeliveryStatus(
                row.getString(2), state, row.getInt(4), row.getInt(5),
                state == DeliveryState.waiting && due > 0 ? clock.shown(due) : null, row.getInt(7) != 0,
                Instant.ofEpochMilli(row.getLong(8)), null);
    }
}
