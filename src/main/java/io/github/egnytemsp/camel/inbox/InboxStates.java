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

import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Remembers ids of webhooks and snapshots of lists in the database of the inbox, for all replicas. Its methods throw
 * {@link InboxException} while the database cannot be reached.
 */
final class InboxStates extends ServiceSupport implements StateRepository<String, String> {

    private final Database database;

    /** @param database where */
    InboxStates(Database database) {
        this.database = database;
    }

    @Override
    public void setState(String key, String value) {
        try {
            database.writeAndWait(session -> session.update(
                    "insert into egnyte_msp_state (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
                    key, value));
        } catch (InboxUnavailableException e) {
            throw new InboxException(e.getMessage(), e);
        }
    }

    @Override
    public String getState(String key) {
        try {
            return database.read(session -> session.first(
                    "select value from egnyte_msp_state where key = ?", row -> row.getString(1), key));
        } catch (InboxUnavailableException e) {
            throw new InboxException(e.getMessage(), e);
        }
    }
}
