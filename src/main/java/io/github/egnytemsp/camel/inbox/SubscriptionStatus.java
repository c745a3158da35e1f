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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;

/**
 * How a durable subscription is.
 *
 * @param name          its name
 * @param eventTypes    the types that it wants, all if it is empty
 * @param waiting       how many events will be tried, for the first time or again
 * @param running       how many events its consumers have to try
 * @param failed        how many stored events were given up
 * @param handled       how many stored events are handled
 * @param oldestWaiting when the oldest event that waits was stored, or null
 * @param lastSuccess   when an event was last handled, or null
 * @param lastError     why a try last failed, or null
 * @param lastErrorAt   when that was, or null
 * @param paused        whether its events wait because somebody said so
 * @param outageUntil   when it asks again whether the other side is back, or null if that is not down
 * @param consumers     how many consumers it has, in all replicas
 */
public record SubscriptionStatus(String name, List<String> eventTypes, long waiting, long running, long failed,
        long handled, Instant oldestWaiting, Instant lastSuccess, String lastError, Instant lastErrorAt, boolean paused,
        Instant outageUntil, int consumers) implements MspRecord {

    /** The same with numbers. */
    SubscriptionStatus with(Map<DeliveryState, Long> counts, Instant oldest) {
        return new SubscriptionStatus(
                name, eventTypes, counts.get(DeliveryState.waiting), counts.get(DeliveryState.running),
                counts.get(DeliveryState.failed), counts.get(DeliveryState.handled), oldest, lastSuccess, lastError,
                lastErrorAt, paused, outageUntil, consumers);
    }

    @Override
    public JsonNode toJson() {
        ArrayNode types = Json.mapper().createArrayNode();
        eventTypes.forEach(types::add);
        return new RecordJson().with("name", name).set("eventTypes", types).with("waiting", waiting)
                .with("running", running).with("failed", failed).with("handled", handled)
                .with("oldestWaiting", oldestWaiting).with("lastSuccess", lastSuccess).with("lastError", lastError)
                .with("lastErrorAt", lastErrorAt).with("paused", paused).with("outageUntil", outageUntil)
                .with("consumers", consumers).done();
    }
}
