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
package io.github.egnytemsp.camel.inbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.EventMessage;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Receives events into a folder, one file each, forced to the disk before Egnyte gets its 200; for a route that reads
 * that folder with the file component. It is what the Kamelet {@code egnyte-msp-event-durable-source} is made of; the
 * shipped routes do the same in YAML. What is no event is kept in the folder's {@code .malformed}, with the reason
 * beside it. An event that was received is not received again: its id is in {@code .finished-events}.
 */
public final class FileInbox extends ServiceSupport implements CamelContextAware {

    private final DurableFiles files = new DurableFiles();
    private final InboxFolders folders = new InboxFolders();
    private final Map<String, Object> options = new LinkedHashMap<>();
    private CamelContext camelContext;
    private String directory;
    private Endpoint events;
    private Consumer consumer;

    /** For Camel. */
    public FileInbox() {
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * The folder.
     *
     * @param directory made if it is not there; one process only works on it
     */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    /**
     * Options of the consumer {@code egnyte-msp:events}.
     *
     * @return to be filled before the start; without values, options have their defaults
     */
    public Map<String, Object> getOptions() {
        return options;
    }

    /**
     * Makes the message that the consumer would have made, out of one that holds the bytes of a file.
     *
     * @param  exchange                the exchange
     * @throws MalformedEventException if they are no event: somebody has edited the file
     */
    public void restore(Exchange exchange) throws MalformedEventException {
        EventMessage.fill(exchange.getMessage(), MspEvent.parse(exchange.getMessage().getBody(byte[].class)));
    }

    @Override
    protected void doStart() throws Exception {
        folders.setDirectory(directory);
        // the dev console finds it there; a bean of a Kamelet is not in the registry
        camelContext.getRegistry().bind(nameOfFolders(), InboxFolders.class, folders);
        folders.setCamelContext(camelContext);
        if (camelContext.isStarted()) {
            receive();
            return;
        }
        camelContext.addStartupListener(new ExtendedStartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
                // the HTTP server may still be starting
            }

            @Override
            public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
                if (isRunAllowed()) {
                    receive();
                }
            }
        });
    }

    private void receive() throws Exception {
        RememberedIds finished = new RememberedIds();
        finished.setFile(Path.of(directory, ".finished-events").toString());
        Map<String, Object> parameters = new LinkedHashMap<>(options);
        parameters.put("idempotentRepository", finished);
        parameters.put("bridgeErrorHandler", true);
        // an endpoint of its own: those of the context are found by their URI, which may be another's with other options
        events = camelContext.getComponent(EgnyteMspConstants.SCHEME).createEndpoint(EgnyteMspConstants.SCHEME + ":events",
                parameters);
        // no route: one that is added while the others start would not start itself
        consumer = events.createConsumer(this::received);
        ServiceHelper.startService(events, consumer);
        // the dev console and the operation rotate find it there
        camelContext.getRegistry().bind(nameOfConsumer(), consumer);
        HealthCheckRegistry healthChecks = HealthCheckRegistry.get(camelContext);
        if (healthChecks != null) {
            healthChecks.register(((HealthCheckAware) consumer).getHealthCheck());
        }
    }

    @Override
    protected void doStop() {
        HealthCheckRegistry healthChecks = HealthCheckRegistry.get(camelContext);
        if (healthChecks != null && consumer != null) {
            healthChecks.unregister(((HealthCheckAware) consumer).getHealthCheck());
        }
        ServiceHelper.stopAndShutdownServices(consumer, events);
        camelContext.getRegistry().unbind(nameOfConsumer());
        camelContext.getRegistry().unbind(nameOfFolders());
    }

    private String nameOfConsumer() {
        return "egnyte-msp-events " + directory;
    }

    private String nameOfFolders() {
        return "egnyte-msp-inbox " + directory;
    }

    private void received(Exchange exchange) throws Exception {
        MalformedEventException malformed = exchange.getException(MalformedEventException.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (malformed == null) {
            files.write(directory, eventId(exchange) + ".json", body);
            return;
        }
        String folder = Path.of(directory, ".malformed").toString();
        files.write(folder, eventId(exchange) + ".body", body);
        files.write(folder, eventId(exchange) + ".reason.txt",
                (malformed.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
        // it is kept: it would be no better the next time
        exchange.setException(null);
    }

    private static String eventId(Exchange exchange) {
        return exchange.getMessage().getHeader(EgnyteMspConstants.EVENT_ID, String.class);
    }
}
