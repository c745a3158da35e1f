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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.inbox.Backlog;
import io.github.egnytemsp.camel.inbox.InboxObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;

/**
 * Meters of a durable subscription. What waits and what was given up is read from the database, so each replica shows
 * the same; NaN while it cannot be reached.
 */
final class SubscriptionMeters implements InboxObserver {

    private final MeterRegistry registry;
    private final Counter handled;
    private final Timer handledTries;
    private final Timer failedTries;
    private final List<Meter> gauges;

    private SubscriptionMeters(MeterRegistry registry, Tags tags, Supplier<Backlog> backlog) {
        this.registry = registry;
        this.handled = Counter.builder("egnyte.msp.inbox.handled").tags(tags).description("Events that were handled here")
                .register(registry);
        this.handledTries = tries(tags, "handled");
        this.failedTries = tries(tags, "failed");
        this.gauges = List.of(
                Gauge.builder("egnyte.msp.inbox.waiting",
                        () -> number(backlog.get(), shown -> shown.waiting() + shown.running()))
                        .tags(tags).description("Events that are not handled yet, in all replicas").register(registry),
                Gauge.builder("egnyte.msp.inbox.failed", () -> number(backlog.get(), Backlog::failed)).tags(tags)
                        .description("Stored events that were given up, in all replicas").register(registry),
                TimeGauge.builder("egnyte.msp.inbox.oldest.age", () -> oldest(backlog.get()), TimeUnit.SECONDS).tags(tags)
                        .description("The time since the oldest event that is not handled yet was stored; 0 if there is none")
                        .register(registry));
    }

    private Timer tries(Tags tags, String outcome) {
        return Timer.builder("egnyte.msp.inbox.tries").tags(tags).tags("outcome", outcome)
                .description("Tries to handle an event here, and how long they took").register(registry);
    }

    static InboxObserver of(CamelContext context, String routeId, String subscription, Supplier<Backlog> backlog) {
        MeterRegistry registry = Registries.of(context);
        return registry == null
                ? InboxObserver.NONE
                : new SubscriptionMeters(
                        registry,
                        Registries.tags(context).and(MicrometerConstants.ROUTE_ID_TAG, routeId, "subscription", subscription),
                        backlog);
    }

    private static Double number(Backlog backlog, Function<Backlog, Long> number) {
        return backlog == null ? Double.NaN : number.apply(backlog).doubleValue();
    }

    private static Double oldest(Backlog backlog) {
        if (backlog == null) {
            return Double.NaN;
        }
        return backlog.oldestWaiting() == null
                ? 0 : Math.max(0, Duration.between(backlog.oldestWaiting(), Instant.now()).toMillis() / 1000.0);
    }

    @Override
    public void tried(boolean isHandled, long nanos) {
        if (isHandled) {
            handled.increment();
        }
        (isHandled ? handledTries : failedTries).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void stopped() {
        gauges.forEach(registry::remove);
    }
}
