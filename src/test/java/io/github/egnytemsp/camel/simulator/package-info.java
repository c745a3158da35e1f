/**
 * A simulator of the Egnyte MSP Public API and of Egnyte's webhook deliveries, in one small server for tests and for trying things out.
 *
 * <p>Start with {@link io.github.egnytemsp.camel.simulator.EgnyteMspSimulator}. It needs nothing but the JDK and Jackson, listens on 127.0.0.1 only,
 * and sends to loopback addresses only. What Egnyte documents is played as documented; where Egnyte says nothing, the Javadoc says "assumption".
 */
package io.github.egnytemsp.camel.simulator;
