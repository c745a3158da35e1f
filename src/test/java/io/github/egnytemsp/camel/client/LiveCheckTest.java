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
                .doesNotContain("acme").doesNotContain("globex").doesNotContain("Business").doesNotContain("250.00")
                .contains("GET /domains/{domain}: 200", "GET /tenants/{tenant}: 200");
        assertThat(output().lines().filter(line -> line.startsWith("DIFFERS"))).as("the simulator's note is no field of Egnyte's")
                .allMatch(line -> line.contains("simulatorNote"));
    }

    private void answers(EgnyteMspSimulator simulator, String path, Map<String, String> headers, String body) {
        simulator.failNext(Fault.answer(200, headers, body).on("GET", EgnyteMspSimulator.API_PATH + path));
    }

    @Test
    void fieldsAndPagesOfAnotherFormAreToldWithoutAValue() throws Exception {
        try (EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start()) {
            answers(simulator, "/domains", Map.of(),
                    "{\"next\":7,\"count\":1,\"results\":[{\"domain\":\"hidden-name\",\"monthlyCost\":\"25050\",\"usedPuLicences\":\"12\"}]}");
            answers(simulator, "/tenants", Map.of(), "{\"next\":\"https://other.example/tenants?page=2\",\"count\":0,\"results\":[]}");
            answers(simulator, "/plans", Map.of(), "<p>hidden-name is closed</p>");
            check(simulator);
        }
        assertThat(output()).contains(
                "DIFFERS /domains: next is a NUMBER", "DIFFERS /domains: the field monthlyCost is [string], not number",
                "DIFFERS /domains: the field usedPuLicences is [string], not number",
                "DIFFERS /plans: the body is no JSON",
                "DIFFERS /plans: no header X-Accesstoken-Qps-Current")
                .doesNotContain("hidden-name").doesNotContain("25050").doesNotContain("other.example");
    }

    @Test
    void aFieldThatIsNewIsTold() throws Exception {
        try (EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start()) {
            answers(simulator, "/webhooks", Map.of("Content-Type", "application/json"),
                    "[{\"webhook_id\":\"1\",\"status\":\"enabled\",\"colour\":\"red\"}]");
            check(simulator);
        }
        assertThat(output()).contains("DIFFERS /webhooks: the field colour is new: [string]").doesNotContain("red\"");
    }
}
