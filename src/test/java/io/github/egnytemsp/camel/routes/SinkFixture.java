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
package io.github.egnytemsp.camel.routes;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.egnytemsp.camel.demo.DemoServices;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;

/** Servers behind the sinks, and an inbox of its own for each test. */
abstract class SinkFixture {

    @TempDir
    Path folder;
    DemoServices services;

    @BeforeEach
    void startServices() throws Exception {
        services = new DemoServices();
    }

    @AfterEach
    void stopServices() throws Exception {
        services.close();
    }

    Path inbox(String name) {
        return folder.resolve("inbox").resolve(name);
    }

    ShippedRoutes start(String... files) throws Exception {
        return start(Map.of(), files);
    }

    /** With pauses that are short enough for a test. */
    ShippedRoutes start(Map<String, String> more, String... files) throws Exception {
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.put("sink.retries", "5");
        properties.put("sink.retryPause", "50");
        properties.put("sink.longestRetryPause", "200");
        properties.putAll(more);
        return new ShippedRoutes(inbox(""), properties, files);
    }

    /** Tries again until the server is there, however long it takes to start. */
    ShippedRoutes startBeforeItsServer(Map<String, String> more, String... files) throws Exception {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("sink.retries", "1000");
        // for awaitSecondTry
        properties.put("camel.main.inflightRepositoryBrowseEnabled", "true");
        return start(properties, files);
    }

    /** Until an event has failed and is tried again. */
    static void awaitSecondTry(ShippedRoutes routes) {
        await().until(() -> routes.context().getInflightRepository().browse().stream()
                .anyMatch(event -> event.getExchange().getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class)
                                   > 1));
    }
}
