package io.github.egnytemsp.camel.delivery;

/** The rest of a delivery whose headers, and body if it was wanted, have been read. */
@FunctionalInterface
interface PendingAnswer {

    /** Runs the route, if it comes to that, and answers. Called once, in a thread that may wait. */
    Answer get();
}
