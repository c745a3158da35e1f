package io.github.egnytemsp.camel.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.demo.DemoBroker;
import io.github.egnytemsp.camel.demo.DemoBroker.QueueMessage;
import io.github.egnytemsp.camel.demo.FreePort;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An Artemis broker with a journal, which can be stopped and started: messages and what it knows of duplicates stay. */
final class JournalBroker implements AutoCloseable {

    private static final Duration LAST_MESSAGE = Duration.ofSeconds(1);

    private final Path folder;
    private final int port = FreePort.findForRestarts();
    private EmbeddedActiveMQ broker;

    JournalBroker(Path folder) throws Exception {
        this.folder = folder;
        start();
    }

    int port() {
        return port;
    }

    synchronized void start() throws Exception {
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
                    .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port));
            broker.start();
        }
    }

    synchronized void stop() throws Exception {
        if (broker != null) {
            broker.stop();
            broker = null;
        }
    }

    /** Takes all messages from the queue; at the end only, as a message may be taken twice when the broker stops. */
    List<QueueMessage> drain() throws Exception {
        List<QueueMessage> messages = new ArrayList<>();
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
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
