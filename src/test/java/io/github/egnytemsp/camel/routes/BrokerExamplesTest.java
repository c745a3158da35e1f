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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.github.egnytemsp.camel.demo.JournalBroker;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/examples: brokers in the place of the inbox. */
class BrokerExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // Kafka's threads may still write when the test is over
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private ShippedRoutes start(String example, String property, String address) throws Exception {
        return new ShippedRoutes(folder.resolve("inbox"), Map.of(property, address), "examples/" + example);
    }

    @Test
    void aQueueHasEachEventOnceAndWhileTheBrokerIsAwayEgnyteKeepsIt() throws Exception {
        String first = event("USER_ADDED", 1, "Müller & Söhne \\\"IT\\\" – 日本");
        String second = event("USER_ADDED", 2);
        try (JournalBroker broker = new JournalBroker(folder.resolve("broker"))) {
            broker.start();
            try (ShippedRoutes routes = start("events-to-jms", "queue.broker", broker.jms())) {
                assertThat(deliver(routes, first)).isEqualTo(200);
                assertThat(deliver(routes, first)).as("again").isEqualTo(200);
                broker.stop();
                assertThat(deliver(routes, second)).isEqualTo(500);
                broker.start();
                await().atMost(PATIENCE).until(() -> deliver(routes, second) == 200);
                assertThat(broker.messages("egnyte-msp-events")).isEqualTo(2);
                try (ConsumerTemplate consumer = routes.context().createConsumerTemplate()) {
                    for (String event : List.of(first, second)) {
                        Exchange message
                                = consumer.receive("jms:queue:egnyte-msp-events?connectionFactory=#broker",
                                        PATIENCE.toMillis());
                        assertThat(message.getMessage().getBody(String.class)).isEqualTo(event);
                        assertThat(message.getMessage().getHeader("JMSDeliveryMode")).as("persistent").isEqualTo(2);
                    }
                }
            }
        }
    }

    @Test
    void aTopicHasEachEventUnderItsIdAndWhileKafkaIsAwayEgnyteKeepsIt() throws Exception {
        String first = event("USER_ADDED", 1, "Müller & Söhne \\\"IT\\\" – 日本");
        String second = event("USER_ADDED", 2);
        try (KafkaBroker kafka = new KafkaBroker(folder.resolve("broker"))) {
            kafka.start();
            try (ShippedRoutes routes = start("events-to-kafka", "kafka.brokers", kafka.address())) {
                assertThat(deliver(routes, first)).isEqualTo(200);
                kafka.stop();
                assertThat(deliver(routes, second)).isEqualTo(500);
                kafka.start();
                await().atMost(PATIENCE).until(() -> deliver(routes, second) == 200);
            }
            Properties properties = new Properties();
            properties.put("bootstrap.servers", kafka.address());
            properties.put("group.id", "test");
            properties.put("auto.offset.reset", "earliest");
            properties.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
            properties.put("value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties)) {
                consumer.subscribe(List.of("egnyte-msp-events"));
                Map<String, String> records = new java.util.HashMap<>();
                await().atMost(PATIENCE).until(() -> {
                    for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
                        records.put(each.key(), each.value());
                    }
                    return records.size() == 2;
                });
                assertThat(records).containsOnly(Map.entry(id(first), first), Map.entry(id(second), second));
            }
        }
    }

    @Test
    void brokersOfKafkaWhoseNamesAreNotFoundStopNoStart() throws Exception {
        try (ShippedRoutes routes = start("events-to-kafka", "kafka.brokers", "broker.invalid:9092")) {
            assertThat(deliver(routes, event("USER_ADDED", 1))).isEqualTo(500);
        }
    }
}
