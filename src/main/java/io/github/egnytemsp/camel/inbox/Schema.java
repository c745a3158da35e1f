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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables: made if they are missing, refused if a newer release has made them. */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    /** The newest that this release knows. */
    static final int VERSION = 1;

    private Schema() {
    }

    /**
     * Makes sure that the tables are there, in a transaction of its own.
     *
     * @throws InboxException if they are not, and cannot be made, or are of a newer release
     * @throws SQLException   if the database cannot be reached
     */
    static void ensure(Session session) throws SQLException {
        Dialect dialect = session.dialect();
        if (version(session) == null) {
            create(session);
        }
        Integer version = version(session);
        if (version == null || version > VERSION) {
            throw new InboxException(
                    "The inbox's tables have version " + version + ", and this release knows " + VERSION
                                     + " at the most: start the newer release, or give this one another database ("
                                     + dialect.scriptName() + ")",
                    null);
        }
    }

    private static void create(Session session) throws SQLException {
        Dialect dialect = session.dialect();
        dialect.begin(session.connection());
        try {
            dialect.lockSchema(session.connection());
            if (version(session) == null) {
                for (String statement : dialect.schema()) {
                    session.update(statement);
                }
                LOG.info("The inbox is new and empty: its tables were made");
            }
            dialect.commit(session.connection());
        } catch (SQLException e) {
            rollback(session);
            if (dialect.isConnectionLost(e)) {
                throw e;
            }
            throw new InboxException(
                    "The inbox's tables are missing and cannot be created: let a user with the right to create tables run "
                                     + dialect.scriptName()
                                     + " of the jar. " + e.getMessage(),
                    e);
        }
    }

    private static void rollback(Session session) {
        try {
            session.dialect().rollback(session.connection());
        } catch (SQLException e) {
            // the connection is given up
        }
    }

    /** The version, or null without tables. */
    static Integer version(Session session) throws SQLException {
        return session.dialect().hasTable(session, "egnyte_msp_schema")
                ? session.first("select max(version) from egnyte_msp_schema", row -> row.getInt(1)) : null;
    }
}
