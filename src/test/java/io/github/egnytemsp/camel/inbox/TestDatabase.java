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

/** The databases that the inbox works with: a new, empty one of each for a test. */
public enum TestDatabase {
    SQLITE {
        @Override
        public String url(Path folder) {
            return "jdbc:sqlite:" + folder.resolve("inbox.db");
        }
    },
    POSTGRESQL {
        @Override
        public String url(Path folder) {
            return Postgres.newDatabase();
        }
    };

    /**
     * The JDBC URL of a new database; of SQLite the same one for the same folder.
     *
     * @param folder where it may keep files
     */
    public abstract String url(Path folder);
}
