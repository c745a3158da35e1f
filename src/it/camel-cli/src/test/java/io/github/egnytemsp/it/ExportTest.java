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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** camel export: what it writes is a project that builds. */
class ExportTest {

    private static final String EXPORT = """
            camel export my-route.yaml --runtime=spring-boot --gav=org.msp.example:events:1.0 --dir=exported \
              --dep=mvn:io.github.egnytemsp:camel-egnyte-msp:0.1.0 --dep=camel:platform-http,camel:http,camel:jackson \
              --camel-version=4.18.0 --camel-spring-boot-version=4.18.0 --spring-boot-version=3.5.10
            """;
    /** The CLI writes 21. */
    private static final String BUILD = """
            mvn -q -f exported -Djava.version=17 -DskipTests package
            """;

    @TempDir
    Path folder;

    @Test
    void aRouteBecomesAProjectOfSpringBootThatBuilds() throws Exception {
        try (InputStream route = getClass().getResourceAsStream("/my-route.yaml")) {
            Files.copy(route, folder.resolve("my-route.yaml"));
        }
        // not every mirror has what the newer version of the CLI needs
        run("camel() { \"$JAVA\" -cp \"$CLI\" " + Cli.class.getName() + " \"$@\" --kamelets-version="
            + System.getProperty("camel-kamelets.version") + "; }\n"
            + EXPORT.replace("4.18.0", System.getProperty("camel-cli.version")));
        assertThat(folder.resolve("exported/pom.xml")).content().contains("<artifactId>camel-egnyte-msp</artifactId>",
                "<artifactId>camel-platform-http-starter</artifactId>", "<artifactId>camel-http-starter</artifactId>",
                "<artifactId>camel-jackson-starter</artifactId>");
        run(BUILD);
        assertThat(folder.resolve("exported/target/events-1.0.jar")).isNotEmptyFile();
    }

    private void run(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("export", ".log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLI", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s has ended", command).isTrue();
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
