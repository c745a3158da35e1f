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
package io.github.egnytemsp.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Egnyte and a database, started before the application. */
public class Simulator implements QuarkusTestResourceLifecycleManager {

    static EgnyteMspSimulator egnyte;
    static EmbeddedPostgres database;

    @Override
    public Map<String, String> start() {
        egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).start();
        try {
            database = EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("simulator.url", egnyte.baseUrl(), "database.url",
                "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres");
    }

    @Override
    public void inject(Object test) {
        ((RoutesTest) test).egnyte = egnyte;
    }

    @Override
    public void stop() {
        egnyte.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
