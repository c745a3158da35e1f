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

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.client.TimeSource;
import io.github.egnytemsp.camel.model.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replicas at the database, of which this is one. Each writes a beat that grows. One whose beat stands still for 30
 * seconds, by the time that passes here, has gone; so has one of this machine whose process has gone. What it held is
 * free then, and what it was trying is tried again. No clocks are compared.
 */
final class Replicas {

    static final Duration BEAT = Duration.ofSeconds(5);
    static final Duration GONE_AFTER = Duration.ofSeconds(30);
    private static final Duration PRESENT_AFTER_A_BEAT = GONE_AFTER.minus(BEAT);
    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    /** After a longer gap between two looks, a beat that stood still proves nothing: perhaps nobody could write. */
    private static final Duration LONGEST_BETWEEN_LOOKS = BEAT.multipliedBy(3);

    private final Database database;
    private final DeliveryTable deliveries;
    private final TimeSource time;
    private final Runnable backAgain;
    private final Place place = new Place(Path.of("/proc"));
    private final List<Lease> leases = new CopyOnWriteArrayList<>();
    /** Touched in the writing thread only, as the two below. */
    private final Map<String, Seen> others = new HashMap<>();
    private long lastLook;
    private boolean written;
    private volatile String id = newId();
    private volatile String consumers = "";
    private volatile boolean stopped;
    private volatile long lastBeat;
    private TimeSource.Timer next;

    private record Row(String id, String place, long beat) {
    }

    /** Another's beat, and since when it stands still. */
    private record Seen(long beat, long since) {
    }

    /** What came of a beat: the leases that this replica holds, and of which replicas it recovered how many events. */
    private record Outcome(Set<String> held, Map<String, Integer> recovered) {
    }

