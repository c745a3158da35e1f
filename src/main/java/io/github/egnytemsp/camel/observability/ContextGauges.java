package io.github.egnytemsp.camel.observability;

import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;

/** Gauges that live as long as the context. */
final class ContextGauges {

    private ContextGauges() {
    }

    static void register(CamelContext context, String name, String description, Supplier<Number> value, String... tags) {
        MeterRegistry registry = Registries.of(context);
        if (registry != null) {
            // a bean of a YAML file is made more than once
            Registries.gauge(registry, name, description, Registries.tags(context).and(tags), value);
        }
    }
}
