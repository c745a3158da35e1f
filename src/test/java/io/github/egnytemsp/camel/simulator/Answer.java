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
package io.github.egnytemsp.camel.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** An HTTP answer; {@code retryAfter} is null, or a pause that becomes a header in the end. */
record Answer(int status, Map<String, String> headers, byte[] body, Duration retryAfter) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    Answer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, null);
    }

    Answer(int status, Map<String, String> headers, String body) {
        this(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(int status, JsonNode body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
    }

    static Answer html(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/html;charset=utf-8"), body);
    }

    static Answer text(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/plain;charset=utf-8"), body);
    }

    Answer with(String header, String value) {
        return with(Map.of(header, value));
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body, retryAfter);
    }

    /** With a line end, for people who read it in a terminal. */
    Answer asLines() {
        if (body.length == 0 || body[body.length - 1] == '\n') {
            return this;
        }
        byte[] line = Arrays.copyOf(body, body.length + 1);
        line[body.length] = '\n';
        return new Answer(status, headers, line, retryAfter);
    }

    Answer retryAfter(Duration pause) {
        return new Answer(status, headers, body, pause);
    }

    /** With the pause as a {@code Retry-After}, rounded up to seconds, 1 at least. */
    Answer withRetryAfter(RetryAfterForm form, Clock clock) {
        if (retryAfter == null) {
            return this;
        }
        long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
        return with("Retry-After", switch (form) {
            case SECONDS -> String.valueOf(seconds);
            case DATE -> HTTP_DATE.format(Instant.ofEpochMilli(clock.millis() + 999).plusSeconds(seconds));
        });
    }
}
