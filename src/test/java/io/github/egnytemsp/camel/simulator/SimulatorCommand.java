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

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The command line of the simulator. */
final class SimulatorCommand {

    private static final String HELP = """
            Simulates the Egnyte MSP API and its webhook deliveries on 127.0.0.1. Ctrl-C ends it. All options are optional.

              --port=9090             the port; 0 uses any free one
              --token=TOKEN           the accepted access token; default simulator-token
              --public=FROM=TO        sends calls for the https origin FROM to TO, as a reverse proxy does, e.g.
                                      --public=https://hooks.msp.example=http://127.0.0.1:8080; can be repeated
              --retry=1s,2s,5s,10s    pauses (ms, s, m, h) before waiting events are sent again; the last one repeats
              --fail-after=10         number of sends after which an event has failed for good; 0 is never
              --disable-after=3       number of failed events after which a webhook is disabled; 0 is never
              --max-webhooks=10       the largest number of webhooks
              --calls-per-second=2    the limit of each access token; 0 is no limit
              --calls-per-day=1000    the limit of each access token; 0 is no limit
              --over-limit=403        the status of a call over the limit: 403 or 429
              --refused-token=401     the status of a call with a refused token: 401 or 403
            """;

    private final PrintStream out;
    private final PrintStream err;

    SimulatorCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs until the thread is interrupted or the process ends; returns the exit code. */
    int run(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            out.print(HELP);
            return 0;
        }
        try (EgnyteMspSimulator simulator = builder(arguments).start()) {
            announce(simulator);
            new CountDownLatch(1).await();
            return 0;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            err.println(e.getMessage() + "; see --help");
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Reads the options; throws {@link IllegalArgumentException} with a message for people, which holds no token. */
    static SimulatorBuilder builder(String... arguments) {
        SimulatorBuilder builder = EgnyteMspSimulator.builder().port(9090);
        for (String argument : arguments) {
            String[] option = argument.split("=", 2);
            if (option.length < 2) {
                throw new IllegalArgumentException("Not an option with a value: " + argument);
            }
            set(builder, option[0], option[1]);
        }
        return builder;
    }

    private static void set(SimulatorBuilder builder, String name, String value) {
        switch (name) {
            case "--port" -> builder.port(number(name, value));
            case "--token" -> builder.accessToken(value);
            case "--public" -> publicAddress(builder, value);
            case "--retry" -> builder.retrySchedule(Arrays.stream(value.split(",")).map(Durations::parse).toList());
            case "--fail-after" -> builder.failAfter(number(name, value));
            case "--disable-after" -> builder.disableAfter(number(name, value));
            case "--max-webhooks" -> builder.maxWebhooks(number(name, value));
            case "--calls-per-second" -> builder.callsPerSecond(number(name, value));
            case "--calls-per-day" -> builder.callsPerDay(number(name, value));
            case "--over-limit" -> builder.overLimitStyle(overLimitStyle(value));
            case "--refused-token" -> builder.refusedTokenStyle(refusedTokenStyle(value));
            default -> throw new IllegalArgumentException("Unknown option: " + name);
        }
    }

    private static void publicAddress(SimulatorBuilder builder, String value) {
        String[] fromTo = value.split("=", 2);
        if (fromTo.length < 2) {
            throw new IllegalArgumentException("--public must be FROM=TO, not " + value);
        }
        builder.publicAddress(fromTo[0], fromTo[1]);
    }

    private static OverLimitStyle overLimitStyle(String value) {
        return switch (value) {
            case "403" -> OverLimitStyle.MASHERY_403;
            case "429" -> OverLimitStyle.TOO_MANY_REQUESTS_429;
            default -> throw new IllegalArgumentException("--over-limit must be 403 or 429, not " + value);
        };
    }

    private static RefusedTokenStyle refusedTokenStyle(String value) {
        return switch (value) {
            case "401" -> RefusedTokenStyle.UNAUTHORIZED_401;
            case "403" -> RefusedTokenStyle.DEVELOPER_INACTIVE_403;
            default -> throw new IllegalArgumentException("--refused-token must be 401 or 403, not " + value);
        };
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not " + value, e);
        }
    }

    private void announce(EgnyteMspSimulator simulator) {
        boolean defaultToken = simulator.firstToken().equals(EgnyteMspSimulator.builder().accessToken);
        out.println("Egnyte MSP simulator: baseUrl is " + simulator.baseUrl() + ", accessToken is "
                    + (defaultToken ? simulator.firstToken() : "the one given with --token"));
        out.println("Raise an event:  curl -X POST " + simulator.baseUrl() + "/simulator/events/USER_ADDED");
        out.println("All controls:    curl " + simulator.baseUrl() + "/simulator");
        out.println("Ctrl-C ends it.");
    }
}
