package io.github.egnytemsp.camel.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;

/** Where meters go: the registry that Camel's own meters are in. */
final class Registries {

    private Registries() {
    }

    /** The registry, or null if the context has none. */
    static MeterRegistry of(CamelContext context) {
        return MicrometerUtils.getMeterRegistryFromCamelRegistry(
                context.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME);
    }

    /** Named as Camel's own meters name it, so that both can be joined. */
    static Tags tags(CamelContext context) {
        return Tags.of(MicrometerConstants.CAMEL_CONTEXT_TAG, context.getName());
    }
}
