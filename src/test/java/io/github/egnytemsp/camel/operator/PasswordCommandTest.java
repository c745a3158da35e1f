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
package io.github.egnytemsp.camel.operator;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordCommandTest {

    private static final String PASSWORD = "correct horse bättery";

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Path file() {
        return folder.resolve("operator-password");
    }

    private int run(boolean typed, List<String> answers, String... arguments) {
        Deque<String> left = new ArrayDeque<>(answers);
        int code = new PasswordCommand(question -> left.poll(), typed, new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(arguments);
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(PASSWORD);
        return code;
    }

    @Test
    void theFileHoldsAHashThatNobodyElseCanRead() throws Exception {
        assertThat(run(true, List.of(PASSWORD, PASSWORD), file().toString())).isEqualTo(PasswordCommand.OK);
        assertThat(Files.readString(file())).matches("pbkdf2-sha256\\$600000\\$[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        String line = new PasswordFile(file()).line();
        assertThat(PasswordFile.matches(line, PASSWORD)).isTrue();
        assertThat(PasswordFile.matches(line, PASSWORD.replace("ä", "a\u0308"))).as("composed in another way").isTrue();
        assertThat(PasswordFile.matches(line, PASSWORD + " ")).isFalse();
        assertThat(PasswordFile.matches(line, "")).isFalse();
    }

    @Test
    void thePasswordIsChangedAndTheSameOneHasAnotherHash() throws Exception {
        assertThat(run(false, List.of(PASSWORD), file().toString())).isEqualTo(PasswordCommand.OK);
        String before = Files.readString(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(run(false, List.of(PASSWORD), file().toString())).isEqualTo(PasswordCommand.OK);
        assertThat(Files.readString(file())).isNotEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void whatIsTooShortMistypedOrMissingLeavesTheFileAsItWas() throws Exception {
        assertThat(run(true, List.of("elevenchars", "elevenchars"), file().toString())).isEqualTo(PasswordCommand.FAILED);
        assertThat(run(true, List.of(PASSWORD, PASSWORD + "x"), file().toString())).isEqualTo(PasswordCommand.FAILED);
        assertThat(run(false, List.of(), file().toString())).isEqualTo(PasswordCommand.FAILED);
        assertThat(run(false, List.of(PASSWORD), folder.resolve("none/file").toString())).isEqualTo(PasswordCommand.FAILED);
        assertThat(run(false, List.of("x".repeat(1001)), file().toString())).isEqualTo(PasswordCommand.FAILED);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("12 to 1000 characters", "passwords differ");
        assertThat(file()).doesNotExist();
    }

    @Test
    void wrongUseIsSaid() {
        assertThat(run(false, List.of())).isEqualTo(PasswordCommand.USAGE);
        assertThat(run(false, List.of(PASSWORD), "a", "b")).isEqualTo(PasswordCommand.USAGE);
        assertThat(run(false, List.of(PASSWORD), "--password=x")).isEqualTo(PasswordCommand.USAGE);
        assertThat(run(false, List.of(), "--help")).isEqualTo(PasswordCommand.OK);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("operator.passwordFile");
    }

    @ParameterizedTest
    @CsvSource({
            "''", "secret", "pbkdf2-sha256$1000$AAAAAAAAAAAAAAAAAAAAAA==$AAAA",
            "pbkdf2-sha256$100000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "pbkdf2-sha256$99999999$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" })
    void anotherFileIsRefusedAndNotQuoted(String content) throws Exception {
        Files.writeString(file(), content);
        assertThatThrownBy(() -> new PasswordFile(file()).line()).hasMessageContaining("PasswordCommand")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("$", "secret"));
    }

    /** As in a script, and with the classes of the package alone. */
    @Test
    void itReadsStandardInputWithoutATerminal() throws Exception {
        String classes = Path.of(PasswordCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes,
                PasswordCommand.class.getName(), file().toString()).redirectErrorStream(true).start();
        process.getOutputStream().write((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(PasswordFile.matches(new PasswordFile(file()).line(), PASSWORD)).isTrue();
    }
}
