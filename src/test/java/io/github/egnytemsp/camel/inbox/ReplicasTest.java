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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.egnytemsp.camel.client.StandingTime;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Replicas at one database, each with a clock of its own. */
class ReplicasTest {

    private static final String LEASE = "webhook";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Replica> opened = Collections.synchronizedList(new ArrayList<>());
    private String url;
    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        opened.forEach(replica -> replica.database.stop());
        context.stop();
    }

    /** One process, as far as the database sees it. */
    private final class Replica {

        private final StandingTime time = new StandingTime();
        private final AtomicInteger returns = new AtomicInteger();
        private final AtomicInteger changes = new AtomicInteger();
        private final Database database;
        private final Replicas replicas;

        Replica(InboxSettings settings) throws Exception {
            InboxClock clock = new InboxClock(time);
            database = new Database(context, settings, clock, this::prepare);
            replicas = new Replicas(database, new DeliveryTable(clock), time, returns::incrementAndGet);
            opened.add(this);
            database.start();
            replicas.start();
            settle();
        }

        private Void prepare(Session session) throws SQLException {
            replicas.present(session);
            return null;
        }

        String id() {
            return replicas.id();
        }

        Lease lease() throws Exception {
            Lease lease = replicas.lease(LEASE, changes::incrementAndGet);
            settle();
            return lease;
        }

        /** What was to be written is written. */
        void settle() throws Exception {
            write(session -> null);
        }

        void beat() throws Exception {
            time.moveOn(Replicas.BEAT);
            settle();
        }

        void beatFor(Duration duration) throws Exception {
            for (Duration left = duration; left.compareTo(Duration.ZERO) > 0; left = left.minus(Replicas.BEAT)) {
                beat();
            }
        }

        <T> T write(Work<T> work) throws Exception {
            return database.writeAndWait(work);
        }

        List<String> replicasInTheTable() throws Exception {
            return write(session -> session.query("select id from egnyte_msp_replica", row -> row.getString(1)));
        }

        /** Says that this replica is trying an event. */
        void run(long seq) throws Exception {
            write(session -> session.update(
                    "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, attempts, owner, updated_at)"
                                            + " values ('mail', ?, 0, 'running', 1, ?, 0)",
                    seq, id()));
        }

        String state(long seq) throws Exception {
            return write(session -> session.first(
                    "select state, suspect from egnyte_msp_delivery where seq = ?",
                    row -> row.getString(1) + " " + row.getInt(2), seq));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyMayStartAtOnce(TestDatabase kind) throws Exception {
        url = kind.url(folder);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Replica> start = () -> replica(kind);
            for (Future<Replica> started : threads.invokeAll(Collections.nCopies(8, start))) {
                started.get();
            }
        } finally {
            threads.shutdown();
        }
        opened.get(0).beat();
        assertThat(opened.get(0).replicasInTheTable()).hasSize(8);
    }

    private Replica replica(TestDatabase kind) throws Exception {
        if (url == null) {
            url = kind.url(folder);
        }
        return new Replica(new InboxSettings(url, null, null, null, Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource
    void oneHasTheLeaseAndAnotherGetsItWhenThatOneStops(TestDatabase kind) throws Exception {
        Replica one = replica(kind);
        Replica other = replica(kind);
        Lease first = one.lease();
        Lease second = other.lease();
        assertThat(first.isHeld()).isTrue();
        assertThat(second.isHeld()).isFalse();
        other.beatFor(Duration.ofSeconds(25));
        assertThat(second.isHeld()).isFalse();

        one.run(1);
        one.replicas.stop();
        one.settle();
        assertThat(first.isHeld()).isFalse();
        assertThat(first.isOver()).isTrue();
        assertThat(other.replicasInTheTable()).containsExactly(other.id());
        assertThat(other.state(1)).as("what it left is tried again").startsWith("waiting");
        other.beat();
        assertThat(second.isHeld()).isTrue();
        assertThat(other.changes).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void aLeaseThatIsLeftIsTakenAndWhoStillWantsItKeepsIt(TestDatabase kind) throws Exception {
        Replica one = replica(kind);
        Replica other = replica(kind);
        Lease first = one.lease();
        Lease sameName = one.lease();
        Lease second = other.lease();
        first.leave();
        one.settle();
        other.beat();
        assertThat(sameName.isHeld()).isTrue();
        assertThat(second.isHeld()).isFalse();
        sameName.leave();
        one.settle();
        other.beat();
        assertThat(second.isHeld()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void oneWhoseBeatStopsIsTakenOver(TestDatabase kind) throws Exception {
        Replica dead = replica(kind);
        Replica alive = replica(kind);
        Lease first = dead.lease();
        Lease second = alive.lease();
        dead.run(1);
        alive.beatFor(Duration.ofSeconds(25));
        assertThat(alive.state(1)).as("its process is there: only the beat counts").isEqualTo("running 0");
        alive.beat();
        assertThat(alive.state(1)).isEqualTo("waiting 1");
        assertThat(second.isHeld()).isTrue();
        assertThat(alive.replicasInTheTable()).containsExactly(alive.id());

        String former = dead.id();
        dead.time.moveOn(Duration.ofSeconds(4));
        assertThat(dead.replicas.isPresent()).isTrue();
        dead.time.moveOn(Duration.ofSeconds(26));
        dead.settle();
        dead.beat();
        assertThat(dead.id()).as("it was only suspended").isNotEqualTo(former);
        assertThat(dead.replicas.isPresent()).isTrue();
        assertThat(first.isHeld()).isFalse();
        assertThat(dead.replicasInTheTable()).containsExactlyInAnyOrder(dead.id(), alive.id());
        alive.beat();
        assertThat(second.isHeld()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatBeatsStays(TestDatabase kind) throws Exception {
        Replica one = replica(kind);
        Replica other = replica(kind);
        String id = one.id();
        one.run(1);
        for (int i = 0; i < 20; i++) {
            one.beat();
            other.beat();
        }
        assertThat(other.state(1)).isEqualTo("running 0");
        assertThat(other.replicasInTheTable()).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(one.id()).isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource
    void whoWasAwayForLongTakesNobodyForDeadAtOnce(TestDatabase kind) throws Exception {
        Replica one = replica(kind);
        Replica other = replica(kind);
        one.run(1);
        other.beat();
        other.time.moveOn(Duration.ofMinutes(10));
        other.settle();
        other.beat();
        assertThat(other.state(1)).as("perhaps nobody could write in that time").isEqualTo("running 0");
    }

    @ParameterizedTest
    @EnumSource
    void oneOfThisMachineWhoseProcessHasGoneIsTakenOverAtOnce(TestDatabase kind) throws Exception {
        String here = new Place(Path.of("/proc")).text();
        assumeTrue(here != null, "only Linux tells it");
        Replica alive = replica(kind);
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        String gone = here.replaceAll("/[0-9]+/([0-9]+)$", "/" + process.pid() + "/$1");
        String elsewhere = "another machine/" + gone;
        alive.write(session -> {
            for (String[] row : new String[][] { { "gone", gone }, { "elsewhere", elsewhere }, { "unknown", null } }) {
                session.update(
                        "insert into egnyte_msp_replica (id, place, beat, started_at) values (?, ?, 1, 0)", row[0], row[1]);
            }
            return session.update(
                    "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, attempts, owner, updated_at)"
                                  + " values ('mail', 1, 0, 'running', 1, 'gone', 0)");
        });
        alive.beat();
        assertThat(alive.state(1)).isEqualTo("waiting 1");
        assertThat(alive.replicasInTheTable()).containsExactlyInAnyOrder(alive.id(), "elsewhere", "unknown");
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyIsTryingAnyMoreIsTriedAgain(TestDatabase kind) throws Exception {
        Replica alive = replica(kind);
        alive.write(session -> session.update(
                "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, attempts, owner, updated_at)"
                                              + " values ('mail', 1, 0, 'running', 1, 'nobody', 0)"));
        alive.beat();
        assertThat(alive.state(1)).isEqualTo("waiting 1");
    }

    @ParameterizedTest
    @EnumSource
    void whileTheDatabaseIsAwayEverythingStaysAsItWas(TestDatabase kind) throws Exception {
        UnreliableDataSource source = new UnreliableDataSource(kind.url(folder));
        Replica one = new Replica(new InboxSettings(null, null, null, source.dataSource(), Duration.ZERO));
        Lease lease = one.lease();
        String id = one.id();
        source.setAway(true);
        one.time.moveOn(Replicas.BEAT);
        assertThat(one.database.write(session -> null)).failsWithin(Duration.ofSeconds(5));
        assertThat(lease.isHeld()).isTrue();
        one.time.moveOn(Duration.ofSeconds(20));
        one.database.write(session -> null).exceptionally(failure -> null).join();
        assertThat(one.replicas.isPresent()).as("others may have taken it over").isFalse();
        source.setAway(false);
        one.time.moveOn(Duration.ofSeconds(2));
        one.settle();
        one.beat();
        assertThat(one.replicas.isPresent()).isTrue();
        assertThat(one.returns).hasValue(1);
        assertThat(lease.isHeld()).isTrue();
        assertThat(one.id()).isEqualTo(id);
        assertThat(one.replicasInTheTable()).containsExactly(id);
    }
}
