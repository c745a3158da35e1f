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
package io.github.egnytemsp.camel.observability;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.inbox.Backlog;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Up while a durable subscription works: its database can be reached, its workers are alive, and events are handled.
 * Camel calls it for the consumer of each route, if its consumer checks are on.
 */
public final class InboxHealthCheck extends ReadinessCheck {

    private final Settings settings;
    private final State state;

    /**
     * What is required.
     *
     * @param subscription the name of the subscription
     * @param consumers    how many workers must be alive
     * @param maxAge       how long it may be without a success while it tries; zero for ever
     * @param downOnFailed whether it is down while there are events that were given up
     */
    public record Settings(String subscription, int consumers, Duration maxAge, boolean downOnFailed) {
    }

    /**
     * The sources of what is checked.
     *
     * @param running whether the route runs
     * @param workers how many workers are alive
     * @param problem why the database cannot be reached, without secrets; null if it can
     * @param backlog how the subscription is, or null if that is not known
     * @param since   when the consumer started
     */
    public record State(BooleanSupplier running, IntSupplier workers, Supplier<String> problem, Supplier<Backlog> backlog,
            Supplier<Instant> since) {
    }

    /**
     * @param settings what is asked for
     * @param state    where it is seen
     */
    public InboxHealthCheck(Settings settings, State state) {
        super("egnyte-msp-inbox:" + settings.subscription());
        this.settings = settings;
        this.state = state;
    }

    @Override
    Result check(HealthCheckResultBuilder builder) {
        builder.detail("subscription", settings.subscription());
        Backlog backlog = state.backlog().get();
        if (backlog != null) {
            details(builder, backlog);
        }
        if (!state.running().getAsBoolean()) {
            return builder.down().message("The route is stopped or suspended").build();
        }
        String problem = problem(backlog);
        if (problem == null) {
            return backlog == null
                    ? builder.unknown().message("The database has not answered yet").build() : builder.up().build();
        }
        // MicroProfile Health shows details only
        return builder.detail("problem", problem).message(problem).down().build();
    }

    private String problem(Backlog backlog) {
        int workers = state.workers().getAsInt();
        if (workers < settings.consumers()) {
            return "Only " + workers + " of " + settings.consumers() + " workers are alive: restart the route";
        }
        String unreachable = state.problem().get();
        if (unreachable != null || backlog == null) {
            return unreachable;
        }
        if (settings.downOnFailed() && backlog.failed() > 0) {
            return backlog.failed() + " events failed. Replay or forget them" + lastError(backlog);
        }
        Duration age = withoutSuccess(backlog);
        if (settings.maxAge().isZero() || age.compareTo(settings.maxAge()) <= 0) {
            return null;
        }
        return "No event was handled for " + shown(age) + ", and " + (backlog.waiting() + backlog.running()) + " wait"
               + lastError(backlog);
    }

    private static String lastError(Backlog backlog) {
        return backlog.isFailing() ? ". " + backlog.lastError() : "";
    }

    /** How long no event was handled, although some wait and the subscription is not paused. */
    private Duration withoutSuccess(Backlog backlog) {
        if (backlog.oldestWaiting() == null || backlog.paused()) {
            return Duration.ZERO;
        }
        Instant since = latest(backlog.oldestWaiting(), backlog.lastSuccess());
        if (!backlog.isFailing()) {
            // nothing failed: a try that never ends, or this process was away, which is not the subscription's fault
            since = latest(since, state.since().get());
        }
        return Duration.between(since, Instant.now());
    }

    private static Instant latest(Instant one, Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    private static String shown(Duration age) {
        return age.toHours() > 0
                ? age.toHours() + "h " + age.toMinutesPart() + "m"
                : age.toMinutes() > 0 ? age.toMinutes() + "m" : age.toSeconds() + "s";
    }

    private static void details(HealthCheckResultBuilder builder, Backlog backlog) {
        builder.detail("waiting", backlog.waiting() + backlog.running());
        builder.detail("failed", backlog.failed());
        builder.detail("paused", backlog.paused());
        detail(builder, "oldestWaiting", backlog.oldestWaiting());
        detail(builder, "lastSuccess", backlog.lastSuccess());
        detail(builder, "lastError", backlog.lastError());
        detail(builder, "lastErrorAt", backlog.lastErrorAt());
        detail(builder, "outageUntil", backlog.outageUntil());
    }

    private static void detail(HealthCheckResultBuilder builder, String name, Object value) {
        if (value != null) {
            builder.detail(name, value.toString());
        }
    }
}
