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
package io.github.egnytemsp.camel.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The files of {@code routes/} as they are, in a JVM of their own that can be killed at any moment and started again.
 */
final class RoutesProcess implements AutoCloseable {

    private static final int LAST_LINES = 40;

    private final Map<String, String> environment;
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private volatile Process process;
    private boolean closed;

    RoutesProcess(Map<String, String> properties, Map<String, String> environment, Path log) {
        this.environment = environment;
        this.log = log;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // a start is most of what such a process lives for
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.add("-Dlogback.configurationFile=logback-torture.xml");
        command.add("-Dcamel.main.property-placeholder-location=file:routes/application.properties");
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.apache.camel.main.Main"));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    synchronized void start() throws IOException {
        if (closed) {
            throw new IllegalStateException("No start after the end");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it by SIGKILL: nothing in it gets to know. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Everything it has said, in all its lives. */
    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    String lastLines() throws IOException {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public synchronized void close() {
        closed = true;
        kill();
    }
}
