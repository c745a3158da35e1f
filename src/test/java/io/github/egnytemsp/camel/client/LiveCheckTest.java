package io.github.egnytemsp.camel.client;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.simulator.ApiCall;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveCheckTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int check(EgnyteMspSimulator simulator) throws Exception {
        return LiveCheck.check(URI.create(simulator.baseUrl()), "simulator-token", new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itReadsOnlyStaysInTheBudgetAndPrintsNoValue() throws Exception {
        try (EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().start()) {
            simulator.addWebhook("https://hooks.msp.example/secret-path", List.of("USER_ADDED"), "X-Proof", "proof-value");
            check(simulator);
            assertThat(simulator.calls()).hasSizeLessThanOrEqualTo(12).extracting(ApiCall::method).containsOnly("GET");
            assertThat(simulator.calls()).noneMatch(call -> call.status() == 403 || call.status() == 429);
        }
        assertThat(output()).doesNotContain("proof-value").doesNotContain("secret-path").doesNotContain("simulator-token")
                .doesNotContain("DIFFERS /webhooks");
    }

    @Test
    void aFieldThatIsNewAndAMissingHeaderAreTold() throws Exception {
        try (EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start()) {
            simulator.failNext(Fault.answer(200, Map.of("Content-Type", "application/json"),
                    "[{\"webhook_id\":\"1\",\"status\":\"enabled\",\"colour\":\"red\"}]"));
            assertThat(check(simulator)).isPositive();
        }
        assertThat(output()).contains("the field colour is new or of another form: [string]").doesNotContain("red\"");
    }
}
