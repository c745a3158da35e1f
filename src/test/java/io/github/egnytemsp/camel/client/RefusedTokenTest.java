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

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefusedTokenTest {

    private static final ApiAnswer REFUSAL = new ApiAnswer(401, Map.of(), new byte[0]);

    private final StandingTime time = new StandingTime();
    private final RefusedToken token = new RefusedToken(time);

    @Test
    void aRefusedTokenIsNotUsedUntilItsPauseIsOver() throws Exception {
        token.requireNotRefused("advice");
        token.refused(REFUSAL, Duration.ofMinutes(1));
        time.moveOn(Duration.ofSeconds(59));
        assertThatThrownBy(() -> token.requireNotRefused("advice")).isInstanceOf(EgnyteMspAuthenticationException.class);
        time.moveOn(Duration.ofSeconds(1));
        token.requireNotRefused("advice");
    }

    @Test
    void aPauseThatBeganWhileTheClockWasWrongIsNoLonger() throws Exception {
        token.refused(REFUSAL, Duration.ofMinutes(1));
        time.setBack(Duration.ofDays(3650));
        assertThatThrownBy(() -> token.requireNotRefused("advice")).isInstanceOf(EgnyteMspAuthenticationException.class);
        time.moveOn(Duration.ofMinutes(1));
        token.requireNotRefused("advice");
    }
}
