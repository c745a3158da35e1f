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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MspEvent;

/** Stores events, with a delivery for each subscription that wants their type. */
final class EventTable {

    private static final int MOST_IN_A_STATEMENT = 50;

    private final InboxClock clock;
    private final Coalescing<Row, Boolean> rows;

    /** A row to be. */
    private record Row(String id, String type, String reseller, Long happenedAt, byte[] body, String malformed) {
    }

    private record Interest(String name, List<String> types) {
    }

    EventTable(Database database, InboxClock clock) {
        this.clock = clock;
        this.rows = new Coalescing<>(database, this::write);
    }

    /** Stores an event: true if it was not there before. */
    CompletableFuture<Boolean> store(MspEvent event) {
        Instant happened = event.transactionTimestamp();
        boolean hasMillis = happened != null && Math.abs(happened.getEpochSecond()) < Long.MAX_VALUE / 1000;
        // PostgreSQL takes neither NUL nor half a surrogate pair in a text
        return rows.write(new Row(
                event.id(), LogText.of(event.eventType()), LogText.of(event.resellerCode()),
                hasMillis ? happened.toEpochMilli() : null, event.toBytes(), null));
    }

    /** Stores what is no event. */
    CompletableFuture<Boolean> storeMalformed(byte[] body, String reason) {
        return rows.write(new Row(EventId.ofBytes(body), null, null, null, body, LogText.of(reason, 1000)));
    }

    private List<Boolean> write(Session session, List<Row> rows) throws SQLException {
        // in one order: two replicas that store the same events at once must not wait for each other
        List<Row> sorted = rows.stream().sorted(Comparator.comparing(Row::id)).toList();
        // of two with one id, one is new
        Set<String> added = new HashSet<>(insert(session, sorted));
        return rows.stream().map(row -> added.remove(row.id)).toList();
    }

    /** The ids of those that were not there. */
    private List<String> insert(Session session, List<Row> rows) throws SQLException {
        List<Interest> interests = session.query(
                "select name, event_types from egnyte_msp_subscription",
                row -> new Interest(row.getString(1), Subscription.types(row.getString(2))));
        long now = clock.wallClock();
        List<String> added = new ArrayList<>();
        List<Object[]> deliveries = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += MOST_IN_A_STATEMENT) {
            List<Row> part = rows.subList(from, Math.min(rows.size(), from + MOST_IN_A_STATEMENT));
            Map<String, Long> numbers = insertPart(session, part, now);
            added.addAll(numbers.keySet());
            for (Row row : part) {
                Long number = numbers.remove(row.id);
                if (number != null && row.malformed == null) {
                    for (Interest interest : interests) {
                        boolean wanted = Subscription.wants(interest.types, row.type);
                        deliveries.add(new Object[] {
                                interest.name, number, now, (wanted ? DeliveryState.waiting : DeliveryState.skipped).name(),
                                now });
                    }
                }
            }
        }
        session.batch(
                "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, updated_at) values (?, ?, ?, ?, ?)",
                deliveries);
        return added;
    }

    private static Map<String, Long> insertPart(Session session, List<Row> rows, long now) throws SQLException {
        StringBuilder sql = new StringBuilder(
                "insert into egnyte_msp_event (id, event_type, reseller_code, event_time, stored_at, body, malformed) values ");
        List<Object> values = new ArrayList<>();
        for (Row row : rows) {
            sql.append(values.isEmpty() ? "" : ", ").append(Session.places(7));
            values.add(row.id);
            values.add(row.type);
            values.add(row.reseller);
            values.add(row.happenedAt);
            values.add(now);
            values.add(row.body);
            values.add(row.malformed);
        }
        sql.append(" on conflict (id) do nothing returning id, seq");
        Map<String, Long> numbers = new HashMap<>();
        session.query(sql.toString(), row -> numbers.put(row.getString(1), row.getLong(2)), values.toArray());
        return numbers;
    }
}
