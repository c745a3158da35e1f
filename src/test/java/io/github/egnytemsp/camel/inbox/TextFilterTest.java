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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A text is found in a payload as people read it. */
class TextFilterTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {
            "'{\"company_name\":\"MSP Example\"}', msp EXAMPLE, true",
            "'{\"company_name\":\"MSP Example\"}', 'company_name\":\"msp', true",
            "'{\"company_name\":\"MSP Example\"}', nobody, false",
            "'{\"company_name\":\"Caf\\u00e9\"}', CAFÉ, true",
            "'{\"company_name\":\"CAFÉ\"}', café, true",
            "'{\"company_name\":\"a \\\"b\\\" \\/ c\"}', 'a \"B\" / C', true",
            "'{\"company_name\":\"\\u004dSP\"}', msp, true",
            "'{\"company_name\":\"ΟΔΟΣ\"}', οδος, true",
            "'no \\u00zz event\\', \\, true",
            "'no \\u00zz event', u00zz, true" })
    void isFound(String payload, String text, boolean found) {
        assertThat(new TextFilter(text).isIn(payload.getBytes(StandardCharsets.UTF_8))).isEqualTo(found);
    }
}
