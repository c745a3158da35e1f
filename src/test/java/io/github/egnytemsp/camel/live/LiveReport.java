package io.github.egnytemsp.camel.live;

import java.io.PrintStream;

/** What is printed: names, types and comparisons, never a value. Thread-safe. */
final class LiveReport {

    private final PrintStream out;
    private int differences;

    LiveReport(PrintStream out) {
        this.out = out;
    }

    /** Something that was seen. */
    synchronized void note(String what) {
        out.println(what);
    }

    /** Something that is not as this library expects. */
    synchronized void differs(String what) {
        differences++;
        out.println("DIFFERS " + what);
    }

    /** One or the other. */
    void expect(boolean right, String what) {
        if (right) {
            note(what);
        } else {
            differs(what);
        }
    }

    synchronized int differences() {
        return differences;
    }
}
