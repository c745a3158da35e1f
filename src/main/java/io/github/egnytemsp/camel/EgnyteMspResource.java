package io.github.egnytemsp.camel;

/** What an endpoint is about: the part after the scheme. */
public enum EgnyteMspResource {
    /** Receives events: the consumer. */
    events,
    /** Manages webhooks. */
    webhooks,
    /** Customers' domains and their power users. */
    domains,
    /** Customers' Protect tenants. */
    tenants,
    /** The MSP's plans: pools, prices, purchases. */
    plans,
    /** Creates and activates trials. */
    trials
}
