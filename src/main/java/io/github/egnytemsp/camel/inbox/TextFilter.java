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

import java.nio.charset.StandardCharsets;

/** Finds a text in payloads: in any case of letters, also where JSON has escapes. */
final class TextFilter {

    private final String text;

    TextFilter(String text) {
        this.text = folded(text);
    }

    /** The text in small letters. */
    String text() {
        return text;
    }

    /** Whether a payload holds the text. */
    boolean isIn(byte[] payload) {
        byte[] small = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            byte c = payload[i];
            if (c < 0 || c == '\\') {
                return isInAny(payload);
            }
            small[i] = c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
        }
        return new String(small, StandardCharsets.US_ASCII).contains(text);
    }

    private boolean isInAny(byte[] payload) {
        String whole = new String(payload, StandardCharsets.UTF_8);
        return folded(whole.indexOf('\\') < 0 ? whole : unescaped(whole)).contains(text);
    }

    private static String folded(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            char c = folded[i];
            if (c >= 'A' && c <= 'Z') {
                folded[i] = (char) (c + 32);
            } else if (c >= 0x80) {
                // both ways, as String.equalsIgnoreCase: some letters have several small ones
                folded[i] = Character.toLowerCase(Character.toUpperCase(c));
            }
        }
        return new String(folded);
    }

    private static String unescaped(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c != '\\' || i + 1 == json.length()) {
                text.append(c);
                continue;
            }
            char escape = json.charAt(++i);
            int code = escape == 'u' ? hexadecimal(json, i + 1) : -1;
            if (code >= 0) {
                i += 4;
                text.append((char) code);
            } else {
                text.append(switch (escape) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> escape;
                });
            }
        }
        return text.toString();
    }

    /** The number of four digits, or -1 if they are none. */
    private static int hexadecimal(String text, int from) {
        int number = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            number = 16 * number + digit;
        }
        return number;
    }
}
