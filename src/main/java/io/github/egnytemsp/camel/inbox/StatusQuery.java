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
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.model.MspEvent;

/**
 * Reads how an inbox is. It does not count what is handled, which may be millions of rows: what it counts is in the
 * indexes, and rarely much.
 */
final class StatusQuery {

    private static final Duration DAY = Duration.ofDays(1);

    private final InboxClock clock;

    private record Group(long number, Instant oldest) {

        static final Group NONE = new Group(0, null);
    }

    StatusQuery(InboxClock clock) {
        this.clock = clock;
    }

    InboxStatus read(Session session) throws SQLException {
        Map<String, Backlog> subscriptions = new TreeMap<>();
        Map<String, Integer> consumers = SubscriptionTable.consumers(session);
        session.query(
                "select name, paused, outages, outage_until, last_success, last_error, last_error_at"
                      + " from egnyte_msp_subscription",
                row -> subscriptions.put(
                        row.getString(1), backlog(session, row, consumers.getOrDefault(row.getString(1), 0))));
        return new InboxStatus(
                session.first("select max(stored_at) from egnyte_msp_event", row -> time(row, 1)),
                session.first("select min(stored_at) from egnyte_msp_event", row -> time(row, 1)),
                // in the order of an index: tests are few
                session.first(
                        "select stored_at from egnyte_msp_event where reseller_code is null or reseller_code <> ?"
                              + " order by stored_at desc, seq desc limit 1",
                        row -> time(row, 1), MspEvent.TEST_RESELLER_CODE),
                session.first("select count(*) from egnyte_msp_event where malformed is not null", row -> row.getLong(1)),
                session.first(
                        "select count(*) from egnyte_msp_event where malformed is not null and stored_at > ?",
                        row -> row.getLong(1), clock.wallClock() - DAY.toMillis()),
                subscriptions);
    }

    private Backlog backlog(Session session, ResultSet row, int consumers) throws SQLException {
        // in one statement: numbers and times must fit together
        Map<DeliveryState, Group> groups = new EnumMap<>(DeliveryState.class);
        session.query(
                "select state, count(*), min(stored_at) from egnyte_msp_delivery"
                      + " where subscription = ? and state in ('waiting', 'running', 'failed') group by state",
                group -> groups.put(DeliveryState.valueOf(group.getString(1)), new Group(group.getLong(2), time(group, 3))),
                row.getString(1));
        Group waiting = groups.getOrDefault(DeliveryState.waiting, Group.NONE);
        Group running = groups.getOrDefault(DeliveryState.running, Group.NONE);
        Instant oldest = Stream.of(waiting, running).map(Group::oldest).filter(Objects::nonNull)
                .min(Comparator.naturalOrder()).orElse(null);
        return new Backlog(
                waiting.number, running.number, groups.getOrDefault(DeliveryState.failed, Group.NONE).number, oldest,
                time(row, 5), row.getString(6), time(row, 7), row.getInt(2) != 0,
                row.getInt(3) == 0 ? null : clock.shown(row.getLong(4)), consumers);
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