    /**
     * @param database   where they meet
     * @param deliveries recovers what a replica was trying
     * @param time       the clock
     * @param backAgain  is run when {@link #isPresent} is true again; in the writing thread
     */
    Replicas(Database database, DeliveryTable deliveries, TimeSource time, Runnable backAgain) {
        this.database = database;
        this.deliveries = deliveries;
        this.time = time;
        this.backAgain = backAgain;
        this.lastLook = time.nanoTime();
        this.lastBeat = lastLook;
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    /**
     * This replica's id, with which it claims; in the writing thread it is the one that is written. It has a new one
     * after others have taken it for gone, because it stood still for long: what was claimed with the former one is
     * theirs then.
     */
    String id() {
        return id;
    }

    /**
     * Whether this replica has beaten lately, so that nobody can have taken it for gone. One that was suspended must
     * not go on with what it had claimed before it knows.
     */
    boolean isPresent() {
        return time.nanoTime() - lastBeat < PRESENT_AFTER_A_BEAT.toNanos();
    }

    /**
     * Writes that this replica is there. In the writing thread, each time when the connection is new, before anything
     * is claimed.
     */
    void present(Session session) throws SQLException {
        if (stopped) {
            return;
        }
        if (session.update("update egnyte_msp_replica set beat = beat + 1, consumers = ? where id = ?", consumers, id) == 1) {
            written = true;
            return;
        }
        if (written) {
            id = newId();
            written = false;
            LOG.warn("This replica did not run for a while, and others have taken over its events");
        }
        session.update(
                "insert into egnyte_msp_replica (id, place, beat, started_at, consumers) values (?, ?, 1, ?, ?)", id,
                place.text(), time.now().toEpochMilli(), consumers);
    }

    /** Says to all which subscriptions have consumers here: a name for each consumer. */
    void consumers(List<String> names) {
        consumers = String.join(",", names);
        if (!stopped) {
            write();
        }
    }

    /** Begins to beat. */
    void start() {
        beat();
    }

    /**
     * Leaves: what this replica holds is free at once, and what it is trying, if it still is, is tried again. It must
     * claim nothing after this.
     */
    void stop() {
        stopped = true;
        synchronized (this) {
            if (next != null) {
                next.cancel();
            }
        }
        leases.forEach(Lease::end);
        database.write(session -> {
            session.update("delete from egnyte_msp_lease where replica = ?", id);
            session.update("delete from egnyte_msp_replica where id = ?", id);
            return deliveries.recover(session, id);
        }).whenComplete((recovered, failure) -> {
            if (failure != null) {
                LOG.debug("The other replicas will find out by themselves that this one has stopped", failure);
            }
        });
    }

    /**
     * Takes part in something that one replica does for all.
     *
     * @param  name    of it
     * @param  changed is run when this replica has got it, and when it has lost it; in the writing thread: quick
     * @return         this replica's part
     */
    Lease lease(String name, Runnable changed) {
        Lease lease = new Lease(name, changed, this::leave);
        leases.add(lease);
        if (stopped) {
            lease.end();
        } else {
            write();
        }
        return lease;
    }

    private void leave(Lease lease) {
        leases.remove(lease);
        boolean wanted = leases.stream().anyMatch(other -> other.name().equals(lease.name()));
        if (!wanted && !stopped) {
            database.write(session -> session.update(
                    "delete from egnyte_msp_lease where name = ? and replica = ?", lease.name(), id));
        }
    }

    private void beat() {
        write().whenComplete((outcome, failure) -> beatLater());
    }

    private synchronized void beatLater() {
        if (stopped) {
            return;
        }
        try {
            next = time.schedule(BEAT, this::beat);
        } catch (RejectedExecutionException e) {
            LOG.debug("The component stops: no beat any more", e);
        }
    }

    private CompletableFuture<Outcome> write() {
        return database.write(this::look).whenComplete((outcome, failure) -> {
            if (outcome != null) {
                written = true;
                boolean wasPresent = isPresent();
                lastBeat = lastLook;
                if (!wasPresent) {
                    backAgain.run();
                }
                outcome.recovered.forEach((replica, events) -> LOG.info(
                        "Replica {} has stopped. Of its events, {}", replica,
                        LogText.count(events, "was running, and is retried", "were running, and are retried")));
                leases.forEach(lease -> lease.setHeld(outcome.held.contains(lease.name())));
            }
        });
    }

    private Outcome look(Session session) throws SQLException {
        if (stopped) {
            return null;
        }
        present(session);
        Map<String, Integer> recovered = new TreeMap<>();
        for (String gone : gone(session)) {
            recovered.put(gone, deliveries.recover(session, gone));
        }
        session.update("delete from egnyte_msp_lease where replica not in (select id from egnyte_msp_replica)");
        return new Outcome(held(session), recovered);
    }

    /** Those that have gone, with their rows deleted, and those whose row somebody else has deleted. */
    private Set<String> gone(Session session) throws SQLException {
        long now = time.nanoTime();
        boolean lookedAway = now - lastLook > LONGEST_BETWEEN_LOOKS.toNanos();
        lastLook = now;
        // in one order, so that two that look at once do not wait for each other
        List<Row> rows = session.query(
                "select id, place, beat from egnyte_msp_replica where id <> ? order by id",
                row -> new Row(row.getString(1), row.getString(2), row.getLong(3)), id);
        others.keySet().retainAll(rows.stream().map(Row::id).collect(Collectors.toSet()));
        for (Row row : rows) {
            Seen seen = others.get(row.id);
            if (seen == null || seen.beat != row.beat || lookedAway) {
                seen = new Seen(row.beat, now);
                others.put(row.id, seen);
            }
            if (now - seen.since >= GONE_AFTER.toNanos() || place.isGone(row.place)) {
                // but not one that has written again in between
                session.update("delete from egnyte_msp_replica where id = ? and beat = ?", row.id, row.beat);
            }
        }
        return new TreeSet<>(
                session.query(
                        "select distinct owner from egnyte_msp_delivery where state = 'running'"
                              + " and owner not in (select id from egnyte_msp_replica)",
                        row -> row.getString(1)));
    }

    private Set<String> held(Session session) throws SQLException {
        Set<String> names = leases.stream().map(Lease::name).collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            session.update("insert into egnyte_msp_lease (name, replica) values (?, ?) on conflict do nothing", name, id);
        }
        return new HashSet<>(
                session.query(
                        "select name from egnyte_msp_lease where replica = ?", row -> row.getString(1), id));
    }
}
