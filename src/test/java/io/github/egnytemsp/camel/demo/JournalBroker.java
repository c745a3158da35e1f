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
package io.github.egnytemsp.camel.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.demo.DemoBroker.QueueMessage;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * An Artemis broker with a journal, for JMS and AMQP 1.0, which can be stopped and started at its address: messages and
 * what it knows of duplicates stay.
 */
public final class JournalBroker implements AutoCloseable {

    private static final Duration LAST_MESSAGE = Duration.ofSeconds(1);

    private final Path folder;
    private final int port;
    private EmbeddedActiveMQ broker;

    /**
     * Finds a port; starts nothing.
     *
     * @param  folder      for the journal
     * @throws IOException if there is no port
     */
    public JournalBroker(Path folder) throws IOException {
        this.folder = folder;
        this.port = FreePort.findForRestarts();
    }

    /**
     * Where it is, or will be, on 127.0.0.1.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * For Artemis' own JMS client.
     *
     * @return the address
     */
    public String jms() {
        return "tcp://127.0.0.1:" + port;
    }

    /**
     * For any client of AMQP 1.0.
     *
     * @return the address
     */
    public String amqp() {
        return "amqp://127.0.0.1:" + port;
    }

    /**
     * Starts it, if it is not running.
     *
     * @throws Exception if it cannot start
     */
    public synchronized void start() throws Exception {
        if (broker == null) {
            broker = new EmbeddedActiveMQ();
            broker.setConfiguration(new ConfigurationImpl()
                    .setPersistenceEnabled(true)
                    .setJournalType(JournalType.NIO)
                    .setJournalDirectory(folder.resolve("journal").toString())
                    .setBindingsDirectory(folder.resolve("bindings").toString())
                    .setPagingDirectory(folder.resolve("paging").toString())
                    .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .addAcceptorConfiguration("any", jms() + "?protocols=CORE,AMQP"));
            broker.start();
        }
    }

    /**
     * Stops it, if it is running.
     *
     * @throws Exception if it cannot stop
     */
    public synchronized void stop() throws Exception {
        if (broker != null) {
            broker.stop();
            broker = null;
        }
    }

    /**
     * How many messages are in a queue, those under way included.
     *
     * @param  queue its name
     * @return       0 if there is no such queue
     */
    public synchronized long messages(String queue) {
        Queue found = broker.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    /**
     * Takes all text messages from the queue of the sink; at the end only, as a message may be taken twice when the
     * broker stops.
     *
     * @return           in their order
     * @throws Exception if they cannot be read
     */
    public List<QueueMessage> drain() throws Exception {
        List<QueueMessage> messages = new ArrayList<>();
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(jms());
             Connection connection = connections.createConnection();
             Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
             MessageConsumer consumer = session.createConsumer(session.createQueue(DemoBroker.QUEUE))) {
            connection.start();
            for (TextMessage message = next(consumer); message != null; message = next(consumer)) {
                messages.add(new QueueMessage(
                        message.getStringProperty("EgnyteMspEventId"), message.getStringProperty("EgnyteMspEventType"),
                        message.getText()));
            }
        }
        return messages;
    }

    private static TextMessage next(MessageConsumer consumer) throws Exception {
        return (TextMessage) consumer.receive(LAST_MESSAGE.toMillis());
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
