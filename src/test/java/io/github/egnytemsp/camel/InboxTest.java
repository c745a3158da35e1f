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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.client.SystemTime;
import io.github.egnytemsp.camel.client.TimeSource;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.model.EventRefusedException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.events;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Events are stored before they are answered, and handled once by each subscription. */
class InboxTest {

    @TempDir
    private Path folder;
    private String url;
    private TestRuntime runtime;

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.close();
        }
    }

    private String inbox(String... options) {
        return "egnyte-msp:inbox?inboxUrl=RAW(" + url + ")" + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    private void start(TestDatabase database, RouteBuilder subscriptions) throws Exception {
        url = url == null ? database.url(folder) : url;
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).to(inbox()).to("mock:stored");
            }
        }, subscriptions);
    }

    private static String event(int number) {
        return EVENT.replace("R-1", "R" + number);
    }

    @ParameterizedTest
    @EnumSource
    void everySubscriptionGetsTheEventsOfItsTypesInOrder(TestDatabase database) throws Exception {
        start(database, new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=all")).to("mock:all");
                from(inbox("subscription=invoices", "eventTypes=RESELLER_INVOICE_*")).to("mock:invoices");
            }
        });
        MockEndpoint all = runtime.mock("all");
        MockEndpoint invoices = runtime.mock("invoices");
        for (int i = 1; i <= 20; i++) {
            assertThat(runtime.deliver(event(i)).statusCode()).isEqualTo(200);
        }
        assertThat(runtime.deliver(event(21).replace("RESELLER_MRR_CHANGED", "RESELLER_INVOICE_PAID")).statusCode())
                .isEqualTo(200);
        await().atMost(10, SECONDS).until(() -> all.getReceivedCounter() == 21 && invoices.getReceivedCounter() == 1);
        for (int i = 1; i <= 21; i++) {
            assertThat(all.getReceivedExchanges().get(i - 1).getIn().getHeader(EgnyteMspConstants.RESELLER_CODE))
                    .isEqualTo("R" + i);
        }
        Exchange first = all.getReceivedExchanges().get(0);
        assertThat(first.getIn().getHeader(EgnyteMspConstants.SUBSCRIPTION)).isEqualTo("all");
        assertThat(first.getIn().getHeader(EgnyteMspConstants.ATTEMPT)).isEqualTo(1);
        assertThat(first.getIn().getHeader(EgnyteMspConstants.REPLAYED)).isEqualTo(false);
        assertThat(first.getIn().getBody(String.class)).isEqualTo(event(1));
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatIsAnsweredAndNotStoredAgain(TestDatabase database) throws Exception {
        start(database, new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=all")).to("mock:all");
            }
        });
        for (int i = 0; i < 3; i++) {
            assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        }
        runtime.deliver(event(2));
        await().atMost(10, SECONDS).until(() -> runtime.mock("all").getReceivedCounter() == 2);
        List<Exchange> stored = runtime.mock("stored").getReceivedExchanges();
        assertThat(stored).extracting(exchange -> exchange.getIn().getHeader(EgnyteMspConstants.DUPLICATE))
                .containsExactly(false, true, true, false);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsTriedAgainAndThoseBehindItGoOn(TestDatabase database) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        List<String> handled = new CopyOnWriteArrayList<>();
        start(database, new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(inbox("subscription=all", "redeliveryDelay=50")).process(exchange -> {
                    String reseller = exchange.getIn().getHeader(EgnyteMspConstants.RESELLER_CODE, String.class);
                    if (reseller.equals("R1") && tries.incrementAndGet() < 4) {
                        throw new IllegalStateException("not yet");
                    }
                    handled.add(reseller + " at try " + exchange.getIn().getHeader(EgnyteMspConstants.ATTEMPT));
                });
            }
        });
        runtime.deliver(event(1));
        runtime.deliver(event(2));
        await().atMost(10, SECONDS).until(() -> handled.size() == 2);
        assertThat(handled).containsExactly("R2 at try 1", "R1 at try 4");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedIsGivenUpAtOnceAndAnErrorIsAFailedTry(TestDatabase database) throws Exception {
        List<String> tried = new CopyOnWriteArrayList<>();
        start(database, new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(inbox("subscription=all", "redeliveryDelay=50", "maximumRedeliveries=2")).process(exchange -> {
                    String reseller = exchange.getIn().getHeader(EgnyteMspConstants.RESELLER_CODE, String.class);
                    tried.add(reseller);
                    if (reseller.equals("R1")) {
                        throw new EventRefusedException("never");
                    }
                    if (reseller.equals("R2")) {
                        throw new StackOverflowError("too deep");
                    }
                });
            }
        });
        for (int i = 1; i <= 3; i++) {
            runtime.deliver(event(i));
        }
        await().atMost(10, SECONDS).until(() -> tried.stream().filter("R2"::equals).count() == 3);
        runtime.deliver(event(4));
        await().atMost(10, SECONDS).until(() -> tried.contains("R4"));
        assertThat(tried).containsOnlyOnce("R1", "R3", "R4");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongQuestionCostsNoConnection(TestDatabase database) throws Exception {
        start(database, new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=all")).to("mock:all");
            }
        });
        ProducerTemplate template = runtime.context().createProducerTemplate();
        for (int i = 0; i < 120; i++) {
            assertThatThrownBy(() -> template.requestBody(inbox("operation=list", "subscription=nobody"), (Object) null))
                    .rootCause().isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(template.requestBody(inbox("operation=count"), null, Long.class)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsThereAfterARestart(TestDatabase database) throws Exception {
        RouteBuilder subscription = new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=all")).routeId("all").autoStartup("{{start}}").to("mock:all");
            }
        };
        System.setProperty("start", "false");
        try {
            start(database, subscription);
            runtime.deliver(event(1));
            runtime.close();
            System.setProperty("start", "true");
            start(database, subscription);
            await().atMost(10, SECONDS).until(() -> runtime.mock("all").getReceivedCounter() == 1);
        } finally {
            System.clearProperty("start");
        }
    }

    /** Others would else take over what it handles. */
    @Test
    void aReplicaThatOnlyWaitsShowsThatItIsThere() throws Exception {
        start(TestDatabase.SQLITE, new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=all")).to("mock:all");
            }
        });
        await().atMost(30, SECONDS).until(() -> beat() > 2);
    }

    private long beat() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("select max(beat) from egnyte_msp_replica")) {
            return row.getLong(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "a%20b", "%41", "a'b", "a b", "\u00e4", "a#b&c=d" })
    void aFileMeansWhatItsNameSays(String name) throws Exception {
        Path file = folder.resolve(name).resolve(name + ".db");
        url = "jdbc:sqlite:" + file;
        runtime = new TestRuntime();
        EgnyteMspComponent component = runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class);
        component.getConfiguration().setInboxUrl(url);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).to("egnyte-msp:inbox");
                from("egnyte-msp:inbox?subscription=all").to("mock:all");
            }
        });
        runtime.context().start();
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        await().atMost(10, SECONDS).until(() -> runtime.mock("all").getReceivedCounter() == 1);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.toList()).contains(file).allSatisfy(one -> assertThat(Files.getPosixFilePermissions(one))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    @Test
    void aLinkThatSomebodyLeftForTheFileIsNotFollowedToNothing() throws Exception {
        Path file = Files.createSymbolicLink(folder.resolve("inbox.db"), folder.resolve("elsewhere.db"));
        runtime = new TestRuntime();
        runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration()
                .setInboxUrl("jdbc:sqlite:" + file);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).to("egnyte-msp:inbox");
            }
        });
        runtime.context().start();
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(503);
        assertThat(folder.resolve("elsewhere.db")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void aStepOfTheClockChangesNoPause(TestDatabase database) throws Exception {
        AtomicLong step = new AtomicLong();
        for (long hours : new long[] { 1, -2, 1 }) {
            List<Object> attempts = new CopyOnWriteArrayList<>();
            url = database.url(folder.resolve("step" + hours + step));
            runtime = new TestRuntime();
            runtime.context().getRegistry().bind("time", new SteppedTime(runtime.context(), step));
            runtime.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:store").to(inbox());
                    from(inbox("subscription=all", "redeliveryDelay=700")).process(exchange -> {
                        attempts.add(exchange.getIn().getHeader(EgnyteMspConstants.ATTEMPT));
                        if (!attempts.contains(2)) {
                            // while the pause passes
                            step.addAndGet(hours * 3_600_000);
                            throw new IllegalStateException("not yet");
                        }
                    });
                    from(inbox("subscription=long", "redeliveryDelay=50m")).process(exchange -> {
                        attempts.add("long");
                        throw new IllegalStateException("not for long");
                    });
                }
            });
            runtime.context().start();
            runtime.context().createProducerTemplate().sendBody("direct:store", EVENT);
            await().atMost(10, SECONDS).until(() -> attempts.contains(2));
            assertThat(attempts).containsOnlyOnce("long");
            runtime.close();
        }
    }

    /** A system clock that somebody sets. */
    private static final class SteppedTime extends ServiceSupport implements TimeSource {

        private final SystemTime time;
        private final AtomicLong step;

        SteppedTime(CamelContext context, AtomicLong step) {
            this.time = new SystemTime(context);
            this.step = step;
        }

        @Override
        public Instant now() {
            return time.now().plusMillis(step.get());
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return time.schedule(delay, task);
        }

        @Override
        protected void doStart() {
            time.start();
        }

        @Override
        protected void doStop() {
            time.stop();
        }
    }
}
