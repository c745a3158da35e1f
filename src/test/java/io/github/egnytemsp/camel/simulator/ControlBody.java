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

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The values of a control's JSON object. What is misspelt is refused: it must not pass for nothing. */
final class ControlBody {

    private ControlBody() {
    }

    /** The object in the body, with no other fields than these; an empty body is an empty object. */
    static ObjectNode read(Request request, Set<String> fields) {
        ObjectNode body = request.body().length == 0
                ? Json.object()
                : Json.parseObject(request.body())
                        .orElseThrow(() -> ControlErrors.refusal(400, "The body is not a JSON object"));
        TreeSet<String> unknown = new TreeSet<>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(fields);
        if (!unknown.isEmpty()) {
            throw ControlErrors.refusal(400,
                    "Unknown fields: " + String.join(", ", unknown) + ". The fields are "
                                             + String.join(", ", new TreeSet<>(fields)));
        }
        return body;
    }

    static int integer(JsonNode value) {
        return require(value.isInt(), value, "a whole number").intValue();
    }

    static boolean flag(JsonNode value) {
        return require(value.isBoolean(), value, "true or false").booleanValue();
    }

    static String text(JsonNode value) {
        return require(value.isTextual(), value, "a text").textValue();
    }

    static Duration duration(JsonNode value) {
        return Durations.parse(text(value));
    }

    static <E extends Enum<E>> E choice(Class<E> type, JsonNode value) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(value.asText())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Not one of " + Arrays.toString(type.getEnumConstants()) + ": " + value));
    }

    private static JsonNode require(boolean right, JsonNode value, String what) {
        if (!right) {
            throw new IllegalArgumentException("Not " + what + ": " + (value.isMissingNode() ? "missing" : value));
        }
        return value;
    }
}
