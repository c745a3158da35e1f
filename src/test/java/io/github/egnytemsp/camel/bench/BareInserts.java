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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an inbox is compared with: no HTTP, no Camel, no look at the event; callers that wait until their row and one of
 * a subscription are committed, and one thread that commits what waits together.
 */
final class BareInserts {

    private static final int MOST_IN_A_TRANSACTION = 200;
    private static final byte[] BODY = Deliveries.body(Deliveries.USUAL_BODY).getBytes(StandardCharsets.UTF_8);

    private final Connection connection;
    private final int callers;
    private final BlockingQueue<CompletableFuture<Void>> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong number = new AtomicLong();

    /**
     * Makes the tables.
     *
     * @param url     the database, an empty one
     * @param callers how many threads wait for their row
     */
    BareInserts(String url, int callers) throws SQLException {
        this.callers = callers;
        connection = DriverManager.getConnection(url);
        boolean sqlite = url.startsWith("jdbc:sqlite:");
        try (Statement statement = connection.createStatement()) {
            if (sqlite) {
                statement.execute("pragma journal_mode=wal");
                statement.execute("pragma synchronous=full");
            }
            statement.execute("create table bare_event (seq " + (sqlite ? "integer primary key" : "bigserial primary key")
                              + ", id text not null unique, body " + (sqlite ? "blob" : "bytea") + " not null)");
            statement.execute("create table bare_delivery (id text not null, subscription text not null, state text not null,"
                              + " primary key (subscription, id))");
        }
        connection.setAutoCommit(false);
        Thread writer = new Thread(this::writeOn, "writer");
        writer.setDaemon(true);
        writer.start();
    }

    /** Inserts for a time: how many. */
    long run(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        AtomicLong inserted = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(() -> {
                while (System.nanoTime() < end) {
                    CompletableFuture<Void> committed = new CompletableFuture<>();
                    waiting.add(committed);
                    committed.join();
                    inserted.incrementAndGet();
                }
            }, "caller");
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return inserted.get();
    }

    private void writeOn() {
        List<CompletableFuture<Void>> group = new ArrayList<>();
        try (PreparedStatement event = connection
                .prepareStatement("insert into bare_event (id, body) values (?, ?) on conflict (id) do nothing");
             PreparedStatement delivery
                     = connection.prepareStatement("insert into bare_delivery (id, subscription, state) values (?, ?, ?)")) {
            while (true) {
                group.add(waiting.take());
                waiting.drainTo(group, MOST_IN_A_TRANSACTION - 1);
                for (int i = 0; i < group.size(); i++) {
                    String id = "%064x".formatted(number.incrementAndGet() * 0x9E3779B97F4A7C15L);
                    event.setString(1, id);
                    event.setBytes(2, BODY);
                    event.addBatch();
                    delivery.setString(1, id);
                    delivery.setString(2, "s1");
                    delivery.setString(3, "waiting");
                    delivery.addBatch();
                }
                event.executeBatch();
                delivery.executeBatch();
                connection.commit();
                group.forEach(one -> one.complete(null));
                group.clear();
            }
        } catch (SQLException | InterruptedException e) {
            group.forEach(one -> one.completeExceptionally(e));
        }
    }
}
