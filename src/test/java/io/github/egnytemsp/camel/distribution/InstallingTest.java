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
package io.github.egnytemsp.camel.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.distribution.Machine.Finished;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the commands say before anything runs: wherever the archive is, whoever starts it, however. */
@Tag("distribution")
class InstallingTest {

    private static Installed installed;
    private static Path data;

    @BeforeAll
    static void unpack() throws IOException {
        installed = Installed.unpackedReadOnly();
        data = installed.machine().newFolder("data");
        installed.machine().give(data);
        installed.with("EGNYTE_MSP_DATA", data);
    }

    @AfterAll
    static void stop() {
        installed.close();
    }

    @Test
    void aFirstStartSaysTheFiveSettingsThatAreNeeded() throws IOException {
        Finished run = installed.command();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains(
                "MISSING egnyte-msp.nfrDomain", "MISSING egnyte-msp.accessToken", "MISSING egnyte-msp.webhook.token",
                "MISSING egnyte-msp.webhook.url", "MISSING mail.to",
                installed.home().resolve("conf/local.properties").toString(), "conf/local.properties.example")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void theExampleOfTheSettingsIsNoConfiguration() throws IOException {
        Path conf = installed.machine().newFolder("conf");
        Files.copy(installed.home().resolve("conf/local.properties.example"), conf.resolve("local.properties"));
        Finished run = fresh().with("EGNYTE_MSP_CONF", conf).command("run");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("MISSING egnyte-msp.nfrDomain", conf.resolve("local.properties").toString());
    }

    @Test
    void itIsStartedThroughLinksFromAnywhereByAnyShell() throws IOException {
        Path links = installed.machine().newFolder("links");
        Path current = Files.createSymbolicLink(links.resolve("current"), installed.home());
        Path first = Files.createSymbolicLink(links.resolve("first"), current.resolve("bin/egnyte-msp"));
        Path second = Files.createSymbolicLink(links.resolve("second"), Path.of("first"));
        assertThat(List.of(first, second, current.resolve("bin/egnyte-msp"))).allSatisfy(link -> {
            Finished version = fresh().in(Path.of("/")).commandLine(link.toString(), "version");
            assertThat(version.output()).startsWith("egnyte-msp 0.").contains("Apache Camel 4.", "Java ");
            assertThat(version.code()).isZero();
        });
        for (List<String> shell : List.of(List.of("dash"), List.of("bash", "--posix"), List.of("busybox", "sh"))) {
            Path program = Path.of("/bin", shell.get(0));
            if (Files.exists(program)) {
                List<String> line = new ArrayList<>(shell);
                line.set(0, program.toString());
                line.addAll(List.of(second.toString(), "version"));
                assertThat(fresh().commandLine(line.toArray(String[]::new)).output()).as("%s", shell)
                        .startsWith("egnyte-msp 0.");
            }
        }
    }

    @Test
    void dataThatCannotBeWrittenIsNamed() throws IOException {
        Finished run = fresh().with("EGNYTE_MSP_DATA", installed.home().resolve("data")).command("run");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains(installed.home().resolve("data").toString(), "EGNYTE_MSP_DATA")
                .hasLineCount(1);
    }

    @Test
    void aMissingFolderOfSettingsIsNamed() throws IOException {
        Finished run = fresh().with("EGNYTE_MSP_CONF", "/nowhere/conf").command("run");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("/nowhere/conf", "EGNYTE_MSP_CONF").hasLineCount(1);
    }

    @Test
    void aMissingJavaIsNamed() throws IOException {
        Finished run = fresh().with("JAVA_HOME", "/nowhere/java").command("run");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("/nowhere/java", "17").hasLineCount(1);
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws IOException {
        // says what a Java 11 says
        Path old = installed.machine().newFolder("java 11");
        Path java = old.resolve("bin/java");
        installed.file(java, """
                #!/bin/sh
                case " $* " in
                  *" -version "*) echo 'openjdk version "11.0.27" 2025-04-15' >&2; exit 0 ;;
                esac
                echo "Error: LinkageError occurred while loading main class io.github.egnytemsp.camel.cli.EgnyteMsp" >&2
                echo "java.lang.UnsupportedClassVersionError: io/github/egnytemsp/camel/cli/EgnyteMsp" >&2
                exit 1
                """);
        Machine.mustRun("chmod", "755", java.toString());
        Finished run = fresh().with("JAVA_HOME", old).command("run");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains(java.toString(), "17", "11.0.27").hasLineCount(1);
    }

    @Test
    void twoReleasesInOneFolderAreRefused() throws IOException {
        try (Installed both = Installed.unpacked()) {
            Files.copy(both.home().resolve("lib/camel-egnyte-msp-0.1.0.jar"),
                    both.home().resolve("lib/camel-egnyte-msp-0.0.9.jar"));
            Finished run = both.command("run");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.output()).contains("camel-egnyte-msp-0.0.9.jar", "camel-egnyte-msp-0.1.0.jar", "folder of its own")
                    .hasLineCount(1);
        }
    }

    @Test
    void wrongUseIsAnotherExitCode() throws IOException {
        assertThat(installed.command("nonsense").code()).isEqualTo(2);
        assertThat(installed.command("run", "nonsense").code()).isEqualTo(2);
        Finished help = installed.command("help");
        assertThat(help.code()).isZero();
        assertThat(help.output()).contains("run", "check", "authorize", "tokens", "simulator", "password", "version");
    }

    @Test
    void everyCommandHasItsHelp() throws IOException {
        for (String command : List.of("authorize", "tokens", "simulator", "password")) {
            Finished help = installed.command("help", command);
            assertThat(help.output()).as(command).isNotBlank().doesNotContain("\tat ");
            assertThat(help.code()).as(command).isZero();
        }
    }

    /** The same installation, without the environment of another test. */
    private static Installed fresh() throws IOException {
        return installed.again().with("EGNYTE_MSP_DATA", data);
    }
}
