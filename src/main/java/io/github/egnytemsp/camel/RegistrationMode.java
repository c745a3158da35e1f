package io.github.egnytemsp.camel;

/** What the consumer does about its webhook. */
public enum RegistrationMode {
    /** Nothing: somebody else registers it. */
    none,
    /** Makes sure that exactly one exists and is right, at the start and again and again. */
    ensure
}
