package io.github.egnytemsp.camel.delivery;

import java.util.concurrent.atomic.AtomicInteger;

/** The deliveries that were let in and have no answer yet: the same number for {@code maxInFlight} and for the meter. */
final class InFlight {

    private final int limit;
    private final AtomicInteger now = new AtomicInteger();

    /**
     * @param limit how many there may be at once; 0 for no limit
     */
    InFlight(int limit) {
        this.limit = limit;
    }

    /** Takes a place, if there is one. */
    boolean enter() {
        if (now.incrementAndGet() > limit && limit > 0) {
            now.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    void leave() {
        now.decrementAndGet();
    }

    int count() {
        return now.get();
    }
}
