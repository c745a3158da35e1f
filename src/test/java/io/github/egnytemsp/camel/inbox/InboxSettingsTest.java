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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of a database holds no secret. */
class InboxSettingsTest {

    private static final String SECRET = "pas-77aa10";

    private final InboxSettings settings
            = new InboxSettings("jdbc:postgresql://db.internal/inbox", "mail", SECRET, null, Duration.ZERO);

    @ParameterizedTest
    @ValueSource(strings = {
            "cannot connect to jdbc:postgresql://db.internal/inbox?user=mail&password=other-77&ssl=true",
            "cannot connect to //mail:other-77@db.internal/inbox", "Properties: {user=mail, Password=other-77, ssl=true}",
            "cannot log in with " + SECRET })
    void whatADriverOrAPoolSaysIsToldWithoutIt(String text) {
        assertThat(settings.withoutSecrets(text)).startsWith(text.substring(0, 8)).doesNotContain("other-77")
                .doesNotContain(SECRET);
    }

    @Test
    void whatHoldsNoneIsToldAsItIs() {
        String text = "Connection to db.internal:5432 refused. Check that the hostname and port are correct";
        assertThat(settings.withoutSecrets(text)).isEqualTo(text);
    }
}
