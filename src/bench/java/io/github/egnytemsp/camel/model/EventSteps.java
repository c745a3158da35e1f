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
package io.github.egnytemsp.camel.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading an event, and the parts of it. */
@State(Scope.Benchmark)
public class EventSteps {

    private final byte[] body = """
            {"event_type":"RESELLER_MRR_CHANGED","reseller_code":"R-1","first_name":"Dana","last_name":"Example",
             "email":"dana@msp.example","company_name":"MSP Example","transaction_timestamp":"2026-11-01T10:15:30Z",
             "event_created_by":"system","is_event_by_staff_user":false}""".getBytes(StandardCharsets.UTF_8);
    private final MspEvent event;
    private final JsonNode json;

    /** Reads the event once. */
    public EventSteps() {
        try {
            event = MspEvent.parse(body);
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
        json = event.toJson();
    }

    /** All of it: JSON, canonical form, id. */
    @Benchmark
    public MspEvent parse() throws MalformedEventException {
        return MspEvent.parse(body);
    }

    /** JSON alone. */
    @Benchmark
    public JsonNode readJson() throws java.io.IOException {
        return Json.mapper().readTree(body);
    }

    /** The canonical form alone. */
    @Benchmark
    public String canonical() {
        return CanonicalJson.write(json, body.length);
    }

    /** The hash alone. */
    @Benchmark
    public String sha256() {
        return EventId.ofBytes(body);
    }

    /** The time. */
    @Benchmark
    public Instant timestamp() {
        return event.transactionTimestamp();
    }
}
