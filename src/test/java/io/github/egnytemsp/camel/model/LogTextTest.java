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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogTextTest {

    @Test
    void textThatIsFitForALineStaysAsItIs() {
        assertThat(LogText.of("RESELLER_MRR_CHANGED")).isEqualTo("RESELLER_MRR_CHANGED");
        assertThat(LogText.of("M\u00fcller & S\u00f6hne \ud83d\ude00")).isEqualTo("M\u00fcller & S\u00f6hne \ud83d\ude00");
        assertThat(LogText.of(null)).isNull();
    }

    @Test
    void whatForgesALineOrSteersATerminalIsMadeVisible() {
        assertThat(LogText.of("A\r\nB\u001b[31m\u2028\u202e\u0085\u0000"))
                .isEqualTo("A\\u000d\\u000aB\\u001b[31m\\u2028\\u202e\\u0085\\u0000");
    }

    @Test
    void longTextIsCut() {
        assertThat(LogText.of("x".repeat(100_000))).hasSizeLessThan(300).startsWith("xxx").endsWith("... (100000 characters)");
    }

    @Test
    void showsMoreOfAListIfAsked() {
        assertThat(LogText.of("x".repeat(1_000), 1_000)).isEqualTo("x".repeat(1_000));
        assertThat(LogText.of("x".repeat(1_001), 1_000)).endsWith("x... (1001 characters)");
    }
}
