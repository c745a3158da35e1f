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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.MspRecord;

/**
 * What has become of an event at a subscription.
 *
 * @param subscription its name
 * @param state        the state
 * @param attempts     how often it was tried, the try that runs included
 * @param failures     how many of the tries failed so that they count for giving up
 * @param nextTry      when it is tried again at the earliest, if it waits after a failure; else null
 * @param replayed     whether somebody asked for it once more
 * @param updatedAt    when the state last changed
 * @param tries        every finished try, the first one first; null in lists
 */
public record DeliveryStatus(String subscription, DeliveryState state, int attempts, int failures, Instant nextTry,
        boolean replayed, Instant updatedAt, List<Try> tries) implements MspRecord {

    /** The same with its tries. */
    DeliveryStatus with(List<Try> all) {
        return new DeliveryStatus(subscription, state, attempts, failures, nextTry, replayed, updatedAt, List.copyOf(all));
    }

    @Override
    public JsonNode toJson() {
        RecordJson json = new RecordJson().with("subscription", subscription).with("state", state.name())
                .with("attempts", attempts).with("failures", failures).with("nextTry", nextTry).with("replayed", replayed)
                .with("updatedAt", updatedAt);
        return (tries == null ? json : json.with("tries", tries)).done();
    }
}
