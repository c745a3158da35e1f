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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What was measured, in Markdown: on the terminal when it is known, and in a file. */
final class Report {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final StringBuilder text = new StringBuilder();
    private final Path file;

    Report(Path file, String camelVersion) {
        this.file = file;
        add("# Bench\n\n%s, %d processors, %s %s (%s), Java %s, Camel %s. Measured processes: %s.\n".formatted(
                LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
                System.getProperty("os.version"), System.getProperty("os.arch"), System.getProperty("java.vm.version"),
                camelVersion, String.join(" ", Child.JVM)));
    }

    /** Says what is being done; not in the file. */
    static void progress(String what) {
        OUT.println("bench: " + what);
    }

    void section(String title, String explanation, Table table) throws IOException {
        add("\n## " + title + "\n\n" + explanation + "\n\n" + table);
        save();
    }

    /** A figure that should not be higher than a limit. */
    void goal(String what, double value, double limit) throws IOException {
        add(String.format(Locale.ROOT, "\n%s: %s %.2f, goal at most %.2f\n", value <= limit ? "PASS" : "FAIL", what, value,
                limit));
        save();
    }

    /** A figure that should not be lower than a limit. */
    void atLeast(String what, double value, double limit) throws IOException {
        add(String.format(Locale.ROOT, "\n%s: %s %.2f, goal at least %.2f\n", value >= limit ? "PASS" : "FAIL", what, value,
                limit));
        save();
    }

    private void add(String part) {
        OUT.print(part);
        text.append(part);
    }

    /** After every part: what was measured is there even if the rest fails. */
    private void save() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
