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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

import io.github.egnytemsp.camel.files.LocalPath;
import io.github.egnytemsp.camel.files.PrivateFiles;

/** What differs between the databases. */
enum Dialect {

    SQLITE("jdbc:sqlite:", "org.xerial:sqlite-jdbc", "org.sqlite.JDBC", "sqlite.sql", "") {

        @Override
        String mayHold(String body) {
            String text = "cast(" + body + " as text)";
            return "(instr(lower(" + text + "), ?) > 0 or instr(" + body + ", x'5c') > 0 or length(" + text + ") <> length("
                   + body + "))";
        }

        @Override
        void check(String url) {
            String file = file(url);
            if (file.isBlank() || file.startsWith(":") || file.startsWith("file:")) {
                throw new IllegalArgumentException(
                        "inboxUrl must name a file, as jdbc:sqlite:inbox.db or jdbc:sqlite:/folder/inbox.db do");
            }
            LocalPath.of("inboxUrl", file);
        }

        @Override
        void prepareFiles(String url) throws SQLException {
            Path file = Path.of(file(url)).toAbsolutePath();
            try {
                PrivateFiles.createFolder(file.getParent());
                for (String end : new String[] { "", "-wal", "-shm", "-journal" }) {
                    PrivateFiles.claim(Path.of(file + end));
                }
                // events hold names and addresses; SQLite gives its other files the rights of this one, and Windows those of the folder
                if (!Files.exists(file)) {
                    PrivateFiles.createFile(file);
                }
            } catch (FileAlreadyExistsException e) {
                if (Files.isDirectory(file)) {
                    throw new SQLException(file + " is a folder", e);
                }
                // another process was faster
            } catch (IOException e) {
                throw new SQLException("The file cannot be used: " + e, e);
            }
        }

        @Override
        Object fileKey(String url) {
            try {
                return Files.readAttributes(Path.of(file(url)), BasicFileAttributes.class).fileKey();
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        Properties connectionProperties(String user, String password) {
            return new Properties();
        }

        @Override
        void prepare(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma busy_timeout=" + BUSY_TIMEOUT.toMillis());
                // takes effect in a database that is still empty
                statement.execute("pragma auto_vacuum=incremental");
                setWriteAheadLog(statement);
                // every commit is forced to the disk
                statement.execute("pragma synchronous=full");
                // a reader that stays open must not let the log grow for ever
                statement.execute("pragma journal_size_limit=67108864");
                statement.execute("pragma cache_size=-8000");
                // what is deleted is overwritten: events hold names and addresses
                statement.execute("pragma secure_delete=on");
            }
        }

        /** Repeats the switch to WAL: SQLite does not wait for another process that switches at the same time. */
        private void setWriteAheadLog(Statement statement) throws SQLException {
            long end = System.nanoTime() + BUSY_TIMEOUT.toNanos();
            while (true) {
                try {
                    statement.execute("pragma journal_mode=wal");
                    return;
                } catch (SQLException e) {
                    if (e.getErrorCode() != SQLITE_BUSY || System.nanoTime() - end > 0) {
                        throw e;
                    }
                    LockSupport.parkNanos(BUSY_PAUSE.toNanos());
                }
            }
        }

        @Override
        void begin(Connection connection) throws SQLException {
            // IMMEDIATE: a transaction that reads before it writes would else fail when another process writes in between
            execute(connection, "begin immediate");
        }

        @Override
        void commit(Connection connection) throws SQLException {
            execute(connection, "commit");
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            try {
                execute(connection, "rollback");
            } catch (SQLException e) {
                if (e.getErrorCode() != SQLITE_ERROR) {
                    throw e;
                }
                // after some failures, a full disk among them, SQLite has rolled back by itself
            }
        }

        @Override
        void lockSchema(Connection connection) {
            // there is one writer anyway
        }

        @Override
        boolean hasTable(Session session, String table) throws SQLException {
            return session.first("select 1 from sqlite_master where type = 'table' and name = ?", row -> true, table) != null;
        }

        @Override
        Long databaseTime(Connection connection) {
            return null;
        }

        @Override
        void shrink(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                // an update runs to its end; execute() stops after the first page
                statement.executeUpdate("pragma incremental_vacuum(2000)");
            }
        }

        @Override
        boolean purge(Connection connection) throws SQLException {
            // what was there before an event was deleted is in the log until that starts anew
            try (Statement statement = connection.createStatement()) {
                // it waits for who reads, and who writes waits for it
                statement.execute("pragma busy_timeout=200");
                try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
                    return row.next() && row.getInt(1) == 0;
                } finally {
                    statement.execute("pragma busy_timeout=" + BUSY_TIMEOUT.toMillis());
                }
            }
        }

        @Override
        boolean isConnectionLost(SQLException failure) {
            return failure.getErrorCode() == SQLITE_CANTOPEN || failure.getErrorCode() == SQLITE_BUSY;
        }

        @Override
        boolean isConflict(SQLException failure) {
            // there is one transaction at a time
            return false;
        }

