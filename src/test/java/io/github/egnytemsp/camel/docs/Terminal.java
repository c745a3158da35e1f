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
package io.github.egnytemsp.camel.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A reader's terminal: a shell that keeps its variables from one command to the next. */
final class Terminal implements AutoCloseable {

    private static final Duration END = Duration.ofMinutes(5);
    private static final Duration SEEN = Duration.ofSeconds(60);

    private final Path folder;
    private final String name;
    private final Path output;
    private final Process shell;
    private int commands;
    private int begin;

    /**
     * Opens it.
     *
     * @param folder where the test keeps scripts and output of the terminal
     */
    Terminal(String name, Path folder, Path workingDirectory) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.name = name;
        output = folder.resolve(name + ".out");
        ProcessBuilder builder = new ProcessBuilder("bash").directory(workingDirectory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // what somebody has who opens a terminal
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "USER", "JAVA_HOME", "JAVA_25_HOME", "TMPDIR"));
        builder.environment().put("LANG", "C.UTF-8");
        shell = builder.start();
    }

    /** Runs a command to its end; fails if it ends with another code. */
    void run(Block block, String command, int code) throws IOException {
        // a shell that is to fail at the first failing command ends with it
        type(code == 0 ? "set -e -o pipefail" : "set +e +o pipefail");
        begin(block, command);
        Path ended = folder.resolve(name + "." + commands + ".code");
        type("echo $? > '" + ended + ".part'; mv '" + ended + ".part' '" + ended + "'");
        await(block + " ends").atMost(END).pollInterval(Duration.ofMillis(50))
                .until(() -> Files.exists(ended) || !shell.isAlive());
        String ends = Files.exists(ended) ? Files.readString(ended).strip() : String.valueOf(shell.exitValue());
        assertThat(ends).as("exit code of %s:%n%s", block, seen()).isEqualTo(String.valueOf(code));
    }

    /** Starts a command that goes on; ends what ran here before. */
    void start(Block block, String command) throws IOException {
        interrupt();
        begin(block, command);
    }

    private void begin(Block block, String command) throws IOException {
        commands++;
        begin = Files.readString(output).length();
        Path script = folder.resolve(name + "." + commands + ".sh");
        Path input = folder.resolve(name + "." + commands + ".in");
        Files.writeString(script, command);
        Files.writeString(input, block.directive("input").map(text -> text + "\n").orElse(""));
        type("source '" + script + "' < '" + input + "'");
    }

    private void type(String line) throws IOException {
        shell.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
    }

    /** What the last command has printed. */
    private String seen() {
        try {
            return Files.readString(output).substring(begin);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Fails unless the last command has printed these lines, in this order. */
    void shows(Block expected) {
        String seen = seen();
        assertThat(missing(expected, seen)).as("the first line of %s that is not in the output:%n%s", expected, seen).isEmpty();
    }

    /** Waits until the command that was started last has printed these lines: it may have to compile first. */
    void willShowAtStart(Block expected) {
        willShow(expected, END);
    }

    /** Waits until the last command has printed these lines. */
    void willShow(Block expected) {
        willShow(expected, SEEN);
    }

    private void willShow(Block expected, Duration longest) {
        await(expected + " in terminal " + name).atMost(longest).pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> shows(expected));
    }

    /**
     * Three dots stand for anything in a line, a blank for any number of them. Between two lines there may be others.
     */
    private static Optional<String> missing(Block expected, String seen) {
        Iterator<String> lines = lines(seen).iterator();
        for (String line : lines(expected.text()).filter(line -> !line.isEmpty()).toList()) {
            Pattern pattern = Pattern.compile(
                    Arrays.stream(line.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            boolean found = line.equals("...");
            while (!found && lines.hasNext()) {
                found = pattern.matcher(lines.next()).matches();
            }
            if (!found) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private static Stream<String> lines(String text) {
        return text.lines().map(line -> line.strip().replaceAll("\\s+", " "));
    }

    /** Ends what runs: a process that is started with {@code &} ignores Ctrl-C, so it is asked to terminate. */
    private void interrupt() {
        List<ProcessHandle> running = shell.descendants().toList();
        try {
            running.forEach(ProcessHandle::destroy);
            await("the end of what runs in terminal " + name).atMost(SEEN)
                    .until(() -> running.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            running.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() {
        try {
            interrupt();
        } finally {
            shell.destroyForcibly();
        }
    }
}
