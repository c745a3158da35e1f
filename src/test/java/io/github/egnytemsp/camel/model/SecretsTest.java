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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    private final Secrets secrets = new Secrets(
            List.of("abc", "four", "letmein/1&2", "letmein/1&2-long", "user:pass word", "postgres",
                    "https://h.example/services/T0/B0"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "is letmein/1&2-long.|is xxxxxx.", "q=letmein%2F1%262&x|q=xxxxxx&x", "xletmein/1&2!y z|xxxxxx z",
            "letmein\\/1&2 letmein/1&amp;2|xxxxxx xxxxxx", "a four and fourteen abc|a xxxxxx and fourteen abc",
            "no pass word|no xxxxxx", "postgres-2 of jdbc:postgresql|xxxxxx of jdbc:postgresql",
            "no /services/T0/B0 here|no xxxxxx here",
            "bGV0bWVpbi8xJjI= x|xxxxxx x", "eC9sZXRtZWluLzEmMg|xxxxxx", "AGRhbmEAbGV0bWVpbi8xJjI=|xxxxxx",
            "{\"Authorization\":\"Basic Zm9v\"}|{\"Authorization\":\"Basic xxxxxx\"}",
            "Authorization: foo|Authorization: xxxxxx",
            "needs Bearer token or basic auth|needs Bearer token or basic auth", "Bearer x1, y|Bearer xxxxxx, y",
            "{\"access_token\":\"x1\"}|{\"access_token\":\"xxxxxx\"}", "password=x1;y|password=xxxxxx;y",
            "at https://u:p/w@x@h.example:443/a@b|at https://h.example:443/a@b",
            "at https://h.example:443/a@b|at https://h.example:443/a@b", "jdbc:x://u@h/d|jdbc:x://h/d" })
    void whatIsSecretIsHidden(String text, String shown) {
        assertThat(secrets.hide(text)).isEqualTo(shown);
    }

    @Test
    void nothingIsHiddenWhereNothingIs() {
        assertThat(secrets.hide(null)).isNull();
        assertThat(new Secrets(List.of()).hide("plain")).isEqualTo("plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mail.password", "AUTOTASK_INTEGRATIONCODE", "connectwise.clientId", "CLIENT_ID", "my.key", "X_API_KEY",
            "egnyte-msp.webhook.token", "camel.component.egnyte-msp.keystorePassword" })
    void namesOfSecrets(String name) {
        assertThat(Secrets.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "kafka.key", "halopsa.loginUrl", "operator.passwordFile", "camel.component.egnyte-msp.tokenKeystore", "mail.to" })
    void namesOfOthers(String name) {
        assertThat(Secrets.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "://", "a:", "Bearer ", "authorization: ", "letmein", "password\"", "aaaaaaaa", "token\\" })
    void aTextThatWasMadeToBeSlowIsNot(String piece) {
        assertThat(secrets.hide(piece.repeat(16_384 / piece.length()))).isNotEmpty();
    }
}
