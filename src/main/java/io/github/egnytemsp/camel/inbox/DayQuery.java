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

/**
 * Counts events by days: a statement for each number, whatever the number of days. It reads indexes only, and of those
 * the entries of the days.
 */
final class DayQuery {

    /** Each type is sought in the index behind the one before it, and counted there. */
    private static final String EVENTS = "type(name) as (select min(event_type) from egnyte_msp_event union all"
                                         + " select (select min(event_type) from egnyte_msp_event where event_type > type.name)"
                                         + " from type where type.name is not null)"
                                         + " select day.number, type.name, (select count(*) from egnyte_msp_event"
                                         + " where event_type = type.name and stored_at >= day.since and stored_at < day.until)"
                                         + " from day cross join type where type.name is not null";
    private static final String MALFORMED = "malformed(number, found) as (select day.number, (select count(*)"
                                            + " from egnyte_msp_event where malformed is not null and stored_at >= day.since"
                                            + " and stored_at < day.until) from day) select number, found from malformed";
    /** The first table is the outer loop. */
    private static final String FAILED = "failed(number, found) as (select day.number, (select count(distinct d.seq)"
                                         + " from egnyte_msp_subscription s cross join egnyte_msp_delivery d"
                                         + " where d.subscription = s.name and d.state = 'failed' and d.stored_at >= day.since"
                                         + " and d.stored_at < day.until) from day) select number, found from failed";

    private final Session session;
    private final String days;
    private final Object[] times;

    private DayQuery(Session session, List<LocalDate> dates, ZoneId zone) {
        this.session = session;
        List<String> rows = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (LocalDate date : dates) {
            rows.add("(" + rows.size() + ", ?, ?)");
            values.add(start(date, zone));
            values.add(start(date.plusDays(1), zone));
        }
        days = "with recursive day(number, since, until) as (values " + String.join(", ", rows) + "), ";
        times = values.toArray();
    }

    /** Today and the days before it, oldest first. */
    static List<EventDay> read(Session session, Instant now, int days, ZoneId zone) throws SQLException {
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<LocalDate> dates = today.minusDays(days - 1L).datesUntil(today.plusDays(1)).toList();
        DayQuery query = new DayQuery(session, dates, zone);
        List<SortedMap<String, Long>> events = new ArrayList<>();
        dates.forEach(date -> events.add(new TreeMap<>()));
        session.query(query.days + EVENTS, row -> events.get(row.getInt(1)).put(row.getString(2), row.getLong(3)), query.times);
        long[] malformed = query.numbers(MALFORMED);
        long[] failed = query.numbers(FAILED);
        List<EventDay> all = new ArrayList<>();
        for (int i = 0; i < dates.size(); i++) {
            events.get(i).values().removeIf(number -> number == 0);
            all.add(new EventDay(dates.get(i), events.get(i), malformed[i], failed[i]));
        }
        return all;
    }

    private long[] numbers(String statement) throws SQLException {
        long[] numbers = new long[times.length / 2];
        session.query(days + statement, row -> numbers[row.getInt(1)] = row.getLong(2), times);
        return numbers;
    }

    private static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
