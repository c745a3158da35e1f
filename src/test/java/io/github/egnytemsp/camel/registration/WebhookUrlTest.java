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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which addresses are the same. */
class WebhookUrlTest {

    private static final String URL = "https://hooks.msp.example/egnyte-msp/events?source=egnyte";

    @ParameterizedTest
    @ValueSource(strings = {
            URL, "HTTPS://hooks.msp.example/egnyte-msp/events?source=egnyte",
            "https://Hooks.MSP.example/egnyte-msp/events?source=egnyte",
            "https://hooks.msp.example:443/egnyte-msp/events?source=egnyte",
            "https://hooks.msp.example:/egnyte-msp/events?source=egnyte",
            "https://hooks.msp.example./egnyte-msp/events?source=egnyte",
            "https://hooks.msp.example/egnyte-msp/./a/../events?source=egnyte",
            "https://hooks.msp.example/egnyte%2dmsp/events?source=%65gnyte",
            "https://hooks.msp.example/egnyte-msp/events?source=egnyte#fragment",
            " https://hooks.msp.example/egnyte-msp/events?source=egnyte\n" })
    void isTheSameInAnotherForm(String other) {
        assertThat(WebhookUrl.same(URL, other)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://hooks.msp.example/egnyte-msp/events/?source=egnyte", "https://hooks.msp.example/egnyte-msp/events",
            "https://hooks.msp.example/Egnyte-msp/events?source=egnyte",
            "http://hooks.msp.example/egnyte-msp/events?source=egnyte",
            "https://hooks.msp.example:8443/egnyte-msp/events?source=egnyte",
            "https://msp.example/egnyte-msp/events?source=egnyte",
            "https://hooks.msp.example/egnyte-msp%2Fevents?source=egnyte", "", "no url", "https:///x", "https://h:p/" })
    void isAnother(String other) {
        assertThat(WebhookUrl.same(URL, other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
            "https://xn--mnchen-3ya.example/a,https://münchen.example/a",
            "https://xn--mnchen-3ya.example/a,https://MÜNCHEN.example:443/a",
            "https://h.example/%C3%A4,https://h.example/ä", "https://h.example/%c3%a4,https://h.example/%C3%A4",
            "https://h.example,https://h.example/", "https://[2001:DB8::1]/a,https://[2001:db8::1]:443/a" })
    void isTheSameInUnicode(String one, String other) {
        assertThat(WebhookUrl.same(one, other)).isTrue();
    }

    @Test
    void noAddressIsNoneOfOurs() {
        assertThat(WebhookUrl.same(URL, null)).isFalse();
    }
}
