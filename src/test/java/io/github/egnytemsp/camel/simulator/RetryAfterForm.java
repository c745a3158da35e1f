package io.github.egnytemsp.camel.simulator;

/** What a {@code Retry-After} header holds. HTTP allows both (RFC 9110), so a client has to understand both. */
public enum RetryAfterForm {

    /** Whole seconds, 1 or more: {@code 5}. */
    SECONDS,

    /** A date, by the simulator's clock: {@code Thu, 26 Nov 2026 12:00:00 GMT}. */
    DATE
}
