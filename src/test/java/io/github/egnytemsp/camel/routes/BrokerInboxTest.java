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
package io.github.egnytemsp.camel.routes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.demo.JournalBroker;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.files;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** inbox.kind=jms and inbox.kind=kafka, with real brokers that keep what they have on the disk. */
class BrokerInboxTest {

    // Kafka's threads may still write when the test is over
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private JournalBroker artemis;
    private KafkaBroker kafka;
    private String kafkaOptions = "clientId=test";

    enum Kind {
        JMS,
        AMQP,
        KAFKA
    }

    @AfterEach
    void stopBrokers() throws Exception {
        if (artemis != null) {
            artemis.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private void startBroker(Kind kind) throws Exception {
        if (kind == Kind.KAFKA) {
            kafka = kafka == null ? new KafkaBroker(folder.resolve("broker")) : kafka;
            kafka.start();
        } else {
            artemis = artemis == null ? new JournalBroker(folder.resolve("broker")) : artemis;
            artemis.start();
        }
    }

    private void stopBroker() throws Exception {
        if (kafka != null) {
            kafka.stop();
        } else {
            artemis.stop();
        }
    }

    private ShippedRoutes start(Kind kind, String... files) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("sink.retryPause", "50");
        if (kind == Kind.KAFKA) {
            properties.put("inbox.kind", "kafka");
            properties.put("inbox.kafka.brokers", kafka.address());
            properties.put("inbox.kafka.options", kafkaOptions);
        } else {
            properties.put("inbox.kind", kind == Kind.JMS ? "jms" : "amqp");
            // the options as inbox-jms.yaml says
            properties.put("inbox.broker", kind == Kind.JMS
                    ? artemis.jms() + "?consumerWindowSize=0&callTimeout=4000"
                    : artemis.amqp() + "?jms.prefetchPolicy.all=0&jms.sendTimeout=4000&jms.requestTimeout=4000");
            if (kind == Kind.AMQP) {
                properties.put("inbox.connectionFactory", "org.apache.qpid.jms.JmsConnectionFactory");
            }
        }
        List<String> all = new ArrayList<>(List.of(files));
        all.add(kind == Kind.KAFKA ? "inbox-kafka" : "inbox-jms");
        return new ShippedRoutes(folder.resolve("inbox"), properties, all.toArray(String[]::new));
    }

    /** With a sink that takes no event of the type of these tests: it puts them into its .done as they are. */
    private ShippedRoutes startAll(Kind kind) throws Exception {
        return start(kind, "events-to-inbox", "inbox-to-sinks", "sink-tickets");
    }

    private Path done() {
        return folder.resolve("inbox/sinks/tickets/.done");
    }

    private void awaitInSink(String... events) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (String event : events) {
                assertThat(done().resolve(id(event) + ".json")).hasBinaryContent(event.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void anEventGoesThroughTheBrokerByteForByte(Kind kind) throws Exception {
        startBroker(kind);
        String event = event("USER_ADDED", 1, "Müller & Söhne \\\"IT\\\" – 日本");
        try (ShippedRoutes routes = startAll(kind)) {
            assertThat(deliver(routes, event)).isEqualTo(200);
            assertThat(deliver(routes, event)).as("again").isEqualTo(200);
            awaitInSink(event);
        }
        assertThat(files(folder.resolve("inbox"))).containsExactly(".finished-events");
    }

    @Test
    void whileTheBrokerIsAwayTheAnswerIs503AndNothingIsLostAfterwards() throws Exception {
        whileTheBrokerIsAway(Kind.AMQP);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = { "JMS", "KAFKA" })
    void whileTheBrokerIsAwayTheAnswerIs503WithTheOthersToo(Kind kind) throws Exception {
        whileTheBrokerIsAway(kind);
    }

    private void whileTheBrokerIsAway(Kind kind) throws Exception {
        startBroker(kind);
        String before = event("USER_ADDED", 1);
        String during = event("USER_ADDED", 2);
        try (ShippedRoutes routes = startAll(kind)) {
            assertThat(deliver(routes, before)).isEqualTo(200);
            awaitInSink(before);
            stopBroker();
            assertThat(deliver(routes, during)).isEqualTo(503);
            assertThat(deliver(routes, during)).as("it is not taken for a repeat").isEqualTo(503);
            startBroker(kind);
            await().atMost(Duration.ofSeconds(30)).until(() -> deliver(routes, during) == 200);
            awaitInSink(before, during);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void theBrokerKeepsEventsOverRestartsOfEverything(Kind kind) throws Exception {
        startBroker(kind);
        List<String> events = new ArrayList<>();
        try (ShippedRoutes routes = start(kind, "events-to-inbox", "inbox-to-sinks", "sink-tickets")) {
            routes.context().getRouteController().stopRoute(kind == Kind.KAFKA ? "kafka-inbox-to-sinks" : "jms-inbox-to-sinks");
            for (int i = 0; i < 20; i++) {
                events.add(event("USER_ADDED", i));
                assertThat(deliver(routes, events.get(i))).isEqualTo(200);
            }
        }
        stopBroker();
        assertThat(done()).doesNotExist();
        startBroker(kind);
        try (ShippedRoutes routes = startAll(kind)) {
            awaitInSink(events.toArray(String[]::new));
        }
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = { "JMS", "AMQP" })
    void aBrokerThatIsCutOffElevenTimesLosesNoEvent(Kind kind) throws Exception {
        startBroker(kind);
        List<String> events = new ArrayList<>();
        Path inTheWay = blockSink();
        for (int cut = 0; cut < 11; cut++) {
            try (ShippedRoutes routes = startAll(kind)) {
                if (cut == 0) {
                    for (int i = 0; i < 20; i++) {
                        events.add(event("USER_ADDED", i));
                        assertThat(deliver(routes, events.get(i))).isEqualTo(200);
                    }
                }
                await().until(() -> routes.context().getInflightRepository().size() > 0);
                artemis.cutConnections();
            }
        }
        await().untilAsserted(
                () -> assertThat(artemis.deliveries("egnyte-msp-inbox")).as("only the one in hand was tried").hasSize(20)
                        .element(0, as(InstanceOfAssertFactories.INTEGER)).isGreaterThanOrEqualTo(11));
        assertThat(artemis.deliveries("egnyte-msp-inbox").subList(1, 20)).containsOnly(0);
        Files.delete(inTheWay);
        try (ShippedRoutes routes = startAll(kind)) {
            awaitInSink(events.toArray(String[]::new));
        }
    }

    /** Nothing can be written to the folder of the sink, until this file is deleted. */
    private Path blockSink() throws Exception {
        Files.createDirectories(folder.resolve("inbox/sinks"));
        return Files.writeString(folder.resolve("inbox/sinks/tickets"), "");
    }

    @Tag("long")
    @Test
    void aSinksFolderThatIsBlockedForLongerThanKafkaWaitsForAReaderLosesNothing() throws Exception {
        startBroker(Kind.KAFKA);
        kafkaOptions = "clientId=test&maxPollIntervalMs=10000";
        List<String> events = new ArrayList<>();
        try (ShippedRoutes routes = start(Kind.KAFKA, "events-to-inbox", "inbox-to-sinks", "sink-tickets")) {
            Path kept = folder.resolve("kept");
            Files.move(folder.resolve("inbox/sinks/tickets"), kept);
            Path inTheWay = blockSink();
            for (int i = 0; i < 5; i++) {
                events.add(event("USER_ADDED", i));
                assertThat(deliver(routes, events.get(i))).isEqualTo(200);
            }
            await().during(Duration.ofSeconds(16)).atMost(Duration.ofSeconds(18)).until(() -> Files.isRegularFile(inTheWay));
            Files.delete(inTheWay);
            Files.move(kept, folder.resolve("inbox/sinks/tickets"));
            awaitInSink(events.toArray(String[]::new));
        }
    }

    @Test
    void brokersOfKafkaWhoseNamesAreNotFoundAre503AndStopNoStart() throws Exception {
        Map<String, String> properties = Map.of("inbox.kind", "kafka", "inbox.kafka.brokers", "broker.invalid:9092");
        try (ShippedRoutes routes = new ShippedRoutes(
                folder.resolve("inbox"), properties, "events-to-inbox", "inbox-to-sinks", "inbox-kafka")) {
            assertThat(deliver(routes, event("USER_ADDED", 1))).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "artemis", "JMS" })
    void anUnknownKindOfInboxIsSaidAtTheStart(String kind) {
        assertThatThrownBy(
                () -> new ShippedRoutes(folder.resolve("inbox"), Map.of("inbox.kind", kind), "events-to-inbox", "inbox-jms")
                        .close())
                .hasStackTraceContaining("inbox.kind must be file, jms, amqp or kafka, not " + kind);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void whatCannotBeWrittenToASinksFolderIsKeptAlsoOverAStop(Kind kind) throws Exception {
        startBroker(kind);
        String event = event("USER_ADDED", 1);
        Path inTheWay = folder.resolve("inbox/sinks/tickets").resolve(id(event) + ".json");
        Files.createDirectories(inTheWay.resolve("not-empty"));
        try (ShippedRoutes routes = startAll(kind)) {
            assertThat(deliver(routes, event)).isEqualTo(200);
            await().until(() -> routes.context().getRoute("event-to-sinks") != null
                    && routes.context().getInflightRepository().size() > 0);
        }
        Files.delete(inTheWay.resolve("not-empty"));
        Files.delete(inTheWay);
        try (ShippedRoutes routes = startAll(kind)) {
            awaitInSink(event);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void oneResellersEventsReachASinkInTheOrderInWhichEgnyteSentThem(Kind kind) throws Exception {
        startBroker(kind);
        List<String> names = new ArrayList<>();
        try (ShippedRoutes routes = startAll(kind)) {
            for (int i = 0; i < 200; i++) {
                String event = event("USER_ADDED", 1, "Company " + i);
                names.add(id(event) + ".json");
                assertThat(deliver(routes, event)).isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> files(done()).size() == names.size());
        }
        // the move to .done keeps the time of the copy
        assertThat(names).isSortedAccordingTo(Comparator.comparing(name -> done().resolve(name).toFile().lastModified()));
    }

    @Tag("long")
    @Test
    void oneResellersEventsAreAGroupOfTheQueueAndAKeyOfTheTopic() throws Exception {
        String event = event("USER_ADDED", 7);
        startBroker(Kind.JMS);
        try (ShippedRoutes routes = start(Kind.JMS, "events-to-inbox", "inbox-to-sinks");
             ConsumerTemplate consumer = routes.context().createConsumerTemplate()) {
            routes.context().getRouteController().stopRoute("jms-inbox-to-sinks");
            deliver(routes, event);
            Exchange message = consumer.receive("jms:queue:egnyte-msp-inbox?connectionFactory=#inboxConnections", 5000);
            assertThat(message.getMessage().getHeader("JMSXGroupID")).isEqualTo("R-7");
            assertThat(message.getMessage().getHeader("JMSDeliveryMode")).as("persistent").isEqualTo(2);
            assertThat(message.getMessage().getHeader("EgnyteMspEventId")).isEqualTo(id(event));
        }
        startBroker(Kind.KAFKA);
        try (ShippedRoutes routes = start(Kind.KAFKA, "events-to-inbox", "inbox-to-sinks");
             ConsumerTemplate consumer = routes.context().createConsumerTemplate()) {
            String other = event("USER_ADDED", 8);
            deliver(routes, other);
            Exchange message = consumer
                    .receive("kafka:egnyte-msp-inbox?autoOffsetReset=earliest&groupId=test&brokers=" + kafka.address(), 20_000);
            assertThat(message.getMessage().getHeader("kafka.KEY")).isEqualTo("R-8");
            assertThat(message.getMessage().getBody(String.class)).isEqualTo(other);
        }
    }
}
