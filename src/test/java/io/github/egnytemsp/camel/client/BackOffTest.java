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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTest {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
        BackOff backOff = new BackOff(FIRST, LONGEST, () -> 1);
        assertThat(backOff.pause(0)).isEqualTo(FIRST);
        assertThat(backOff.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backOff.pause(4)).isEqualTo(LONGEST);
        assertThat(backOff.pause(5)).isEqualTo(LONGEST);
        assertThat(backOff.pause(Integer.MAX_VALUE)).isEqualTo(LONGEST);
    }

    @Test
    void halfOfAPauseIsLeftToChance() {
        assertThat(new BackOff(FIRST, LONGEST, () -> 0).pause(1)).isEqualTo(FIRST);
        assertThat(new BackOff(LONGEST, FIRST, () -> 1).pause(0)).as("the longest is shorter than the first").isEqualTo(FIRST);
    }
}
