package io.github.egnytemsp.camel.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogTextTest {

    @Test
    void textThatIsFitForALineStaysAsItIs() {
        assertThat(LogText.of("RESELLER_MRR_CHANGED")).isEqualTo("RESELLER_MRR_CHANGED");
        assertThat(LogText.of("M\u00fcller & S\u00f6hne \ud83d\ude00")).isEqualTo("M\u00fcller & S\u00f6hne \ud83d\ude00");
        assertThat(LogText.of(null)).isNull();
    }

    @Test
    void whatForgesALineOrSteersATerminalIsMadeVisible() {
        assertThat(LogText.of("A\r\nB\u001b[31m\u2028\u202e\u0085\u0000")).isEqualTo("A\\u000d\\u000aB\\u001b[31m\\u2028\\u202e\\u0085\\u0000");
    }

    @Test
    void longTextIsCut() {
        assertThat(LogText.of("x".repeat(100_000))).hasSizeLessThan(300).startsWith("xxx").endsWith("... (100000 characters)");
    }

    @Test
    void showsMoreOfAListIfAsked() {
        assertThat(LogText.of("x".repeat(1_000), 1_000)).isEqualTo("x".repeat(1_000));
        assertThat(LogText.of("x".repeat(1_001), 1_000)).endsWith("x... (1001 characters)");
    }
}
