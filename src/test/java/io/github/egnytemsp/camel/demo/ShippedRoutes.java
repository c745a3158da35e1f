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
package io.github.egnytemsp.camel.demo;

import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Runs the files of {@code routes/} as they are, with Camel Main; only properties are changed. */
public final class ShippedRoutes implements AutoCloseable {

    /** The secret of the webhook, unless a property says otherwise; good for the loopback address only. */
    public static final String WEBHOOK_TOKEN = "token-of-the-demo-webhook";

    private final Main main = new Main();
    private final Path inbox;
    private final int port;
    private final InboxView stored;

    /**
     * Starts routes on a free port of 127.0.0.1.
     *
     * @param  inbox      the folder for the inbox's database; made if it is not there
     * @param  properties win over those of {@code routes/application.properties}
     * @param  files      names in {@code routes/} without {@code .yaml}; all if there are none
     * @throws Exception  if they do not start
     */
    public ShippedRoutes(Path inbox, Map<String, String> properties, String... files) throws Exception {
        this(inbox, properties, Map.of(), files);
    }

    /**
     * The same with beans in the registry.
     *
     * @param  inbox      the folder for the inbox's database; made if it is not there
     * @param  properties win over those of {@code routes/application.properties}
     * @param  beans      by their names
     * @param  files      names in {@code routes/} without {@code .yaml}; all if there are none
     * @throws Exception  if they do not start
     */
    public ShippedRoutes(Path inbox, Map<String, String> properties, Map<String, Object> beans, String... files)
                                                                                                                 throws Exception {
        beans.forEach(main::bind);
        this.inbox = inbox;
        port = FreePort.find();
        main.setPropertyPlaceholderLocations("file:routes/application.properties");
        // without the local.properties of whoever runs it
        main.addOverrideProperty("camel.component.properties.location", "file:routes/application.properties");
        main.addOverrideProperty("camel.server.port", String.valueOf(port));
        main.addOverrideProperty("camel.component.egnyte-msp.webhookVerifyToken", WEBHOOK_TOKEN);
        main.addOverrideProperty("inbox.url", "jdbc:sqlite:" + inbox.resolve("inbox.db"));
        main.addOverrideProperty("camel.main.shutdownTimeout", "5");
        if (files.length > 0) {
            main.addOverrideProperty(
                    "camel.main.routesIncludePattern", "file:routes/" + String.join(".yaml,file:routes/", files) + ".yaml");
        }
        properties.forEach(main::addOverrideProperty);
        try {
            main.start();
        } catch (Exception e) {
            main.stop();
            throw e;
        }
        stored = new InboxView(main.getCamelContext().createProducerTemplate());
    }

    /**
     * Where the server listens.
     *
     * @return scheme, host and port
     */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * The folder of the inbox's database.
     *
     * @return as given
     */
    public Path inbox() {
        return inbox;
    }

    /**
     * Looks at what is stored.
     *
     * @return for as long as the routes run
     */
    public InboxView stored() {
        return stored;
    }

    /**
     * The running context.
     *
     * @return started
     */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Stops as an operator does: what is under way may finish, within the time that the properties give. */
    @Override
    public void close() {
        main.stop();
    }
}
