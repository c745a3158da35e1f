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
package io.github.egnytemsp.camel.simulator;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes events, and a delivery of each for every enabled webhook that wants its type. */
final class RaisedEvents {

    private final WebhookStore webhooks;
    private final DeliveryEngine deliveries;
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    RaisedEvents(WebhookStore webhooks, DeliveryEngine deliveries, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * Raises a sample with some fields changed; returns the event's id. A header value that is given takes the place of
     * the webhook's own.
     */
    String raise(String eventType, Map<String, ?> overrides, Optional<String> authHeaderValue) {
        long number = last.incrementAndGet();
        ObjectNode event = SimulatedEvents.sample(eventType, clock.instant(), number);
        overrides.forEach((name, value) -> event.set(name, Json.tree(value)));
        return deliver(id(number), eventType, Json.bytes(event), authHeaderValue);
    }

    /** Raises an event of any bytes; an empty type is for every enabled webhook. */
    String raise(String eventType, byte[] body) {
        return deliver(nextId(), eventType, body, Optional.empty());
    }

    String nextId() {
        return id(last.incrementAndGet());
    }

    private String deliver(String eventId, String eventType, byte[] body, Optional<String> authHeaderValue) {
        webhooks.all().stream()
                .filter(webhook -> webhook.enabled() && (eventType.isEmpty() || webhook.eventTypes().contains(eventType)))
                .forEach(webhook -> deliveries.deliver(eventId, webhook.id(), eventType, body, authHeaderValue));
        return eventId;
    }

    private static String id(long number) {
        return "event-" + number;
    }
}
