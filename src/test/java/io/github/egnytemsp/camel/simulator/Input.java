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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads the fields of a request's body as strictly as a server with types does: {@code "42"} is no number. */
final class Input {

    private final ObjectNode body;
    private final ErrorShape shape;
    private final Problems problems = new Problems();

    /**
     * @param shape of the answer if something is wrong
     */
    Input(Request request, ErrorShape shape) {
        this.body = object(request);
        this.shape = shape;
    }

    /** The body; anything but a JSON object is refused. */
    static ObjectNode object(Request request) {
        return Json.parseObject(request.body())
                .orElseThrow(() -> new Refusal(
                        ErrorShape.ERROR_MESSAGE.answer(400, "INVALID_INPUT", "The body is not a JSON object")));
    }

    /** A whole number of 1 or more. */
    int positive(String field) {
        JsonNode value = body.path(field);
        if (!value.isInt() || value.intValue() < 1) {
            problems.add(field, field + " must be a whole number of 1 or more");
        }
        return value.asInt();
    }

    /** A text that is not blank. */
    String text(String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            problems.add(field, field + " must be a text");
        }
        return value.asText();
    }

    /** Refuses anything but a text where there is something. */
    void optionalText(String... fields) {
        for (String field : fields) {
            if (body.has(field) && !body.get(field).isNull()) {
                text(field);
            }
        }
    }

    /** Notes something else that is wrong. */
    void problem(String field, String message) {
        problems.add(field, message);
    }

    /** Ends the request with 400 if anything was wrong so far. */
    void check() {
        problems.refuse(shape);
    }
}
