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

import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
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

    /** Registers a gauge unless it exists: of two, Micrometer asks only the first, and warns. */
    static void gauge(MeterRegistry registry, String name, String description, Tags tags, Supplier<Number> value) {
        if (registry.find(name).tags(tags).gauge() == null) {
            Gauge.builder(name, value).tags(tags).description(description).register(registry);
        }
    }

    /** Named as Camel's own meters name it, so that both can be joined. */
    static Tags tags(CamelContext context) {
        return Tags.of(MicrometerConstants.CAMEL_CONTEXT_TAG, context.getName());
    }
}
