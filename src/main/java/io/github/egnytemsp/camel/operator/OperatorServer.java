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
package io.github.egnytemsp.camel.operator;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.spi.RestApiConsumerFactory;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the operator's page, and the interface that is written with the Rest DSL, on a listener of its own. As it
 * makes the consumers, none of those routes can be reached around the gate. The bean {@code operator} of the routes.
 */
public final class OperatorServer extends ServiceSupport
        implements RestConsumerFactory, RestApiConsumerFactory, CamelContextAware {

    /** The name of the bean. */
    public static final String NAME = "operator";

    private static final Logger LOG = LoggerFactory.getLogger(OperatorServer.class);

    private static final boolean VERTX = isThere("io.vertx.core.Vertx");

    private CamelContext camelContext;
    private OperatorSettings settings;
    private OperatorGate gate;
    private OperatorListener listener;

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    protected void doStart() {
        settings = OperatorSettings.of(camelContext);
        if (settings.enabled()) {
            gate = new OperatorGate(new OriginCheck(settings), authentication(settings));
            RestConfiguration rest = camelContext.getRestConfiguration();
            rest.setComponent(NAME);
            rest.setApiContextPath(OperatorGate.API + "openapi.json");
            rest.setApiProperties(description(settings));
            if (camelContext.getLifecycleStrategies().stream().noneMatch(NoWayAround.class::isInstance)) {
                camelContext.addLifecycleStrategy(new NoWayAround());
            }
        }
    }

    /** What the OpenAPI document says of the whole, by the names of Camel's API properties. */
    private static Map<String, Object> description(OperatorSettings settings) {
        Map<String, Object> description = new HashMap<>();
        description.put("api.title", "Egnyte MSP events");
        description.put("api.description", "What Egnyte sent, what became of it, and what can be done about it."
                                           + " Send the password with HTTP Basic, and the header " + Authentication.HEADER
                                           + ": 1.");
        description.put("api.version", "1");
        description.put("schemes", settings.isHttps() ? "https" : "http");
        description.put("host", settings.url() != null
                ? settings.url().getAuthority() : settings.hostInUrl() + ":" + settings.port());
        return description;
    }

    /** Another {@code restConfiguration} could lead around the gate: the start fails then. */
    private static final class NoWayAround extends LifecycleStrategySupport {

        @Override
        public void onRoutesAdd(Collection<Route> routes) {
            for (Route route : routes) {
                String uri = route.getEndpoint().getEndpointUri();
                if (uri.startsWith("rest") && uri.contains(":" + OperatorGate.ROOT)
                        && !uri.contains("consumerComponentName=" + NAME)) {
                    throw new IllegalStateException(
                            "The route " + route.getRouteId() + " of the operator's interface would be served without a check"
                                                    + " of who asks: leave component out of restConfiguration, or set it to "
                                                    + NAME);
                }
            }
        }
    }

    private static Authentication authentication(OperatorSettings settings) {
        Logins logins = null;
        if (settings.passwordFile() != null) {
            PasswordFile file = new PasswordFile(settings.passwordFile());
            // rather now than at the first login
            file.line();
            logins = new Logins(file, System::nanoTime);
        }
        return new Authentication(settings, new Sessions(System::nanoTime), logins);
    }

    @Override
    protected void doStop() {
        stopListening();
    }

    /**
     * Listens from the first consumer on: Camel makes the beans of YAML files more than once, and routes of one of
     * them.
     *
     * @throws IllegalStateException if the port is taken
     */
    void add(OperatorConsumer consumer) {
        lock.lock();
        try {
            gate.consumers().add(consumer);
            if (listener == null) {
                listener = listen();
                LOG.info("The operator's page: {}", getUrl());
            }
        } finally {
            lock.unlock();
        }
    }

    private OperatorListener listen() {
        try {
            return VERTX ? new VertxListener(settings, gate) : new JdkListener(settings, gate);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The operator's page cannot listen on port " + settings.port() + " of " + settings.host()
                                            + ": set another port (operator.port), or stop the process that has it",
                    e);
        }
    }

    void remove(OperatorConsumer consumer) {
        gate.consumers().remove(consumer);
        if (gate.consumers().isEmpty()) {
            stopListening();
        }
    }

    private void stopListening() {
        lock.lock();
        try {
            if (listener != null) {
                listener.close();
                listener = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the port on which it listens, for tests with {@code operator.port=0}} */
    public int getPort() {
        return listener.port();
    }

    /**
     * The address of the page, for people: the public one if there is one.
     *
     * @return ends with {@code /operator/}
     */
    public String getUrl() {
        if (settings.url() != null) {
            return settings.url().toString().replaceFirst("/*(operator/?)?$", OperatorGate.ROOT);
        }
        return "http://" + settings.hostInUrl() + ":" + listener.port() + OperatorGate.ROOT;
    }

    /** Of a path under {@code /operator/}. What else there is in the context is served as it is without this page. */
    @Override
    public Consumer createConsumer(
            CamelContext camelContext, Processor processor, String verb, String basePath, String uriTemplate, String consumes,
            String produces, RestConfiguration configuration, Map<String, Object> parameters)
            throws Exception {
        String path = plain(basePath) + (uriTemplate == null ? "" : plain(uriTemplate));
        return path.startsWith(OperatorGate.ROOT)
                ? new OperatorConsumer(this, camelContext, processor, verb.toUpperCase(Locale.ROOT), path)
                : camelContext.getComponent("platform-http", PlatformHttpComponent.class).createConsumer(
                        camelContext, processor, verb, basePath, uriTemplate, consumes, produces, configuration, parameters);
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, OperatorServer.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static String plain(String path) {
        return "/" + path.replaceAll("^/+|/+$", "");
    }

    @Override
    public Consumer createApiConsumer(
            CamelContext camelContext, Processor processor, String contextPath, RestConfiguration configuration,
            Map<String, Object> parameters) {
        return new OperatorConsumer(this, camelContext, processor, "GET", plain(contextPath));
    }
}
