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

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One event of Egnyte's Reseller Dashboard: the bytes that were received, and what is in them. Immutable.
 * <p>
 * Reading is tolerant. Only {@code event_type} must be there; any other field may be missing, of another type, or new.
 */
public final class MspEvent {

    /** The {@code reseller_code} of tests: no reseller has it. */
    public static final String TEST_RESELLER_CODE = "EGNYTE-MSP-TEST";

    private static final ObjectReader READER = Json.mapper().readerFor(JsonNode.class);
    private static final ObjectReader READER_OF_DISTINCT_NAMES
            = READER.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final byte[] bytes;
    private final ObjectNode json;
    private final String id;
    private final String eventType;

    private MspEvent(byte[] bytes, ObjectNode json, String eventType, String id) {
        this.bytes = bytes;
        this.json = json;
        this.eventType = eventType;
        this.id = id;
    }

    /**
     * Reads an event.
     *
     * @param  body                    the bytes of the delivery; kept, not copied: the caller must not change them
     * @return                         the event
     * @throws MalformedEventException if this is no JSON object in UTF-8 with a text {@code event_type}
     */
    public static MspEvent parse(byte[] body) throws MalformedEventException {
        if (body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF)) {
            // RFC 8259: UTF-8 only; Jackson would read UTF-16 and UTF-32 too, and then text and bytes would differ
            throw new MalformedEventException("The body is not in UTF-8");
        }
        boolean distinctNames = true;
        JsonNode node;
        try {
            node = READER_OF_DISTINCT_NAMES.readValue(body);
        } catch (MismatchedInputException e) {
            distinctNames = false;
            node = read(body);
        } catch (ArithmeticException | NumberFormatException e) {
            throw numberOutOfRange();
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (java.io.IOException e) {
            throw new MalformedEventException("The body cannot be read: " + e.getClass().getSimpleName());
        }
        if (!(node instanceof ObjectNode object)) {
            throw new MalformedEventException("The body is not a JSON object");
        }
        JsonNode type = object.get("event_type");
        if (type == null || !type.isTextual()) {
            throw new MalformedEventException("The field event_type is missing or not text");
        }
        return new MspEvent(body, object, type.textValue(), distinctNames ? EventId.of(object, body) : EventId.ofBytes(body));
    }

    private static JsonNode read(byte[] body) throws MalformedEventException {
        try {
            return READER.readValue(body);
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (ArithmeticException | NumberFormatException e) {
            throw numberOutOfRange();
        } catch (java.io.IOException e) {
            throw new MalformedEventException("The body cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Jackson lets BigDecimal's own exception through where an exponent is beyond its range. */
    private static MalformedEventException numberOutOfRange() {
        return new MalformedEventException("The body has a number whose exponent is out of range");
    }

    private static MalformedEventException malformed(JacksonException e) {
        String place = e instanceof JsonProcessingException p && p.getLocation() != null
                ? " near byte " + p.getLocation().getByteOffset() : "";
        return new MalformedEventException(
                (e instanceof StreamConstraintsException
                        ? "The body is nested too deeply or has too long a number" : "The body is not JSON") + place);
    }

    /**
     * The identity of the event: the same event sent twice has the same id, whatever the order of its fields or the
     * white space.
     *
     * @return its {@link EventId}: 64 lower-case hexadecimal digits
     */
    public String id() {
        return id;
    }

    /**
     * The type as a constant.
     *
     * @return the type, {@link MspEventType#UNKNOWN} for one that is not documented
     */
    public MspEventType type() {
        return MspEventType.of(eventType);
    }

    /**
     * The type as it came, documented or not.
     *
     * @return {@code event_type}, never null
     */
    public String eventType() {
        return eventType;
    }

    /**
     * The reseller's code.
     *
     * @return {@code reseller_code}, or null
     */
    public String resellerCode() {
        return Json.text(json, "reseller_code");
    }

    /**
     * The reseller whom the event is about.
     *
     * @return never null; its parts may be
     */
    public Reseller reseller() {
        return new Reseller(
                resellerCode(), Json.text(json, "first_name"), Json.text(json, "last_name"), Json.text(json, "email"),
                Json.text(json, "company_name"));
    }

    /**
     * When it happened, by Egnyte's clock; a time without an offset is taken for UTC.
     *
     * @return {@code transaction_timestamp}, or null if it is missing or not in ISO 8601
     */
    public Instant transactionTimestamp() {
        String text = Json.text(json, "transaction_timestamp");
        return text == null ? null : Timestamps.parse(text);
    }

    /**
     * Who caused it.
     *
     * @return {@code event_created_by}, or null
     */
    public String createdBy() {
        return Json.text(json, "event_created_by");
    }

    /**
     * Whether Egnyte's own staff caused it.
     *
     * @return {@code is_event_by_staff_user}; false where it is missing
     */
    public boolean byStaffUser() {
        return json.path("is_event_by_staff_user").asBoolean(false);
    }

    /**
     * Whether it is no event of Egnyte's, but a test of this installation.
     *
     * @return true if the field {@code test} is
     */
    public boolean isTest() {
        return json.path("test").booleanValue();
    }

    /**
     * Every field as it came, in order.
     *
     * @return an unmodifiable map of plain Java values
     */
    public Map<String, Object> attributes() {
        return Collections.unmodifiableMap(Json.toMap(json));
    }

    /**
     * Every field as text for people: for mail, tickets and messages.
     *
     * @return a new map, in order: a number with the digits that came, an object or array as JSON, null as an empty
     *         text. Names and values are one line each, without control characters and without characters that hide
     *         text or change its direction
     */
    public Map<String, String> texts() {
        return FieldTexts.of(bytes);
    }

    /**
     * The parsed form.
     *
     * @return a copy of the caller's own
     */
    @JsonValue
    public ObjectNode toJson() {
        return json.deepCopy();
    }

    /**
     * The body as it was received.
     *
     * @return a copy of the caller's own
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * The body as it was received.
     *
     * @return a new stream, without a copy
     */
    public InputStream toInputStream() {
        return new ByteArrayInputStream(bytes);
    }

    /**
     * The body as it was received.
     *
     * @return its text
     */
    public String toText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MspEvent event && id.equals(event.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Type and id; not the personal data that an event holds. */
    @Override
    public String toString() {
        return "MspEvent[" + eventType + ", " + id + "]";
    }
}