        private String file(String url) {
            return url.substring("jdbc:sqlite:".length()).replaceAll("(?s)[?].*", "");
        }

        @Override
        Path fileOf(String url) {
            return Path.of(file(url)).toAbsolutePath();
        }

        @Override
        String urlToRead(String url) {
            Path file = fileOf(url);
            // nobody writes to it as long as there is no log, so that no file is needed beside it
            boolean isInUse = Files.exists(Path.of(file + "-wal"));
            return "jdbc:sqlite:" + file.toUri().toString().replaceFirst("^file:/+", "file:/")
                   + (isInUse ? "" : "?immutable=1");
        }

        @Override
        Properties propertiesToRead(String user, String password) {
            Properties properties = new Properties();
            properties.setProperty("open_mode", Integer.toString(SQLITE_OPEN_READONLY | SQLITE_OPEN_URI));
            return properties;
        }

        @Override
        boolean mayWrite(Session session, String url, boolean tables) {
            Path file = fileOf(url);
            return Files.isWritable(file) && Files.isWritable(file.getParent());
        }
    },

    POSTGRESQL("jdbc:postgresql:", "org.postgresql:postgresql", "org.postgresql.Driver", "postgresql.sql",
               " for update skip locked") {

        @Override
        String mayHold(String body) {
            // has a backslash for one, and for all that is not ASCII
            // C: it is ASCII, and needs no rules of a language
            String text = "(encode(" + body + ", 'escape') collate \"C\")";
            return "(position(? in lower(" + text + ")) > 0 or position(chr(92) in " + text + ") > 0)";
        }

        @Override
        void check(String url) {
            // the driver takes it for a part of the host, and says it in its messages
            if (url.matches("[^?]*@.*")) {
                throw new IllegalArgumentException(
                        "inboxUrl holds an @: set the user and the password by inboxUser and inboxPassword");
            }
        }

        @Override
        void prepareFiles(String url) {
            // it has its own
        }

        @Override
        Object fileKey(String url) {
            return null;
        }

        @Override
        Path fileOf(String url) {
            return null;
        }

        @Override
        String urlToRead(String url) {
            return url;
        }

        @Override
        Properties propertiesToRead(String user, String password) {
            Properties properties = connectionProperties(user, password);
            properties.setProperty("readOnly", "true");
            return properties;
        }

        @Override
        boolean mayWrite(Session session, String url, boolean tables) throws SQLException {
            return session.first(
                    tables
                            ? "select has_table_privilege('egnyte_msp_event', 'insert')"
                              + " and has_table_privilege('egnyte_msp_delivery', 'update')"
                              + " and has_table_privilege('egnyte_msp_event', 'delete')"
                            : "select coalesce(has_schema_privilege(current_schema(), 'create'), false)",
                    row -> row.getBoolean(1));
        }

        @Override
        Properties connectionProperties(String user, String password) {
            Properties properties = new Properties();
            if (user != null) {
                properties.setProperty("user", user);
            }
            if (password != null) {
                properties.setProperty("password", password);
            }
            properties.setProperty("ApplicationName", "egnyte-msp");
            properties.setProperty("connectTimeout", "10");
            // a server that went without a word is noticed
            properties.setProperty("socketTimeout", "60");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("reWriteBatchedInserts", "true");
            return properties;
        }

        @Override
        void prepare(Connection connection) throws SQLException {
            // nothing to set
        }

        @Override
        void begin(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
        }

        @Override
        void commit(Connection connection) throws SQLException {
            connection.commit();
            connection.setAutoCommit(true);
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
        }

        @Override
        void lockSchema(Connection connection) throws SQLException {
            execute(connection, "select pg_advisory_xact_lock(2026112601)");
        }

        @Override
        boolean hasTable(Session session, String table) throws SQLException {
            // where the connection's search path finds it, in whatever schema
            // not to_regclass: it remembers that there was none, though another process made it in the meantime
            return session.first(
                    "select 1 from pg_catalog.pg_class where relname = ? and pg_catalog.pg_table_is_visible(oid)", row -> true,
                    table)
                   != null;
        }

        @Override
        Long databaseTime(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                 ResultSet row = statement
                         .executeQuery("select (extract(epoch from clock_timestamp()) * 1000)::bigint")) {
                row.next();
                return row.getLong(1);
            }
        }

        @Override
        void shrink(Connection connection) {
            // autovacuum does it
        }

        @Override
        boolean purge(Connection connection) {
            // no statement returns it from now on; autovacuum frees its place
            return true;
        }

        @Override
        boolean isConnectionLost(SQLException failure) {
            String state = failure.getSQLState();
            // connection failures; the server shuts down, or is full; it does not let us in now
            return state != null && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53300")
                    || state.startsWith("28") || state.equals("3D000") || state.equals("25006"));
        }

        @Override
        boolean isConflict(SQLException failure) {
            // a deadlock, or a serialization failure
            return "40P01".equals(failure.getSQLState()) || "40001".equals(failure.getSQLState());
        }
    };

    private static final int SQLITE_ERROR = 1;
    private static final int SQLITE_BUSY = 5;
    /** How long a process waits for another one. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BUSY_PAUSE = Duration.ofMillis(10);
    private static final int SQLITE_CANTOPEN = 14;
    private static final int SQLITE_OPEN_READONLY = 1;
    private static final int SQLITE_OPEN_URI = 64;

    private static final Pattern IN_MEMORY = Pattern.compile("jdbc:sqlite:([?].*|.*:memory:.*|.*[?&]mode=memory.*)?");

    private final String urlPrefix;
    private final String driver;
    private final String driverClass;
    private final String script;
    private final String skipLocked;

    Dialect(String urlPrefix, String driver, String driverClass, String script, String skipLocked) {
        this.urlPrefix = urlPrefix;
        this.driver = driver;
        this.driverClass = driverClass;
        this.script = script;
        this.skipLocked = skipLocked;
    }

    /**
     * The dialect of a JDBC URL.
     *
     * @throws IllegalArgumentException if it is of another database
     */
    static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.urlPrefix)) {
                dialect.check(url);
                return dialect;
            }
        }
        throw new IllegalArgumentException(
                "The inbox works with jdbc:sqlite:FILE and jdbc:postgresql://host/database, and inboxUrl begins with '"
                                           + url.replaceAll("(?s)^(.{0,5}[a-z]*:?).*", "$1") + "'");
    }

    /**
     * The dialect of a connection that somebody else opened.
     *
     * @throws IllegalArgumentException if it is of another database, or of one that ends with the connection
     */
    static Dialect ofProduct(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect dialect : values()) {
            if (dialect.name().equalsIgnoreCase(product)) {
                if (IN_MEMORY.matcher(String.valueOf(connection.getMetaData().getURL())).matches()) {
                    throw new IllegalArgumentException(
                            "dataSource must be a database that keeps what is stored: give SQLite a file, not memory");
                }
                return dialect;
            }
        }
        throw new IllegalArgumentException("dataSource must be of SQLite or PostgreSQL: it is of " + product);
    }

    /** The Maven coordinates of the driver, without a version. */
    String driver() {
        return driver;
    }

    String driverClass() {
        return driverClass;
    }

    /** The end of a select for update that skips the rows of other replicas. */
    String skipLocked() {
        return skipLocked;
    }

    /** The statements that make the tables. */
    List<String> schema() {
        try (InputStream in = Dialect.class.getResourceAsStream(script)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            return Arrays.stream(text.split(";")).map(String::trim).filter(statement -> !statement.isEmpty()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the statements are, for messages. */
    String scriptName() {
        return "io/github/egnytemsp/camel/inbox/" + script;
    }

    /**
     * A SQL condition for payloads that may contain a lower-case text, its parameter. It is exact for ASCII without a
     * backslash. Other payloads always match, and have to be searched in Java.
     *
     * @param body the column
     */
    abstract String mayHold(String body);

    /**
     * Refuses a URL of this database that cannot be used.
     *
     * @throws IllegalArgumentException if it is one
     */
    abstract void check(String url);

    /** Creates the database file with private permissions. */
    abstract void prepareFiles(String url) throws SQLException;

    /** Identifies the file of the database, to notice that it was replaced; null if there is none. */
    abstract Object fileKey(String url);

    /** The properties of a connection. */
    abstract Properties connectionProperties(String user, String password);

    /** The file of the database, there or not; null if it is on a server. */
    abstract Path fileOf(String url);

    /** The URL of a connection that neither creates nor changes a file. */
    abstract String urlToRead(String url);

    /** The properties of such a connection. */
    abstract Properties propertiesToRead(String user, String password);

    /** Whether this user may write to the tables, or make them where there are none. */
    abstract boolean mayWrite(Session session, String url, boolean tables) throws SQLException;

    /** Sets a new connection up. */
    abstract void prepare(Connection connection) throws SQLException;

    abstract void begin(Connection connection) throws SQLException;

    abstract void commit(Connection connection) throws SQLException;

    abstract void rollback(Connection connection) throws SQLException;

    /** Only one process makes the tables. */
    abstract void lockSchema(Connection connection) throws SQLException;

    /** Whether there is such a table. */
    abstract boolean hasTable(Session session, String table) throws SQLException;

    /** The time of the database in epoch milliseconds, or null if it has none of its own. */
    abstract Long databaseTime(Connection connection) throws SQLException;

    /** Returns the space of deleted rows to the file system. */
    abstract void shrink(Connection connection) throws SQLException;

    /**
     * Overwrites deleted rows that the database file still holds. Must run outside of a transaction.
     *
     * @return false if somebody who reads is in the way
     */
    abstract boolean purge(Connection connection) throws SQLException;

    /** Whether the connection failed, rather than the statement. */
    abstract boolean isConnectionLost(SQLException failure);

    /** Whether a transaction conflicted with one of another replica, and can be repeated. */
    abstract boolean isConflict(SQLException failure);

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
