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

import io.github.egnytemsp.camel.inbox.Claimed;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.Subscriber;
import io.github.egnytemsp.camel.inbox.SubscriberSettings;
import io.github.egnytemsp.camel.inbox.TryResult;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/** A durable subscription: each stored event of its types goes through the route until it is handled or given up. */
public class InboxConsumer extends DefaultConsumer implements Suspendable {

    /** What runs has ended by then: Camel has waited for it before it stops a consumer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SubscriberSettings settings;
    private Subscriber subscriber;

    InboxConsumer(EgnyteMspEndpoint endpoint, Processor processor, SubscriberSettings settings) {
        super(endpoint, processor);
        this.settings = settings;
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    /** The subscription begins now, before anything is received, and not when the route starts. */
    void declare() {
        inbox().declare(settings.subscription());
    }

    private Inbox inbox() {
        return getEndpoint().services().inbox();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        declare();
        subscriber = inbox().subscribe(settings, this::run);
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
        super.doStop();
    }

    private TryResult run(Claimed claimed) {
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
}
