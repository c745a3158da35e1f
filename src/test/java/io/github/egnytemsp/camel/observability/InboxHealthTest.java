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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.inbox.Backlog;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.inbox.UnreliableDataSource;
import io.github.egnytemsp.camel.model.EventRefusedException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

/** What health checks and JMX say of a durable subscription. */
class InboxHealthTest {

    private static final Instant NOW = Instant.now();

    @TempDir
    private Path folder;
    private UnreliableDataSource source;
    private TestRuntime runtime;
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private volatile Exception failure;

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        if (runtime != null) {
            runtime.close();
        }
    }

    private void run(TestDatabase database, String options, Processor sink) throws Exception {
        source = new UnreliableDataSource(database.url(folder));
        runtime = new TestRuntime();
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setDataSource(source.dataSource());
        runtime.context().addComponent("egnyte-msp", component);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in").to("egnyte-msp:inbox");
                from("egnyte-msp:inbox?subscription=mail&redeliveryDelay=50" + options).routeId("mail").process(sink);
            }
        });
        runtime.context().start();
    }

    private void store(int number) {
        runtime.context().createProducerTemplate().sendBody("direct:in", EVENT.replace("R-1", "R-" + number));
    }

    private void failIfWanted(Exchange exchange) throws Exception {
        if (failure != null) {
            throw failure;
        }
    }

    private HealthCheck.Result check() {
        return ((HealthCheckAware) runtime.context().getRoute("mail").getConsumer()).getHealthCheck().call(Map.of());
    }

    private void awaitState(HealthCheck.State state, String message) {
        await().untilAsserted(() -> {
            HealthCheck.Result result = check();
            assertThat(result.getState()).as("%s", result.getMessage()).isEqualTo(state);
            assertThat(result.getMessage().orElse("")).contains(message);
        });
    }

    @ParameterizedTest
    @EnumSource
    void itIsDownWhileTheDatabaseIsAwayAndSaysWhy(TestDatabase database) throws Exception {
        run(database, "", this::failIfWanted);
        store(1);
        await().untilAsserted(() -> assertThat(check().getDetails()).containsEntry("subscription", "mail")
                .containsEntry("waiting", 0L).containsEntry("failed", 0L).containsEntry("paused", false)
                .containsKey("lastSuccess").doesNotContainKeys("oldestWaiting", "lastError", "outageUntil"));
        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
        source.setAway(true);
        awaitState(HealthCheck.State.DOWN, "cannot be reached: made up: the database is away");
        assertThat(check().getDetails().get("problem").toString()).contains("made up");
        source.setAway(false);
        awaitState(HealthCheck.State.UP, "");
    }

    @ParameterizedTest
    @EnumSource
    void itIsDownWithoutASuccessForTooLongAndUpAfterOne(TestDatabase database) throws Exception {
        failure = new IllegalStateException("the mail server does not like it");
        run(database, "&healthMaxAge=1", this::failIfWanted);
        store(1);
        awaitState(HealthCheck.State.DOWN, "the mail server does not like it");
        assertThat(check().getMessage().orElse("")).contains("No event was handled for ").contains("1 wait");
        assertThat(check().getDetails()).containsEntry("waiting", 1L).containsKeys("oldestWaiting", "lastError", "lastErrorAt");
        failure = null;
        awaitState(HealthCheck.State.UP, "");
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionThatIsPausedStaysUpAndJmxPausesAndResumesIt(TestDatabase database) throws Exception {
        run(database, "&healthMaxAge=1", this::failIfWanted);
        await().until(() -> attribute("Paused") != null);
        invoke("pauseSubscription");
        assertThat(attribute("Paused")).isEqualTo(true);
        store(1);
        await().until(() -> Long.valueOf(1).equals(attribute("Waiting")));
        assertThat(attribute("OldestWaiting")).isInstanceOf(Date.class);
        awaitState(HealthCheck.State.UP, "");
        assertThat(check().getDetails()).containsEntry("paused", true);
        invoke("resumeSubscription");
        await().until(() -> Long.valueOf(0).equals(attribute("Waiting")) && attribute("LastSuccess") != null);
        assertThat(attribute("Handled")).isEqualTo(1L);
        assertThat(attribute("Paused")).isEqualTo(false);
        assertThat(attribute("Subscription")).isEqualTo("mail");
        assertThat(attribute("WorkersAlive")).isEqualTo(1);
        assertThat(attribute("LastSuccess")).isInstanceOf(Date.class);
        assertThat(attribute("LastError")).isNull();
    }

    @Test
    void whatWasGivenUpMakesItDownIfThatIsWanted() throws Exception {
        failure = new EventRefusedException("no such address");
        run(TestDatabase.SQLITE, "&healthDownOnFailed=true", this::failIfWanted);
        store(1);
        awaitState(HealthCheck.State.DOWN, "1 events failed");
        assertThat(check().getMessage().orElse("")).contains("no such address");
        assertThat(attribute("Failed")).isEqualTo(1L);
        assertThat(attribute("LastError").toString()).contains("no such address");
    }

    @Test
    void whatWasGivenUpIsADetailElse() throws Exception {
        failure = new EventRefusedException("no such address");
        run(TestDatabase.SQLITE, "", this::failIfWanted);
        store(1);
        await().untilAsserted(() -> assertThat(check().getDetails()).containsEntry("failed", 1L));
        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aTryThatDoesNotEndMakesItDown() throws Exception {
        run(TestDatabase.SQLITE, "&healthMaxAge=1", exchange -> mayGoOn.await());
        store(1);
        awaitState(HealthCheck.State.DOWN, "No event was handled for ");
        mayGoOn.countDown();
        awaitState(HealthCheck.State.UP, "");
    }

    @Test
    void aRouteThatIsStoppedIsDown() throws Exception {
        run(TestDatabase.SQLITE, "", this::failIfWanted);
        awaitState(HealthCheck.State.UP, "");
        runtime.context().getRouteController().suspendRoute("mail");
        awaitState(HealthCheck.State.DOWN, "stopped or suspended");
        runtime.context().getRouteController().resumeRoute("mail");
        awaitState(HealthCheck.State.UP, "");
    }

    @Test
    void whoLooksAfterTheEndOpensNothing() throws Exception {
        run(TestDatabase.SQLITE, "", this::failIfWanted);
        HealthCheck check = ((HealthCheckAware) runtime.context().getRoute("mail").getConsumer()).getHealthCheck();
        EgnyteMspComponent component = runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class);
        assertThat(component.status().get("inboxes")).asInstanceOf(LIST).hasSize(1);
        runtime.close();
        assertThat(check.call(Map.of()).getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(component.status().get("inboxes")).asInstanceOf(LIST).isEmpty();
    }

    private static HealthCheck.Result of(int workers, Instant started, Backlog backlog) {
        return new InboxHealthCheck(
                new InboxHealthCheck.Settings("mail", 2, Duration.ofHours(1), false),
                new InboxHealthCheck.State(() -> true, () -> workers, () -> null, () -> backlog, () -> started)).call(Map.of());
    }

    private static Backlog backlog(int oldestMinutes, int successMinutes, int errorMinutes) {
        return new Backlog(
                1, 0, 0, NOW.minusSeconds(60L * oldestMinutes), NOW.minusSeconds(60L * successMinutes), "reset",
                NOW.minusSeconds(60L * errorMinutes), false, null, 1);
    }

    @Test
    void aWorkerThatDiedMakesItDown() {
        HealthCheck.Result result = of(1, NOW, new Backlog(0, 0, 0, null, null, null, null, false, null, 1));
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage().orElse("")).contains("1 of 2 workers");
    }

    @Test
    void aDatabaseThatHasNotAnsweredYetIsNotKnown() {
        assertThat(of(2, NOW, null).getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void theFirstFailureAfterAQuietDayIsNoReason() {
        assertThat(of(2, NOW.minusSeconds(200_000), backlog(5, 1440, 5)).getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void anOutageOfAnHourIsOneAfterARestartToo() {
        assertThat(of(2, NOW, backlog(61, 1440, 5)).getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void whatWaitedWhileTheProcessWasAwayIsNoReason() {
        assertThat(of(2, NOW, backlog(600, 600, 900)).getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(of(2, NOW.minusSeconds(3700), backlog(600, 600, 900)).getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void oneThatFailsAmongOthersThatAreHandledIsNoReason() {
        assertThat(of(2, NOW.minusSeconds(200_000), backlog(600, 5, 1)).getState()).isEqualTo(HealthCheck.State.UP);
    }

    private Object attribute(String name) throws Exception {
        return server().getAttribute(consumer(), name);
    }

    private void invoke(String operation) throws Exception {
        server().invoke(consumer(), operation, new Object[0], new String[0]);
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private ObjectName consumer() throws Exception {
        Set<ObjectName> names = server().queryNames(
                new ObjectName(
                        "org.apache.camel:context=" + runtime.context().getName() + ",type=consumers,name=InboxConsumer*"),
                null);
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }
}
