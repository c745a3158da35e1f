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
package io.github.egnytemsp.camel.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.cli.EgnyteMsp;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The command as scripts call it: in a process of its own, with its environment and exit code. */
class CheckProcessTest extends CheckFixture {

    private Printed process(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"),
                "-Degnyte-msp.home=" + Path.of("").toAbsolutePath(), "-Degnyte-msp.conf=" + configuration(),
                EgnyteMsp.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("EGNYTE_MSP_"));
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Printed(process.waitFor(), output.lines().toList());
    }

    @Test
    void variablesWinOverTheFileAsTheyDoInTheProduct() throws Exception {
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().start()) {
            set("camel.component.egnyte-msp.baseUrl", null);
            set("egnyte-msp.accessToken", "another-one-of-the-test");
            write("");
            Map<String, String> variables = Map.of("EGNYTE_MSP_BASE_URL", egnyte.baseUrl(), "EGNYTE_MSP_ACCESS_TOKEN", TOKEN);
            Printed printed = process(variables, "check");
            assertThat(printed.lines()).allMatch(line -> line.isEmpty() || line.matches("(ok|WRONG|note|off) .*|Everything.*"));
            assertThat(printed.about("access token")).singleElement().asString().startsWith("ok");
            assertThat(printed.code()).isZero();
            printed = process(Map.of("EGNYTE_MSP_BASE_URL", egnyte.baseUrl()), "check");
            assertThat(printed.about("access token")).singleElement().asString().startsWith("WRONG").contains("401");
            assertThat(printed.code()).isEqualTo(1);
        }
    }

    @Test
    void wrongUseIsAnotherExitCode() throws Exception {
        assertThat(process(Map.of(), "check", "--fix").code()).isEqualTo(2);
    }
}
