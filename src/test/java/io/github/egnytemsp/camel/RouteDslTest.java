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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** The same two routes, an event in and a call out, in each language that Camel has for routes. */
class RouteDslTest {

    private EgnyteMspSimulator simulator;
    private TestRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        simulator = EgnyteMspSimulator.builder().start();
        runtime = new TestRuntime();
        runtime.context().getPropertiesComponent().setInitialProperties(properties(0));
    }

    private java.util.Properties properties(int port) {
        java.util.Properties properties = new java.util.Properties();
        properties.putAll(Map.of("secret", SECRET, "url", simulator.baseUrl(), "token", "simulator-token", "port", port));
        return properties;
    }

    @AfterEach
    void stop() {
        runtime.close();
        simulator.close();
    }

    private void load(String name, String routes) throws Exception {
        Resource resource = ResourceHelper.fromBytes(name, routes.getBytes(StandardCharsets.UTF_8));
        PluginHelper.getRoutesLoader(runtime.context()).loadRoutes(resource);
        runtime.context().start();
    }

    private void assertBothRoutesWork() throws Exception {
        runtime.mock("events").expectedBodiesReceived("RESELLER_MRR_CHANGED of MSP Example");
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        runtime.mock("events").assertIsSatisfied();
        assertThat(runtime.context().createProducerTemplate().requestBody("direct:list", null, String.class)).isEqualTo("[]");
    }

    @Test
    void java() throws Exception {
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?webhookVerifyToken={{secret}}")
                        .setBody(simple("${body.eventType} of ${body.reseller.companyName}"))
                        .to("mock:events");
                from("direct:list").to("egnyte-msp:webhooks?operation=list&baseUrl={{url}}&accessToken={{token}}");
            }
        });
        runtime.context().start();
        assertBothRoutesWork();
    }

    @Test
    void yaml() throws Exception {
        load("routes.yaml", """
                - route:
                    from:
                      uri: egnyte-msp:events
                      parameters:
                        webhookVerifyToken: "{{secret}}"
                      steps:
                        - setBody:
                            simple: "${header.CamelEgnyteMspEventType} of ${body.attributes[company_name]}"
                        - to: mock:events
                - route:
                    from:
                      uri: direct:list
                      steps:
                        - to:
                            uri: egnyte-msp:webhooks
                            parameters:
                              operation: list
                              baseUrl: "{{url}}"
                              accessToken: "{{token}}"
                """);
        assertBothRoutesWork();
    }

    @Test
    void xml() throws Exception {
        load("routes.xml", """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                  <route>
                    <from uri="egnyte-msp:events?webhookVerifyToken={{secret}}"/>
                    <setBody><simple>${body.eventType} of ${body.reseller.companyName}</simple></setBody>
                    <to uri="mock:events"/>
                  </route>
                  <route>
                    <from uri="direct:list"/>
                    <to uri="egnyte-msp:webhooks?operation=list&amp;baseUrl={{url}}&amp;accessToken={{token}}"/>
                  </route>
                </routes>
                """);
        assertBothRoutesWork();
    }

    @Test
    void classicSpringXml(@TempDir Path inbox) throws Exception {
        int port = TestRuntime.freePort();
        String xml = """
                <beans xmlns="http://www.springframework.org/schema/beans"
                       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                       xsi:schemaLocation="http://www.springframework.org/schema/beans
                                           http://www.springframework.org/schema/beans/spring-beans.xsd
                                           http://camel.apache.org/schema/spring
                                           http://camel.apache.org/schema/spring/camel-spring.xsd">
                  <bean id="http-server" class="%s">
                    <constructor-arg value="%d"/>
                  </bean>
                  <camelContext xmlns="http://camel.apache.org/schema/spring">
                    <route>
                      <from uri="egnyte-msp:events?webhookVerifyToken=%s"/>
                      <to uri="file:%s?fileName=${header.CamelEgnyteMspEventId}.json"/>
                    </route>
                  </camelContext>
                </beans>
                """.formatted(HttpServerStarter.class.getName(), port, SECRET, inbox);
        try (GenericXmlApplicationContext spring = new GenericXmlApplicationContext()) {
            spring.load(new ByteArrayResource(xml.getBytes(StandardCharsets.UTF_8)));
            spring.refresh();
            assertThat(spring.getBean(org.apache.camel.CamelContext.class).getStatus().isStarted()).isTrue();
            java.net.http.HttpResponse<Void> answer = runtime.client().send(
                    java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + TestRuntime.PATH))
                            .header(TestRuntime.HEADER, SECRET)
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(EVENT)).build(),
                    java.net.http.HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        try (java.util.stream.Stream<Path> files = Files.list(inbox)) {
            assertThat(files).singleElement().satisfies(file -> assertThat(Files.readString(file)).isEqualTo(EVENT));
        }
    }

    /** Camel finds it in the application context, and its routes need a server before they start. */
    public static final class HttpServerStarter extends LifecycleStrategySupport {

        private final VertxPlatformHttpServerConfiguration settings = new VertxPlatformHttpServerConfiguration();

        public HttpServerStarter(int port) {
            settings.setBindHost("127.0.0.1");
            settings.setBindPort(port);
        }

        @Override
        public void onContextInitialized(CamelContext context) {
            try {
                context.addService(new VertxPlatformHttpServer(settings));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
