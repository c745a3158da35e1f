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
package io.github.egnytemsp.camel.operator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;

/**
 * Something that is wrong now. No secret is in it.
 *
 * @param id       the same as long as it lasts, such as {@code subscription-failed:mail}
 * @param severity how bad it is
 * @param text     what is wrong, in words
 * @param todo     what to do
 * @param since    since when, or null if that is not known
 */
public record Problem(String id, Severity severity, String text, String todo, Instant since) implements MspRecord {

    /**
     * Nobody needs fractions of a second.
     *
     * @param id       the same as long as it lasts, such as {@code subscription-failed:mail}
     * @param severity how bad it is
     * @param text     what is wrong, in words
     * @param todo     what to do
     * @param since    since when, or null if that is not known
     */
    public Problem {
        since = since == null ? null : since.truncatedTo(ChronoUnit.SECONDS);
    }

    /** How bad a problem is. */
    public enum Severity {
        /** Something does not work. */
        error,
        /** Something will not work if nobody looks after it. */
        warning
    }

    /**
     * Reads what {@link #toJson} has written.
     *
     * @param  json a problem
     * @return      the problem
     */
    static Problem of(JsonNode json) {
        return new Problem(
                json.path("id").asText(), Severity.valueOf(json.path("severity").asText()), json.path("text").asText(),
                json.path("todo").asText(), json.hasNonNull("since") ? Instant.parse(json.get("since").textValue()) : null);
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", id).put("severity", severity.name()).put("text", text).put("todo", todo);
        if (since != null) {
            json.put("since", since.toString());
        }
        return json;
    }
}
