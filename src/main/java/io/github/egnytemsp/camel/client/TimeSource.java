package io.github.egnytemsp.camel.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time, and waiting for it: replaced in tests, so that none of them waits. */
public interface TimeSource {

    /** The machine's clock. */
    TimeSource SYSTEM = new TimeSource() {
        private final Clock clock = Clock.systemUTC();

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        }
    };

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
     * Waits.
     *
     * @param  duration             how long, not negative
     * @throws InterruptedException if the thread was interrupted
     */
    void sleep(Duration duration) throws InterruptedException;
}
