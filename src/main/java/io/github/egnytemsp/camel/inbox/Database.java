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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database. One thread writes, and commits all waiting writes together, so that they share one fsync. Reads run in
 * the caller's thread.
 */
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int MOST_IN_A_TRANSACTION = 200;
    /** How often a transaction is repeated after a conflict with another replica. */
    private static final int CONFLICTS = 3;
    private static final int IDLE_READERS = 2;
    /** Under load, the longest wait for as many writes as the previous transaction had. */
    private static final long LINGER = Duration.ofMillis(1).toNanos();
    private static final long LINGER_STEP = 50_000;
    /** Between two tries to connect; what comes in between fails at once. */
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final InboxSettings settings;
    private final Connections connections;
    private final InboxClock clock;
    private final BlockingQueue<Item<?>> waiting = new LinkedBlockingQueue<>();
    private final Deque<Session> readers = new ConcurrentLinkedDeque<>();
    private final Thread thread;
    private final Work<?> afterConnecting;
    private final AtomicInteger announced = new AtomicInteger();
    /** How much was announced for the last transaction. */
    private int lastTime;
    private Session writer;
    /** Whether tables are there, and what must be there is written. */
    private volatile boolean prepared;
    /** Of the last connection that wrote. */
    private volatile Object file;
    private long failedAt;
    private volatile Exception unavailable;
    private volatile boolean stopped;

    private static final class Item<T> {

        private final Work<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private T value;

        Item(Work<T> work) {
            this.work = work;
        }

        void run(Session session) throws SQLException {
            value = work.run(session);
        }

        void complete() {
            result.complete(value);
        }
    }

    /**
     * @param  camelContext             finds drivers, names threads
     * @param  settings                 where it is
     * @param  clock                    is set by the database's, where that has one
     * @param  afterConnecting          is written before anything else, each time when the connection is new
     * @throws IllegalArgumentException if the URL is of another database, or its driver is missing
     */
    Database(CamelContext camelContext, InboxSettings settings, InboxClock clock, Work<?> afterConnecting) {
        this.settings = settings;
        this.connections = new Connections(camelContext, settings);
        this.clock = clock;
        this.afterConnecting = afterConnecting;
        this.thread = camelContext.getExecutorServiceManager().newThread("EgnyteMspInbox", this::writeOn);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Writes what waits, and closes. */
    void stop() {
        stopped = true;
        waiting.add(new Item<>(session -> null));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Session reader = readers.poll(); reader != null; reader = readers.poll()) {
            reader.close();
        }
    }

    /** Why the database cannot be reached; null if the last connection succeeded. */
    Exception unavailable() {
        return unavailable;
    }

    /**
     * Writes in a transaction, together with what others want to write at the time.
     *
     * @param  work what to write; quick, and in the database only
     * @return      its result when it is committed, and forced to the disk; {@link InboxUnavailableException} if the
     *              database cannot be reached, {@link InboxException} if it refuses. Completed in the writing thread
     */
    <T> CompletableFuture<T> write(Work<T> work) {
        Item<T> item = new Item<>(work);
        announce();
        waiting.add(item);
        if (stopped && !thread.isAlive()) {
            item.result.completeExceptionally(isStopped());
        }
        return item.result;
    }

    /** Announces a write that joins one that is already waiting. */
    void announce() {
        announced.incrementAndGet();
    }

    /** The same, and waits for it. Never in the writing thread. */
    <T> T writeAndWait(Work<T> work) throws InboxUnavailableException {
        return await(write(work));
    }

    /** Waits for what is written, or what comes of it. */
    static <T> T await(CompletableFuture<T> result) throws InboxUnavailableException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InboxUnavailableException("The wait for the inbox was interrupted", e);
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private static RuntimeException thrown(Throwable failure) throws InboxUnavailableException {
        if (failure instanceof InboxUnavailableException away) {
            throw away;
        }
        return failure instanceof RuntimeException refused ? refused : new InboxException(failure.getMessage(), failure);
    }

    /**
     * Reads, in the thread of the caller and outside of any transaction.
     *
     * @param  work                      what to read
     * @return                           its result
     * @throws InboxUnavailableException if the database cannot be reached
     * @throws InboxException            if it refuses
     */
    <T> T read(Work<T> work) throws InboxUnavailableException {
        if (unavailable != null || !prepared || !connections.isCurrent(file)) {
            // it may be there again, or for the first time, or be another file without tables
            writeAndWait(session -> null);
        }
        Session reader = null;
        boolean isWell = false;
        try {
            reader = readers.poll();
            if (reader != null && !connections.isCurrent(reader.file())) {
                reader.close();
                reader = null;
            }
            if (reader == null) {
                reader = connections.open();
            }
            T result = work.run(reader);
            isWell = true;
            return result;
        } catch (SQLException e) {
            throw thrown(reader == null ? away(e) : failure(e));
        } catch (IllegalArgumentException e) {
            // a name that there is not, say: the connection is well
            isWell = reader != null;
            throw e;
        } finally {
            if (isWell) {
                giveBack(reader);
            } else if (reader != null) {
                reader.close();
            }
        }
    }

    private void giveBack(Session reader) {
        if (connections.isPooled() || stopped || readers.size() >= IDLE_READERS) {
            reader.close();
        } else {
            readers.add(reader);
        }
    }

    private void writeOn() {
        List<Item<?>> group = new ArrayList<>();
        while (!stopped || !waiting.isEmpty()) {
            try {
                Item<?> first = waiting.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    linger();
                    group.add(first);
                    waiting.drainTo(group, MOST_IN_A_TRANSACTION - 1);
                    commit(group);
                }
            } catch (InterruptedException e) {
                // nobody but a stop ends it, which is seen above
            } catch (Throwable e) { // even an error ends what was asked for, and not the writing
                LOG.error("The inbox could not write", e);
                fail(group, new InboxException("The inbox could not write: " + e, e));
            }
            group.clear();
        }
        dropWriter();
        List<Item<?>> late = new ArrayList<>();
        waiting.drainTo(late);
        fail(late, isStopped());
    }

    /**
     * Waits a moment for the callers of the last transaction: each of them writes again soon. Without this, the first
     * one would get a transaction of its own, and the others would wait for it.
     */
    private void linger() {
        long end = System.nanoTime() + LINGER;
        while (lastTime > 1 && announced.get() < lastTime && System.nanoTime() - end < 0 && !stopped) {
            LockSupport.parkNanos(LINGER_STEP);
        }
        lastTime = announced.getAndSet(0);
    }

    private static InboxUnavailableException isStopped() {
        return new InboxUnavailableException("The inbox is stopped", null);
    }

    private void commit(List<Item<?>> group) {
        commit(group, CONFLICTS);
    }

    private void commit(List<Item<?>> group, int conflictsLeft) {
        Session session;
        try {
            session = writer();
        } catch (Exception e) {
            fail(group, e);
            return;
        }
        try {
            session.dialect().begin(session.connection());
            for (Item<?> item : group) {
                item.run(session);
            }
            session.dialect().commit(session.connection());
        } catch (SQLException | RuntimeException | Error e) {
            boolean lost = !rollback(session) || e instanceof SQLException failure && isLost(session, failure);
            if (lost) {
                dropWriter();
                failedAt = clock.nanoTime();
                unavailable = away(e);
                LOG.error("{}. The connection is retried every second", unavailable.getMessage());
                fail(group, unavailable);
            } else if (conflictsLeft > 0 && e instanceof SQLException failure && session.dialect().isConflict(failure)) {
                commit(group, conflictsLeft - 1);
            } else if (group.size() == 1) {
                fail(group, failure(e));
            } else {
                // one of them is wrong: the others need not fail with it
                group.forEach(item -> commit(List.of(item)));
            }
            return;
        }
        group.forEach(Item::complete);
        if (connections.isPooled()) {
            session.close();
            writer = null;
        }
    }

    private static boolean isLost(Session session, SQLException failure) {
        return session.dialect().isConnectionLost(failure);
    }

    private static boolean rollback(Session session) {
        try {
            session.dialect().rollback(session.connection());
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private Session writer() throws Exception {
        if (writer != null && connections.isCurrent(writer.file())) {
            return writer;
        }
        if (writer != null) {
            LOG.error("The file of the inbox ({}) was removed or replaced while it was in use. Its content is lost to this "
                      + "process; new events go into the file that is there now",
                    settings.name());
            dropWriter();
        }
        if (unavailable != null && clock.nanoTime() - failedAt < RECONNECT.toNanos()) {
            throw unavailable;
        }
        try {
            writer = connections.open();
            file = writer.file();
            if (!prepared) {
                prepare(writer);
                prepared = true;
            }
            if (unavailable != null) {
                LOG.info("The inbox ({}) can be reached again", settings.name());
            }
            unavailable = null;
            return writer;
        } catch (SQLException | RuntimeException e) {
            dropWriter();
            failedAt = clock.nanoTime();
            boolean isNew = unavailable == null;
            unavailable = e instanceof SQLException ? away(e) : failure(e);
            if (isNew) {
                LOG.error("{}. The connection is retried every second", unavailable.getMessage());
            }
            throw unavailable;
        }
    }

    private void prepare(Session session) throws SQLException, InboxException {
        Schema.ensure(session);
        Long time = session.dialect().databaseTime(session.connection());
        if (time != null) {
            clock.set(time);
        }
        session.dialect().begin(session.connection());
        afterConnecting.run(session);
        session.dialect().commit(session.connection());
    }

    private void dropWriter() {
        prepared = false;
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private static void fail(List<Item<?>> group, Exception failure) {
        group.forEach(item -> item.result.completeExceptionally(failure));
    }

    private Exception away(Throwable cause) {
        return new InboxUnavailableException(
                "The inbox (" + settings.name() + ") cannot be reached: " + reason(cause), shown(cause));
    }

    private Exception failure(Throwable cause) {
        if (cause instanceof SQLException sql && isAway(sql)) {
            return away(cause);
        }
        return cause instanceof IllegalArgumentException || cause instanceof InboxException
                ? (RuntimeException) cause
                : new InboxException("The inbox (" + settings.name() + ") refuses: " + reason(cause), shown(cause));
    }

    /** Drops a cause whose message holds a secret. */
    private Throwable shown(Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            String message = String.valueOf(one.getMessage());
            if (!message.equals(settings.withoutSecrets(message))) {
                return null;
            }
        }
        return cause;
    }

    private String reason(Throwable cause) {
        return settings.withoutSecrets(String.valueOf(cause.getMessage()));
    }

    private static boolean isAway(SQLException failure) {
        return Arrays.stream(Dialect.values()).anyMatch(dialect -> dialect.isConnectionLost(failure));
    }
}
