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
package io.github.egnytemsp.camel.routes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.client.DrivenTime;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.apache.camel.ProducerTemplate;

/**
 * The routes of agreements in a JVM of their own, which can be killed. It does what it is sent, a line each: the time,
 * and what to send to which endpoint.
 */
final class AgreementsProcess implements AutoCloseable {

    private static final String ANSWER = "answer: ";

    private final Process process;
    private final BufferedReader answers;

    /** Starts it. */
    AgreementsProcess(Path inbox, Map<String, String> properties) throws IOException {
        Path file = Files.createTempFile(inbox.getParent(), "process", ".properties");
        Properties all = new Properties();
        all.putAll(properties);
        try (var out = Files.newOutputStream(file)) {
            all.store(out, null);
        }
        process = new ProcessBuilder(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                        AgreementsProcess.class.getName(), inbox.toString(), file.toString()))
                .redirectErrorStream(true).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends what is to be done. */
    void send(Instant time, String endpoint, String body) throws IOException {
        process.getOutputStream().write((time + " " + endpoint + " " + body + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The answer to what was sent. */
    String answer() throws IOException {
        StringBuilder log = new StringBuilder();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
            log.append(line).append('\n');
        }
        throw new IOException("It has ended:\n" + log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing in it gets to know. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /**
     * Runs until it is killed, or its input ends.
     *
     * @param  arguments the folder of the inbox, and a file of properties
     * @throws Exception if the routes do not start
     */
    public static void main(String[] arguments) throws Exception {
        Properties file = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(arguments[1]))) {
            file.load(in);
        }
        Map<String, String> properties = new HashMap<>();
        file.stringPropertyNames().forEach(name -> properties.put(name, file.getProperty(name)));
        DrivenTime time = new DrivenTime(Instant.EPOCH);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String[] first = in.readLine().split(" ", 3);
        time.set(Instant.parse(first[0]));
        ShippedRoutes routes
                = new ShippedRoutes(Path.of(arguments[0]), properties, Map.of("drivenTime", time), AgreementsFixture.FILES);
        ProducerTemplate camel = routes.context().createProducerTemplate();
        String[] work = first;
        while (true) {
            time.set(Instant.parse(work[0]));
            String answer;
            try {
                answer = String.valueOf(
                        camel.requestBody(work[1], work[2].isEmpty() ? null : work[2], JsonNode.class));
            } catch (Exception e) {
                answer = e + ": " + e.getCause();
            }
            System.out.println(ANSWER + answer);
            String next = in.readLine();
            if (next == null) {
                Runtime.getRuntime().halt(0);
            }
            work = next.split(" ", 3);
        }
    }
}
