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

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.RestApiConsumerFactory;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
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
     * Listens from the first consumer on: Camel makes the beans of YAML files more than once, and routes of one of them.
     *
     * @throws IllegalStateException if the port is taken
     */
    void add(OperatorConsumer consumer) {
        lock.lock();
        try {
            gate.consumers().add(consumer);
            if (listener == null) {
                listener = new VertxListener(settings, gate);
                LOG.info("The operator's page: {}", getUrl());
            }
        } finally {
            lock.unlock();
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

    /** The port on which it listens, for tests with {@code operator.port=0}. */
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
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "http://" + host + ":" + listener.port() + OperatorGate.ROOT;
    }

    @Override
    public Consumer createConsumer(
            CamelContext camelContext, Processor processor, String verb, String basePath, String uriTemplate, String consumes,
            String produces, RestConfiguration configuration, Map<String, Object> parameters) {
        return new OperatorConsumer(
                this, camelContext, processor, verb.toUpperCase(java.util.Locale.ROOT),
                plain(basePath) + (uriTemplate == null ? "" : plain(uriTemplate)));
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
