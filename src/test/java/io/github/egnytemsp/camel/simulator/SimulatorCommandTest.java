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
package io.github.egnytemsp.camel.simulator;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.egnytemsp.camel.simulator.SimulatorWebhooksTest.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SimulatorCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final SimulatorCommand command = new SimulatorCommand(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void itListensUntilItIsEndedAndTellsWhereButNotTheToken() throws InterruptedException {
        Thread thread = new Thread(
                () -> command.run("--port=0", "--token=my-token",
                        "--public=https://hooks.msp.example=http://127.0.0.1:8080", "--retry=10ms,2s"));
        thread.start();
        await().until(() -> printed().contains("Ctrl-C"));
        Matcher baseUrl = Pattern.compile("baseUrl is (http://127.0.0.1:[0-9]+)").matcher(printed());
        assertThat(baseUrl.find()).isTrue();
        Client client = new Client(HttpClient.newHttpClient(), baseUrl.group(1), "my-token");

        assertThat(client.get(SimulatorWebhooksTest.WEBHOOKS).status()).isEqualTo(200);
        assertThat(printed()).contains("curl -X POST " + baseUrl.group(1) + "/simulator/events/USER_ADDED")
                .doesNotContain("my-token");

        thread.interrupt();
        thread.join(5000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void optionsReachTheSimulator() {
        SimulatorBuilder builder = SimulatorCommand.builder("--port=1234", "--retry=10ms,2s,5m,1h", "--fail-after=7",
                "--disable-after=4", "--max-webhooks=3",
                "--calls-per-second=5", "--calls-per-day=6", "--over-limit=429", "--refused-token=403");

        assertThat(builder.port).isEqualTo(1234);
        assertThat(builder.retrySchedule).containsExactly(Duration.ofMillis(10), Duration.ofSeconds(2), Duration.ofMinutes(5),
                Duration.ofHours(1));
        assertThat(builder.failAfter).isEqualTo(7);
        assertThat(builder.disableAfter).isEqualTo(4);
        assertThat(builder.maxWebhooks).isEqualTo(3);
        assertThat(builder.callsPerSecond).isEqualTo(5);
        assertThat(builder.callsPerDay).isEqualTo(6);
        assertThat(builder.refusedTokenStyle).isEqualTo(RefusedTokenStyle.DEVELOPER_INACTIVE_403);
        assertThat(builder.overLimitStyle).isEqualTo(OverLimitStyle.TOO_MANY_REQUESTS_429);
    }

    @Test
    void theProcessEndsOnASignalWithoutAStackTrace() throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), EgnyteMspSimulator.class.getName(), "--port=0")
                .redirectErrorStream(true).start();
        StringBuilder printed = new StringBuilder();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                printed.append(line).append('\n');
                if (line.startsWith("Ctrl-C")) {
                    // not its own destroy(), which closes the output
                    process.toHandle().destroy();
                }
            }
        }
        assertThat(process.waitFor()).as("128 + SIGTERM").isEqualTo(143);
        assertThat(printed.toString()).contains("accessToken").doesNotContain("Exception", "\tat ");
    }

    @Test
    void helpIsPrintedWhenAskedFor() {
        assertThat(command.run("--help")).isZero();
        assertThat(printed()).contains("--public=FROM=TO");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "--port", "--port=x", "--port=70000", "--unknown=1", "--retry=5", "--retry=", "--public=https://a.example",
            "--public=https://a.example=http://192.0.2.1", "--over-limit=500", "--refused-token=500", "--token=",
            "--max-webhooks=-1" })
    void wrongOptionsEndItWithAMessage(String option) {
        assertThatThrownBy(() -> SimulatorCommand.builder(option)).isInstanceOf(IllegalArgumentException.class);
        assertThat(command.run(option)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--help");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
