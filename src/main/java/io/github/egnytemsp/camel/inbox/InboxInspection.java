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
import java.util.Set;

import io.github.egnytemsp.camel.client.TimeSource;
import org.apache.camel.CamelContext;

/** Inspects a database without creating a table, a file or a row. */
public final class InboxInspection {

    private final CamelContext camelContext;
    private final InboxSettings settings;
    private final Dialect dialect;
    private final InboxClock clock;

    /**
     * What was found.
     *
     * @param version    the version of the tables, 0 if there are none
     * @param newest     the newest version that this release knows
     * @param mayWrite   whether this user may make the tables, or write to those that are there
     * @param status     how the inbox is; null without tables that this release knows
     * @param remembered what is remembered there, such as the ids of webhooks
     */
    public record Result(int version, int newest, boolean mayWrite, InboxStatus status, Set<String> remembered) {
    }

    /**
     * @param  camelContext             finds the driver
     * @param  settings                 where the database is, by a URL
     * @param  time                     the clock
     * @throws IllegalArgumentException if the URL is of another database, or its driver is missing
     */
    public InboxInspection(CamelContext camelContext, InboxSettings settings, TimeSource time) {
        this.camelContext = camelContext;
        this.clock = new InboxClock(time);
        this.settings = settings;
        this.dialect = Dialect.of(settings.url());
    }

    /**
     * What the database is called in messages.
     *
     * @return no user, no password, no parameters
     */
    public String databaseName() {
        return settings.name();
    }

    /**
     * The file of an embedded database.
     *
     * @return the file, there or not; null for a server
     */
    public Path file() {
        return dialect.fileOf(settings.url());
    }

    /**
     * Connects and looks.
     *
     * @return              what was found
     * @throws SQLException if it cannot be reached, or does not let us in; the message holds no secret
     */
    public Result look() throws SQLException {
        try (Session session = new Connections(camelContext, settings).openToRead()) {
            Integer version = Schema.version(session);
            boolean known = version != null && version <= Schema.VERSION;
            return new Result(
                    version == null ? 0 : version, Schema.VERSION, dialect.mayWrite(session, settings.url(), version != null),
                    known ? new StatusQuery(clock).read(session) : null,
                    known
                            ? Set.copyOf(session.query("select value from egnyte_msp_state", row -> row.getString(1)))
                            : Set.of());
        } catch (SQLException e) {
            // the causes are of the network, and hold no secret
            throw new SQLException(
                    settings.withoutSecrets(String.valueOf(e.getMessage())), e.getSQLState(), e.getErrorCode(), e.getCause());
        }
    }
}
