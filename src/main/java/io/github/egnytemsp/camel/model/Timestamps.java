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
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/** Reads times in ISO 8601 as generously as they may be written. */
final class Timestamps {

    private static final DateTimeFormatter ISO_8601 = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();
    private static final String USUAL = "0000-00-00T00:00:00Z";

    private Timestamps() {
    }

    /**
     * Reads a time; one without an offset is taken for UTC.
     *
     * @param  text a time, perhaps
     * @return      the time, or null if it is none
     */
    static Instant parse(String text) {
        String trimmed = text.trim();
        Instant usual = isUsual(trimmed) ? usual(trimmed) : null;
        return usual != null ? usual : any(trimmed);
    }

    /**
     * The form that Egnyte sends: every event has one, and a formatter with optional parts costs more than its JSON.
     */
    private static boolean isUsual(String text) {
        if (text.length() != USUAL.length()) {
            return false;
        }
        for (int i = 0; i < USUAL.length(); i++) {
            char c = text.charAt(i);
            if (USUAL.charAt(i) == '0' ? c < '0' || c > '9' : c != USUAL.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Instant usual(String text) {
        try {
            return LocalDateTime.of(
                    number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13), number(text, 14, 16),
                    number(text, 17, 19)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            // 24:00:00, for one, is a time to the formatter
            return null;
        }
    }

    private static Instant any(String text) {
        try {
            TemporalAccessor time = ISO_8601.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime withOffset
                    ? withOffset.toInstant() : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
