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
package io.github.egnytemsp.camel.routes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.cli.EgnyteMsp;
import io.github.egnytemsp.camel.demo.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shipped routes as {@code egnyte-msp run} and {@code mvn -Proutes} start them: in a process and a folder of their
 * own, with its whole log.
 */
class FirstRunTest {

    private static final Map<String, String> VALUES = Map.of("EGNYTE_MSP_NFR_DOMAIN", "acmemsp", "EGNYTE_MSP_ACCESS_TOKEN",
            "token-of-the-test", "EGNYTE_MSP_WEBHOOK_TOKEN", "secret-of-the-test");

    @TempDir
    Path folder;
    private int port;
    private Process process;

    @BeforeEach
    void copyRoutes() throws IOException {
        port = FreePort.find();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.deleteIfExists(folder.resolve("routes/local.properties"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private void start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", absoluteClassPath(),
                "-Dstdout.encoding=UTF-8", "-Degnyte-msp.conf=routes",
                "-Dlogback.configurationFile=" + Path.of("src/dist/conf/logback.xml").toAbsolutePath(),
                EgnyteMsp.class.getName())
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("EGNYTE_MSP_"));
        builder.environment().put("EVENTS_PORT", String.valueOf(port));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private static String absoluteClassPath() {
        return String.join(
                java.io.File.pathSeparator, Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString()).toList());
    }

    private Path log() {
        return folder.resolve("camel.log");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(log(), StandardCharsets.UTF_8);
    }

    private void awaitLine(String part) {
        await(part).atMost(Duration.ofSeconds(60)).failFast(() -> !process.isAlive())
                .untilAsserted(() -> assertThat(lines()).anyMatch(line -> line.contains(part)));
    }

    private static Map<String, String> values(String... more) {
        Map<String, String> values = new HashMap<>(VALUES);
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return values;
    }

