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
package io.github.egnytemsp.camel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.Converter;

/** Converts our types, and only ours: an event to the bytes that came, the API's records to its JSON. */
@Converter(generateLoader = true)
public final class EgnyteMspConverters {

    private EgnyteMspConverters() {
    }

    /**
     * The bytes that were received.
     *
     * @param  event the event
     * @return       the bytes that were received
     */
    @Converter
    public static byte[] toBytes(MspEvent event) {
        return event.toBytes();
    }

    /**
     * The bytes that were received.
     *
     * @param  event the event
     * @return       the bytes that were received
     */
    @Converter
    public static InputStream toInputStream(MspEvent event) {
        return event.toInputStream();
    }

    /**
     * The text that was received.
     *
     * @param  event the event
     * @return       the text that was received
     */
    @Converter
    public static String toText(MspEvent event) {
        return event.toText();
    }

    /**
     * Every field as it came.
     *
     * @param  event the event
     * @return       every field as it came
     */
    @Converter
    public static Map<String, Object> toMap(MspEvent event) {
        return event.attributes();
    }

    /**
     * The parsed form.
     *
     * @param  event the event
     * @return       the parsed form
     */
    @Converter
    public static JsonNode toJsonNode(MspEvent event) {
        return event.toJson();
    }

    /**
     * JSON in UTF-8.
     *
     * @param  value the record
     * @return       JSON in UTF-8
     */
    @Converter
    public static byte[] toBytes(MspRecord value) {
        return Json.toBytes(value.toJson());
    }

    /**
     * JSON in UTF-8.
     *
     * @param  value the record
     * @return       JSON in UTF-8
     */
    @Converter
    public static InputStream toInputStream(MspRecord value) {
        return new ByteArrayInputStream(toBytes(value));
    }

    /**
     * JSON.
     *
     * @param  value the record
     * @return       JSON
     */
    @Converter
    public static String toText(MspRecord value) {
        return new String(toBytes(value), StandardCharsets.UTF_8);
    }

    /**
     * The fields as plain Java values; a list has none, and is not converted.
     *
     * @param  value the record
     * @return       the fields as plain Java values; a list has none, and is not converted
     */
    @Converter
    public static Map<String, Object> toMap(MspRecord value) {
        return value.toJson() instanceof ObjectNode object ? Json.toMap(object) : null;
    }

    /**
     * The JSON tree.
     *
     * @param  value the record
     * @return       the JSON tree
     */
    @Converter
    public static JsonNode toJsonNode(MspRecord value) {
        return value.toJson();
    }
}
