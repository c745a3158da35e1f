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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import io.github.egnytemsp.camel.demo.FreePort;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker and controller (KRaft) in this process, with its log on the disk, that can be stopped and started
 * again.
 */
public final class KafkaBroker implements AutoCloseable {

    private final Properties properties = new Properties();
    private final int port;
    private KafkaRaftServer server;

    /**
     * Formats its log.
     *
     * @param  folder    for its files; made if it is not there
     * @throws Exception if that fails
     */
    public KafkaBroker(Path folder) throws Exception {
        this(folder, FreePort.find());
    }

    /**
     * Formats its log.
     *
     * @param  folder    for its files; made if it is not there
     * @param  port      where it listens
     * @throws Exception if that fails
     */
    public KafkaBroker(Path folder, int port) throws Exception {
        this.port = port;
        int controller = FreePort.find();
        properties.putAll(Map.of(
                "process.roles", "broker,controller", "node.id", "1", "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port, "controller.listener.names", "CONTROLLER",
                "log.dirs", folder.resolve("kafka").toString(), "num.partitions", "3"));
        properties.putAll(Map.of(
                "offsets.topic.num.partitions", "1", "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0", "controlled.shutdown.enable", "false"));
        Path config = folder.resolve("kafka.properties");
        Files.createDirectories(folder);
        try (var out = Files.newOutputStream(config)) {
            properties.store(out, null);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int exitCode = StorageTool.execute(
                new String[] { "format", "-t", Uuid.randomUuid().toString(), "-c", config.toString() },
                new PrintStream(output));
        if (exitCode != 0) {
            throw new IllegalStateException("Not formatted: " + output);
        }
    }

    /** Starts it, for the first time or again. */
    public void start() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        server.startup();
    }

    void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /**
     * Where it is.
     *
     * @return host and port
     */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        stop();
    }
}
