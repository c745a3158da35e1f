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

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The server is up before the routes are: Egnyte is asked to come back, and not told that the path does not exist. */
class SlowStartTest {

    private final AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();

    /** A route that starts before the others, and takes its time: long enough for a delivery. */
    private RouteBuilder startsFirst(TestRuntime runtime) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:slow").startupOrder(1).routePolicy(new RoutePolicySupport() {
                    @Override
                    public void onStart(Route route) {
                        try {
                            answer.set(runtime.deliver(TestRuntime.EVENT));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }).to("mock:slow");
            }
        };
    }

    private static RouteBuilder events(boolean autoStartup) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events()).routeId("events").startupOrder(2).autoStartup(autoStartup).to("mock:events");
            }
        };
    }

    private void assertComeBackLater(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aDeliveryBeforeTheRoutesHaveStartedIsAskedToComeBack() throws Exception {
        try (TestRuntime runtime = new TestRuntime()) {
            runtime.context().addRoutes(startsFirst(runtime));
            runtime.context().addRoutes(events(true));
            MockEndpoint mock = runtime.mock("events");
            mock.expectedMessageCount(1);

            runtime.context().start();

            assertComeBackLater(answer.get());
            assertThat(runtime.deliver(TestRuntime.EVENT).statusCode()).isEqualTo(200);
            mock.assertIsSatisfied();
        }
    }

    @Test
    void aRouteThatIsNotStartedYetAsksToComeBack() throws Exception {
        try (TestRuntime runtime = TestRuntime.with(events(false))) {
            assertComeBackLater(runtime.deliver(TestRuntime.EVENT));
            runtime.context().getRouteController().startRoute("events");
            assertThat(runtime.deliver(TestRuntime.EVENT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aWrongSecretIsRefusedBeforeTheStartToo() throws Exception {
        try (TestRuntime runtime = TestRuntime.with(events(false))) {
            assertThat(runtime.send(runtime.delivery().setHeader(TestRuntime.HEADER, "wrong")
                    .POST(BodyPublishers.ofString(TestRuntime.EVENT))).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aRouteThatIsNotStartedKeepsNoOtherFromItsPath() throws Exception {
        try (TestRuntime runtime = TestRuntime.with(events(false))) {
            runtime.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(TestRuntime.events("maxInFlight=7")).routeId("other").autoStartup(false).to("mock:other");
                }
            });
            assertThat(runtime.context().getRoutes()).hasSize(2);
        }
    }
}
