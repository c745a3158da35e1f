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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;

/**
 * What was received and stored: an event, or what is none. Lists have it without its payload and without tries.
 *
 * @param seq          its number in the order in which events were stored
 * @param eventId      its id
 * @param eventType    its type; null of what is no event
 * @param resellerCode the code of the reseller whom it is about, or null
 * @param eventTime    when it happened ({@code transaction_timestamp}), or null
 * @param storedAt     when it was stored
 * @param malformed    why it is no event; null of an event
 * @param deliveries   what has become of it at each subscription
 * @param payload      the bytes that were received, not copied; null in lists
 */
public record StoredEvent(long seq, String eventId, String eventType, String resellerCode, Instant eventTime,
        Instant storedAt, String malformed, List<DeliveryStatus> deliveries, byte[] payload) implements MspRecord {

    /** The same with what has become of it. */
    StoredEvent with(List<DeliveryStatus> all) {
        return new StoredEvent(
                seq, eventId, eventType, resellerCode, eventTime, storedAt, malformed, List.copyOf(all), payload);
    }

    /** The same for a list. */
    StoredEvent withoutPayload() {
        return new StoredEvent(
                seq, eventId, eventType, resellerCode, eventTime, storedAt, malformed, deliveries, null);
    }

    /**
     * The JSON form. The payload is the JSON that came, as {@code event}; of what is no event it is a text, as
     * {@code body}, or, if it is not in UTF-8, base64, as {@code bodyBase64}.
     */
    @Override
    public JsonNode toJson() {
        RecordJson json = new RecordJson().with("seq", seq).with("eventId", eventId).with("eventType", eventType)
                .with("resellerCode", resellerCode).with("eventTime", eventTime).with("storedAt", storedAt)
                .with("malformed", malformed).with("deliveries", deliveries);
        if (payload != null && malformed == null) {
            json.set("event", parsed());
        } else if (payload != null) {
            String text = text();
            json.with(text == null ? "bodyBase64" : "body",
                    text == null ? Base64.getEncoder().encodeToString(payload) : text);
        }
        return json.done();
    }

    private JsonNode parsed() {
        try {
            return Json.mapper().readTree(payload);
        } catch (IOException e) {
            throw new InboxException("Event " + eventId + " is stored and cannot be read", e);
        }
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Number, type and id; not the personal data that an event holds. */
    @Override
    public String toString() {
        return "StoredEvent[" + seq + ", " + eventType + ", " + eventId + "]";
    }
}
