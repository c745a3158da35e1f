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
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads how an inbox is. It does not count what is handled, which may be millions of rows: what it counts is in the
 * indexes, and rarely much.
 */
final class StatusQuery {

    private final InboxClock clock;

    StatusQuery(InboxClock clock) {
        this.clock = clock;
    }

    InboxStatus read(Session session) throws SQLException {
        Map<String, Backlog> subscriptions = new TreeMap<>();
        session.query(
                "select name, paused, outages, outage_until, last_success, last_error, last_error_at"
                      + " from egnyte_msp_subscription",
                row -> subscriptions.put(row.getString(1), backlog(session, row)));
        return new InboxStatus(
                session.first("select max(stored_at) from egnyte_msp_event", row -> time(row, 1)),
                session.first("select count(*) from egnyte_msp_event where malformed is not null", row -> row.getLong(1)),
                subscriptions);
    }

    private Backlog backlog(Session session, ResultSet row) throws SQLException {
        String name = row.getString(1);
        Instant waiting = oldest(session, name, DeliveryState.waiting);
        Instant running = oldest(session, name, DeliveryState.running);
        boolean waitingIsOlder = running == null || waiting != null && waiting.isBefore(running);
        return new Backlog(
                count(session, name, DeliveryState.waiting), count(session, name, DeliveryState.running),
                count(session, name, DeliveryState.failed), waitingIsOlder ? waiting : running, time(row, 5), row.getString(6),
                time(row, 7), row.getInt(2) != 0,
                row.getInt(3) == 0 ? null : clock.shown(row.getLong(4)));
    }

    private static long count(Session session, String subscription, DeliveryState state) throws SQLException {
        return session.first(
                "select count(*) from egnyte_msp_delivery where subscription = ? and state = ?", row -> row.getLong(1),
                subscription, state.name());
    }

    private static Instant oldest(Session session, String subscription, DeliveryState state) throws SQLException {
        return session.first(
                "select stored_at from egnyte_msp_delivery where subscription = ? and state = ? order by stored_at, seq limit 1",
                row -> time(row, 1), subscription, state.name());
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
