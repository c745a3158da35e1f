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

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Objects;

import org.apache.camel.CamelContext;

/** Opens connections to the database: by URL with the driver itself, or from the application's data source. */
final class Connections {

    private final InboxSettings settings;
    private final Dialect dialect;
    private final Driver driver;

    /**
     * @throws IllegalArgumentException if the URL is of another database, or its driver is missing
     */
    Connections(CamelContext camelContext, InboxSettings settings) {
        this.settings = settings;
        this.dialect = settings.dataSource() == null ? Dialect.of(settings.url()) : null;
        this.driver = dialect == null ? null : driver(camelContext, dialect);
    }

    /** Not by DriverManager: it knows the drivers of its own class loader only. */
    private static Driver driver(CamelContext camelContext, Dialect dialect) {
        Class<?> type = camelContext.getClassResolver().resolveClass(dialect.driverClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "inboxUrl needs the JDBC driver " + dialect.driverClass() + ", which is missing: add the dependency "
                                               + dialect.driver());
        }
        return (Driver) camelContext.getInjector().newInstance(type, false);
    }

    /** Whether connections go back to a pool after each use. */
    boolean isPooled() {
        return settings.dataSource() != null;
    }

    /** A new connection. */
    Session open() throws SQLException {
        Connection connection;
        if (isPooled()) {
            connection = settings.dataSource().getConnection();
        } else {
            dialect.prepareFiles(settings.url());
            connection = driver.connect(settings.url(), dialect.connectionProperties(settings.user(), settings.password()));
            if (connection == null) {
                throw new SQLException("The driver does not know this form of URL");
            }
        }
        try {
            return new Session(connection, dialect != null ? dialect : Dialect.ofProduct(connection), file());
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A new connection by URL that cannot write. */
    Session openToRead() throws SQLException {
        Connection connection = driver.connect(
                dialect.urlToRead(settings.url()), dialect.propertiesToRead(settings.user(), settings.password()));
        if (connection == null) {
            throw new SQLException("The driver does not know this form of URL");
        }
        return new Session(connection, dialect);
    }

    /** Whether a connection's file is the one at the URL now: it may have been removed, or replaced, under it. */
    boolean isCurrent(Object file) {
        return Objects.equals(file, file());
    }

    private Object file() {
        return dialect == null ? null : dialect.fileKey(settings.url());
    }
}
