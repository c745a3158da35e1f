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
package io.github.egnytemsp.camel.check;

import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether the Kafka cluster lets us in and has the topic. No record is sent, and no topic is made. */
final class KafkaCheck implements Check {

    private static final int TIMEOUT = 8_000;

    private final Settings settings;

    /** @param settings where the cluster is */
    KafkaCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public void run(Lines lines) throws InterruptedException {
        if (!settings.isOn("kafka.enabled")) {
            lines.off("kafka.enabled=false");
            return;
        }
        String brokers = settings.get("kafka.brokers");
        String topic = settings.get("kafka.topic");
        Properties properties;
        try {
            properties = properties(topic, brokers);
        } catch (RuntimeException e) {
            lines.wrong("kafka.options cannot be used: " + Reasons.of(e));
            return;
        }
        try (Admin admin = Admin.create(properties)) {
            Collection<Node> nodes = admin.describeCluster().nodes().get(TIMEOUT, TimeUnit.MILLISECONDS);
            if (hasTopic(admin, topic)) {
                lines.ok("The brokers at " + brokers + " can be reached, and the topic " + topic + " exists.");
            } else if (makesTopics(admin, nodes.iterator().next().idString())) {
                lines.note("The topic " + topic + " does not exist yet. The brokers create it with the first event.");
            } else {
                lines.wrong("The topic " + topic + " does not exist. Create it, or correct kafka.topic.");
            }
        } catch (ExecutionException e) {
            lines.wrong(reason(e.getCause(), brokers));
        } catch (TimeoutException e) {
            lines.wrong(noAnswer(brokers));
        } catch (ConfigException e) {
            lines.wrong("kafka.options cannot be used: " + e.getMessage());
        } catch (KafkaException e) {
            lines.wrong("kafka.brokers=" + brokers + ": " + Reasons.of(e));
        }
    }

    private static boolean hasTopic(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(TIMEOUT, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static boolean makesTopics(Admin admin, String broker) throws InterruptedException, TimeoutException {
        try {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
            ConfigEntry entry = admin.describeConfigs(List.of(resource)).all().get(TIMEOUT, TimeUnit.MILLISECONDS).get(resource)
                    .get("auto.create.topics.enable");
            return entry != null && "true".equals(entry.value());
        } catch (ExecutionException e) {
            // this login may not know
            return false;
        }
    }

    /** As the sink has them. What a client for questions does not know, it leaves out. */
    private Properties properties(String topic, String brokers) {
        KafkaEndpoint endpoint = settings.getCamelContext().getEndpoint(
                "kafka:" + topic + "?brokers=" + brokers + "&" + settings.get("kafka.options"), KafkaEndpoint.class);
        Properties properties = new Properties();
        endpoint.getConfiguration().createProducerProperties().forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name.toString())) {
                properties.put(name, value);
            }
        });
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT / 2);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT);
        properties.remove(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG);
        return properties;
    }

    private static String noAnswer(String brokers) {
        return "No broker answers at " + brokers + ": are kafka.brokers and its ports right and open from here, and does"
               + " securityProtocol in kafka.options fit?";
    }

    private static String reason(Throwable failure, String brokers) {
        if (failure instanceof AuthenticationException) {
            return "The login is refused: " + failure.getMessage() + " See saslJaasConfig in kafka.options.";
        }
        if (failure instanceof AuthorizationException) {
            return "This login may not use the topic: " + failure.getMessage();
        }
        return failure instanceof org.apache.kafka.common.errors.TimeoutException ? noAnswer(brokers) : Reasons.of(failure);
    }
}
