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

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.egnytemsp.camel.client.CallObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.CamelContext;

/** Meters of API calls. There are few calls: each meter is looked up in the registry every time. */
final class CallMeters implements CallObserver {

    private final MeterRegistry registry;
    private final Tags tags;

    private CallMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    static CallObserver of(CamelContext context) {
        MeterRegistry registry = Registries.of(context);
        return registry == null ? CallObserver.NONE : new CallMeters(registry, Registries.tags(context));
    }

    @Override
    public void waited(long nanos) {
        Timer.builder("egnyte.msp.api.waits").tags(tags).description("How long API calls waited for their turn")
                .register(registry).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void retried(String resource, String operation, Duration pause) {
        registry.counter("egnyte.msp.api.retries", tags.and("resource", resource, "operation", operation)).increment();
    }

    @Override
    public void called(String resource, String operation, int status, long nanos) {
        Timer.builder("egnyte.msp.api.calls").tags(tags)
                .tags("resource", resource, "operation", operation, "status", status == 0 ? "none" : Integer.toString(status))
                .description("API calls by HTTP status; none if no answer came").register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void budget(URI baseUrl, int token, LongSupplier callsLeft) {
        // again after each call: a reload of routes may have cleared the registry
        Registries.gauge(registry, "egnyte.msp.api.calls.left", "API calls that may still be made today",
                tags.and("address", baseUrl.toString(), "token", Integer.toString(token)), callsLeft::getAsLong);
    }
}
