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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a server repeats of a request must not show its secret, in whichever form it writes it. */
class ErrorBodyTest {

    private static final String SECRET = "pro\"of/v\u00e4lue<&>\\1";

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"unknown\":{\"v\":\"pro\\\"of/v\u00e4lue<&>\\\\1\"}}",
            "{\"unknown\":{\"v\":\"pro\\\"of\\/v\\u00e4lue<&>\\\\1\"}}",
            "{\"unknown\":{\"v\":\"pro\\\"of/v\\u00E4lue\\u003c\\u0026\\u003e\\\\1\"}}",
            "{\"message\":\"pro\\\"of/v\u00e4lue<&>\\\\1\"}",
            "{\"suggestions\":[\"pro\\\"of/v\u00e4lue<&>\\\\1\"]}",
            "<p>pro&quot;of/v\u00e4lue&lt;&amp;&gt;\\1</p>",
            "broken pro\"of/v\u00e4lue<&>\\1" })
    void aSecretIsNotShown(String body) {
        ErrorBody error = ErrorBody.read(body.getBytes(StandardCharsets.UTF_8), SECRET);
        assertThat(error.message()).contains("xxxxxx").doesNotContain("lue").doesNotContain("pro");
    }
}
