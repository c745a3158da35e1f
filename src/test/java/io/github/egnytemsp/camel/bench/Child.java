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
package io.github.egnytemsp.camel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The parent's side of a {@link BenchChild}. */
final class Child implements AutoCloseable {

    /** The same collector in all, without threads of its own beside the application's. */
    static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx768m");

    private static final Path FOLDER = Path.of("target", "bench");
    private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> PROCESSES.forEach(Child::kill)));
    }

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;
    private final String name;
    private final String greeting;

    private Child(String name, List<String> options, List<String> arguments) throws IOException {
        this.name = name;
        Files.createDirectories(FOLDER);
        List<String> command = java(options);
        command.add("-Dlogback.configurationFile=logback-bench.xml");
        command.add(BenchChild.class.getName());
        command.addAll(arguments);
        process = started(new ProcessBuilder(command)
                .redirectError(FOLDER.resolve(name + ".log").toFile()));
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        greeting = answer();
    }

    static Child receiver(Receiver receiver, int port, int remembered) throws IOException {
        return new Child(
                receiver + "-" + port, JVM,
                List.of("receive", receiver.name(), Integer.toString(port), Integer.toString(remembered)));
    }

    static Child caller(Caller caller, int port) throws IOException {
        return new Child(caller.name(), JVM, List.of("call", caller.name(), Integer.toString(port)));
    }

    /** An {@link InboxReceiver} without the operator's interface. */
    static Child inbox(List<String> options, int port, String url, String retention, int subscriptions, boolean starts)
            throws IOException {
        return inbox(options, port, url, retention, subscriptions, starts, 0);
    }

    /** An {@link InboxReceiver}. */
    static Child inbox(
            List<String> options, int port, String url, String retention, int subscriptions, boolean starts, int operatorPort)
            throws IOException {
        return new Child(
                "inbox-" + port, options, List.of("inbox", Integer.toString(port), url, retention,
                        Integer.toString(subscriptions), Boolean.toString(starts), Integer.toString(operatorPort)));
    }

    /** A {@link BareInserts}. */
    static Child inserts(List<String> options, String url, int callers) throws IOException {
        return new Child("inserts-" + callers, options, List.of("inserts", url, Integer.toString(callers)));
    }

    /** The start of a command for a JVM with the class path of this one. */
    static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    /** Starts a process that ends with this one. */
    static Process started(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        PROCESSES.add(process);
        process.onExit().thenAccept(PROCESSES::remove);
        return process;
    }

    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** What it said when it was ready: {@code ready} and, of a receiver, the milliseconds of its start. */
    String[] greeting() {
        return greeting.split(" ");
    }

    Meter meter() throws IOException {
        return Meter.of(ask("meter"));
    }

    String ask(String command) throws IOException {
        commands.println(command);
        return answer();
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(BenchChild.MARK)) {
                return line.substring(BenchChild.MARK.length());
            }
        }
        throw new IOException(name + " has ended: see " + FOLDER.resolve(name + ".log"));
    }

    @Override
    public void close() {
        kill(process);
    }
}
