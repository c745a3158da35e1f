/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.simulator;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Objects;

/**
 * Sets up an {@link EgnyteMspSimulator}. Every setting has a default, so {@code EgnyteMspSimulator.builder().start()}
 * is enough.
 */
public final class SimulatorBuilder extends SimulatorSettings<SimulatorBuilder> {

    int port;
    String accessToken = "simulator-token";
    Clock clock = Clock.systemUTC();
    final PublicAddresses publicAddresses = new PublicAddresses();

    SimulatorBuilder() {
    }

    @Override
    SimulatorBuilder self() {
        return this;
    }

    /**
     * The port on 127.0.0.1.
     *
     * @param  newPort                  0 to 65535; 0, the default, takes any free one
     * @return                          this
     * @throws IllegalArgumentException if out of range
     */
    public SimulatorBuilder port(int newPort) {
        if (newPort > 65535) {
            throw new IllegalArgumentException("port must be 65535 or less, not " + newPort);
        }
        port = notNegative("port", newPort);
        return this;
    }

    /**
     * The first access token that is accepted.
     *
     * @param  token                    any text but blank; default {@code simulator-token}
     * @return                          this
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
     * The clock of rate limits and timestamps. Pauses between sends and delays of faults go by real time whatever it
     * says.
     *
     * @param  newClock default {@link Clock#systemUTC()}
     * @return          this
     */
    public SimulatorBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * Plays a reverse proxy that ends TLS, see {@link EgnyteMspSimulator#addPublicAddress(String, String)}. May be
     * called for several addresses.
     *
     * @param  httpsPrefix              the origin that {@code webhook_url} begins with, e.g.
     *                                  {@code https://hooks.msp.example}
     * @param  localPrefix              what takes its place, e.g. {@code http://127.0.0.1:8080}
     * @return                          this
     * @throws IllegalArgumentException if the first is not an https origin, or the second not on 127.0.0.1, localhost
     *                                  or [::1]
     */
    public SimulatorBuilder publicAddress(String httpsPrefix, String localPrefix) {
        publicAddresses.add(httpsPrefix, localPrefix);
        return this;
    }

    /**
     * Starts the simulator. A builder starts one; take another for the next.
     *
     * @return                      a simulator that is listening
     * @throws UncheckedIOException if the port is not free
     */
    public EgnyteMspSimulator start() {
        return new EgnyteMspSimulator(this);
    }
}
