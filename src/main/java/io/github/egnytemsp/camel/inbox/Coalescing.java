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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Batches writes of one kind: all values that have arrived when the database can write share its statements.
 *
 * @param <T> what is written
 * @param <R> what comes of each
 */
final class Coalescing<T, R> {

    private final Database database;
    private final Writer<T, R> writer;
    private final Queue<Item<T, R>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    /**
     * Writes a batch.
     *
     * @param <T> what is written
     * @param <R> what comes of each
     */
    @FunctionalInterface
    interface Writer<T, R> {

        /** The results, in the order of what is written. */
        List<R> write(Session session, List<T> values) throws SQLException;
    }

    private record Item<T, R>(T value, CompletableFuture<R> result) {
    }

    Coalescing(Database database, Writer<T, R> writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Writes it with others: its result when it is committed. Completed in the writing thread. */
    CompletableFuture<R> write(T value) {
        Item<T, R> item = new Item<>(value, new CompletableFuture<>());
        waiting.add(item);
        if (asked.compareAndSet(false, true)) {
            writeWaiting();
        } else {
            database.announce();
        }
        return item.result;
    }

    private void writeWaiting() {
        List<Item<T, R>> batch = new ArrayList<>();
        database.write(session -> {
            take(batch);
            return batch.isEmpty() ? List.<R> of() : writer.write(session, batch.stream().map(Item::value).toList());
        }).whenComplete((results, failure) -> {
            if (failure != null) {
                take(batch);
                batch.forEach(item -> item.result.completeExceptionally(failure));
                return;
            }
            for (int i = 0; i < results.size(); i++) {
                batch.get(i).result.complete(results.get(i));
            }
        });
    }

    /** Takes the batch once, so that a repeated transaction writes the same values. */
    private void take(List<Item<T, R>> batch) {
        if (batch.isEmpty()) {
            asked.set(false);
            for (Item<T, R> next = waiting.poll(); next != null; next = waiting.poll()) {
                batch.add(next);
            }
        }
    }
}
