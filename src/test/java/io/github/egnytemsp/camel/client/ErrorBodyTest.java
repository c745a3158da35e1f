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
