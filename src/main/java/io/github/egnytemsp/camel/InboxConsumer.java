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

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

import io.github.egnytemsp.camel.inbox.Backlog;
import io.github.egnytemsp.camel.inbox.Claimed;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.InboxObserver;
import io.github.egnytemsp.camel.inbox.Subscriber;
import io.github.egnytemsp.camel.inbox.SubscriberSettings;
import io.github.egnytemsp.camel.inbox.TryResult;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.observability.InboxHealthCheck;
import io.github.egnytemsp.camel.observability.Meters;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;

/** A durable subscription: each stored event of its types goes through the route until it is handled or given up. */
@ManagedResource(description = "Managed Egnyte MSP inbox consumer")
public class InboxConsumer extends ManagedInboxConsumer implements Suspendable {

    /** Running events have ended by then: Camel waits for them before it stops a consumer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SubscriberSettings settings;
    private final LongAdder handled = new LongAdder();
    private volatile Inbox inbox;
    private volatile Subscriber subscriber;
    private volatile InboxObserver meters = InboxObserver.NONE;
    private volatile Instant startedAt;

    InboxConsumer(EgnyteMspEndpoint endpoint, Processor processor, SubscriberSettings settings) {
        super(endpoint, processor);
        this.settings = settings;
        HealthCheck check = new InboxHealthCheck(
                endpoint.options().subscriptionHealth(),
                new InboxHealthCheck.State(
                        this::isStarted, this::getWorkersAlive, () -> inbox.problem(), this::backlog, () -> startedAt));
        check.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(check);
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    /** The subscription begins now, before anything is received, and not when the route starts. */
    void declare() {
        inbox = getEndpoint().services().inbox();
        inbox.declare(settings.subscription());
    }

    /** The inbox that was opened last: a reader, perhaps after the stop, must not open one. */
    @Override
    Inbox inbox() {
        return inbox;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        declare();
        startedAt = Instant.now();
        meters = Meters.ofSubscription(getEndpoint().getCamelContext(), name(), getSubscription(), this::backlog);
        subscriber = inbox.subscribe(settings, this::run);
    }

    /** The route's, or of a consumer without a route the subscription. */
    private String name() {
        return getRoute() == null ? getSubscription() : getRoute().getRouteId();
    }

    @Override
    protected void doSuspend() throws Exception {
        subscriber.suspend();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        subscriber.resume();
    }

    @Override
    protected void doStop() throws Exception {
        if (subscriber != null) {
            subscriber.stop(PATIENCE);
            subscriber = null;
        }
        meters.stopped();
        super.doStop();
    }

    private TryResult run(Claimed claimed) {
        long started = System.nanoTime();
        TryResult result = handle(claimed);
        boolean isHandled = result.error() == null;
        if (isHandled) {
            handled.increment();
        }
        meters.tried(isHandled, System.nanoTime() - started);
        return result;
    }

    private TryResult handle(Claimed claimed) {
        MspEvent event;
        try {
            event = MspEvent.parse(claimed.body());
        } catch (MalformedEventException e) {
            return new TryResult(null, e);
        }
        Exchange exchange = createExchange(false);
        Message message = exchange.getIn();
        EventMessage.fill(message, event);
        message.setHeader(EgnyteMspConstants.SUBSCRIPTION, settings.subscription().name());
        message.setHeader(EgnyteMspConstants.ATTEMPT, claimed.attempt());
        message.setHeader(EgnyteMspConstants.REPLAYED, claimed.replayed());
        Throwable failure = RouteRun.run(this, exchange);
        TryResult result = new TryResult(
                exchange.getMessage().getHeader(EgnyteMspConstants.OUTCOME, String.class), failure);
        releaseExchange(exchange, false);
        return result;
    }

    @Override
    Backlog backlog() {
        return inbox.backlog(getSubscription());
    }

    @Override
    public String getSubscription() {
        return settings.subscription().name();
    }

    @Override
    public long getHandled() {
        return handled.sum();
    }

    @Override
    public int getWorkersAlive() {
        Subscriber current = subscriber;
        return current == null ? 0 : current.workers();
    }
}
