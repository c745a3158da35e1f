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
package io.github.egnytemsp.camel.check;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "jdbc:postgresql://db.msp.example/events", "jdbc:postgresql://db.msp.example:5432/events?sslmode=prefer",
            "jdbc:postgresql://localhost,192.0.2.7:5432/events", "jdbc:postgresql://[2001:db8::1]:5432/events" })
    void aDatabaseOfAnotherMachineMayBeToldThePasswordInPlainText(String url) {
        assertThat(PlainText.isDatabase(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "jdbc:postgresql:events", "jdbc:postgresql:///events", "jdbc:postgresql://localhost/events",
            "jdbc:postgresql://127.0.0.1:5432/events", "jdbc:postgresql://[::1]:5432/events",
            "jdbc:postgresql://db.msp.example/events?sslmode=verify-full",
            "jdbc:postgresql://db.msp.example/events?ApplicationName=msp&sslmode=require", "jdbc:sqlite:inbox.db" })
    void aDatabaseOfThisMachineOrWithTlsIsNot(String url) {
        assertThat(PlainText.isDatabase(url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://halo.msp.example/api", "http://127.0.0.1:8080", "http://localhost", "", "no address" })
    void anAddressOfTheWebIsFine(String address) {
        assertThat(PlainText.isWeb(address)).isFalse();
        assertThat(PlainText.isWeb("http://halo.msp.example/api")).isTrue();
    }
}
