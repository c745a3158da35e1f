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
package io.github.egnytemsp.camel.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.demo.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The database of an inbox, looked at from outside. */
class InboxDatabase implements AutoCloseable {

    private final String url;

    InboxDatabase(String url) {
        this.url = url;
    }

    /** A SQLite file. */
    static InboxDatabase sqlite(Path folder) {
        return new InboxDatabase("jdbc:sqlite:" + folder.resolve("inbox.db"));
    }

    String url() {
        return url;
    }

    /** Ends the server by SIGKILL, if there is one, and starts it again. */
    boolean killAndStart() throws IOException {
        return false;
    }

    /** The texts of a query's first column. */
    List<String> texts(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
             Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    long count(String sql) throws SQLException {
        return Long.parseLong(texts(sql).get(0));
    }

    /** How many events wait or are tried, at all subscriptions. */
    long unfinished() throws SQLException {
        return count("select count(*) from egnyte_msp_delivery where state in ('waiting', 'running')");
    }

    /** The ids of events that a subscription has in a state. */
    List<String> ids(String subscription, String state) throws SQLException {
        return texts("select e.id from egnyte_msp_delivery d join egnyte_msp_event e on e.seq = d.seq where d.subscription = '"
                     + subscription + "' and d.state = '" + state + "'");
    }

    @Override
    public void close() throws IOException {
        // the file stays, to be looked at
    }

    /** A PostgreSQL of its own, that can be killed. */
    static final class Postgres extends InboxDatabase {

        private final Path folder;
        private final int port;
        private EmbeddedPostgres server;

        private Postgres(Path folder, int port) throws IOException {
            super("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
            this.folder = folder;
            this.port = port;
            start();
        }

        /** A new one. */
        static Postgres start(Path folder) throws IOException {
            return new Postgres(folder, FreePort.findForRestarts());
        }

        private void start() throws IOException {
            server = EmbeddedPostgres.builder().setPort(port).setDataDirectory(folder.resolve("postgres"))
                    .setCleanDataDirectory(false).setServerConfig("max_connections", "50")
                    // as it is set by default where it matters: what is committed is on the disk
                    .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").start();
        }

        @Override
        boolean killAndStart() throws IOException {
            long pid = Long.parseLong(Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid")).get(0).trim());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            // its children end by themselves as soon as they notice; a new one does not start before
            List<ProcessHandle> all = new ArrayList<>(postmaster.children().toList());
            postmaster.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            all.add(postmaster);
            all.forEach(process -> process.onExit().join());
            server.close();
            Files.deleteIfExists(folder.resolve("postgres").resolve("postmaster.pid"));
            start();
            return true;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
