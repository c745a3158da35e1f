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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts events by days. It reads indexes only, and of those the entries of the days. */
final class DayQuery {

    /** Each type is sought in the index behind the one before it, and counted there. */
    private static final String EVENTS = "with recursive type(name) as (select min(event_type) from egnyte_msp_event union all"
                                         + " select (select min(event_type) from egnyte_msp_event where event_type > type.name)"
                                         + " from type where type.name is not null)"
                                         + " select name, (select count(*) from egnyte_msp_event where event_type = name"
                                         + " and stored_at >= ? and stored_at < ?) from type where name is not null";
    private static final String MALFORMED
            = "select count(*) from egnyte_msp_event where malformed is not null and stored_at >= ? and stored_at < ?";
    /** The first table is the outer loop. */
    private static final String FAILED
            = "select count(distinct d.seq) from egnyte_msp_subscription s cross join egnyte_msp_delivery d"
              + " where d.subscription = s.name and d.state = 'failed' and d.stored_at >= ? and d.stored_at < ?";

    private DayQuery() {
    }

    /** Today and the days before it, oldest first. */
    static List<EventDay> read(Session session, Instant now, int days, ZoneId zone) throws SQLException {
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<EventDay> all = new ArrayList<>();
        for (int back = days - 1; back >= 0; back--) {
            all.add(day(session, today.minusDays(back), zone));
        }
        return all;
    }

    private static EventDay day(Session session, LocalDate day, ZoneId zone) throws SQLException {
        Object[] times = { start(day, zone), start(day.plusDays(1), zone) };
        SortedMap<String, Long> events = new TreeMap<>();
        session.query(EVENTS, row -> events.put(row.getString(1), row.getLong(2)), times);
        events.values().removeIf(number -> number == 0);
        return new EventDay(
                day, events, session.first(MALFORMED, row -> row.getLong(1), times),
                session.first(FAILED, row -> row.getLong(1), times));
    }

    private static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
