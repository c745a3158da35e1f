package io.github.egnytemsp.camel;

/** What an endpoint is about: the part after the scheme. */
public enum EgnyteMspResource {
    /** Receives events: the consumer. */
    events,
    /** Manages webhooks: a producer. */
    webhooks
}
