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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.MspRecord;

/**
 * A finished try of an event at a subscription.
 *
 * @param attempt   which one, from 1
 * @param startedAt when it began
 * @param duration  how long it took, in milliseconds
 * @param outcome   what the route said of it ({@code CamelEgnyteMspOutcome}), or null
 * @param error     why it failed, or null
 */
public record Try(int attempt, Instant startedAt, long duration, String outcome, String error) implements MspRecord {

    @Override
    public JsonNode toJson() {
        return new RecordJson().with("attempt", attempt).with("startedAt", startedAt).with("duration", duration)
                .with("outcome", outcome).with("error", error).done();
    }
}
