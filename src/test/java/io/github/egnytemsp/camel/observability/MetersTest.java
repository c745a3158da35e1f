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

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.docs.GeneratedBlock;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.inbox.UnreliableDataSource;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Micrometer's meters, as Prometheus reads them. */
class MetersTest {

    private static final Path DASHBOARD = Path.of("src/main/docs/egnyte-msp-dashboard.json");

    private static final Pattern METRIC = Pattern.compile("(egnyte_msp_\\w+)");
    private static final Pattern LABEL = Pattern.compile("[{,] ?(\\w+)=");
    private static final Pattern GROUPED = Pattern.compile("by \\(([\\w, ]+)\\) \\((?:rate\\(|increase\\()?(egnyte_msp_\\w+)");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Logger micrometer = (Logger) LoggerFactory.getLogger(MeterRegistry.class);
    private final ListAppender<ILoggingEvent> micrometersLog = new ListAppender<>();
    private EgnyteMspSimulator simulator;
    private UnreliableDataSource source;
    private TestRuntime runtime;
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        micrometersLog.start();
        micrometer.addAppender(micrometersLog);
        // it warns once in a process, and then at this level
        micrometer.setLevel(Level.DEBUG);
        simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
        runtime = new TestRuntime();
        runtime.context().getRegistry().bind("metricsRegistry", MeterRegistry.class, registry);
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        source = new UnreliableDataSource(TestDatabase.SQLITE.url(folder));
        component.getConfiguration().setDataSource(source.dataSource());
        runtime.context().addComponent("egnyte-msp", component);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events(
                        "registration=ensure", "webhookUrl=https://hooks.msp.example/egnyte-msp/events",
                        "idempotentRepository=#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository"))
                        .routeId("events").to("egnyte-msp:inbox")
                        .filter(header("CamelEgnyteMspEventType").isEqualTo("USER_ADDED")).process(exchange -> mayGoOn.await())
                        .end()
                        .filter(header("CamelEgnyteMspEventType").isEqualTo("RESELLER_CC_ADDED"))
                        .throwException(new IllegalStateException("the sink is down"));
                from("egnyte-msp:inbox?subscription=mail").routeId("mail").errorHandler(noErrorHandler())
                        .filter(header("CamelEgnyteMspEventType").isEqualTo("USER_REMOVED"))
                        .process(exchange -> mayGoOn.await())
                        .end()
                        .filter(header("CamelEgnyteMspEventType").isEqualTo("RESELLER_CC_ADDED"))
                        .throwException(new EventRefusedException("no such address"));
            }
        });
        runtime.context().start();
        await().until(() -> simulator.webhooks().size() == 1);
    }

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        runtime.close();
        micrometer.detachAppender(micrometersLog);
        micrometer.setLevel(null);
        simulator.close();
    }

    private static String event(String type) {
        return EVENT.replace("RESELLER_MRR_CHANGED", type);
    }

    private double value(String meter, String... tags) {
        return registry.get(meter).tags(tags).gauge().value();
    }

    private double deliveries(String answer, String type) {
        return registry.get("egnyte.msp.deliveries").tags("routeId", "events", "answer", answer, "event.type", type).counter()
                .count();
    }

    private void produceEverything() throws Exception {
        runtime.deliver(EVENT);
        runtime.deliver(EVENT);
        runtime.deliver(event("RESELLER_CC_ADDED"));
        runtime.deliver(event("NEW_AND_NOT_DOCUMENTED"));
        runtime.deliver("no JSON");
        runtime.send(runtime.delivery().setHeader(HEADER, "wrong").POST(BodyPublishers.ofString(EVENT)));
        runtime.context().createProducerTemplate().requestBody("egnyte-msp:domains", (Object) null);
    }

    @Test
    void deliveriesAreCountedByAnswerAndType() throws Exception {
        assertThat(deliveries("unauthorized", "none")).as("there before the first, which is then an increase").isZero();
        produceEverything();
        assertThat(deliveries("received", "RESELLER_MRR_CHANGED")).isEqualTo(1);
        assertThat(deliveries("duplicate", "RESELLER_MRR_CHANGED")).isEqualTo(1);
        assertThat(deliveries("failed", "RESELLER_CC_ADDED")).isEqualTo(1);
        assertThat(deliveries("received", "other")).isEqualTo(1);
        assertThat(deliveries("malformed", "none")).isEqualTo(1);
        assertThat(deliveries("unauthorized", "none")).isEqualTo(1);
    }

    @Test
    void timeInTheRouteAndEventsInFlight() throws Exception {
        assertThat(value("egnyte.msp.last.delivery.age")).isNaN();
        CompletableFuture<?> delivery = runtime.client().sendAsync(
                runtime.delivery().POST(BodyPublishers.ofString(event("USER_ADDED"))).build(),
                BodyHandlers.discarding());
        await().until(() -> value("egnyte.msp.events.active", "routeId", "events") == 1);
        mayGoOn.countDown();
        delivery.get();
        assertThat(value("egnyte.msp.events.active")).isZero();
        assertThat(value("egnyte.msp.last.delivery.age")).isBetween(0.0, 60.0);
        assertThat(registry.get("egnyte.msp.events").tags("event.type", "USER_ADDED", "answer", "received").timer())
                .satisfies(timer -> {
                    assertThat(timer.count()).isEqualTo(1);
                    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
                });
    }

    @Test
    void webhookIsUpUntilItIsNot() throws Exception {
        await().until(() -> value("egnyte.msp.webhook.up") == 1);
        simulator.revokeAccessToken("simulator-token");
        ((EgnyteMspConsumer) runtime.context().getRoute("events").getConsumer()).checkNow();
        assertThat(value("egnyte.msp.webhook.up")).isZero();
    }

    @Test
    void apiCallsAreCountedAndTheBudgetIsShown() throws Exception {
        produceEverything();
        assertThat(micrometersLog.list).as("of a gauge that is registered twice").extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("already registered") || line.contains("already been registered"));
        assertThat(registry.get("egnyte.msp.api.calls").tags("resource", "domains", "operation", "list", "status", "200")
                .timer().count())
                .isEqualTo(1);
        assertThat(registry.get("egnyte.msp.api.waits").timer().count()).isEqualTo(simulator.calls().size());
        assertThat(value("egnyte.msp.api.calls.left", "address", simulator.baseUrl(), "token", "1"))
                .isEqualTo(1000 - simulator.calls().size());
    }

    @Test
    void aCallWithoutAnAnswerIsCountedToo() {
        simulator.close();
        assertThatThrownBy(
                () -> runtime.context().createProducerTemplate().requestBody("egnyte-msp:plans?maxRetries=0", (Object) null))
                .isInstanceOf(CamelExecutionException.class);
        assertThat(registry.get("egnyte.msp.api.calls").tags("resource", "plans", "operation", "list", "status", "none").timer()
                .count())
                .isEqualTo(1);
    }

    @Test
    void whatASubscriptionHasHandledAndGivenUpIsCounted() throws Exception {
        assertThat(value("egnyte.msp.inbox.waiting", "routeId", "mail", "subscription", "mail")).isZero();
        assertThat(value("egnyte.msp.inbox.oldest.age", "subscription", "mail")).isZero();
        produceEverything();
        await().until(() -> value("egnyte.msp.inbox.failed", "subscription", "mail") == 1);
        await().until(() -> registry.get("egnyte.msp.inbox.handled").tags("subscription", "mail").counter().count() == 2);
        assertThat(tries("handled").count()).isEqualTo(2);
        assertThat(tries("handled").totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(tries("failed").count()).isEqualTo(1);
    }

    private Timer tries(String outcome) {
        return registry.get("egnyte.msp.inbox.tries").tags("routeId", "mail", "subscription", "mail", "outcome", outcome)
                .timer();
    }

    @Test
    void whatASubscriptionHasNotHandledYetIsCountedWithItsAge() throws Exception {
        runtime.deliver(event("USER_REMOVED"));
        runtime.deliver(EVENT);
        await().until(() -> value("egnyte.msp.inbox.waiting", "subscription", "mail") == 2);
        assertThat(value("egnyte.msp.inbox.oldest.age")).isGreaterThan(0).isLessThan(60);
        mayGoOn.countDown();
        await().until(() -> value("egnyte.msp.inbox.waiting", "subscription", "mail") == 0);
        assertThat(value("egnyte.msp.inbox.oldest.age")).isZero();
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsKnown() {
        assertThat(value("egnyte.msp.inbox.waiting", "subscription", "mail")).isZero();
        source.setAway(true);
        await().untilAsserted(() -> assertThat(value("egnyte.msp.inbox.waiting", "subscription", "mail")).isNaN());
    }

    @Test
    void aSubscriptionThatIsStoppedIsNotAskedAnyMore() throws Exception {
        runtime.context().getRouteController().stopRoute("mail");
        for (String gauge : List.of("waiting", "failed", "oldest.age")) {
            assertThat(registry.find("egnyte.msp.inbox." + gauge).gauge()).as(gauge).isNull();
        }
        runtime.context().getRouteController().startRoute("mail");
        assertThat(value("egnyte.msp.inbox.waiting", "subscription", "mail")).isZero();
    }

    @Test
    void aStoppedRouteIsNotAskedAnyMoreAndOneThatStartsAgainGoesOnCounting() throws Exception {
        produceEverything();
        runtime.context().getRouteController().stopRoute("events");
        assertThat(registry.find("egnyte.msp.events.active").gauge()).isNull();
        assertThat(deliveries("received", "RESELLER_MRR_CHANGED")).isEqualTo(1);
        runtime.context().getRouteController().startRoute("events");
        await("the last one is in the inbox").until(() -> value("egnyte.msp.last.delivery.age") < 60);
        runtime.deliver(EVENT.replace("R-1", "R-2"));
        assertThat(deliveries("received", "RESELLER_MRR_CHANGED")).isEqualTo(2);
        assertThat(value("egnyte.msp.last.delivery.age")).isBetween(0.0, 60.0);
    }

    @Test
    void noMeterHoldsASecretOrAName() throws Exception {
        produceEverything();
        assertThat(registry.scrape()).contains("egnyte_msp_deliveries_total").doesNotContain(SECRET)
                .doesNotContain("simulator-token")
                .doesNotContain("msp.example").doesNotContain("Dana").doesNotContain("R-1")
                .doesNotContain("NEW_AND_NOT_DOCUMENTED");
    }

    @Test
    void thePageListsEveryMeter() throws Exception {
        produceEverything();
        TreeMap<String, String> rows = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            if (id.getName().startsWith("egnyte.msp.")) {
                rows.put(id.getName(), "| `%s` | %s | %s | %s |\n".formatted(
                        id.getName(), id.getType().name().toLowerCase(Locale.ROOT),
                        id.getTags().stream().map(tag -> "`" + tag.getKey() + "`").filter(tag -> !tag.equals("`camelContext`"))
                                .collect(Collectors.joining(" ")),
                        id.getDescription()));
            }
        }
        GeneratedBlock.check("monitoring.md", "meters",
                "| meter | kind | tags, besides `camelContext` | meaning |\n|---|---|---|---|\n"
                                                        + String.join("", rows.values()));
    }

    @Test
    void theDashboardAsksForMetersThatExistWithTagsThatExist() throws Exception {
        produceEverything();
        String scraped = registry.scrape();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        Set<String> asked = new TreeSet<>();
        for (JsonNode query : dashboard.findValues("expr")) {
            for (MatchResult series : METRIC.matcher(query.asText()).results().toList()) {
                asked.add(series.group(1));
                List<String> lines = scraped.lines().filter(line -> line.startsWith(series.group(1) + "{")).toList();
                assertThat(lines).as(query.asText()).isNotEmpty();
                for (MatchResult label : LABEL.matcher(query.asText()).results().toList()) {
                    assertThat(lines).as(query.asText()).anyMatch(line -> line.contains(label.group(1) + "=\""));
                }
            }
            for (MatchResult grouped : GROUPED.matcher(query.asText()).results().toList()) {
                for (String label : grouped.group(1).split(", ")) {
                    assertThat(scraped.lines().filter(line -> line.startsWith(grouped.group(2))))
                            .as(query.asText()).anyMatch(line -> line.contains(label + "=\""));
                }
            }
        }
        assertThat(asked).as("every meter is on the dashboard").containsAll(
                scraped.lines().filter(line -> line.startsWith("egnyte_msp_")).map(line -> line.substring(0, line.indexOf('{')))
                        .collect(Collectors.toSet()));
        assertThat(dashboard.findValues("id")).as("ids of panels").doesNotHaveDuplicates();
    }
}
