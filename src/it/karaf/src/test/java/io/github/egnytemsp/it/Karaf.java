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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Karaf as it is unpacked, in a process of its own. It ends with this object, or at the latest with this JVM. */
final class Karaf implements AutoCloseable {

    private static final long SECONDS_TO_STOP = 20;

    private final Path home;
    private final Thread hook = new Thread(this::kill);
    private Process process;

    Karaf(Path home) {
        this.home = home;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Changes a file of {@code etc}, of lines {@code name = value}. */
    void configure(String file, Map<String, String> changes) throws IOException {
        Properties properties = read(file);
        properties.putAll(changes);
        Path path = home.resolve("etc").resolve(file);
        try (OutputStream out = Files.newOutputStream(path)) {
            properties.store(out, null);
        }
    }

    /** Adds to a list in a file of {@code etc}. */
    void append(String file, String name, String more) throws IOException {
        configure(file, Map.of(name, read(file).getProperty(name) + "," + more));
    }

    /** Writes a file of {@code etc}. */
    void write(String file, String text) throws IOException {
        Files.writeString(home.resolve("etc").resolve(file), text);
    }

    /** Takes ports that nobody has, and only of this machine, so that another Karaf may run beside this one. */
    void useFreePorts() throws IOException {
        configure("org.apache.karaf.shell.cfg", Map.of("sshHost", "127.0.0.1", "sshPort", String.valueOf(freePort())));
        configure("org.apache.karaf.management.cfg", Map.of("rmiRegistryHost", "127.0.0.1", "rmiServerHost", "127.0.0.1",
                "rmiRegistryPort", String.valueOf(freePort()), "rmiServerPort", String.valueOf(freePort())));
    }

    void start(Map<String, String> systemProperties) throws IOException {
        // with "daemon" the script becomes the Java process, so that it is the one that is stopped
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "daemon")
                .redirectErrorStream(true).redirectOutput(home.resolve("console.txt").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EXTRA_JAVA_OPTS", systemProperties.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue()).collect(Collectors.joining(" ")));
        Runtime.getRuntime().addShutdownHook(hook);
        process = builder.start();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    private Properties read(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("etc").resolve(file))) {
            properties.load(in);
        }
        return properties;
    }

    @Override
    public void close() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } finally {
            kill();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
