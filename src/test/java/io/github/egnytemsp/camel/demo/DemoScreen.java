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
