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
package io.github.egnytemsp.camel.client;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * One answer over HTTP.
 *
 * @param status  the HTTP status
 * @param headers the headers; looked up without regard to case
 * @param body    the body, never null
 */
record ApiAnswer(int status, Map<String, Object> headers, byte[] body) {

    /** A gateway's page has a few lines. */
    private static final int LOOKED_THROUGH = 1024;

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Of a header that came several times, the first one. */
    String header(String name) {
        Object value = headers.get(name);
        if (value instanceof Collection<?> several) {
            value = several.stream().findFirst().orElse(null);
        }
        return value == null ? null : value.toString();
    }

    /** A header that is a whole number, -1 where it is missing or something else. */
    long number(String name) {
        String value = header(name);
        try {
            return value == null ? -1 : Math.max(-1, Long.parseLong(value.trim()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * How long the API asks to wait: seconds, or a date (RFC 9110).
     *
     * @param  now the time of the answer
     * @return     not negative; null if it does not ask
     */
    Duration retryAfter(Instant now) {
        String value = header("Retry-After");
        if (value == null) {
            return null;
        }
        long seconds = number("Retry-After");
        if (seconds >= 0) {
            return Duration.ofSeconds(seconds);
        }
        try {
            Instant date = ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What a gateway says in words where a proxy has taken its header. */
    boolean bodySays(String words) {
        String beginning = new String(body, 0, Math.min(body.length, LOOKED_THROUGH), StandardCharsets.UTF_8);
        return beginning.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** What is printed of it must not hold the body: it may quote secrets. */
    @Override
    public String toString() {
        return "ApiAnswer[" + status + "]";
    }
}
