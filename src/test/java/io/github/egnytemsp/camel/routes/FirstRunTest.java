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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.demo.FreePort;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shipped routes as {@code mvn -Proutes} starts them: in a process and a folder of their own, with its whole log.
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
                "-Dstdout.encoding=UTF-8", "-Dcamel.server.port=" + port,
                "-Dcamel.main.property-placeholder-location=file:routes/application.properties", Main.class.getName())
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("EGNYTE_MSP_"));
        builder.environment().putAll(VALUES);
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

    @Test
    void nothingFailsAndNothingIsWarnedOfWithNothingButItsThreeValues() throws Exception {
        start(Map.of());
        awaitLine("started in");
        assertThat(Deliveries.deliver("http://127.0.0.1:" + port, VALUES.get("EGNYTE_MSP_WEBHOOK_TOKEN"),
                Deliveries.event("RESELLER_MRR_CHANGED", 1))).isEqualTo(200);
        stop();
        assertThat(lines()).noneMatch(line -> line.matches("\\S+ (WARN|ERROR) .*|Caused by: .*|\\tat .*"))
                .noneMatch(line -> line.contains("token-of-the-test") || line.contains("secret-of-the-test"));
        assertThat(folder.resolve("inbox.db")).isNotEmptyFile();
    }

    @Test
    void localPropertiesWinAndEnvironmentVariablesWinOverThem() throws Exception {
        Files.writeString(folder.resolve("routes/local.properties"), """
                mail.from=Büro <büro@msp.example>
                mail.to=zürich@msp.example
                egnyte-msp.nfrDomain=local
                camel.main.name=from-local-properties
                """);
        Files.writeString(folder.resolve("routes/own.yaml"), """
                - route:
                    from:
                      uri: timer:once?repeatCount=1&delay=0
                      steps:
                        - log: "from {{mail.from}}, to {{mail.to}}, {{camel.component.egnyte-msp.nfrDomain}}"
                """);
        start(Map.of("MAIL_TO", "environment@msp.example"));
        awaitLine("from Büro <büro@msp.example>, to environment@msp.example, acmemsp");
        awaitLine("(from-local-properties) started in");
    }
}
