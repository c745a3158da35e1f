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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The identity of an event: the lower-case hexadecimal SHA-256 of the event as canonical JSON (RFC 8785), or of the
 * bytes received where that form is not defined or would not keep events apart.
 */
public final class EventId {

    private EventId() {
    }

    /**
     * The id of an event.
     *
     * @param  event the event, with each name once in each object
     * @param  body  the bytes that it was read from
     * @return       64 lower-case hexadecimal digits
     */
    static String of(JsonNode event, byte[] body) {
        String canonical = CanonicalJson.write(event, body.length);
        return ofBytes(canonical == null ? body : canonical.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The id of what has no canonical form, such as a malformed event.
     *
     * @param  body the bytes that were received
     * @return      64 lower-case hexadecimal digits
     */
    public static String ofBytes(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
