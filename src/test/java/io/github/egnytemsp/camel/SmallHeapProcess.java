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
package io.github.egnytemsp.camel;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A receiver in a process of its own with a heap of 128 MB, that ends when the heap is too small. */
public final class SmallHeapProcess implements AutoCloseable {

    private final Process process;
    private final URI url;

    /**
     * Starts it.
     *
     * @param main      has to print {@code port}, a space and where it listens
     * @param arguments for it
     */
    public SmallHeapProcess(Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError", "-cp",
                        System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        url = URI.create("http://127.0.0.1:" + port() + TestRuntime.PATH);
    }

    private int port() throws Exception {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("port ")) {
                // what follows must be read, or the process stops at a full pipe
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {
                }));
                drain.setDaemon(true);
                drain.start();
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new IllegalStateException("The receiver did not start");
    }

    /** Where events go. */
    public URI url() {
        return url;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a body, and returns the status of the answer. */
    public int send(HttpClient client, String secret, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).header(TestRuntime.HEADER, secret)
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The receiver did not end");
        }
    }
}
