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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.inbox.DeliveryState;
import io.github.egnytemsp.camel.inbox.DeliveryStatus;
import io.github.egnytemsp.camel.inbox.StoredEvent;
import io.github.egnytemsp.camel.inbox.SubscriptionStatus;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspList;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What is stored is found again, replayed and looked after through the producer. */
class InboxOperationsTest {

    private static final String INVOICE = "RESELLER_INVOICE_PAID";
    private static final String MRR = "RESELLER_MRR_CHANGED";

    @TempDir
    private Path folder;
    private String url;
    private DefaultCamelContext context;
    private ProducerTemplate template;
    /** How often the subscription mail has handled the events of a reseller. */
    private final Map<String, Integer> handled = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        if (context != null) {
            context.stop();
        }
    }

    private String inbox(String... options) {
        return "egnyte-msp:inbox?inboxUrl=RAW(" + url + ")" + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    private void start(TestDatabase database, RouteBuilder... subscriptions) throws Exception {
        url = url == null ? database.url(folder) : url;
        context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(5);
        for (RouteBuilder subscription : subscriptions) {
            context.addRoutes(subscription);
        }
        context.start();
        template = context.createProducerTemplate();
    }

    /** Handles all but what R9 has, which is refused. */
    private RouteBuilder mail(String... options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                String[] all = java.util.Arrays.copyOf(options, options.length + 1);
                all[options.length] = "subscription=mail";
                from(inbox(all)).routeId("mail").process(exchange -> {
                    String reseller = exchange.getMessage().getHeader(EgnyteMspConstants.RESELLER_CODE, String.class);
                    if (reseller.equals("R9")) {
                        throw new EventRefusedException("no such customer");
                    }
                    handled.merge(reseller, 1, Integer::sum);
                    exchange.getMessage().setHeader(EgnyteMspConstants.OUTCOME, "mail to " + reseller);
                });
            }
        };
    }

    private static String event(int reseller) {
        return EVENT.replace("R-1", "R" + reseller);
    }

    private static String invoice(int reseller) {
        return event(reseller).replace(MRR, INVOICE);
    }

    private static String id(String event) throws Exception {
        return MspEvent.parse(event.getBytes(StandardCharsets.UTF_8)).id();
    }

    private void store(String... events) {
        for (String event : events) {
            template.requestBody(inbox(), event);
        }
    }

    private Object ask(String operation, Object filters) {
        return template.requestBody(inbox("operation=" + operation), filters);
    }

    @SuppressWarnings("unchecked")
    private List<StoredEvent> list(Map<String, Object> filters) {
        return (List<StoredEvent>) ask("list", filters);
    }

    private List<String> resellers(Map<String, Object> filters) {
        return list(filters).stream().map(StoredEvent::resellerCode).toList();
    }

    private long count(Map<String, Object> filters) {
        return (Long) ask("count", filters);
    }

    private long replay(Object filters) {
        return (Long) ask("replay", filters);
    }

    @SuppressWarnings("unchecked")
    private List<SubscriptionStatus> subscriptions() {
        return (List<SubscriptionStatus>) ask("subscriptions", null);
    }

    private SubscriptionStatus subscription() {
        return subscriptions().get(0);
    }

    private void awaitHandled(int events) {
        await().atMost(10, SECONDS).until(() -> count(Map.of("state", "handled", "subscription", "mail")) == events);
    }

    @ParameterizedTest
    @EnumSource
    void theNewestEventsComeFirstAndPageByPage(TestDatabase database) throws Exception {
        start(database);
        for (int i = 1; i <= 5; i++) {
            store(event(i));
        }
        List<StoredEvent> first = list(Map.of("limit", 2));
        assertThat(first).extracting(StoredEvent::resellerCode).containsExactly("R5", "R4");
        long last = first.get(1).seq();
        assertThat(resellers(Map.of("limit", 2, "before", last))).containsExactly("R3", "R2");
        assertThat(resellers(Map.of("before", last - 2))).containsExactly("R1");
        assertThat(resellers(Map.of("before", 1))).isEmpty();
        assertThat(resellers(Map.of("before", 1_000_000))).hasSize(5);
        assertThat(resellers(Map.of())).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void everyFilterChooses(TestDatabase database) throws Exception {
        start(database, mail("eventTypes=RESELLER_MRR_*"), new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=tickets")).autoStartup(false).to("mock:tickets");
            }
        });
        String accented = event(3).replace("MSP Example", "Caf\\u00e9 \\\"Nord\\\"");
        store(event(1), invoice(1), event(2), accented, event(9));
        storeMalformed("no event at all".getBytes(StandardCharsets.UTF_8));
        storeMalformed(new byte[] { 0, 'Z', 'z', (byte) 0xFF });
        await().atMost(10, SECONDS).until(() -> count(Map.of("state", "failed")) == 1);
        awaitHandled(3);

        assertFound(Map.of("text", "zz"), (String) null);
        template.requestBody(inbox("operation=forget"), Map.of("text", "zz"));
        assertFound(Map.of(), null, "R9", "R3", "R2", "R1", "R1");
        assertFound(Map.of("eventId", id(event(2))), "R2");
        assertFound(Map.of("eventId", id(event(2)).substring(0, 8)), "R2");
        assertFound(Map.of("eventId", "unknown"));
        assertFound(Map.of("eventType", INVOICE), "R1");
        assertFound(Map.of("resellerCode", "R1"), "R1", "R1");
        assertFound(Map.of("resellerCode", "R1", "eventType", MRR), "R1");
        assertFound(Map.of("state", "handled"), "R3", "R2", "R1");
        assertFound(Map.of("state", "handled", "subscription", "mail"), "R3", "R2", "R1");
        assertFound(Map.of("state", "failed"), "R9");
        assertFound(Map.of("state", "skipped"), "R1");
        assertFound(Map.of("state", "waiting", "subscription", "mail"));
        assertFound(Map.of("state", "waiting", "subscription", "tickets"), "R9", "R3", "R2", "R1", "R1");
        assertFound(Map.of("subscription", "mail"), "R9", "R3", "R2", "R1", "R1");
        assertFound(Map.of("state", "handled", "subscription", "mail", "resellerCode", "R1"), "R1");
        assertFound(Map.of("state", "handled", "eventType", INVOICE));
        assertFound(Map.of("state", "waiting", "eventType", INVOICE), "R1");
        assertFound(Map.of("subscription", "mail", "resellerCode", "R1", "eventType", INVOICE), "R1");
        assertFound(Map.of("state", "failed", "eventId", id(event(9))), "R9");
        assertFound(Map.of("text", "CAFÉ \"nord"), "R3");
        assertFound(Map.of("text", "dana@MSP.example", "eventType", INVOICE), "R1");
        assertFound(Map.of("text", "no event"), (String) null);
        assertFound(Map.of("text", "dana", "state", "failed"), "R9");
        assertFound(Map.of("state", "malformed"), (String) null);
        assertFound(Map.of("since", "2026-01-01", "until", "2027-01-01T00:00:00+01:00", "eventType", INVOICE), "R1");
        assertFound(Map.of("until", "2026-01-01"));
        assertFound(Map.of("since", Instant.now().plusSeconds(60).toEpochMilli()));
        assertThat(list(Map.of("state", "malformed")).get(0).malformed()).isEqualTo("The body is not JSON");
    }

    private void storeMalformed(byte[] body) {
        template.send(inbox("operation=storeMalformed"), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("The body is not JSON"));
        });
    }

    private void assertFound(Map<String, Object> filters, String... resellers) {
        assertThat(resellers(filters)).as("%s", filters).containsExactly(resellers);
        assertThat(count(filters)).as("%s", filters).isEqualTo(resellers.length);
    }

    @ParameterizedTest
    @EnumSource
    void anEventTellsWhatBecameOfIt(TestDatabase database) throws Exception {
        start(database, mail());
        store(event(1), event(9));
        storeMalformed(new byte[] { (byte) 0xFF, 1 });
        awaitHandled(1);
        await().atMost(10, SECONDS).until(() -> count(Map.of("state", "failed")) == 1);

        StoredEvent good = (StoredEvent) ask("get", Map.of("eventId", id(event(1))));
        assertThat(good.eventTime()).isEqualTo("2026-11-01T10:15:30Z");
        DeliveryStatus delivery = good.deliveries().get(0);
        assertThat(delivery.state()).isEqualTo(DeliveryState.handled);
        assertThat(delivery.tries()).singleElement().satisfies(tried -> {
            assertThat(tried.attempt()).isEqualTo(1);
            assertThat(tried.outcome()).isEqualTo("mail to R1");
            assertThat(tried.error()).isNull();
        });

        StoredEvent refused = (StoredEvent) ask("get", Map.of("eventId", id(event(9)).substring(0, 8)));
        assertThat(refused.deliveries().get(0).state()).isEqualTo(DeliveryState.failed);
        assertThat(refused.deliveries().get(0).tries().get(0).error()).contains("no such customer");

        JsonNode json = template.requestBody(inbox("operation=get"), Map.of("eventId", id(event(9))), JsonNode.class);
        assertThat(json.at("/event/company_name").asText()).isEqualTo("MSP Example");
        assertThat(json.at("/seq").isNumber()).isTrue();
        assertThat(json.at("/deliveries/0/subscription").asText()).isEqualTo("mail");
        assertThat(json.at("/deliveries/0/tries/0/attempt").isNumber()).isTrue();
        assertThat(Instant.parse(json.at("/storedAt").asText())).isEqualTo(refused.storedAt());
        assertThat(json.has("malformed")).isFalse();

        Map<?, ?> malformed = context.getTypeConverter().convertTo(
                Map.class, ask("get", list(Map.of("state", "malformed")).get(0)));
        assertThat(malformed.get("bodyBase64")).isEqualTo("/wE=");
        assertThatThrownBy(() -> ask("get", Map.of("eventId", "0123456789"))).rootCause()
                .isInstanceOf(IllegalArgumentException.class).hasMessage("No event is stored with the eventId 0123456789");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasHandledOrGivenUpIsReplayed(TestDatabase database) throws Exception {
        start(database, mail("eventTypes=RESELLER_MRR_*"));
        store(event(1), event(2), event(9), invoice(3));
        awaitHandled(2);
        await().atMost(10, SECONDS).until(() -> count(Map.of("state", "failed")) == 1);

        assertThat(replay(Map.of("state", "failed", "dryRun", true))).isEqualTo(1);
        assertThat(replay(Map.of("subscription", "mail", "dryRun", "true"))).isEqualTo(3);
        assertThat(replay(Map.of("since", 0, "dryRun", true))).isEqualTo(3);
        assertThat(replay(Map.of("text", "R9", "dryRun", true))).isEqualTo(1);
        assertThat(replay(Map.of("state", "skipped", "dryRun", true))).isZero();
        assertThat(replay(Map.of("state", "waiting", "dryRun", true))).isZero();
        assertThat(handled).isEqualTo(Map.of("R1", 1, "R2", 1));

        assertThat(replay("{\"resellerCode\":\"R1\"}")).isEqualTo(1);
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(handled).containsEntry("R1", 2));
        assertThat(replay(Map.of("subscription", "mail", "state", "skipped"))).as("its type is still not wanted").isZero();
        assertThat(replay(Map.of("subscription", "mail", "state", "skipped", "eventType", "RESELLER_INVOICE_PAID")))
                .isEqualTo(1);
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(handled).containsEntry("R3", 1));
        assertThat(replay(Map.of("text", "dana", "subscription", "mail", "eventType", MRR))).isEqualTo(3);
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(handled).isEqualTo(Map.of("R1", 3, "R2", 2, "R3", 1)));

        await().atMost(10, SECONDS).until(() -> count(Map.of("state", "failed")) == 1);
        StoredEvent event = (StoredEvent) ask("get", Map.of("eventId", id(event(1))));
        assertThat(event.deliveries().get(0).replayed()).isTrue();
        assertThat(event.deliveries().get(0).tries()).extracting("attempt").containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource
    void waitingEventsOfTypesThatAreNotWantedAnyMoreAreCountedInTheLog(TestDatabase database) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("io.github.egnytemsp.camel.inbox.SubscriptionTable");
        log.start();
        logger.addAppender(log);
        try {
            start(database, mail("eventTypes=RESELLER_*"));
            ask("pause", Map.of("subscription", "mail"));
            store(event(1), invoice(2), invoice(3));
            context.getRouteController().stopRoute("mail");
            context.removeRoute("mail");
            context.addRoutes(mail("eventTypes=RESELLER_MRR_*"));
            await().atMost(10, SECONDS).untilAsserted(() -> assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line
                            .startsWith("Subscription mail: 2 waiting events are of other types, and are skipped.")));
        } finally {
            logger.detachAppender(log);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofWhatWasSkippedThatIsReplayedWhoseTypeIsWantedNow(TestDatabase database) throws Exception {
        start(database, mail("eventTypes=RESELLER_MRR_*"));
        store(event(1), invoice(2), event(3).replace(MRR, "USER_ADDED"));
        awaitHandled(1);
        context.getRouteController().stopRoute("mail");
        context.removeRoute("mail");
        context.addRoutes(mail("eventTypes=RESELLER_MRR_*,RESELLER_INVOICE_*"));
        Map<String, Object> skipped = Map.of("subscription", "mail", "state", "skipped");
        // the new types are written while the route starts
        await().atMost(10, SECONDS).until(
                () -> replay(Map.of("subscription", "mail", "state", "skipped", "dryRun", true)) == 1);
        assertThat(replay(Map.of("subscription", "mail", "state", "skipped", "text", "dana", "dryRun", true))).isEqualTo(1);
        assertThat(replay(skipped)).isEqualTo(1);
        awaitHandled(2);
        assertThat(handled).isEqualTo(Map.of("R1", 1, "R2", 1));
        assertThat(count(skipped)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aNamedSubscriptionAlsoGetsWhatWasStoredBeforeIt(TestDatabase database) throws Exception {
        start(database);
        store(event(1), invoice(2));
        storeMalformed("none".getBytes(StandardCharsets.UTF_8));
        context.addRoutes(mail("eventTypes=RESELLER_MRR_*"));
        store(event(3));
        awaitHandled(1);
        assertThat(replay(Map.of("since", 0, "dryRun", true))).isEqualTo(1);
        assertThat(replay(Map.of("subscription", "mail", "since", 0, "dryRun", true))).isEqualTo(2);
        assertThat(replay(Map.of("subscription", "mail", "since", 0))).isEqualTo(2);
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(handled).isEqualTo(Map.of("R1", 1, "R3", 2)));
    }

    @ParameterizedTest
    @EnumSource
    void replaysInStepsWhileEventsAreHandled(TestDatabase database) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        start(database, new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=mail")).process(exchange -> runs.incrementAndGet());
            }
        });
        for (int i = 0; i < 1100; i++) {
            template.asyncRequestBody(inbox(), event(i));
        }
        await().atMost(30, SECONDS).until(() -> runs.get() == 1100);
        awaitHandled(1100);
        assertThat(replay(Map.of("subscription", "mail"))).isEqualTo(1100);
        await().atMost(30, SECONDS).until(() -> runs.get() == 2200);
        awaitHandled(1100);
        assertThat(runs).hasValue(2200);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsForgottenIsGoneAtEverySubscription(TestDatabase database) throws Exception {
        start(database, mail(), new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=tickets")).autoStartup(false).to("mock:tickets");
            }
        });
        store(event(1), invoice(1), event(2), event(9));
        storeMalformed("no event of R1".getBytes(StandardCharsets.UTF_8));
        awaitHandled(3);
        await().atMost(10, SECONDS).until(() -> count(Map.of("state", "failed")) == 1);

        assertThat(ask("forget", Map.of("resellerCode", "R1", "dryRun", true))).isEqualTo(2L);
        assertThat(ask("forget", Map.of("text", "r1", "dryRun", true))).isEqualTo(3L);
        assertThat(ask("forget", Map.of("resellerCode", "R1", "eventType", MRR, "dryRun", true))).isEqualTo(1L);
        assertThat(count(Map.of())).isEqualTo(5);

        assertThat(ask("forget", "{\"text\":\"R1\"}")).isEqualTo(3L);
        assertFound(Map.of(), "R9", "R2");
        assertFound(Map.of("state", "waiting", "subscription", "tickets"), "R9", "R2");
        assertThat(ask("forget", Map.of("text", "R1"))).isEqualTo(0L);

        assertThat(subscriptions().get(0).lastError()).contains("no such customer");
        assertThat(ask("forget", Map.of("eventId", id(event(9)).substring(0, 8)))).isEqualTo(1L);
        assertThat(subscriptions().get(0).lastError()).isEqualTo("The event of this failure was forgotten");

        // nobody knows that it was there
        store(event(1));
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(handled).containsEntry("R1", 3));
    }

    @ParameterizedTest
    @EnumSource
    void manyAreForgottenWhileOthersAreStored(TestDatabase database) throws Exception {
        start(database, mail());
        for (int i = 0; i < 450; i++) {
            template.asyncRequestBody(inbox(), event(5).replace("MSP Example", "MSP " + i));
        }
        awaitHandled(450);
        Future<Object> forgotten
                = template.asyncRequestBody(inbox("operation=forget"), Map.of("resellerCode", "R5"));
        for (int i = 10; i < 110; i++) {
            store(event(i));
        }
        assertThat(forgotten.get(30, SECONDS)).isEqualTo(450L);
        awaitHandled(100);
        assertThat(count(Map.of())).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void aTryThatRunsEndsAndLeavesNothingOfAForgottenEvent(TestDatabase database) throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        start(database, new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(inbox("subscription=mail")).process(exchange -> {
                    String reseller = exchange.getMessage().getHeader(EgnyteMspConstants.RESELLER_CODE, String.class);
                    handled.merge(reseller, 1, Integer::sum);
                    if (reseller.equals("R1")) {
                        runs.countDown();
                        mayFail.await();
                        throw new EventRefusedException("dana@msp.example is unknown");
                    }
                });
            }
        });
        store(event(1));
        assertThat(runs.await(10, SECONDS)).isTrue();
        // claimed with it or not: not begun
        store(event(2), event(3));

        assertThat(ask("forget", Map.of("eventId", id(event(1))))).isEqualTo(1L);
        assertThat(ask("forget", Map.of("resellerCode", "R2"))).isEqualTo(1L);
        mayFail.countDown();
        awaitHandled(1);
        assertThat(handled).isEqualTo(Map.of("R1", 1, "R3", 1));
        assertThat(subscription().lastError()).isNull();
        assertThat(subscription().failed()).isZero();

        store(event(1));
        await().atMost(10, SECONDS).until(() -> count(Map.of("state", "failed")) == 1);
        StoredEvent again = (StoredEvent) ask("get", Map.of("eventId", id(event(1))));
        assertThat(again.deliveries().get(0).tries()).hasSize(1);
    }

    @Test
    void theFilesHoldNothingOfAForgottenEvent() throws Exception {
        start(TestDatabase.SQLITE, new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox("subscription=mail")).setHeader(EgnyteMspConstants.OUTCOME, simple("mail to ${body}"));
            }
        });
        String large = "x".repeat(9_000);
        for (int i = 0; i < 300; i++) {
            store(i % 7 == 0
                    ? event(i).replace("MSP Example", "Searched Person " + i + (i % 3 == 0 ? large : "")).replace("R" + i,
                            "R-SEARCHED")
                    : event(i));
        }
        storeMalformed("Searched Person, and no event".getBytes(StandardCharsets.UTF_8));
        awaitHandled(300);
        assertThat(files()).contains("Searched Person", "R-SEARCHED");

        assertThat(ask("forget", Map.of("text", "searched person"))).isEqualTo(44L);
        assertThat(files()).contains("MSP Example").doesNotContain("Searched", "SEARCHED");
    }

    private String files() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void whoReadsKeepsTheLogForAMomentOnly() throws Exception {
        start(TestDatabase.SQLITE);
        store(event(1), event(2));
        try (Connection reader = DriverManager.getConnection(url); Statement statement = reader.createStatement()) {
            statement.execute("begin");
            statement.executeQuery("select count(*) from egnyte_msp_event").next();
            Future<Object> forgotten
                    = template.asyncRequestBody(inbox("operation=forget"), Map.of("resellerCode", "R1"));
            await().atMost(10, SECONDS).until(() -> count(Map.of()) == 1);
            // it is stored meanwhile
            store(event(3));
            assertThat(forgotten.isDone()).isFalse();
            statement.execute("rollback");
            assertThat(forgotten.get(20, SECONDS)).isEqualTo(1L);
        }
        assertThat(Files.size(folder.resolve("inbox.db-wal"))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void daysCountWhatWasStored(TestDatabase database) throws Exception {
        start(database, mail());
        store(event(1), event(2), invoice(3), event(9));
        storeMalformed("no event".getBytes(StandardCharsets.UTF_8));
        awaitHandled(3);
        await().atMost(10, SECONDS).until(() -> count(Map.of("state", "failed")) == 1);

        JsonNode days = template.requestBody(inbox("operation=days"), Map.of("days", 3), JsonNode.class);
        assertThat(days).hasSize(3);
        LocalDate today = LocalDate.parse(days.get(2).get("day").asText());
        assertThat(today).isBetween(LocalDate.now(ZoneOffset.UTC).minusDays(1), LocalDate.now(ZoneOffset.UTC));
        assertThat(days.get(0)).hasToString(
                "{\"day\":\"" + today.minusDays(2) + "\",\"events\":{},\"malformed\":0,\"failed\":0}");
        assertThat(days.get(2).get("events")).hasToString("{\"" + INVOICE + "\":1,\"" + MRR + "\":3}");
        assertThat(days.get(2).get("malformed").asInt()).isEqualTo(1);
        assertThat(days.get(2).get("failed").asInt()).isEqualTo(1);
        assertThat(template.requestBody(inbox("operation=days&zone=Pacific/Auckland"), null, JsonNode.class)).hasSize(30);
    }

    @ParameterizedTest
    @EnumSource
    void aPausedSubscriptionLetsItsEventsWait(TestDatabase database) throws Exception {
        start(database, mail());
        store(event(1), event(9));
        awaitHandled(1);
        await().atMost(10, SECONDS).until(() -> subscription().failed() == 1 && subscription().consumers() == 1);
        SubscriptionStatus before = subscription();
        assertThat(before.name()).isEqualTo("mail");
        assertThat(before.eventTypes()).isEmpty();
        assertThat(before.handled()).isEqualTo(1);
        assertThat(before.lastSuccess()).isNotNull();
        assertThat(before.lastError()).contains("no such customer");
        assertThat(before.lastErrorAt()).isNotNull();
        assertThat(before.oldestWaiting()).isNull();
        assertThat(before.paused()).isFalse();
        assertThat(before.outageUntil()).isNull();

        SubscriptionStatus paused = (SubscriptionStatus) ask("pause", Map.of("subscription", "mail"));
        assertThat(paused.paused()).isTrue();
        store(event(2));
        context.stop();
        start(database, mail());
        store(event(3));
        assertThat(subscription().waiting()).isEqualTo(2);
        assertThat(subscription().oldestWaiting()).isNotNull();
        assertThat(handled).containsOnlyKeys("R1");

        JsonNode resumed = template.requestBodyAndHeader(
                inbox("operation=resume"), null, EgnyteMspConstants.SUBSCRIPTION, "mail", JsonNode.class);
        assertThat(resumed.get("paused").asBoolean()).isFalse();
        assertThat(resumed.get("handled").isNumber()).isTrue();
        awaitHandled(3);
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionWithoutConsumerIsRemoved(TestDatabase database) throws Exception {
        start(database, mail());
        store(event(1));
        awaitHandled(1);
        assertThatThrownBy(() -> ask("remove", Map.of("subscription", "mail"))).rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Subscription mail has 1 consumer: stop the routes that begin with it first");
        context.getRouteController().stopRoute("mail");
        await().atMost(10, SECONDS).until(() -> subscription().consumers() == 0);
        assertThat(ask("remove", subscription())).isInstanceOf(SubscriptionStatus.class);
        assertThat(subscriptions()).isEmpty();
        assertThat(list(Map.of())).singleElement().satisfies(event -> assertThat(event.deliveries()).isEmpty());
        StoredEvent event = (StoredEvent) ask("get", Map.of("eventId", id(event(1))));
        assertThat(event.deliveries()).isEmpty();
    }

    @Test
    void headersWinOverTheBodyAndOptionsGiveWay() throws Exception {
        start(TestDatabase.SQLITE);
        store(event(1), event(2), event(3));
        String uri = inbox("operation=list", "resellerCode=R1");
        assertThat(template.requestBody(uri, (Object) null)).asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.list(StoredEvent.class)).extracting(StoredEvent::resellerCode)
                .containsExactly("R1");
        assertThat(template.requestBody(uri, "{\"resellerCode\":\"R2\"}", String.class)).contains("\"R2\"")
                .doesNotContain("\"R1\"");
        Map<String, Object> headers = new HashMap<>();
        headers.put(EgnyteMspConstants.RESELLER_CODE, "R3");
        headers.put(EgnyteMspConstants.TEXT, " ");
        assertThat(template.requestBodyAndHeaders(uri, "{\"resellerCode\":\"R2\",\"state\":\"\"}", headers, String.class))
                .contains("\"R3\"").doesNotContain("\"R2\"");
        // what a route did before is no filter
        MspEvent event = MspEvent.parse(event(7).getBytes(StandardCharsets.UTF_8));
        assertThat(template.requestBody(inbox("operation=list"), event)).isInstanceOf(MspList.class);
        assertThat((Long) ask("count", list(Map.of()))).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "list   | {\"reseller\":\"R1\"}                        | The field 'reseller' is not known. The fields are eventId, eventType,",
            "pause  | {\"name\":\"mail\"}                          | The field 'name' is not known. The fields are subscription",
            "list   | {\"limit\":0}                                | limit (CamelEgnyteMspLimit) must be 1 to 1000: 0",
            "list   | {\"limit\":1001}                             | limit (CamelEgnyteMspLimit) must be 1 to 1000: 1001",
            "list   | {\"limit\":\"few\"}                          | limit (CamelEgnyteMspLimit) must be a whole number: few",
            "list   | {\"before\":\"R1\"}                          | before (CamelEgnyteMspBefore) must be a whole number: R1",
            "count  | {\"state\":\"done\"}                         | state (CamelEgnyteMspState) must be one of waiting, running, handled,",
            "count  | {\"since\":\"yesterday\"}                    | since (CamelEgnyteMspSince) must be a time with its offset",
            "count  | {\"until\":\"2026-11-01T10:00:00\"}          | until (CamelEgnyteMspUntil) must be a time with its offset",
            "count  | {\"since\":1761955200}                       | milliseconds since 1970: 1761955200",
            "count  | {\"since\":\"2026-11-02\",\"until\":\"2026-11-01\"} | since (CamelEgnyteMspSince) must not be after until",
            "count  | {\"subscription\":\"fax\"}                   | subscription is 'fax': there are mail",
            "count  | {\"state\":\"malformed\",\"subscription\":\"mail\"} | state=malformed",
            "replay | {}                                           | replay needs a filter",
            "replay | {\"dryRun\":true}                            | replay needs a filter",
            "replay | {\"state\":\"malformed\"}                    | state=malformed cannot be replayed",
            "replay | {\"state\":\"failed\",\"dryRun\":\"perhaps\"} | dryRun (CamelEgnyteMspDryRun) must be true or false: perhaps",
            "forget | {}                                           | forget needs eventId, resellerCode or text",
            "forget | {\"state\":\"failed\",\"subscription\":\"mail\",\"since\":0} | forget needs eventId, resellerCode or text",
            "forget | {\"eventType\":\"RESELLER_MRR_CHANGED\"}    | forget needs eventId, resellerCode or text",
            "forget | {\"resellerCode\":\"R1\",\"limit\":5}        | limit (CamelEgnyteMspLimit) is only for list",
            "forget | {\"resellerCode\":\"R1\",\"subscription\":\"fax\"} | subscription is 'fax': there are mail",
            "days   | {\"days\":0}                                | days (CamelEgnyteMspDays) must be 1 to 366: 0",
            "days   | {\"days\":367}                              | days (CamelEgnyteMspDays) must be 1 to 366: 367",
            "days   | {\"zone\":\"Mars/Olympus\"}                 | zone (CamelEgnyteMspZone) must be a time zone, such as",
            "days   | {\"text\":\"dana\"}                         | The field 'text' is not known. The fields are days, zone",
            "replay | {\"state\":\"failed\",\"limit\":5}           | limit (CamelEgnyteMspLimit) is only for list",
            "get    | {}                                           | eventId is missing: set eventId in the body, the header CamelEgnyteMspEventId",
            "pause  | {}                                           | subscription is missing",
            "resume | {\"subscription\":\"fax\"}                   | subscription is 'fax': there are mail",
            "remove | {\"subscription\":\"fax\"}                   | subscription is 'fax': there are mail",
            "list   | [1]                                          | The body must be a JSON object" })
    void wrongInputIsNamed(String operation, String body, String message) throws Exception {
        start(TestDatabase.SQLITE, mail());
        assertThatThrownBy(() -> ask(operation, body)).rootCause().isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
