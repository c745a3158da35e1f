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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Servers behind the sinks, and an inbox of its own for each test. */
abstract class SinkFixture {

    static final String OPTION = "camel.component.egnyte-msp.";
    /** The files that bring events into HaloPSA. */
    static final String[] TICKETS = { "event-in-words", "ticket-incident", "halopsa-call", "sink-halopsa" };

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

    ShippedRoutes start(String... files) throws Exception {
        return start(Map.of(), files);
    }

    /** With pauses that are short enough for a test. */
    ShippedRoutes start(Map<String, String> more, String... files) throws Exception {
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.put(OPTION + "maximumRedeliveries", "5");
        properties.put(OPTION + "redeliveryDelay", "50ms");
        properties.put(OPTION + "maximumRedeliveryDelay", "200ms");
        properties.putAll(more);
        return new ShippedRoutes(folder.resolve("inbox"), properties, files);
    }
}
