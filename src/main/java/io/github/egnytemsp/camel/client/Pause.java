package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which something is not done. It ends with its length or with its end by the clock, whichever comes first: a clock that was
 * wrong when it began does not make it longer, and a machine that slept does not either.
 *
 * @param end    by the clock
 * @param since  {@link TimeSource#nanoTime()} of its beginning
 * @param length how long it lasts
 */
record Pause(Instant end, long since, Duration length) {

    static Pause of(TimeSource time, Duration length) {
        return new Pause(time.now().plus(length), time.nanoTime(), length);
    }

    boolean isOver(TimeSource time) {
        return !time.now().isBefore(end) || Duration.ofNanos(time.nanoTime() - since).compareTo(length) >= 0;
    }
}
