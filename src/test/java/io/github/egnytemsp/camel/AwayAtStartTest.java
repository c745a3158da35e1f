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

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.egnytemsp.camel.inbox.Postgres;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A database that is away at the start: the routes start, deliveries get 503, and all goes on when it is there. */
class AwayAtStartTest {

    private static final String PASSWORD = "password-of-the-test";

    @Test
    void postgresThatStartsLater() throws Exception {
        URI server = URI.create(Postgres.newDatabase().substring("jdbc:".length()));
        int port = TestRuntime.freePort();
        String url = "jdbc:postgresql://127.0.0.1:" + port + server.getPath() + "?user=postgres&password=" + PASSWORD;
        Vertx vertx = Vertx.vertx();
        try (TestRuntime runtime = start(url)) {
            requireAway(runtime, "127.0.0.1:" + port);
            NetClient client = vertx.createNetClient();
            vertx.createNetServer().connectHandler(in -> {
                in.pause();
                client.connect(server.getPort(), "127.0.0.1").onSuccess(out -> {
                    in.pipeTo(out);
                    out.pipeTo(in);
                });
            }).listen(port, "127.0.0.1");
            requireThere(runtime);
        } finally {
            vertx.close();
        }
    }

    @Test
    void sqliteInAFolderThatCannotBeMadeYet(@TempDir Path folder) throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("data"));
        try (TestRuntime runtime = start("jdbc:sqlite:" + inTheWay.resolve("inbox.db"))) {
            requireAway(runtime, inTheWay.toString());
            Files.delete(inTheWay);
            requireThere(runtime);
        }
    }

    private static TestRuntime start(String url) throws Exception {
        TestRuntime runtime = new TestRuntime();
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setInboxUrl(url);
        component.getConfiguration().setInboxPassword(PASSWORD);
        runtime.context().addComponent("egnyte-msp", component);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events()).routeId("events").to("egnyte-msp:inbox");
                from("egnyte-msp:inbox?subscription=mail").routeId("mail").to("mock:mail");
            }
        });
        runtime.context().start();
        return runtime;
    }

    private static void requireAway(TestRuntime runtime, String named) throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(503);
        }
        HealthCheck.Result result = check(runtime);
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage().orElse("")).contains("cannot be reached", named);
        assertThat(result.getMessage() + "" + result.getDetails()).doesNotContain(PASSWORD);
    }

    private static void requireThere(TestRuntime runtime) {
        await().atMost(20, SECONDS).until(() -> runtime.deliver(EVENT).statusCode() == 200);
        await().atMost(20, SECONDS).until(() -> runtime.mock("mail").getReceivedCounter() == 1);
        await().atMost(20, SECONDS).until(() -> check(runtime).getState() == HealthCheck.State.UP);
    }

    private static HealthCheck.Result check(TestRuntime runtime) {
        return ((HealthCheckAware) runtime.context().getRoute("mail").getConsumer()).getHealthCheck().call(Map.of());
    }
}
