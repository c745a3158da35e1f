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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T23:59:50Z");

    private static ApiAnswer answer(int status, Map<String, Object> headers, String body) {
        return new ApiAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static RateLimits read(int status, Map<String, Object> headers, String body) {
        return RateLimits.read(answer(status, headers, body), NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "3600                          | 1970-01-01T01:00:00Z",
            "Sun, 06 Nov 1994 08:49:37 GMT | 1994-11-06T08:49:37Z" })
    void aTimeToWaitIsSecondsOrADate(String header, Instant then) {
        Instant before = header.length() > 10 ? then.minusSeconds(7) : Instant.EPOCH;
        assertThat(answer(503, Map.of("Retry-After", header), "").retryAfter(before)).isEqualTo(Duration.between(before, then));
    }

    @Test
    void aDateThatIsPastAsksForNoWaitAndNonsenseForNothing() {
        assertThat(answer(503, Map.of("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"), "").retryAfter(NOW)).isZero();
        assertThat(answer(503, Map.of("Retry-After", "soon"), "").retryAfter(NOW)).isNull();
        assertThat(answer(503, Map.of(), "").retryAfter(NOW)).isNull();
    }

    @Test
    void aDateIsHeededOn429AndOn403OverTheLimit() {
        String date = "Mon, 02 Nov 2026 00:00:00 GMT";
        RateLimits expected = new RateLimits(Scope.SECOND, Duration.ofSeconds(10), NOW.plusSeconds(10));
        assertThat(read(429, Map.of("Retry-After", date), "")).isEqualTo(expected);
        assertThat(read(403, Map.of("Retry-After", date, "X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_QPS"), ""))
                .isEqualTo(expected);
    }

    @Test
    void aLongRetryAfterIsAboutTheDay() {
        assertThat(read(429, Map.of("Retry-After", "40000"), ""))
                .isEqualTo(new RateLimits(Scope.DAY, Duration.ofSeconds(40_000), NOW.plusSeconds(40_000)));
        assertThat(read(429, Map.of("Retry-After", "" + Long.MAX_VALUE), "").retryAt()).isEqualTo(NOW.plusSeconds(86_400));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Monday, November 2, 2026 12:00:05 AM GMT    | 2026-11-02T00:00:05Z",
            "Wednesday, April 17, 2024 12:00:00 AM GMT   | 2026-11-02T00:00:00Z",
            "Saturday, April 17, 2100 12:00:00 AM GMT    | 2026-11-02T23:59:50Z" })
    void theResetIsReadInTheFormThatWasSeenAndIsNeitherPastNorFurtherThanADay(String reset, Instant retryAt) {
        RateLimits limits = read(
                403, Map.of("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_RATE", "X-Quota-Reset", reset), "");
        assertThat(limits.scope()).isEqualTo(Scope.DAY);
        assertThat(limits.retryAt()).isEqualTo(retryAt);
    }

    @ParameterizedTest
    @CsvSource({
            "<h1>Developer Over Qps</h1>,SECOND", "<h1>Developer Over Rate</h1>,DAY", "no permission,",
            "<h1>Developer Inactive</h1>," })
    void withoutTheGatewaysHeaderItsWordsCount(String body, Scope scope) {
        RateLimits limits = read(403, Map.of(), body);
        assertThat(limits == null ? null : limits.scope()).isEqualTo(scope);
    }

    @Test
    void theGatewaysHeaderCountsMoreThanItsWords() {
        assertThat(read(403, Map.of("X-Mashery-Error-Code", "ERR_403_NOT_AUTHORIZED"), "<h1>Developer Over Qps</h1>")).isNull();
    }
}
