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
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;

/** The JSON of the inbox's records: numbers are numbers, times texts in UTC, and what is not known is not there. */
final class RecordJson {

    private final ObjectNode json = Json.mapper().createObjectNode();

    RecordJson with(String name, String value) {
        return set(name, value == null ? null : json.textNode(value));
    }

    RecordJson with(String name, long value) {
        return set(name, json.numberNode(value));
    }

    RecordJson with(String name, boolean value) {
        return set(name, json.booleanNode(value));
    }

    RecordJson with(String name, Instant value) {
        return with(name, value == null ? null : value.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    RecordJson with(String name, List<? extends MspRecord> values) {
        ArrayNode array = json.arrayNode();
        values.forEach(value -> array.add(value.toJson()));
        return set(name, array);
    }

    RecordJson set(String name, JsonNode value) {
        if (value != null) {
            json.set(name, value);
        }
        return this;
    }

    ObjectNode done() {
        return json;
    }

    /** The time, or null. */
    static Instant time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
