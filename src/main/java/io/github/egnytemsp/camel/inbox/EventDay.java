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

import java.time.LocalDate;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;

/**
 * What was stored on a day and is still there.
 *
 * @param day       the day, in the zone that was asked for
 * @param events    how many events of each type, in the order of the types
 * @param malformed how many bodies that are no events
 * @param failed    how many of the events are given up, at one subscription or more
 */
public record EventDay(LocalDate day, Map<String, Long> events, long malformed, long failed) implements MspRecord {

    @Override
    public JsonNode toJson() {
        ObjectNode types = Json.mapper().createObjectNode();
        events.forEach(types::put);
        return new RecordJson().with("day", day.toString()).set("events", types).with("malformed", malformed)
                .with("failed", failed).done();
    }
}
