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
package io.github.egnytemsp.camel.observability;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.client.CallObserver;
import io.github.egnytemsp.camel.delivery.DeliveryObserver;
import io.github.egnytemsp.camel.inbox.Backlog;
import io.github.egnytemsp.camel.inbox.InboxObserver;
import org.apache.camel.CamelContext;

/**
 * Micrometer's meters of deliveries, API calls and durable subscriptions, where {@code camel-micrometer} is there and
 * the context has a {@code MeterRegistry}; elsewhere nothing, at no cost. The page monitoring.md lists them.
 */
public final class Meters {

    private Meters() {
    }

    /**
     * What the gauges of a consumer show.
     *
     * @param inFlight     how many deliveries were let in and have no answer yet
     * @param lastDelivery when the last delivery with the right header came, or null
     * @param webhookUp    whether the webhook is right, or null if nobody looks after it
     */
    public record ConsumerState(IntSupplier inFlight, Supplier<Instant> lastDelivery, BooleanSupplier webhookUp) {
    }

    /**
     * Meters of a consumer, from its start to {@link DeliveryObserver#stopped()}.
     *
     * @param  context the context
     * @param  routeId the route of the consumer
     * @param  state   what the gauges show
     * @return         the observer, never null
     */
    public static DeliveryObserver ofDeliveries(CamelContext context, String routeId, ConsumerState state) {
        try {
            return DeliveryMeters.of(context, routeId, state);
        } catch (LinkageError e) {
            return DeliveryObserver.NONE;
        }
    }

    /**
     * Meters of API calls.
     *
     * @param  context the context
     * @return         the observer, never null
     */
    public static CallObserver ofCalls(CamelContext context) {
        try {
            return CallMeters.of(context);
        } catch (LinkageError e) {
            return CallObserver.NONE;
        }
    }

    /**
     * Meters of a durable subscription, from its consumer's start to {@link InboxObserver#stopped()}.
     *
     * @param  context      the context
     * @param  routeId      the route of the consumer
     * @param  subscription the name of the subscription
     * @param  backlog      what the gauges show, null if that is not known
     * @return              the observer, never null
     */
    public static InboxObserver ofSubscription(
            CamelContext context, String routeId, String subscription, Supplier<Backlog> backlog) {
        try {
            return SubscriptionMeters.of(context, routeId, subscription, backlog);
        } catch (LinkageError e) {
            return InboxObserver.NONE;
        }
    }
}
