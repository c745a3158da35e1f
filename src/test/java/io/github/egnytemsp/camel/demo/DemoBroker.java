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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An Artemis broker on a free port of 127.0.0.1, and somebody who takes the messages from the queue. */
public final class DemoBroker implements AutoCloseable {

    /** The queue of the routes. */
    public static final String QUEUE = "egnyte-msp-events";

    private final List<QueueMessage> messages = new CopyOnWriteArrayList<>();
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final ActiveMQConnectionFactory connections;
    private final Connection connection;
    private final String url;

    /**
     * A message that was taken from the queue.
     *
     * @param eventId   its property EgnyteMspEventId
     * @param eventType its property EgnyteMspEventType
     * @param text      its text
     */
    public record QueueMessage(String eventId, String eventType, String text) {
    }

    /**
     * Starts broker and reader.
     *
     * @throws Exception if one of them cannot start
     */
    public DemoBroker() throws Exception {
        this(FreePort.find());
    }

    /**
     * Starts broker and reader.
     *
     * @param  port      where the broker listens
     * @throws Exception if one of them cannot start
     */
    public DemoBroker(int port) throws Exception {
        url = "tcp://127.0.0.1:" + port;
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", url));
        broker.start();
        connections = new ActiveMQConnectionFactory(url);
        connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(session.createQueue(QUEUE)).setMessageListener(this::received);
        connection.start();
    }

    private void received(Message message) {
        try {
            messages.add(new QueueMessage(
                    message.getStringProperty("EgnyteMspEventId"), message.getStringProperty("EgnyteMspEventType"),
                    message instanceof BytesMessage
                            ? new String(message.getBody(byte[].class), StandardCharsets.UTF_8)
                            : message.getBody(String.class)));
        } catch (JMSException e) {
            throw new IllegalStateException("An unreadable message", e);
        }
    }

    /**
     * Where it is.
     *
     * @return the broker's URL
     */
    public String url() {
        return url;
    }

    /**
     * The messages that were taken from the queue.
     *
     * @return in their order
     */
    public List<QueueMessage> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() throws Exception {
        try {
            connection.close();
            connections.close();
        } finally {
            broker.stop();
        }
    }
}
