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
package io.github.egnytemsp.camel.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.egnytemsp.camel.inbox.TestDatabase;

/** Puts events that were handled into an inbox faster than they could be received. */
final class ManyEvents {

    private ManyEvents() {
    }

    /**
     * Adds them, and subscriptions that have handled most of them: chat has the last tenth to do, invoices wants three
     * types of twenty. One reseller of 500 has every tenth event.
     *
     * @param url           with the tables of an inbox
     * @param events        how many
     * @param first         when the first one was stored
     * @param apart         the time from one to the next
     * @param subscriptions their names; those that are not there are made
     */
    static void add(TestDatabase database, String url, int events, Instant first, Duration apart, List<String> subscriptions)
            throws SQLException {
        boolean sqlite = database == TestDatabase.SQLITE;
        String id = sqlite ? "printf('%064x', i)" : "lpad(to_hex(i), 64, '0')";
        String text
                = "'{\"event_type\":\"TYPE_' || (i % 20) || '\",\"reseller_code\":\"R-' || (i % 500) || '\",\"first_name\":\"Dana\","
                  + "\"last_name\":\"Example\",\"email\":\"dana@msp.example\",\"company_name\":\"MSP ' || i || '\","
                  + "\"transaction_timestamp\":\"2026-11-01T10:15:30Z\",\"event_created_by\":\"system\","
                  + "\"is_event_by_staff_user\":false}'";
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String name : subscriptions) {
                statement.execute(
                        "insert into egnyte_msp_subscription (name, event_types, created_at) values ('" + name
                                  + "', '', 0) on conflict do nothing");
            }
            statement.execute(
                    "insert into egnyte_msp_event (id, event_type, reseller_code, event_time, stored_at, body, malformed)"
                              + " with recursive n(i) as (select 1 union all select i + 1 from n where i < " + events + ")"
                              + " select " + id + ", case when i % 5000 = 0 then null else 'TYPE_' || (i % 20) end,"
                              + " case when i % 5000 = 0 then null when i % 10 = 0 then 'R-0' else 'R-' || (i % 500) end, 0, "
                              + first.toEpochMilli() + " + cast(i as bigint) * " + apart.toMillis() + ", "
                              + (sqlite ? "cast(" + text + " as blob)" : "convert_to(" + text + ", 'UTF8')")
                              + ", case when i % 5000 = 0 then 'no event' end from n");
            statement.execute(
                    "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, attempts, updated_at)"
                              + " select s.name, e.seq, e.stored_at, case"
                              + " when s.name = 'invoices' and e.seq % 20 > 2 then 'skipped'"
                              + " when e.seq % 1000 = 7 then 'failed'"
                              + " when s.name = 'chat' and e.seq > " + events * 9L / 10 + " then 'waiting'"
                              + " else 'handled' end, 1, e.stored_at"
                              + " from egnyte_msp_subscription s cross join egnyte_msp_event e where e.malformed is null"
                              + " order by s.name, e.seq");
            connection.commit();
            connection.setAutoCommit(true);
            if (!sqlite) {
                // as autovacuum does before long
                statement.execute("vacuum analyze");
            }
        }
    }
}
