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

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.inbox.StoredEvent;
import org.apache.camel.ProducerTemplate;

/** What is stored in an inbox, as {@code egnyte-msp:inbox} tells it. */
public final class InboxView {

    private final ProducerTemplate camel;

    InboxView(ProducerTemplate camel) {
        this.camel = camel;
    }

    /**
     * How many events a subscription has in a state.
     *
     * @param  subscription its name
     * @param  state        waiting, running, handled, failed or skipped
     * @return              0 or more
     */
    public long count(String subscription, String state) {
        return count(Map.of("subscription", subscription, "state", state));
    }

    /**
     * How many events there are.
     *
     * @param  filters as the operation count has them; none for all
     * @return         0 or more
     */
    public long count(Map<String, Object> filters) {
        return camel.requestBody("egnyte-msp:inbox?operation=count", new HashMap<>(filters), Long.class);
    }

    /**
     * The events, newest first.
     *
     * @param  filters as the operation list has them; none for all
     * @return         an array
     */
    public JsonNode list(Map<String, Object> filters) {
        return camel.requestBody("egnyte-msp:inbox?operation=list", new HashMap<>(filters), JsonNode.class);
    }

    /**
     * Has events handled once more.
     *
     * @param  filters as the operation replay has them
     * @return         how many deliveries
     */
    public long replay(Map<String, Object> filters) {
        return camel.requestBody("egnyte-msp:inbox?operation=replay", new HashMap<>(filters), Long.class);
    }

    /**
     * An event with its payload, and every try of each subscription.
     *
     * @param  eventId its id
     * @return         an object
     */
    public JsonNode get(String eventId) {
        return camel.requestBody("egnyte-msp:inbox?operation=get", Map.of("eventId", eventId), JsonNode.class);
    }

    /**
     * The bytes that were received.
     *
     * @param  eventId the event's id
     * @return         as they came
     */
    public byte[] payload(String eventId) {
        return camel.requestBody("egnyte-msp:inbox?operation=get", Map.of("eventId", eventId), StoredEvent.class).payload();
    }
}
