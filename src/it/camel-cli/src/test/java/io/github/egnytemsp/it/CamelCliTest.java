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
package io.github.egnytemsp.it;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The commands of camel-cli.md. */
class CamelCliTest {

    private static final String MY_ROUTE = """
            camel run my-route.yaml application.properties --dep=mvn:io.github.egnytemsp:camel-egnyte-msp:0.1.0
            """;
    private static final String SEND_AN_EVENT = """
            curl -i http://127.0.0.1:8080/egnyte-msp/events -H 'X-Egnyte-Msp-Token: choose-a-long-random-text' \
              -d '{"event_type":"RESELLER_MRR_CHANGED","company_name":"MSP Example"}'
            """;
    private static final String SHIPPED_ROUTES = """
            camel run routes/application.properties routes/*.yaml \
              --dep=mvn:io.github.egnytemsp:camel-egnyte-msp:0.1.0 \
              --dep=mvn:org.xerial:sqlite-jdbc:3.51.3.0 --dep=camel:freemarker
            """;
    /** What the test alone gives to the shipped routes. */
    private static final String[] HEALTH_AT_ONCE = {
            "--prop=health.exclude=", "--prop=camel.component.egnyte-msp.watchInterval=1s",
            "--prop=camel.component.egnyte-msp.maxCallsPerDay=0" };

    private static final String TOKEN = "token-of-the-test";
    private static final String SECRET = "choose-a-long-random-text";
    /** What it has no jar of, it downloads first. */
    private static final Duration TO_START = Duration.ofMinutes(5);
    private static final Duration TO_HAPPEN = Duration.ofSeconds(20);

    @TempDir
    Path folder;
    private final int port = freePort();
    private Process camel;

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Runs a command in the folder, as a shell does; the process is the command's own. */
    private void start(String command, Map<String, String> environment, String... more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "bash", "-c", "camel() { exec \"$JAVA\" -Dcamel.server.port=" + port + " -cp \"$CLI\" " + Cli.class.getName()
                              + " \"$@\" --logging-color=false " + String.join(" ", more) + "; }\n" + command)
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLI", classPath());
        builder.environment().put("EGNYTE_MSP_WEBHOOK_TOKEN", SECRET);
        builder.environment().putAll(environment);
        camel = builder.start();
    }

    /** Without the simulator: the CLI would take its jar for the component's, which is in the same artifact. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("camel-egnyte-msp") && !entry.contains("kamelets"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path log() {
        return Path.of("target", "camel.log");
    }

    @AfterEach
    void stop() throws InterruptedException {
        camel.destroy();
        if (!camel.waitFor(20, TimeUnit.SECONDS)) {
            camel.destroyForcibly().waitFor();
        }
    }

    /** Of our checks, in the file that camel get health reads. */
    private List<String> health() throws IOException {
        Path status = Path.of(System.getProperty("user.home"), ".camel", camel.pid() + "-status.json");
        List<String> states = new ArrayList<>();
        new ObjectMapper().readTree(status.toFile()).at("/healthChecks/checks").forEach(check -> {
            if (check.path("details").has("deliveries.200")) {
                states.add(check.get("state").asText());
            }
        });
        return states;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void aRouteOfOnesOwnReceivesAnEvent() throws Exception {
        copyResource("my-route.yaml", "my-route.yaml");
        copyResource("my-route.properties", "application.properties");
        start(MY_ROUTE, Map.of());
        String command = SEND_AN_EVENT.replace("8080", String.valueOf(port));
        await("the event, see " + log()).atMost(TO_START).failFast(() -> !camel.isAlive()).pollInterval(Duration.ofSeconds(1))
                .until(() -> outputOf(command).contains("200 OK"));
        assertThat(log()).content().contains("RESELLER_MRR_CHANGED for MSP Example").doesNotContain(SECRET);
        assertThatThrownBy(() -> new Socket("127.0.0.2", port).close()).as("another address of this machine")
                .isInstanceOf(ConnectException.class);
    }

    private void copyResource(String name, String to) throws IOException {
        try (InputStream resource = getClass().getResourceAsStream("/" + name)) {
            Files.copy(resource, folder.resolve(to));
        }
    }

    private static String outputOf(String command) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theRoutesDirectoryRunsAsItIsAndARouteOfOnesOwnBesideIt() throws Exception {
        copy(Path.of(System.getProperty("routes")), folder.resolve("routes"));
        // one of them, as application.properties includes what is in routes
        Files.writeString(folder.resolve("routes/own.yaml"), """
                - route:
                    id: own
                    from:
                      uri: egnyte-msp:events?path=/own&webhookUrl=https://hooks.msp.example/own
                      steps:
                        - log: "own: ${body.type} of ${body.reseller.companyName}"
                        - to: direct:event-in-words
                        - log: "words: ${variable.words}"
                        - to: egnyte-msp:webhooks
                        - log: "webhooks: ${bodyAs(String)}"
                """);
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).accessToken(TOKEN)
                .publicAddress("https://hooks.msp.example", "http://127.0.0.1:" + port).start()) {
            start(SHIPPED_ROUTES, Map.of(
                    "EGNYTE_MSP_ACCESS_TOKEN", TOKEN, "EGNYTE_MSP_BASE_URL", egnyte.baseUrl(),
                    "EGNYTE_MSP_REGISTRATION", "ensure",
                    "EGNYTE_MSP_WEBHOOK_URL", "https://hooks.msp.example/egnyte-msp/events"), HEALTH_AT_ONCE);
            await("the webhooks, see " + log()).atMost(TO_START).failFast(() -> !camel.isAlive())
                    .until(() -> egnyte.webhooks().size() == 2);
            egnyte.raise("RESELLER_MRR_CHANGED", Map.of("company_name", "MSP Example"));
            assertThat(egnyte.awaitIdle(TO_HAPPEN)).isTrue();
            assertThat(log()).content().contains("own: RESELLER_MRR_CHANGED of MSP Example")
                    .contains("words: The monthly recurring revenue has changed")
                    .containsPattern("webhooks: .*" + egnyte.webhooks().get(0).id());
            assertThat(folder.resolve("inbox.db")).isNotEmptyFile();

            // the file may be half written
            await().atMost(TO_HAPPEN).ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(health()).containsExactly("UP", "UP"));
            egnyte.revokeAccessToken(TOKEN);
            await().atMost(TO_HAPPEN).ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(health()).containsExactly("DOWN", "DOWN"));
            assertThat(log()).content().doesNotContain(SECRET, TOKEN);
        }
    }
}
