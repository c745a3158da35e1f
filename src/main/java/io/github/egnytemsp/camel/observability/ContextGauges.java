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
