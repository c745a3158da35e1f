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

import java.net.InetAddress;
import java.net.ServerSocket;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Listening means that the socket is bound. */
class ListeningTest {

    private static RouteBuilder route() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events()).routeId("events").to("mock:events");
            }
        };
    }

    @Test
    void aPortThatAnotherProcessHasFailsTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             DefaultCamelContext context = new DefaultCamelContext()) {
            VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
            server.setBindHost("127.0.0.1");
            server.setBindPort(taken.getLocalPort());
            context.addService(new VertxPlatformHttpServer(server));
            context.addRoutes(route());
            assertThatThrownBy(context::start).hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    @Test
    void aServerThatHasStoppedIsNotListening() throws Exception {
        try (TestRuntime runtime = TestRuntime.with(route())) {
            EgnyteMspConsumer consumer = (EgnyteMspConsumer) runtime.context().getRoute("events").getConsumer();
            assertThat(consumer.isListening()).isTrue();
            assertThat(consumer.getHealthCheck().call().getState()).isEqualTo(HealthCheck.State.UP);
            runtime.context().hasService(VertxPlatformHttpServer.class).getServer().close().toCompletionStage()
                    .toCompletableFuture().join();
            assertThat(consumer.isListening()).isFalse();
            assertThat(consumer.getHealthCheck().call().getState()).isEqualTo(HealthCheck.State.DOWN);
        }
    }
}
