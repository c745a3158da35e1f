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
package io.github.egnytemsp.camel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.events;
import static org.assertj.core.api.Assertions.assertThat;

/** An event that was finished is not run again, wherever that is remembered. */
class DuplicatesTest {

    private static final String OTHER = EVENT.replace("R-1", "R-2");

    @TempDir
    private Path folder;
    private final List<TestRuntime> runtimes = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicBoolean sinkIsDown = new AtomicBoolean();
    private volatile Callable<?> inTheRoute = () -> null;

    @AfterEach
    void stop() {
        runtimes.forEach(TestRuntime::close);
    }

    private TestRuntime start(IdempotentRepository repository) throws Exception {
        TestRuntime runtime = new TestRuntime();
        runtimes.add(runtime);
        runtime.context().getRegistry().bind("finished", repository);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(events("idempotentRepository=#finished")).process(exchange -> {
                    if (sinkIsDown.get()) {
                        throw new IllegalStateException("the sink is down");
                    }
                    inTheRoute.call();
                    runs.incrementAndGet();
                });
            }
        });
        runtime.context().start();
        return runtime;
    }

    private DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve("finished"));
        return database;
    }

    private IdempotentRepository repository(String kind) {
        return switch (kind) {
            case "memory" -> new MemoryIdempotentRepository();
            case "file" -> FileIdempotentRepository.fileIdempotentRepository(folder.resolve("finished.txt").toFile(), 1000);
            default -> new JdbcMessageIdRepository(database(), "events");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = { "memory", "file", "jdbc" })
    void anEventIsRememberedAfterItSucceededAndNotBefore(String kind) throws Exception {
        TestRuntime runtime = start(repository(kind));
        sinkIsDown.set(true);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(500);
        sinkIsDown.set(false);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runtime.deliver(EVENT.replace("\n", "  ")).statusCode()).isEqualTo(200);
        assertThat(runtime.deliver(OTHER).statusCode()).isEqualTo(200);
        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "file", "jdbc" })
    void aRestartForgetsNothing(String kind) throws Exception {
        TestRuntime before = start(repository(kind));
        before.deliver(EVENT);
        before.close();
        assertThat(start(repository(kind)).deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runs).hasValue(1);
    }

    @Test
    void twoContextsCanShareOne() throws Exception {
        DataSource database = database();
        TestRuntime first = start(new JdbcMessageIdRepository(database, "events"));
        TestRuntime second = start(new JdbcMessageIdRepository(database, "events"));
        assertThat(first.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(second.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(second.deliver(OTHER).statusCode()).isEqualTo(200);
        assertThat(first.deliver(OTHER).statusCode()).isEqualTo(200);
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatRunsNowIsKnownInOneContextOnlySoTwoMayRunTheSameEventAtATime() throws Exception {
        IdempotentRepository shared = new MemoryIdempotentRepository();
        CyclicBarrier bothInTheRoute = new CyclicBarrier(2);
        TestRuntime first = start(shared);
        TestRuntime second = start(shared);
        inTheRoute = () -> bothInTheRoute.await(10, TimeUnit.SECONDS);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> statusOf(first));
        assertThat(statusOf(second)).isEqualTo(200);
        assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(runs).hasValue(2);
        assertThat(statusOf(second)).isEqualTo(200);
        assertThat(runs).hasValue(2);
    }

    @Test
    void aReplicaThatFinishedLaterIsRefusedByTheStoreAndAnswered200() throws Exception {
        DataSource database = database();
        CyclicBarrier bothInTheRoute = new CyclicBarrier(2);
        // its own look before the insert would hide what the database refuses
        class Unique extends JdbcMessageIdRepository {

            Unique() {
                super(database, "events");
            }

            @Override
            protected int queryForInt(String key) {
                return 0;
            }

            @Override
            public boolean contains(String key) {
                return super.queryForInt(key) > 0;
            }
        }
        TestRuntime first = start(new Unique());
        TestRuntime second = start(new Unique());
        inTheRoute = () -> bothInTheRoute.await(10, TimeUnit.SECONDS);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> statusOf(first));
        assertThat(statusOf(second)).isEqualTo(200);
        assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(runs).hasValue(2);
    }

    private static int statusOf(TestRuntime runtime) {
        try {
            return runtime.deliver(EVENT).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails when it is asked, or when it is to remember. */
    private static final class Failing extends MemoryIdempotentRepository {

        private final AtomicBoolean asked = new AtomicBoolean();
        private final AtomicBoolean told = new AtomicBoolean();

        @Override
        public boolean contains(String key) {
            if (asked.get()) {
                throw new IllegalStateException("the database is down");
            }
            return super.contains(key);
        }

        @Override
        public boolean add(String key) {
            if (told.get()) {
                throw new IllegalStateException("the database is down");
            }
            return super.add(key);
        }
    }

    @Test
    void aRepositoryThatFailsIs503AndNever200() throws Exception {
        Failing repository = new Failing();
        TestRuntime runtime = start(repository);
        repository.asked.set(true);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(503);
        assertThat(runs).hasValue(0);
        repository.asked.set(false);
        repository.told.set(true);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(503);
        repository.told.set(false);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runs).as("run once too often rather than never").hasValue(2);
    }
}
