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
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.sqlite.SQLiteDataSource;

/**
 * A bundle as users write it: a Camel context with an HTTP server and routes, that live as long as the bundle is
 * started.
 */
public final class RoutesActivator implements BundleActivator {

    private CamelContext context;

    @Override
    public void start(BundleContext bundle) throws Exception {
        context = new OsgiDefaultCamelContext(bundle);
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(Integer.parseInt(bundle.getProperty("it.port")));
        context.addService(new VertxPlatformHttpServer(server));

        HealthCheckRegistry health = new DefaultHealthCheckRegistry(context);
        health.setExposureLevel("full");
        health.register(new ConsumersHealthCheckRepository());
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, health);
        context.addService(health);

        // the inbox finds the only data source of the registry
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + bundle.getDataFile("inbox.db"));
        context.getRegistry().bind("database", database);

        EgnyteMspComponent egnyte = context.getComponent("egnyte-msp", EgnyteMspComponent.class);
        egnyte.getConfiguration().setBaseUrl(bundle.getProperty("it.baseUrl"));
        egnyte.getConfiguration().setAccessToken(bundle.getProperty("it.accessToken"));
        egnyte.getConfiguration().setMaxCallsPerSecond(0);
        context.addRoutes(new Routes(bundle.getProperty("it.webhookUrl"), bundle.getProperty("it.secret")));
        context.start();
    }

    @Override
    public void stop(BundleContext bundle) {
        context.stop();
    }
}
