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
package io.github.egnytemsp.camel.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
        assertThat(new Table("what", "µs").row("short", "9.5").row("a|b", null).toString()).isEqualTo("""
                | what  |  µs |
                | ----- | --: |
                | short | 9.5 |
                | a\\|b  |     |
                """);
    }

    @Test
    void rowOfAnotherLengthIsAMistake() {
        assertThatThrownBy(() -> new Table("what", "µs").row("short")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 columns");
    }
}
