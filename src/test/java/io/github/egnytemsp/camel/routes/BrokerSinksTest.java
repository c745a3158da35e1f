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
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.demo.DemoBroker.QueueMessage;
import io.github.egnytemsp.camel.demo.JournalBroker;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/sink-queue.yaml with AMQP 1.0 and routes/sink-kafka.yaml; brokers that are away, and come back. */
class BrokerSinksTest {

    // Kafka's threads may still write when the test is over
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private ShippedRoutes start(String sink, Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("queue.enabled", "true");
        properties.put("camel.component.egnyte-msp.redeliveryDelay", "50ms");
        properties.put("camel.component.egnyte-msp.maximumRedeliveryDelay", "200ms");
        return new ShippedRoutes(folder.resolve("inbox"), properties, sink);
    }

    @Test
    void theQueueOfAnAmqpBrokerHasEachEventOnceAndWhatCameWhileItWasAway() throws Exception {
        String first = event("USER_ADDED", 1, "Müller & Söhne \\\"IT\\\" – 日本");
        String second = event("RESELLER_MRR_CHANGED", 2);
        try (JournalBroker broker = new JournalBroker(folder.resolve("broker"));
             ShippedRoutes routes = start("sink-queue", Map.of("queue.amqp", broker.amqp(),
                     "queue.connectionFactory", "org.apache.qpid.jms.JmsConnectionFactory"))) {
            store(routes, first);
            await().until(() -> tries(routes, first) > 1);
            broker.start();
            await().until(() -> routes.stored().count("queue", "handled") == 1);
            routes.stored().replay(Map.of("eventId", id(first)));
            store(routes, second);
            await().until(() -> routes.stored().count("queue", "handled") == 2);

            assertThat(broker.drain()).containsExactly(new QueueMessage(id(first), "USER_ADDED", first),
                    new QueueMessage(id(second), "RESELLER_MRR_CHANGED", second));
        }
    }

    @Test
    void theQueueHasTheLongestNumberThatAnEventMayHold() throws Exception {
        String event = "{\"event_type\":\"USER_ADDED\",\"amount\":" + "9".repeat(1000) + "}";
        try (JournalBroker broker = new JournalBroker(folder.resolve("broker"));
             ShippedRoutes routes = start("sink-queue", Map.of("queue.broker", broker.jms()))) {
            broker.start();
            store(routes, event);
            await().until(() -> routes.stored().count("queue", "handled") == 1);
            assertThat(broker.drain()).containsExactly(new QueueMessage(id(event), "USER_ADDED", event));
        }
    }

    /** How often it was tried, and failed. */
    private static long tries(ShippedRoutes routes, String event) throws Exception {
        return routes.stored().get(id(event)).findValues("error").stream().filter(JsonNode::isTextual).count();
    }

    @Test
    void anUnknownKindOfKeyIsNoReasonToLoseAnEvent() throws Exception {
        String event = event("USER_ADDED", 1);
        try (ShippedRoutes routes = start("sink-kafka", Map.of("kafka.enabled", "true", "kafka.key", "resellers",
                "camel.component.egnyte-msp.maximumRedeliveries", "5"))) {
            store(routes, event);
            await().until(() -> routes.stored().count("kafka", "failed") == 1);
            assertThat(routes.stored().get(id(event)).toString())
                    .contains("kafka.key=resellers is neither event nor reseller");
        }
    }

    @Tag("long")
    @Test
    void theTopicHasEachEventUnderItsKeyAlsoWhatCameWhileKafkaWasAway() throws Exception {
        String first = event("USER_ADDED", 1, "Müller & Söhne \\\"IT\\\" – 日本");
        String second = event("RESELLER_MRR_CHANGED", 2);
        try (KafkaBroker kafka = new KafkaBroker(folder.resolve("broker"))) {
            kafka.start();
            Map<String, String> properties = Map.of("kafka.enabled", "true", "kafka.brokers", kafka.address(),
                    "kafka.options", "clientId=test");
            try (ShippedRoutes routes = start("sink-kafka", properties)) {
                store(routes, first);
                await().atMost(Duration.ofSeconds(20)).until(() -> routes.stored().count("kafka", "handled") == 1);
            }
            kafka.stop();
            try (ShippedRoutes routes = start("sink-kafka", with(properties, "kafka.key", "reseller"))) {
                store(routes, second);
                await().atMost(Duration.ofSeconds(30)).until(() -> tries(routes, second) > 0);
                kafka.start();
                await().atMost(Duration.ofSeconds(40)).until(() -> routes.stored().count("kafka", "handled") == 2);
            }
            Map<String, String> records = new HashMap<>();
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(consumer(kafka))) {
                consumer.subscribe(List.of("egnyte-msp-events"));
                await().atMost(Duration.ofSeconds(20)).until(() -> {
                    for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                        records.put(
                                each.key() + " " + header(each, "EgnyteMspEventType") + " " + header(each, "EgnyteMspEventId"),
                                new String(each.value(), StandardCharsets.UTF_8));
                    }
                    return records.size() >= 2;
                });
            }
            assertThat(records).containsOnly(Map.entry(id(first) + " USER_ADDED " + id(first), first),
                    Map.entry("R-2 RESELLER_MRR_CHANGED " + id(second), second));
        }
    }

    @Test
    void brokersWhoseNamesAreNotFoundHoldUpThisSinkOnly() throws Exception {
        String event = event("USER_ADDED", 1);
        try (ShippedRoutes routes
                = start("sink-kafka", Map.of("kafka.enabled", "true", "kafka.brokers", "broker.invalid:9092"))) {
            store(routes, event);
            await().until(() -> tries(routes, event) > 0);
            assertThat(routes.stored().count("kafka", "failed")).isZero();
        }
    }

    private static Map<String, String> with(Map<String, String> properties, String name, String value) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(name, value);
        return all;
    }

    private static String header(ConsumerRecord<?, ?> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Properties consumer(KafkaBroker kafka) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.address());
        properties.put("group.id", "test");
        properties.put("auto.offset.reset", "earliest");
        properties.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        properties.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        return properties;
    }
}
