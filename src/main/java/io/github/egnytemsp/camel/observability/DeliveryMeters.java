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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.delivery.DeliveryObserver;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspEventType;
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
 * Meters of one consumer. Each is looked up in the registry once. The types of events are those that are documented,
 * and {@code other}: what comes from outside cannot make meters without end.
 */
final class DeliveryMeters implements DeliveryObserver {

    private static final MspEventType[] TYPES = MspEventType.values();
    private static final String NO_EVENT = "none";

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicReferenceArray<Counter> deliveries
            = new AtomicReferenceArray<>(Answer.values().length * (TYPES.length + 1));
    private final AtomicReferenceArray<Timer> runs = new AtomicReferenceArray<>(Answer.values().length * TYPES.length);
    private final List<Meter> gauges = new ArrayList<>();

    private DeliveryMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    static DeliveryObserver of(CamelContext context, String routeId, Meters.ConsumerState state) {
        MeterRegistry registry = Registries.of(context);
        if (registry == null) {
            return DeliveryObserver.NONE;
        }
        DeliveryMeters meters = new DeliveryMeters(
                registry, Registries.tags(context).and(MicrometerConstants.ROUTE_ID_TAG, routeId));
        meters.start(state);
        return meters;
    }

    private void start(Meters.ConsumerState state) {
        for (Answer answer : Answer.values()) {
            // at 0: a first one would not be seen as an increase
            delivery(answer, null);
        }
        gauges.add(Gauge.builder("egnyte.msp.events.active", () -> state.inFlight().getAsInt()).tags(tags)
                .description("Accepted deliveries that have no answer yet").register(registry));
        gauges.add(TimeGauge.builder("egnyte.msp.last.delivery.age", () -> age(state.lastDelivery().get()), TimeUnit.SECONDS)
                .tags(tags).description("The time since the last delivery with the right header").register(registry));
        if (state.webhookUp() != null) {
            gauges.add(Gauge.builder("egnyte.msp.webhook.up", () -> state.webhookUp().getAsBoolean() ? 1 : 0).tags(tags)
                    .description("1 if the webhook existed, was enabled and correct at the last check, else 0")
                    .register(registry));
        }
    }

    /** NaN until the first one. */
    private static Double age(Instant last) {
        return last == null ? Double.NaN : Duration.between(last, Instant.now()).toMillis() / 1000.0;
    }

    @Override
    public void answered(Answer answer, MspEvent event) {
        delivery(answer, event == null ? null : event.type()).increment();
    }

    @Override
    public void ran(MspEvent event, Answer answer, long nanos) {
        MspEventType type = event.type();
        cached(runs, answer.ordinal() * TYPES.length + type.ordinal(), index -> Timer.builder("egnyte.msp.events")
                .tags(tags).tags("event.type", name(type), "answer", name(answer))
                .description("Events that went through the route, and how long it took").register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Removes the gauges, which would ask a stopped consumer. Counters and timers stay. */
    @Override
    public void stopped() {
        gauges.forEach(registry::remove);
        gauges.clear();
    }

    private Counter delivery(Answer answer, MspEventType type) {
        int index = answer.ordinal() * (TYPES.length + 1) + (type == null ? TYPES.length : type.ordinal());
        return cached(deliveries, index, i -> Counter.builder("egnyte.msp.deliveries").tags(tags)
                .tags("answer", name(answer), "event.type", name(type)).description("Deliveries by answer").register(registry));
    }

    private static <T> T cached(AtomicReferenceArray<T> cache, int index, Function<Integer, T> register) {
        T meter = cache.get(index);
        if (meter == null) {
            meter = register.apply(index);
            cache.set(index, meter);
        }
        return meter;
    }

    private static String name(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }

    private static String name(MspEventType type) {
        return type == null ? NO_EVENT : type == MspEventType.UNKNOWN ? "other" : type.name();
    }
}
