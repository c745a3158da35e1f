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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.TestRuntime;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The tables are made at the start, or by the script in the jar; those of a newer release are refused. */
class SchemaTest {

    private static final int PROCESSES = 4;
    private static final String LIST = "egnyte-msp:inbox?operation=list&inboxUrl=RAW(%s)";

    private final ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static TestRuntime start(String url) throws Exception {
        return TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:store").to("egnyte-msp:inbox?inboxUrl=RAW(" + url + ")");
                from("egnyte-msp:inbox?subscription=all&inboxUrl=RAW(" + url + ")").to("mock:all");
            }
        });
    }

    private static void execute(String url, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theScriptOfTheJarMakesTheTables(TestDatabase database) throws Exception {
        String url = database.url(folder);
        String script = database == TestDatabase.SQLITE ? "sqlite.sql" : "postgresql.sql";
        try (InputStream in = SchemaTest.class.getResourceAsStream(script)) {
            execute(url, new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "").split(";\\s*\n"));
        }
        try (TestRuntime runtime = start(url)) {
            runtime.context().createProducerTemplate().sendBody("direct:store", TestRuntime.EVENT);
            await().atMost(10, SECONDS).until(() -> runtime.mock("all").getReceivedCounter() == 1);
        }
    }

    /** SQLite refuses at once who changes the journal's mode while another one does. */
    @ParameterizedTest
    @EnumSource
    void processesThatStartAtTheSameTimeAllReachANewDatabase(TestDatabase database) throws Exception {
        for (int round = 0; round < 10; round++) {
            String url = database.url(Files.createDirectory(folder.resolve(String.valueOf(round))));
            CyclicBarrier together = new CyclicBarrier(PROCESSES);
            List<CompletableFuture<Session>> opened = IntStream.range(0, PROCESSES)
                    .mapToObj(process -> CompletableFuture.supplyAsync(() -> open(url, together), threads)).toList();
            for (CompletableFuture<Session> session : opened) {
                session.get(30, SECONDS).close();
            }
        }
    }

    private static Session open(String url, CyclicBarrier together) {
        try (CamelContext context = new DefaultCamelContext()) {
            Connections connections = new Connections(context, new InboxSettings(url, null, null, null, Duration.ZERO));
            together.await();
            Session session = connections.open();
            Schema.ensure(session);
            return session;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<?> stored(TestRuntime runtime, String url) {
        return runtime.context().createProducerTemplate().requestBody(LIST.formatted(url), null, List.class);
    }

    /** Under Linux a process goes on writing into a file that has no name any more. */
    @Test
    void aFileThatWasRemovedInUseIsNotWrittenTo() throws Exception {
        String url = TestDatabase.SQLITE.url(folder);
        try (TestRuntime runtime = start(url)) {
            ProducerTemplate template = runtime.context().createProducerTemplate();
            template.sendBody("direct:store", TestRuntime.EVENT);
            assertThat(stored(runtime, url)).hasSize(1);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            assertThat(stored(runtime, url)).as("whoever asks first").isEmpty();
            template.sendBody("direct:store", TestRuntime.EVENT.replace("R-1", "R-2"));
            assertThat(stored(runtime, url)).hasSize(1);
        }
        try (TestRuntime runtime = start(url)) {
            assertThat(stored(runtime, url))
                    .as("what was answered 200 after that is stored").singleElement()
                    .satisfies(event -> assertThat(((StoredEvent) event).resellerCode()).isEqualTo("R-2"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfANewerReleaseAreRefused(TestDatabase database) throws Exception {
        String url = database.url(folder);
        start(url).close();
        execute(url, "update egnyte_msp_schema set version = 99");
        try (TestRuntime runtime = start(url)) {
            assertThatThrownBy(() -> runtime.context().createProducerTemplate().sendBody("direct:store", TestRuntime.EVENT))
                    .isInstanceOf(CamelExecutionException.class).hasRootCauseInstanceOf(InboxException.class)
                    .rootCause().hasMessageContaining("version 99").hasMessageContaining("start the newer release");
        }
    }

    @Test
    void whoMayNotMakeTablesIsToldOfTheScript() throws Exception {
        String url = Postgres.newDatabase();
        execute(url, "drop role if exists reader", "create role reader login", "revoke create on schema public from public");
        try (TestRuntime runtime = start(url.replace("user=postgres", "user=reader"))) {
            assertThatThrownBy(() -> runtime.context().createProducerTemplate().sendBody("direct:store", TestRuntime.EVENT))
                    .cause().hasMessageContaining("cannot be created")
                    .hasMessageContaining("io/github/egnytemsp/camel/inbox/postgresql.sql");
        }
    }
}
