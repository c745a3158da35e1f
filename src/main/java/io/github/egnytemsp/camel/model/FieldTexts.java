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

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** The fields of an event as people read them. */
final class FieldTexts {

    private FieldTexts() {
    }

    /**
     * Reads them from the bytes: what was parsed before has lost how a number was written.
     *
     * @param body a JSON object
     */
    static Map<String, String> of(byte[] body) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (JsonParser parser = Json.mapper().createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = line(parser.currentName());
                JsonToken value = parser.nextToken();
                texts.put(name, line(value.isStructStart() ? structure(parser)
                        : value == JsonToken.VALUE_NULL ? "" : parser.getText()));
            }
        } catch (IOException e) {
            // it was read when it became an event
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static String structure(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = Json.mapper().createGenerator(text)) {
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isNumeric()) {
                    copy.writeNumber(parser.getText());
                } else {
                    copy.copyCurrentEvent(parser);
                }
            } while (depth > 0 && parser.nextToken() != null);
        }
        return text.toString();
    }

    /** On one line, with nothing in it that changes how the rest is read. */
    private static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> line.append(' ');
                case Character.SURROGATE -> line.append('\uFFFD');
                case Character.FORMAT -> line.append(isJoiner(c) ? Character.toString(c) : "");
                default -> line.appendCodePoint(c);
            }
        });
        return line.toString().strip();
    }

    /** Emoji and some scripts need them; the other format characters hide text or turn its direction. */
    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }
}
