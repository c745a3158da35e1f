package io.github.egnytemsp.camel.routes;

import java.nio.file.Path;

import io.github.egnytemsp.camel.demo.FreePort;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An Artemis broker with a journal on the disk, for JMS and AMQP, that can be stopped and started again at its address. */
final class JournalBroker implements AutoCloseable {

    private final Path folder;
    private final int port;
    private EmbeddedActiveMQ broker;

    JournalBroker(Path folder) throws Exception {
        this.folder = folder;
        this.port = FreePort.find();
    }

    void start() throws Exception {
        broker = new EmbeddedActiveMQ().setConfiguration(new ConfigurationImpl()
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("any", "tcp://127.0.0.1:" + port + "?protocols=CORE,AMQP"));
        broker.start();
    }

    void stop() throws Exception {
        if (broker != null) {
            broker.stop();
            broker = null;
        }
    }

    /** For the JMS client of Artemis. */
    String jms() {
        return "tcp://127.0.0.1:" + port;
    }

    /** For any client of AMQP 1.0. */
    String amqp() {
        return "amqp://127.0.0.1:" + port;
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
