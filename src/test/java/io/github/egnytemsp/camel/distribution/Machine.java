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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server as those have it who install the archive: a user account of its own without rights, a Java runtime without
 * the tools of a JDK, and a path with nothing else than what the launcher needs.
 */
final class Machine {

    /** Every module that some part needs: what install.md says. */
    static final String MODULES = "java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,"
                                  + "java.net.http,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,"
                                  + "java.xml,jdk.crypto.ec,jdk.httpserver,jdk.localedata,jdk.management,jdk.naming.dns,"
                                  + "jdk.net,jdk.unsupported,jdk.zipfs";
    private static final String USER = "egnyte-msp-test";
    private static final List<String> TOOLS = List.of("sh", "dirname", "readlink", "mkdir", "id");

    private static Machine machine;

    private final Path folder;
    private final boolean root;

    private Machine() throws IOException {
        folder = Files.createTempDirectory("egnyte msp ");
        root = run(Map.of(), "id", "-u").output().strip().equals("0");
        readableByAll(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        Path path = Files.createDirectory(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Path found = Stream.of("/usr/bin", "/bin").map(place -> Path.of(place, tool)).filter(Files::exists).findFirst()
                    .orElseThrow(() -> new IOException("There is no " + tool));
            Files.createSymbolicLink(path.resolve(tool), found);
        }
        jlink();
        Files.createSymbolicLink(path.resolve("java"), jre().resolve("bin/java"));
        System.out.println(root ? "The installation runs as " + USER : "Not root: the installation runs as who runs the tests");
        if (root && run(Map.of(), "id", USER).code() != 0) {
            mustRun("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER);
        }
    }

    /** What came of a command that has ended. */
    record Finished(int code, String output) {
    }

    /** The one that all tests share. */
    static synchronized Machine get() throws IOException {
        if (machine == null) {
            machine = new Machine();
        }
        return machine;
    }

    Path jre() {
        return folder.resolve("jre");
    }

    /** The only folder of the path. */
    Path path() {
        return folder.resolve("bin");
    }

    /** A new folder, which the user can read and not write. */
    Path newFolder(String name) throws IOException {
        return readableByAll(Files.createTempDirectory(folder, name + " "));
    }

    private static Path readableByAll(Path made) throws IOException {
        mustRun("chmod", "755", made.toString());
        return made;
    }

    /** Gives files to the user; without root it has them already. */
    void give(Path file) throws IOException {
        if (root) {
            mustRun("chown", "-R", USER + ":", file.toString());
        }
    }

    /** Takes the right to write. */
    void makeReadOnly(Path file) throws IOException {
        mustRun("chmod", "-R", "a-w", file.toString());
    }

    /** The command line with which the user, and not root, runs a command. */
    List<String> asUser(List<String> command) {
        List<String> line = new ArrayList<>();
        if (root) {
            line.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "--no-new-privs"));
        }
        line.addAll(command);
        return line;
    }

    /** Runs a command of the machine to its end, as the user of the tests. */
    static Finished run(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return end(builder.start());
    }

    static Finished end(Process process) throws IOException {
        process.getOutputStream().close();
        process.onExit().orTimeout(2, TimeUnit.MINUTES).whenComplete((ended, timeout) -> {
            // not when it has ended: its output would be closed before it is read
            if (timeout != null) {
                process.destroyForcibly();
            }
        });
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.onExit().join();
        return new Finished(process.exitValue(), output);
    }

    static void mustRun(String... command) throws IOException {
        Finished finished = run(Map.of(), command);
        if (finished.code() != 0) {
            throw new IOException(Arrays.toString(command) + ": " + finished.output());
        }
    }

    private void jlink() throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"));
        mustRun(jdk.resolve("bin/jlink").toString(), "--add-modules", MODULES, "--strip-debug", "--no-header-files",
                "--no-man-pages", "--output", jre().toString());
    }

    private void remove() {
        try {
            mustRun("chmod", "-R", "u+w", folder.toString());
            mustRun("rm", "-rf", folder.toString());
            if (root) {
                mustRun("userdel", USER);
            }
        } catch (IOException e) {
            System.err.println("Left behind: " + folder + ": " + e.getMessage());
        }
    }
}
