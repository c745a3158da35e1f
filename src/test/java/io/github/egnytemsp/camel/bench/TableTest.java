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
