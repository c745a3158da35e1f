package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;

/** The clock of the calls, and what happens later by it. */
public interface TimeSource {

    /**
     * The time now.
     *
     * @return the time
     */
    Instant now();

    /**
     * Time that passes evenly, whatever happens to the clock.
     *
     * @return nanoseconds, as {@link System#nanoTime()}
     */
    long nanoTime();

    /**
     * Does something later.
     *
     * @param  delay how much later; at once if it is not positive
     * @param  task  what to do: quick, because everything that happens later shares one thread
     * @return       for a change of mind
     */
    Timer schedule(Duration delay, Runnable task);

    /** Something that happens later. */
    @FunctionalInterface
    interface Timer {

        /** It need not happen any more. It may already have. */
        void cancel();
    }
}