    private void awaitExit(int code) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(code);
    }

    @Test
    void nothingFailsAndNothingIsWarnedOfWithNothingButItsThreeValues() throws Exception {
        start(values());
        awaitLine("page ");
        assertThat(Deliveries.deliver("http://127.0.0.1:" + port, VALUES.get("EGNYTE_MSP_WEBHOOK_TOKEN"),
                Deliveries.event("RESELLER_MRR_CHANGED", 1))).isEqualTo(200);
        stop();
        assertThat(lines()).noneMatch(line -> line.matches("\\S+ \\S+ (WARN|ERROR) .*|Caused by: .*|\\tat .*"))
                .noneMatch(line -> line.contains("token-of-the-test") || line.contains("secret-of-the-test"));
        assertThat(folder.resolve("inbox.db")).isNotEmptyFile();
    }

    @Test
    void aRouteThatReceivesNothingRunsBesideTheProcessThatHasThePort() throws Exception {
        Files.writeString(folder.resolve("calls.yaml"),
                "- route: { from: { uri: 'timer:once?repeatCount=1', steps: [ { log: 'called' } ] } }");
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            start(values("JAVA_TOOL_OPTIONS",
                    "-Dcamel.server.enabled=false -Dcamel.main.routesIncludePattern=file:calls.yaml"));
            awaitLine("receives   nothing");
            awaitLine("called");
        }
    }

    @Test
    void aStartSaysWhatRunsAndWhatIsOffInAFewLines() throws Exception {
        start(values("OPERATOR_ENABLED", "true", "OPERATOR_PORT", "0", "MAIL_ENABLED", "true"));
        awaitLine("page       http://127.0.0.1:");
        assertThat(lines()).hasSizeLessThan(15)
                .anyMatch(line -> line.contains("receives   http://127.0.0.1:" + port + "/egnyte-msp/events"))
                .anyMatch(line -> line.endsWith("on         mail, operator"))
                .anyMatch(line -> line.contains("off        agreements, alerts, ") && line.contains("halopsa"));
        stop();
        assertThat(lines().get(lines().size() - 1)).endsWith("Stopped");
    }

    @Test
    void theFirstStartNamesTheFiveSettingsThatAreNeeded() throws Exception {
        start(Map.of("EGNYTE_MSP_NFR_DOMAIN", "acmemsp"));
        awaitExit(1);
        assertThat(lines()).anyMatch(line -> line.contains("set     egnyte-msp.nfrDomain"))
                .anyMatch(line -> line.contains("MISSING egnyte-msp.accessToken"))
                .anyMatch(line -> line.contains("MISSING egnyte-msp.webhook.token"))
                .anyMatch(line -> line.contains("MISSING egnyte-msp.webhook.url"))
                .anyMatch(line -> line.contains("MISSING mail.to")).hasSizeLessThan(15);
        assertThat(folder.resolve("inbox.db")).doesNotExist();
    }

    @Test
    void aStartThatFailsSaysWhyInALine() throws Exception {
        start(values("INBOX_RETENTION", "90days"));
        awaitExit(1);
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).startsWith("egnyte-msp cannot start: ").contains("90days");
    }

    @Test
    void aPortThatIsTakenIsNamedInALine() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            start(values("EVENTS_PORT", String.valueOf(taken.getLocalPort())));
            awaitExit(1);
            assertThat(lines().get(lines().size() - 2)).startsWith("egnyte-msp cannot start: ")
                    .contains("port " + port + " of 127.0.0.1").contains("Address already in use");
            assertThat(lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void aPortOfHealthThatIsTakenIsNamedInALine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(values("HEALTH_ENABLED", "true", "HEALTH_PORT", String.valueOf(taken.getLocalPort())));
            awaitExit(1);
            assertThat(lines().get(lines().size() - 2)).startsWith("egnyte-msp cannot start: Health cannot be shown on port ")
                    .contains(taken.getLocalPort() + " of 127.0.0.1").contains("health.port");
            assertThat(lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void aPortOfTheOperatorsPageThatIsTakenIsNamedInALine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(values("OPERATOR_ENABLED", "true", "OPERATOR_PORT", String.valueOf(taken.getLocalPort())));
            awaitExit(1);
            assertThat(lines().get(lines().size() - 2))
                    .startsWith("egnyte-msp cannot start: The operator's page cannot listen on port ")
                    .contains(taken.getLocalPort() + " of 127.0.0.1").contains("operator.port");
            assertThat(lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void aSecretInTheWrongSettingIsNotQuoted() throws Exception {
        start(values("INBOX_RETENTION", VALUES.get("EGNYTE_MSP_WEBHOOK_TOKEN")));
        awaitExit(1);
        assertThat(lines().get(0)).startsWith("egnyte-msp cannot start: retention must be ");
        assertThat(lines()).noneMatch(line -> line.contains(VALUES.get("EGNYTE_MSP_WEBHOOK_TOKEN")));
    }

    @Test
    void twoReleasesInOneFolderAreRefused() throws Exception {
        Files.createDirectories(folder.resolve("lib"));
        for (String release : List.of("0.1.0", "0.2.0")) {
            Files.createFile(folder.resolve("lib/camel-egnyte-msp-" + release + ".jar"));
        }
        start(values());
        awaitExit(1);
        assertThat(lines()).singleElement().asString().contains("camel-egnyte-msp-0.1.0.jar and camel-egnyte-msp-0.2.0.jar");
    }

    @Test
    void localPropertiesWinAndEnvironmentVariablesWinOverThem() throws Exception {
        Files.writeString(folder.resolve("routes/local.properties"), """
                mail.from=Büro <büro@msp.example>
                mail.to=zürich@msp.example
                egnyte-msp.nfrDomain=local
                my.enabled=true
                casedesk.enabled=true
                """);
        Files.createDirectories(folder.resolve("routes.local"));
        Files.writeString(folder.resolve("routes.local/own.yaml"), """
                - route:
                    id: my-own
                    precondition: "${properties:my.enabled} == true"
                    from:
                      uri: timer:once?repeatCount=1&delay=0
                      steps:
                        - log: "from {{mail.from}}, to {{mail.to}}, {{camel.component.egnyte-msp.nfrDomain}}"
                """);
        start(values("MAIL_TO", "environment@msp.example"));
        awaitLine("from Büro <büro@msp.example>, to environment@msp.example, acmemsp");
        awaitLine("on         my");
        awaitLine("unused     casedesk.enabled=true: no route in " + folder.resolve("routes.local") + " reads it");
        awaitLine("yours      my-own");
    }
}
