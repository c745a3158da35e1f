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
package io.github.egnytemsp.camel.registration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.inbox.UnreliableDataSource;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Replicas that share an inbox's database, and no cluster service: one of them looks after the webhook. */
class ReplicasEnsureTest {

    private static final String URL = "https://hooks.msp.example/egnyte-msp/events";

    private final EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).start();
    private final List<TestRuntime> replicas = new ArrayList<>();
    private UnreliableDataSource database;
    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        replicas.forEach(TestRuntime::close);
        simulator.close();
    }

    private TestRuntime replica() throws Exception {
        TestRuntime runtime = new TestRuntime();
        replicas.add(runtime);
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        component.getConfiguration().setMaxCallsPerDay(100_000);
        runtime.context().addComponent("egnyte-msp", component);
        runtime.context().getRegistry().bind("database", database.dataSource());
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?registration=ensure&webhookVerifyToken=proof&watchInterval=50&webhookUrl=" + URL)
                        .routeId("events").to("egnyte-msp:inbox");
            }
        });
        runtime.context().start();
        return runtime;
    }

    private static EgnyteMspConsumer consumer(TestRuntime runtime) {
        return (EgnyteMspConsumer) runtime.context().getRoute("events").getConsumer();
    }

    private static String check(TestRuntime runtime) throws Exception {
        return consumer(runtime).checkNow();
    }

    private long calls(String method) {
        return simulator.calls().stream().filter(call -> call.method().equals(method)).count();
    }

    @ParameterizedTest
    @EnumSource
    void oneLooksAfterTheWebhookAndAnotherWhenThatOneStops(TestDatabase kind) throws Exception {
        database = new UnreliableDataSource(kind.url(folder));
        TestRuntime leader = replica();
        await().until(() -> consumer(leader).getWebhookId() != null);
        TestRuntime follower = replica();
        await().until(() -> check(follower).equals("FOLLOWER"));
        assertThat(check(leader)).isEqualTo("RIGHT");
        assertThat(calls("POST")).isEqualTo(1);

        leader.close();
        replicas.remove(leader);
        await().until(() -> check(follower).equals("RIGHT"));
        assertThat(simulator.webhooks()).hasSize(1);
        assertThat(calls("POST")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void theIdIsKnownAfterARestart(TestDatabase kind) throws Exception {
        database = new UnreliableDataSource(kind.url(folder));
        TestRuntime first = replica();
        await().until(() -> consumer(first).getWebhookId() != null);
        String id = consumer(first).getWebhookId();
        first.close();
        replicas.remove(first);
        int before = simulator.calls().size();
        TestRuntime again = replica();
        await().until(() -> id.equals(consumer(again).getWebhookId()));
        assertThat(simulator.calls().get(before).path()).as("it asks for the webhook, and lists none").endsWith("/" + id);
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatIsAwayIsTriedAgain(TestDatabase kind) throws Exception {
        database = new UnreliableDataSource(kind.url(folder));
        TestRuntime runtime = replica();
        await().until(() -> consumer(runtime).getWebhookId() != null);
        database.setAway(true);
        simulator.deleteWebhook(consumer(runtime).getWebhookId());
        await().until(() -> check(runtime).startsWith("FAILED"));
        assertThat(check(runtime)).contains("cannot be reached");
        database.setAway(false);
        await().atMost(Duration.ofSeconds(30)).until(() -> consumer(runtime).checkNow().equals("RIGHT"));
        assertThat(simulator.webhooks()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatIsAwayAtTheStartIsTriedAgain(TestDatabase kind) throws Exception {
        database = new UnreliableDataSource(kind.url(folder));
        database.setAway(true);
        TestRuntime runtime = replica();
        await().until(() -> check(runtime).equals("FOLLOWER"));
        database.setAway(false);
        await().atMost(Duration.ofSeconds(30)).until(() -> consumer(runtime).checkNow().equals("RIGHT"));
    }
}
