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
package io.github.egnytemsp.camel.demo;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** The terminal: one line a fact, in columns. */
final class DemoScreen {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String ROW = "%-12s  %-7s  %-41s  %-8s  %s%n";

    private final PrintStream out;

    DemoScreen(PrintStream out) {
        this.out = out;
    }

    void heading() {
        out.printf(ROW, "time", "where", "event", "id", "what happened");
        out.printf(ROW, "-".repeat(12), "-".repeat(7), "-".repeat(41), "-".repeat(8), "-".repeat(40));
    }

    /** A line of the table; the id is shortened. */
    void row(String where, String event, String id, String what) {
        out.printf(ROW, LocalTime.now().format(TIME), where, event, id.substring(0, Math.min(8, id.length())), what);
    }

    void text(String text) {
        out.println(text);
        out.flush();
    }
}
