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
package io.github.egnytemsp.camel;

import java.io.IOException;
import java.time.Instant;

import io.github.egnytemsp.camel.delivery.DeliveryObserver;
import io.github.egnytemsp.camel.delivery.DeliveryReceiver;
import io.github.egnytemsp.camel.delivery.WebhookListener;
import io.github.egnytemsp.camel.observability.EventsHealthCheck;
import io.github.egnytemsp.camel.observability.Meters;
import io.github.egnytemsp.camel.registration.KeeperStatus;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** Receives events: starts and stops the listener, the receiver and the keeper of the webhook. */
@ManagedResource(description = "Managed Egnyte MSP consumer")
public class EgnyteMspConsumer extends ManagedEventsConsumer implements Suspendable {

    private final DeliveryReceiver receiver;
    private final ConsumerWebhook webhook;
    private volatile WebhookListener listener;
    private DeliveryObserver meters = DeliveryObserver.NONE;

    EgnyteMspConsumer(EgnyteMspEndpoint endpoint, Processor processor, DeliveryReceiver.Settings settings) {
        super(endpoint, processor);
        this.receiver = new DeliveryReceiver(settings, new EventProcessing(this, endpoint.isBridgeErrorHandler()));
        this.webhook = new ConsumerWebhook(endpoint, settings.secrets(), this::isListening);
        HealthCheck check = new EventsHealthCheck(
                endpoint.getConfiguration().getPath(), this::isListening, webhook::status, receiver.counters(),
                webhook::tokens);
        check.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(check);
    }

    /**
     * Answers 503 from the moment when the server is up: without the path it would answer 404 until the route starts.
     * Called when the consumer is made, as Camel initialises it only when its route starts.
     */
    void listenBeforeRoutes() throws Exception {
        CamelContext context = getEndpoint().getCamelContext();
        if (context.isStarted()) {
            getEndpoint().listenEarly(receiver);
            return;
        }
        // the context starts its services in the order in which they came, the server among them, and then the routes
        context.addService(new ServiceSupport() {
            @Override
            protected void doStart() {
                getEndpoint().listenEarly(receiver);
            }
        }, true, false);
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        IdempotentRepository repository = getEndpoint().getConfiguration().getIdempotentRepository();
        if (repository != null && !getEndpoint().getCamelContext().hasService(repository)) {
            // several routes may use it: it stops with the context
            getEndpoint().getCamelContext().addService(repository, true, true);
        }
        webhook.find();
        meters = Meters.ofDeliveries(getEndpoint().getCamelContext(), name(), state());
        receiver.observe(meters);
        WebhookListener paths = getEndpoint().listener(receiver);
        paths.attach(receiver);
        listener = paths;
        webhook.attach();
    }

    /** The route's, or of a consumer without a route the path, which is its own too. */
    private String name() {
        return getRoute() == null ? getEndpoint().getConfiguration().getPath() : getRoute().getRouteId();
    }

    private Meters.ConsumerState state() {
        return new Meters.ConsumerState(
                receiver::inFlight, this::lastDelivery, webhook.status() == null ? null : this::isWebhookUp);
    }

    /**
     * When the last delivery with the right header came, or after a restart the last one that was stored.
     *
     * @return the time, or null if it is not known
     */
    public Instant lastDelivery() {
        Instant own = receiver.counters().lastDelivery();
        return own != null ? own : getEndpoint().getComponent().inboxes().lastStored();
    }

    private boolean isWebhookUp() {
        KeeperStatus status = webhook.status();
        return status != null && status.isUp();
    }

    @Override
    protected void doStop() throws Exception {
        webhook.detach();
        if (listener != null) {
            listener.detach(receiver);
            listener = null;
        }
        meters.stopped();
        super.doStop();
    }

    /**
     * Posts a body to this consumer by HTTP, as Egnyte does: to the server of this process, with the secret.
     *
     * @param  body                  the body of the delivery
     * @return                       the HTTP status of the answer
     * @throws IOException           if no answer comes
     * @throws IllegalStateException if the consumer does not listen
     */
    public int post(byte[] body) throws IOException {
        WebhookListener current = listener;
        if (current == null || !isListening()) {
            throw new IllegalStateException(
                    getEndpoint().getConfiguration().getPath()
                                            + " does not listen: the route is stopped or suspended, or the HTTP"
                                            + " server does not run");
        }
        return current.post(body);
    }

    /** Whether deliveries can arrive: the route is started, and the socket is bound. */
    boolean isListening() {
        WebhookListener current = listener;
        return isStarted() && current != null && current.isListening();
    }

    @Override
    public ConsumerStatus shown() {
        EgnyteMspConfiguration configuration = getEndpoint().getConfiguration();
        return new ConsumerStatus(
                configuration.getPath(), isListening(), receiver.counters(), configuration.getWebhookUrl(), webhook.status());
    }

    @Override
    ConsumerWebhook webhook() {
        return webhook;
    }
}
