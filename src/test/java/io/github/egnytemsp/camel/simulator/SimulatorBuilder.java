package io.github.egnytemsp.camel.simulator;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Sets up an {@link EgnyteMspSimulator}. Every setting has a default, so {@code EgnyteMspSimulator.builder().start()} is enough. */
public final class SimulatorBuilder {

    int port;
    String accessToken = "simulator-token";
    int maxWebhooks = 10;
    int callsPerSecond = 2;
    int callsPerDay = 1000;
    OverLimitStyle overLimitStyle = OverLimitStyle.MASHERY_403;
    Clock clock = Clock.systemUTC();
    List<Duration> retrySchedule = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));
    int disableAfter = 10;
    Duration deliveryTimeout = Duration.ofSeconds(10);
    boolean enableOnUpdate = true;
    final PublicAddresses publicAddresses = new PublicAddresses();

    SimulatorBuilder() {
    }

    /**
     * The port on 127.0.0.1.
     *
     * @param newPort 0 to 65535; 0, the default, takes any free one
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public SimulatorBuilder port(int newPort) {
        if (newPort > 65535) {
            throw new IllegalArgumentException("port is 65535 at most, not " + newPort);
        }
        port = notNegative("port", newPort);
        return this;
    }

    /**
     * The first access token that is accepted.
     *
     * @param token any text but blank; default {@code simulator-token}
     * @return this
     * @throws IllegalArgumentException if blank
     */
    public SimulatorBuilder accessToken(String token) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("accessToken is blank");
        }
        accessToken = token;
        return this;
    }

    /**
     * How many webhooks can be registered; one more is 409. Egnyte documents that there is a limit, not which.
     *
     * @param count 0 or more; default 10
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public SimulatorBuilder maxWebhooks(int count) {
        maxWebhooks = notNegative("maxWebhooks", count);
        return this;
    }

    /**
     * Calls that each access token may make in any second, by the simulator's clock. The value is documented by Egnyte; that the second slides is an
     * assumption.
     *
     * @param count default 2; 0 is no limit
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public SimulatorBuilder callsPerSecond(int count) {
        callsPerSecond = notNegative("callsPerSecond", count);
        return this;
    }

    /**
     * Calls that each access token may make from 00:00 UTC to 00:00 UTC, by the simulator's clock. The value is documented by Egnyte.
     *
     * @param count default 1000; 0 is no limit
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public SimulatorBuilder callsPerDay(int count) {
        callsPerDay = notNegative("callsPerDay", count);
        return this;
    }

    /**
     * How a call over a limit is answered.
     *
     * @param style default {@link OverLimitStyle#MASHERY_403}
     * @return this
     */
    public SimulatorBuilder overLimitStyle(OverLimitStyle style) {
        overLimitStyle = Objects.requireNonNull(style, "overLimitStyle");
        return this;
    }

    /**
     * The clock of rate limits and timestamps. Pauses between sends and delays of faults go by real time whatever it says.
     *
     * @param newClock default {@link Clock#systemUTC()}
     * @return this
     */
    public SimulatorBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * Pauses between the sends of one event, the last of which repeats. Egnyte's schedule is not published.
     *
     * @param pauses one or more, none negative; default 1 s, 2 s, 5 s, 10 s
     * @return this
     * @throws IllegalArgumentException if there is none or one is negative
     */
    public SimulatorBuilder retrySchedule(Duration... pauses) {
        return retrySchedule(List.of(pauses));
    }

    /**
     * Pauses between the sends of one event, the last of which repeats. Egnyte's schedule is not published.
     *
     * @param pauses one or more, none negative; default 1 s, 2 s, 5 s, 10 s
     * @return this
     * @throws IllegalArgumentException if there is none or one is negative
     */
    public SimulatorBuilder retrySchedule(List<Duration> pauses) {
        if (pauses.isEmpty() || pauses.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("retrySchedule is one pause or more, none negative, not " + pauses);
        }
        retrySchedule = List.copyOf(pauses);
        return this;
    }

    /**
     * After how many failed sends in a row, of whatever events, a webhook is disabled. Egnyte documents that it happens, not when.
     *
     * @param failedSends default 10; 0 is never
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public SimulatorBuilder disableAfter(int failedSends) {
        disableAfter = notNegative("disableAfter", failedSends);
        return this;
    }

    /**
     * How long a send waits for its answer; one that takes longer has failed. Egnyte's time is not published.
     *
     * @param timeout longer than 0; default 10 s
     * @return this
     * @throws IllegalArgumentException if 0 or negative
     */
    public SimulatorBuilder deliveryTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("deliveryTimeout is longer than 0, not " + timeout);
        }
        deliveryTimeout = timeout;
        return this;
    }

    /**
     * Whether an update enables a disabled webhook. How Egnyte enables one again is not documented; that an update does it is an assumption.
     *
     * @param enable default true
     * @return this
     */
    public SimulatorBuilder enableOnUpdate(boolean enable) {
        enableOnUpdate = enable;
        return this;
    }

    /**
     * Plays a reverse proxy that ends TLS, see {@link EgnyteMspSimulator#addPublicAddress(String, String)}. May be called for several addresses.
     *
     * @param httpsPrefix the origin that {@code webhook_url} begins with, e.g. {@code https://hooks.msp.example}
     * @param localPrefix what takes its place, e.g. {@code http://127.0.0.1:8080}
     * @return this
     * @throws IllegalArgumentException if the first is not an https origin, or the second not on 127.0.0.1, localhost or [::1]
     */
    public SimulatorBuilder publicAddress(String httpsPrefix, String localPrefix) {
        publicAddresses.add(httpsPrefix, localPrefix);
        return this;
    }

    /**
     * Starts the simulator. A builder starts one; take another for the next.
     *
     * @return a simulator that is listening
     * @throws UncheckedIOException if the port is not free
     */
    public EgnyteMspSimulator start() {
        return new EgnyteMspSimulator(this);
    }

    private static int notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is 0 or more, not " + value);
        }
        return value;
    }
}
