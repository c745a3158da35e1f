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
package io.github.egnytemsp.camel;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets are in no line that our code logs at any level, in no line at all at INFO, in no exception, no JMX attribute
 * and no URI as Camel shows it.
 */
class SecretsTest {

    private static final String TOKEN = "tok-8f2c1d";
    private static final String VERIFY = "ver-5b7a9e";
    private static final String OLD = "old-1c4d6f";
    private static final String VALUE = "val-3e8b2a";
    private static final String[] SECRETS = { TOKEN, VERIFY, OLD, VALUE };

    private final List<String> ours = new CopyOnWriteArrayList<>();
    private final List<String> atInfo = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    private final Logger own = (Logger) LoggerFactory.getLogger("io.github.egnytemsp.camel");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            IThrowableProxy thrown = event.getThrowableProxy();
            String line = event.getLoggerName() + " " + event.getFormattedMessage()
                          + (thrown == null ? "" : " " + ThrowableProxyUtil.asString(thrown));
            if (event.getLoggerName().startsWith("io.github.egnytemsp.camel")) {
                ours.add(line);
            }
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                atInfo.add(line);
            }
        }
    };
    private EgnyteMspSimulator simulator;

    @BeforeEach
    void start() {
        simulator = EgnyteMspSimulator.builder().accessToken(TOKEN).callsPerSecond(0).start();
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        own.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        root.detachAppender(appender);
        own.setLevel(null);
        simulator.close();
    }

    @Test
    void secretsShowNowhere(@TempDir Path folder) throws Exception {
        int port = TestRuntime.freePort();
        List<String> shown = new ArrayList<>();
        Main main = new Main();
        // a file, because Camel Main's summary leaves out what is set from Java
        Path properties = Files.writeString(folder.resolve("application.properties"), """
                camel.component.egnyte-msp.accessToken=%s
                camel.component.egnyte-msp.webhookVerifyToken=%s,%s
                camel.component.egnyte-msp.baseUrl=%s
                camel.component.egnyte-msp.maxCallsPerSecond=0
                camel.server.enabled=true
                camel.server.host=127.0.0.1
                camel.server.port=%d
                """.formatted(TOKEN, VERIFY, OLD, simulator.baseUrl(), port));
        main.setPropertyPlaceholderLocations(properties.toUri().toString());
        main.configure().withJmxEnabled(true).withAutoConfigurationLogSummary(true);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events").routeId("by-properties").to("mock:events");
                from("egnyte-msp:events?path=/in-the-uri&webhookVerifyToken=RAW(" + VERIFY + ")").routeId("in-the-uri")
                        .throwException(new IllegalStateException("the sink is down"));
                from("direct:call").routeId("call").to("egnyte-msp:webhooks?operation=register&accessToken=RAW(" + TOKEN + ")");
            }
        });
        main.start();
        try {
            exercise(main, port, shown);
            collectJmx(main.getCamelContext().getName(), shown);
            for (Endpoint endpoint : main.getCamelContext().getEndpoints()) {
                shown.add(endpoint.toString());
            }
            main.getCamelContext().getRoutes().forEach(route -> {
                shown.add(route.toString());
                shown.add(route.getConsumer().toString());
            });
            shown.add(PluginHelper.getModelToXMLDumper(main.getCamelContext())
                    .dumpModelAsXml(main.getCamelContext(),
                            (org.apache.camel.NamedNode) ((org.apache.camel.model.ModelCamelContext) main
                                    .getCamelContext()).getRouteDefinition("by-properties")));
        } finally {
            main.stop();
        }

        assertThat(ours).as("lines of ours, at any level").isNotEmpty();
        assertNoSecret(ours);
        assertNoSecret(atInfo);
        assertNoSecret(shown);
        assertThat(atInfo).as("the summary of Camel Main was looked at")
                .anyMatch(line -> line.contains("webhookVerifyToken = xxxxxx"));
    }

    private void exercise(Main main, int port, List<String> shown) throws Exception {
        post(port, "/egnyte-msp/events", VERIFY, EVENT);
        post(port, "/egnyte-msp/events", OLD, "no event");
        post(port, "/egnyte-msp/events", "wrong", EVENT);
        post(port, "/in-the-uri", VERIFY, EVENT);
        String body
                = "{\"webhook_url\":\"https://hooks.msp.example/x\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header_value\":\""
                  + VALUE + "\"}";
        String echo = "{\"message\":\"refused: " + TOKEN + " " + VALUE + "\"}";
        for (Fault fault : new Fault[] {
                null, Fault.answer(400, java.util.Map.of(), echo), Fault.answer(401, java.util.Map.of(), echo),
                Fault.loseAnswer(), Fault.answer(200, java.util.Map.of(), "not JSON " + VALUE + TOKEN) }) {
            if (fault != null) {
                simulator.failNext(fault);
            }
            Exchange exchange = main.getCamelContext().createFluentProducerTemplate().to("direct:call").withBody(body).send();
            if (exchange.getException() == null) {
                shown.add(String.valueOf(exchange.getMessage().getBody()));
            }
            for (Throwable t = exchange.getException(); t != null; t = t.getCause()) {
                shown.add(t.toString());
            }
        }
    }

    private static void collectJmx(String context, List<String> shown) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        int looked = 0;
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:context=" + context + ",*"), null)) {
            shown.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    shown.add(name + " " + attribute.getName() + "=" + server.getAttribute(name, attribute.getName()));
                    looked++;
                } catch (Exception e) {
                    shown.add(e.toString());
                }
            }
        }
        assertThat(looked).isGreaterThan(100);
    }

    private static void assertNoSecret(List<String> lines) {
        for (String secret : SECRETS) {
            assertThat(lines.stream().filter(line -> line.contains(secret))).isEmpty();
        }
    }

    private static void post(int port, String path, String secret, String body) throws Exception {
        HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header(HEADER, secret)
                        .POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.discarding());
    }
}
