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

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.RegistrationMode;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.sqlite.SQLiteDataSource;

public class RoutesActivator implements BundleActivator {

    private CamelContext context;

    @Override
    public void start(BundleContext bundle) throws Exception {
        context = new OsgiDefaultCamelContext(bundle);
        configure(context, bundle);
        context.start();
    }

    @Override
    public void stop(BundleContext bundle) {
        context.stop();
    }

    void configure(CamelContext context, BundleContext bundle) throws Exception {
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(Integer.parseInt(bundle.getProperty("events.port")));
        context.addService(new VertxPlatformHttpServer(server));

        // the inbox uses the only data source of the registry
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + bundle.getDataFile("inbox.db"));
        context.getRegistry().bind("database", database);

        EgnyteMspConfiguration egnyte = context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
        egnyte.setWebhookVerifyToken(bundle.getProperty("egnyte-msp.webhookVerifyToken"));
        egnyte.setBaseUrl(bundle.getProperty("egnyte-msp.baseUrl"));
        egnyte.setAccessToken(bundle.getProperty("egnyte-msp.accessToken"));
        egnyte.setRegistration(RegistrationMode.ensure);
        egnyte.setWebhookUrl(bundle.getProperty("egnyte-msp.webhookUrl"));

        context.addRoutes(new Routes());
    }
}
