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

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as Camel reads them, but no others: Camel takes a text that it does not understand, such as {@code 90D},
 * for 0 without a word.
 */
public final class DurationText {

    /** For messages: how a duration is written. */
    public static final String FORM = "a number of milliseconds, or one with a unit: 500ms, 10s, 15m, 1h, 90d, 1h30m";

    private static final Pattern MILLISECONDS = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern UNITS
            = Pattern.compile("(?=.)([0-9]{1,6}d)?([0-9]{1,8}h)?([0-9]{1,9}m(?!s))?([0-9]{1,10}s)?([0-9]{1,15}ms)?");

    private DurationText() {
    }

    /**
     * Whether a text is a duration.
     *
     * @param  text any text, or null
     * @return      true for such as {@code 500}, {@code 10s}, {@code 1h30m} and {@code PT10S}
     */
    public static boolean isDuration(String text) {
        if (text == null) {
            return false;
        }
        return MILLISECONDS.matcher(text).matches() || UNITS.matcher(text).matches() || isIso(text);
    }

    private static boolean isIso(String text) {
        try {
            return text.regionMatches(true, text.startsWith("-") ? 1 : 0, "P", 0, 1)
                    && Duration.parse(text).toMillis() < Long.MAX_VALUE;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
