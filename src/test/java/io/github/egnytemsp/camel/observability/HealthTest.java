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
package io.github.egnytemsp.camel.observability;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.auth.StoredToken;
import io.github.egnytemsp.camel.auth.TokenAge;
import io.github.egnytemsp.camel.auth.TokenKeystore;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What health checks and JMX say of listener, webhook and token. */
class HealthTest {

    private static final String URL = "https://hooks.msp.example/egnyte-msp/events";

    private EgnyteMspSimulator simulator;
    private TestRuntime runtime;
    private HealthCheckRegistry registry;

    @BeforeEach
    void start() throws Exception {
        simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
        runtime = new TestRuntime();
        registry = new DefaultHealthCheckRegistry(runtime.context());
        registry.setExposureLevel("full");
        registry.register(registry.resolveById("consumers"));
        registry.register(registry.resolveById("producers"));
        runtime.context().getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        runtime.context().addService(registry);
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        runtime.context().addComponent("egnyte-msp", component);
    }

    @AfterEach
    void stop() {
        runtime.close();
        simulator.close();
    }

    private void run(String... options) throws Exception {
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events(options)).routeId("events").to("mock:events");
                from("direct:list").routeId("list").to("egnyte-msp:webhooks");
            }
        });
        runtime.context().start();
    }

    private HealthCheck.Result check(String idPart) {
        return HealthCheckHelper.invoke(runtime.context(), "full").stream()
                .filter(result -> result.getCheck().getId().contains(idPart)).findFirst().orElseThrow();
    }

    @Test
    void theConsumerIsUpWhenItListensAndTellsOfItsDeliveries() throws Exception {
        run();
        runtime.deliver(EVENT);
        runtime.deliver("no event");

        HealthCheck.Result result = check("consumer:events");
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsEntry("deliveries.200", 1L).containsEntry("deliveries.400", 1L)
                .containsEntry("deliveries.401", 0L).containsKey("lastDelivery");
        assertThat(result.getDetails().toString()).doesNotContain(SECRET);
    }

    @Test
    void withEnsureTheConsumerIsUpOnlyWhenTheWebhookIsRight() throws Exception {
        simulator.failNext(Fault.status(400));
        run("registration=ensure", "webhookUrl=" + URL);
        await().until(() -> check("consumer:events").getMessage().orElse("").contains("400"));
        assertThat(check("consumer:events").getState()).isEqualTo(HealthCheck.State.DOWN);

        assertThat(invoke("checkNow")).isEqualTo("RIGHT");

        HealthCheck.Result result = check("consumer:events");
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsEntry("webhook.id", simulator.webhooks().get(0).id())
                .containsEntry("webhook.status", "enabled").containsKey("webhook.lastCheck");
        assertThat(result.getDetails().toString()).doesNotContain(SECRET).doesNotContain("simulator-token");
    }

    @Test
    void withoutATokenYetTheRouteReceivesAndTheCheckSaysWhatToRun(@TempDir Path folder) throws Exception {
        EgnyteMspConfiguration configuration
                = runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
        configuration.setAccessToken(null);
        configuration.setTokenKeystore(folder.resolve("tokens.p12").toString());
        configuration.setKeystorePassword("password-of-the-test");
        run("registration=ensure", "webhookUrl=" + URL);
        await().until(() -> check("consumer:events").getMessage().orElse("").contains("authorize"));
        assertThat(check("consumer:events").getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(simulator.calls()).isEmpty();
    }

    /** Issued so many days ago. */
    private void useTokenFile(Path folder, int days, Duration life) throws Exception {
        Path file = folder.resolve("tokens.p12");
        new TokenKeystore(file, "password-of-the-test".toCharArray()).store(URI.create(simulator.baseUrl()).getAuthority(),
                new StoredToken("simulator-token", new TokenAge(Instant.now().minus(Duration.ofDays(days)), life)));
        EgnyteMspConfiguration configuration
                = runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
        configuration.setAccessToken(null);
        configuration.setTokenKeystore(file.toString());
        configuration.setKeystorePassword("password-of-the-test");
    }

    @ParameterizedTest
    @CsvSource({ "2592000, token.expires, 26 days ago", ", token.mayExpire, 26 days ago" })
    void theChecksStayUpAndWarnOfATokenThatEndsSoon(Long seconds, String detail, String message, @TempDir Path folder)
            throws Exception {
        useTokenFile(folder, 26, seconds == null ? null : Duration.ofSeconds(seconds));
        run("registration=ensure", "webhookUrl=" + URL);
        HealthCheckHelper.getHealthCheckRepository(runtime.context(), "producers").setEnabled(true);
        await().until(() -> check("consumer:events").getState() == HealthCheck.State.UP);
        for (String check : new String[] { "consumer:events", "producer:" }) {
            HealthCheck.Result result = check(check);
            assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(result.getDetails()).containsKeys("token.issued", detail);
            assertThat(result.getMessage().orElse("")).contains(message).contains("authorize --base-url=" + simulator.baseUrl())
                    .doesNotContain("simulator-token");
            assertThat(result.getDetails()).containsEntry("token.warning", result.getMessage().orElse(""));
        }
    }

    @Test
    void aTokenWhoseEndIsFarIsShownWithoutAWarning(@TempDir Path folder) throws Exception {
        useTokenFile(folder, 3, Duration.ofDays(30));
        run();
        HealthCheckHelper.getHealthCheckRepository(runtime.context(), "producers").setEnabled(true);
        HealthCheck.Result result = check("producer:");
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsKeys("token.issued", "token.expires").doesNotContainKey("token.warning");
        assertThat(result.getMessage()).isEmpty();
    }

    @Test
    void jmxHasTheSameAndOperationsToCheckAndToRotate() throws Exception {
        run("registration=ensure", "webhookUrl=" + URL);
        await().until(() -> attribute("WebhookId") != null);
        runtime.deliver(EVENT);

        assertThat(attribute("WebhookStatus")).isEqualTo("enabled");
        assertThat(attribute("WebhookProblem")).isNull();
        assertThat(attribute("LastCheck")).isNotNull();
        assertThat(attribute("LastDelivery")).isNotNull();
        assertThat(attribute("DeliveriesAccepted")).isEqualTo(1L);
        assertThat(invoke("rotate", "new-secret").toString()).contains("updated");
        assertThat(simulator.webhooks().get(0).authHeaderValue()).isEqualTo("new-secret");
        invoke("forgetOldSecrets");
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(401);
        assertThat(attribute("DeliveriesUnauthorized")).isEqualTo(1L);
    }

    private Object attribute(String name) throws Exception {
        return server().getAttribute(consumer(), name);
    }

    private Object invoke(String operation, Object... arguments) throws Exception {
        String[] types = new String[arguments.length];
        java.util.Arrays.fill(types, String.class.getName());
        return server().invoke(consumer(), operation, arguments, types);
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private ObjectName consumer() throws Exception {
        Set<ObjectName> names = server().queryNames(
                new ObjectName(
                        "org.apache.camel:context=" + runtime.context().getName()
                               + ",type=consumers,name=EgnyteMspConsumer*"),
                null);
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }

    @Test
    void theProducersCheckIsOffUnlessItIsSwitchedOnAndThenCostsOneCallAnInterval() throws Exception {
        run();
        assertThat(HealthCheckHelper.invoke(runtime.context(), "full"))
                .noneMatch(result -> result.getCheck().getId().startsWith("producer:"));
        HealthCheckHelper.getHealthCheckRepository(runtime.context(), "producers").setEnabled(true);
        for (int i = 0; i < 5; i++) {
            assertThat(check("producer:").getState()).isEqualTo(HealthCheck.State.UP);
        }
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void theProducersCheckIsDownWithARefusedTokenAndSaysWhatToDo() throws Exception {
        simulator.revokeAccessToken("simulator-token");
        run();
        HealthCheckHelper.getHealthCheckRepository(runtime.context(), "producers").setEnabled(true);
        for (int i = 0; i < 5; i++) {
            HealthCheck.Result result = check("producer:");
            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getMessage().orElse("")).containsIgnoringCase("get a new one").doesNotContain("simulator-token");
            assertThat(result.getDetails()).containsEntry("http.response.code", 401);
        }
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void aComponentCanSwitchItsChecksOff() throws Exception {
        runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).setHealthCheckConsumerEnabled(false);
        run();
        assertThat(
                ((org.apache.camel.health.HealthCheckAware) runtime.context().getRoute("events").getConsumer()).getHealthCheck()
                        .call(Map.of()).getState())
                .isEqualTo(HealthCheck.State.UNKNOWN);
    }
}
