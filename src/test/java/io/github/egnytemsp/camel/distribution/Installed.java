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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.distribution.Machine.Finished;

/** The archive, unpacked into a folder with blanks in its name, and its commands. */
final class Installed implements AutoCloseable {

    private final Machine machine = Machine.get();
    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<RunningCommand> running = new ArrayList<>();
    private Path workingDirectory;

    private Installed(Path home) throws IOException {
        this.home = home;
        workingDirectory = home;
        environment.put("PATH", machine.path().toString());
    }

    /** Unpacked by the user into a folder of its own, as who just tries it does. */
    static Installed unpacked() throws IOException {
        Installed installed = unpacked(Archive.file(), Machine.get().newFolder("unpacked by the user"));
        installed.machine.give(installed.home);
        return installed;
    }

    /** Unpacked by somebody else: the user can read it only. */
    static Installed unpackedReadOnly() throws IOException {
        Installed installed = unpacked(Archive.file(), Machine.get().newFolder("read only"));
        installed.machine.makeReadOnly(installed.home);
        return installed;
    }

    /** An archive, in a folder that may have others. */
    static Installed unpacked(Path archive, Path into) throws IOException {
        Machine.mustRun("tar", "-xzf", archive.toAbsolutePath().toString(), "-C", into.toString());
        try (var folders = Files.newDirectoryStream(into, "egnyte-msp-*")) {
            return new Installed(folders.iterator().next());
        }
    }

    /** The same files, with an environment of its own. */
    Installed again() throws IOException {
        return new Installed(home);
    }

    /** By another path, such as a link. */
    Installed at(Path path) throws IOException {
        return new Installed(path);
    }

    Path home() {
        return home;
    }

    Machine machine() {
        return machine;
    }

    Installed with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    Installed in(Path directory) {
        workingDirectory = directory;
        return this;
    }

    /** Writes a file as the user. */
    Installed file(Path file, String content) throws IOException {
        boolean isNew = !Files.exists(file.getParent());
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        machine.give(isNew ? file.getParent() : file);
        return this;
    }

    /** Writes local.properties, where the archive is. */
    Installed settings(String... lines) throws IOException {
        return file(home.resolve("conf/local.properties"), String.join("\n", lines) + "\n");
    }

    /** Runs a command to its end. */
    Finished command(String... arguments) throws IOException {
        return Machine.end(builder(line(arguments)).redirectErrorStream(true).start());
    }

    /** Runs the launcher by another name, or with a shell of choice. */
    Finished commandLine(String... line) throws IOException {
        return Machine.end(builder(List.of(line)).redirectErrorStream(true).start());
    }

    /** Starts a command that goes on; its output is in a file. */
    RunningCommand start(String... arguments) throws IOException {
        Path log = machine.newFolder("log").resolve("output.log");
        Process process = builder(line(arguments)).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        RunningCommand command = new RunningCommand(process, log);
        running.add(command);
        return command;
    }

    private List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(List.of(launcher()));
        line.addAll(Arrays.asList(arguments));
        return line;
    }

    String launcher() {
        return home.resolve("bin/egnyte-msp").toString();
    }

    private ProcessBuilder builder(List<String> line) {
        ProcessBuilder builder = new ProcessBuilder(machine.asUser(line)).directory(workingDirectory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    @Override
    public void close() {
        running.forEach(RunningCommand::close);
    }
}
