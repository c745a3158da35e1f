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
package io.github.egnytemsp.camel.registration;

import java.time.Duration;
import java.time.Instant;

import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a keeper waits between two looks. */
class PausesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private final Pauses pauses = new Pauses(INTERVAL, () -> 1);

    private static EgnyteMspException failure(int status) {
        return new EgnyteMspException("failed", status, null, null, null);
    }

    @Test
    void isTheIntervalAndLongerWhenCallsRunShort() {
        assertThat(pauses.regular(1)).isEqualTo(INTERVAL);
        assertThat(pauses.regular(0.05)).isEqualTo(Duration.ofHours(1));
        assertThat(new Pauses(Duration.ZERO, () -> 1).regular(0.05)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void growsWithEachFailureUpToTheInterval() {
        assertThat(pauses.afterFailure(failure(0), 1, NOW)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pauses.afterFailure(failure(503), 4, NOW)).isEqualTo(Duration.ofSeconds(40));
        assertThat(pauses.afterFailure(failure(503), 1000, NOW)).isEqualTo(INTERVAL);
    }

    @Test
    void growsFurtherWhileTheApiRefuses() {
        assertThat(pauses.afterFailure(failure(400), 1, NOW)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pauses.afterFailure(failure(409), 1000, NOW)).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void endsWhenALimitEnds() {
        assertThat(pauses.afterFailure(new EgnyteMspRateLimitException("later", 429, Scope.DAY, NOW.plusSeconds(7)), 3, NOW))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(pauses.afterFailure(new EgnyteMspRateLimitException("later", 429, Scope.DAY, NOW.minusSeconds(7)), 3, NOW))
                .isEqualTo(Duration.ofSeconds(5));
    }
}
