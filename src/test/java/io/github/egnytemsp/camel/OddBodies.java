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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;

/** What might come in the place of an event that is as it should be. */
public final class OddBodies {

    private static final List<String> PIECES = List.of(
            "null", "true", "[]", "{}", "\"\"", "-0", "1e999", "1e-999", "9007199254740993", "123456789012345678901234567890",
            "0.1000000000000000055511151231257827", "\"\\ud800\"", "\"\\u0000\"", "[[[[[[]]]]]]",
            "{\"a\":{\"a\":{\"a\":null}}}",
            "\"\u00e9\u20ac\ud83d\ude00\"", "NaN", "01", "+1", "'x'", "\"\t\"", "// no", "\"event_type\"");
    private static final List<String> VALUES = List.of(
            "null", "true", "17", "-1.50", "1e999999999", "[]", "[null]", "{}", "{\"a\":[{}]}", "\"\"", "\"\\ud800\"",
            "\"\\u0000\"");

    private OddBodies() {
    }

    /**
     * Valid events: null and every wrong type in each field but the type, deep ones, huge numbers, long texts, repeated
     * names.
     */
    public static List<byte[]> valid() {
        List<String> events = new ArrayList<>();
        for (String field : List.of("reseller_code", "first_name", "last_name", "email", "company_name",
                "transaction_timestamp",
                "event_created_by", "is_event_by_staff_user", "amount")) {
            for (String value : VALUES) {
                events.add("{\"event_type\":\"RESELLER_MRR_CHANGED\",\"%s\":%s}".formatted(field, value));
            }
        }
        for (int depth : new int[] { 1, 100, 190 }) {
            events.add(with("[".repeat(depth) + "]".repeat(depth)));
            events.add(with("{\"a\":".repeat(depth) + "null" + "}".repeat(depth)));
        }
        for (int digits : new int[] { 20, 500, 990 }) {
            events.add(with("9".repeat(digits)));
            events.add(with("0." + "9".repeat(digits)));
            events.add(with("-1" + "0".repeat(digits) + "e-3"));
        }
        events.add(with("\"" + "\u00fc".repeat(50_000) + "\""));
        events.add(with("1,\"event_created_by\":2,\"reseller_code\":3"));
        events.add(with("1,\"\":1,\"${body}\":\"${header.x}\",\"a.b\":2"));
        return events.stream().map(event -> event.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** An event with another value in a field; of more than one field if the value ends with more. */
    private static String with(String value) {
        return EVENT.replace("\"system\"", value);
    }

    /** An event that was changed by chance; some still are events. */
    public static byte[] mutated(Random random) {
        byte[] bytes = EVENT.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> flipped(bytes, random);
            case 2 -> EVENT.replace("\"R-1\"", PIECES.get(random.nextInt(PIECES.size()))).getBytes(StandardCharsets.UTF_8);
            case 3 -> EVENT.replace("false}", "false,\"reseller_code\":" + PIECES.get(random.nextInt(PIECES.size())) + "}")
                    .getBytes(StandardCharsets.UTF_8);
            case 4 -> nested(random.nextInt(3000)).getBytes(StandardCharsets.UTF_8);
            case 5 -> with("9".repeat(1 + random.nextInt(5000))).getBytes(StandardCharsets.UTF_8);
            case 6 -> ("[".repeat(random.nextInt(3000)) + EVENT).getBytes(StandardCharsets.UTF_8);
            default -> noise(random);
        };
    }

    private static String nested(int depth) {
        return with("[".repeat(depth) + "1" + "]".repeat(depth));
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }
}
