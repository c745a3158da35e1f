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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** camel export: what it writes is a project that builds. */
class ExportTest {

    @TempDir
    Path folder;

    @Test
    void aRouteBecomesAProjectOfSpringBootThatBuilds() throws Exception {
        Files.writeString(folder.resolve("my-route.yaml"), """
                - route:
                    id: first
                    from:
                      uri: egnyte-msp:events
                      parameters:
                        webhookVerifyToken: "{{env:EGNYTE_MSP_WEBHOOK_TOKEN}}"
                      steps:
                        - log: "${body.eventType}"
                """);
        String component = "io.github.egnytemsp:camel-egnyte-msp:" + System.getProperty("egnyte-msp.version");
        run(folder, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Cli.class.getName(), "export", "my-route.yaml", "--runtime=spring-boot",
                "--gav=org.msp.example:events:1.0", "--dir=exported",
                "--camel-version=" + System.getProperty("camel-cli.version"),
                "--camel-spring-boot-version=" + System.getProperty("camel-cli.version"),
                "--kamelets-version=" + System.getProperty("camel-kamelets.version"),
                "--spring-boot-version=" + System.getProperty("spring-boot.version"),
                "--dep=mvn:" + component, "--dep=camel:platform-http,camel:http,camel:jackson");
        Path exported = folder.resolve("exported");
        assertThat(exported.resolve("pom.xml")).content().contains("<artifactId>camel-egnyte-msp</artifactId>",
                "<artifactId>camel-platform-http-starter</artifactId>", "<artifactId>camel-http-starter</artifactId>",
                "<artifactId>camel-jackson-starter</artifactId>");
        // the CLI writes 21
        run(exported, "mvn", "-q", "-B", "-Djava.version=17", "-DskipTests", "package");
        assertThat(exported.resolve("target/events-1.0.jar")).isNotEmptyFile();
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("export", ".log");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s has ended", List.of(command)).isTrue();
            assertThat(process.exitValue()).as(() -> {
                try {
                    return Files.readString(output);
                } catch (IOException e) {
                    return e.toString();
                }
            }).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
