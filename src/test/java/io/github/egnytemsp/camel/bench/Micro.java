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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Single steps, measured by JMH: the benchmarks of {@code src/bench}, which only the profile compiles. */
final class Micro implements Section {

    private static final String MAIN = "org.openjdk.jmh.Main";
    private static final Path RESULT = Path.of("target", "bench", "jmh.json");
    private static final int LONGEST_MINUTES = 5;

    @Override
    public void run(int rounds, Report report) throws Exception {
        if (!isThere()) {
            Report.progress("no JMH on the class path: run it by mvn -q -Pbench");
            return;
        }
        Files.createDirectories(RESULT.getParent());
        List<String> command = Child.java(List.of());
        command.addAll(List.of(MAIN, "io.github.egnytemsp.camel", "-f", "1", "-wi", "2", "-w", "1", "-i", "4", "-r", "1",
                "-bm", "avgt", "-tu", "ns", "-prof", "gc", "-foe", "true", "-v", "SILENT", "-rf", "json", "-rff",
                RESULT.toString(), "-jvmArgs", String.join(" ", Child.JVM)));
        Process jmh = Child.started(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(RESULT.resolveSibling("jmh.log").toFile()));
        try {
            if (!jmh.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || jmh.exitValue() != 0) {
                throw new IOException("JMH failed: see " + RESULT.resolveSibling("jmh.log"));
            }
        } finally {
            Child.kill(jmh);
        }
        Table table = new Table("single steps", "ns", "±", "bytes allocated");
        for (JsonNode result : new ObjectMapper().readTree(RESULT.toFile())) {
            String[] name = result.path("benchmark").asText().split("\\.");
            JsonNode metric = result.path("primaryMetric");
            table.row("`" + name[name.length - 2] + "." + name[name.length - 1] + "`",
                    "%.0f".formatted(metric.path("score").asDouble()),
                    "%.0f".formatted(metric.path("scoreError").asDouble()), allocated(result.path("secondaryMetrics")));
        }
        report.section("Single steps", "By JMH, one fork, 4 iterations of a second.", table);
    }

    private static String allocated(JsonNode metrics) {
        return "%.0f".formatted(metrics.path("gc.alloc.rate.norm").path("score").asDouble());
    }

    private static boolean isThere() {
        try {
            Class.forName(MAIN, false, Micro.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
