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

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Puts events that wait into a SQLite inbox faster than they could be received. */
final class StoredEvents {

    private static final int IN_A_TRANSACTION = 50_000;

    private StoredEvents() {
    }

    /**
     * Stores them, for a subscription.
     *
     * @param url          of a SQLite database with the tables of an inbox, which nobody has open
     * @param subscription that is there
     * @param count        how many
     */
    static void add(String url, String subscription, int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma journal_mode=wal");
                statement.execute("pragma synchronous=normal");
            }
            connection.setAutoCommit(false);
            try (PreparedStatement event = connection.prepareStatement(
                    "insert into egnyte_msp_event (seq, id, event_type, reseller_code, event_time, stored_at, body)"
                                                                       + " values (?, ?, ?, ?, ?, ?, ?)");
                 PreparedStatement delivery = connection.prepareStatement(
                         "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, updated_at)"
                                                                          + " values (?, ?, ?, 'waiting', ?)")) {
                String body = Deliveries.body(Deliveries.USUAL_BODY);
                long now = System.currentTimeMillis() - count;
                for (int i = 1; i <= count; i++) {
                    event.setLong(1, i);
                    // as evenly spread as a hash
                    event.setString(2, "%016x%048x".formatted(i * 0x9E3779B97F4A7C15L, i));
                    event.setString(3, "RESELLER_MRR_CHANGED");
                    event.setString(4, "R-" + i % 1000);
                    event.setLong(5, now + i);
                    event.setLong(6, now + i);
                    event.setBytes(7, body.replaceFirst("R-0{12}", "R-%012d".formatted(i)).getBytes(StandardCharsets.UTF_8));
                    event.addBatch();
                    delivery.setString(1, subscription);
                    delivery.setLong(2, i);
                    delivery.setLong(3, now + i);
                    delivery.setLong(4, now + i);
                    delivery.addBatch();
                    if (i % 1000 == 0 || i == count) {
                        event.executeBatch();
                        delivery.executeBatch();
                    }
                    if (i % IN_A_TRANSACTION == 0 || i == count) {
                        connection.commit();
                    }
                }
            }
        }
    }
}
