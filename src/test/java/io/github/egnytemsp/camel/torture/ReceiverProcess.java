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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.egnytemsp.camel.demo.FreePort;

/** A {@link Receiver} in a JVM of its own, which can be killed at any moment and started again. */
final class ReceiverProcess implements AutoCloseable {

    private static final int LAST_LINES = 40;

    private final int port = FreePort.findForRestarts();
    private final Path log;
    private final String sinks;
    private final List<String> command = new ArrayList<>();
    private Process process;
    private boolean closed;

    /**
     * @param log   where it writes its log
     * @param url   its database
     * @param sinks where its sinks are
     */
    ReceiverProcess(Path log, String url, String sinks) throws IOException {
        this.log = log;
        this.sinks = sinks;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // a start is most of what such a process lives for
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-XX:+ExitOnOutOfMemoryError"));
        command.add("-Dlogback.configurationFile=logback-torture.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Receiver.class.getName()));
        command.addAll(arguments(url));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private List<String> arguments(String url) {
        return List.of(Integer.toString(port), url, sinks);
    }

    /** Another URL from the next start on. */
    synchronized void use(String url) {
        command.subList(command.size() - arguments(url).size(), command.size()).clear();
        command.addAll(arguments(url));
    }

    synchronized void start() throws IOException {
        start(command);
    }

    /** Starts it so that no file of it can get longer than that. */
    synchronized void startWithLimit(int kilobytes) throws IOException {
        List<String> limited = new ArrayList<>(
                List.of("bash", "-c", "ulimit -f \"$0\" && exec \"$@\"",
                        Integer.toString(kilobytes)));
        limited.addAll(command);
        start(limited);
    }

    private void start(List<String> line) throws IOException {
        if (closed) {
            throw new IllegalStateException("No start after the end");
        }
        process = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether it takes connections. */
    boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
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
