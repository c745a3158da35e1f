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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * JSON in the canonical form of RFC 8785 (JSON Canonicalization Scheme): names sorted by UTF-16 code units, no white
 * space, strings and numbers as ECMAScript prints them.
 * <p>
 * RFC 8785 covers I-JSON only. A value for which it is not defined, or for which it would print two different numbers
 * alike, has no canonical form here: integers beyond 2<sup>53</sup>, numbers that a double cannot hold, lone
 * surrogates.
 */
final class CanonicalJson {

    private static final long MAX_INTEGER = 1L << 53;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;

    private CanonicalJson(int expectedLength) {
        this.out = new StringBuilder(expectedLength);
    }

    /**
     * The canonical form of a value.
     *
     * @param  value          the value; of numbers with a fraction, {@code BigDecimal} nodes keep what was written
     * @param  expectedLength a guess of the length in characters, to allocate once
     * @return                the canonical text, or null if the value has none
     */
    static String write(JsonNode value, int expectedLength) {
        CanonicalJson json = new CanonicalJson(Math.max(16, expectedLength));
        return json.append(value) ? json.out.toString() : null;
    }

    private boolean append(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> appendObject(value);
            case ARRAY -> appendArray(value);
            case STRING -> appendString(value.textValue());
            case NUMBER -> appendNumber(value);
            default -> {
                out.append(value.asText());
                yield true;
            }
        };
    }

    private boolean appendObject(JsonNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        fields.sort(Map.Entry.comparingByKey());
        char separator = '{';
        for (Map.Entry<String, JsonNode> field : fields) {
            out.append(separator);
            separator = ',';
            if (!appendString(field.getKey())) {
                return false;
            }
            out.append(':');
            if (!append(field.getValue())) {
                return false;
            }
        }
        if (separator == '{') {
            out.append('{');
        }
        out.append('}');
        return true;
    }

    private boolean appendArray(JsonNode array) {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            if (!append(array.get(i))) {
                return false;
            }
        }
        out.append(']');
        return true;
    }

    private boolean appendString(String text) {
        out.append('"');
        boolean hasForm = true;
        if (isPlain(text)) {
            // most are, and a whole text is copied many times faster than its characters
            out.append(text);
        } else {
            hasForm = appendCharacters(text);
        }
        out.append('"');
        return hasForm;
    }

    /** Whether a text stands for itself: ASCII without anything to escape. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private boolean appendCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                if (Character.isSurrogate(c)) {
                    if (Character.isLowSurrogate(c) || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        return false;
                    }
                    out.append(c);
                    c = text.charAt(++i);
                }
                out.append(c);
            } else {
                appendEscaped(c);
            }
        }
        return true;
    }

    private void appendEscaped(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
        }
    }

    private boolean appendNumber(JsonNode number) {
        if (number.isIntegralNumber()) {
            if (!number.canConvertToLong() || number.longValue() > MAX_INTEGER || number.longValue() < -MAX_INTEGER) {
                return false;
            }
            out.append(number.longValue());
            return true;
        }
        double value = number.doubleValue();
        if (Double.isInfinite(value) || number.isBigDecimal() && !isPrintedLike(value, number.decimalValue())) {
            return false;
        }
        out.append(ecmaScript(value));
        return true;
    }

    private static boolean isPrintedLike(double value, BigDecimal written) {
        return new BigDecimal(NumberOutput.toString(value, true)).compareTo(written) == 0;
    }

    /**
     * A number as ECMAScript's {@code Number.prototype.toString} prints it.
     *
     * @param  value a finite number
     * @return       the text
     */
    static String ecmaScript(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int k = digits.length();
        int n = k - shortest.scale();
        StringBuilder text = new StringBuilder(28);
        if (value < 0) {
            text.append('-');
        }
        if (k <= n && n <= 21) {
            text.append(digits).append("0".repeat(n - k));
        } else if (0 < n && n <= 21) {
            text.append(digits, 0, n).append('.').append(digits, n, k);
        } else if (-6 < n && n <= 0) {
            text.append("0.").append("0".repeat(-n)).append(digits);
        } else {
            text.append(digits.charAt(0));
            if (k > 1) {
                text.append('.').append(digits, 1, k);
            }
            text.append('e').append(n > 0 ? "+" : "-").append(Math.abs(n - 1));
        }
        return text.toString();
    }

    /**
     * The shortest decimal that reads back as the value. Java's own algorithm (in Jackson's fast writer, right on every
     * JDK) prints two digits where one would do, as in 4.9E-324.
     */
    private static BigDecimal shortest(double value) {
        BigDecimal printed = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        if (printed.unscaledValue().compareTo(BigInteger.TEN) > 0 && printed.precision() == 2) {
            BigDecimal oneDigit = printed.round(new MathContext(1, RoundingMode.HALF_EVEN)).stripTrailingZeros();
            if (oneDigit.doubleValue() == value) {
                return oneDigit;
            }
        }
        return printed;
    }
}
