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
package io.github.egnytemsp.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.spi.DataType;

/** What the test asks over HTTP. */
final class SeenFromOutside extends RouteBuilder {

    private final List<MspEvent> events = new CopyOnWriteArrayList<>();

    static void add(CamelContext context) throws Exception {
        HealthCheckRegistry health = new DefaultHealthCheckRegistry(context);
        health.setExposureLevel("full");
        health.register(new ConsumersHealthCheckRepository());
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, health);
        context.addService(health);
        // so that health notices at once what happens to the access token
        context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setWatchInterval(1000);
        context.addRoutes(new SeenFromOutside());
    }

    @Override
    public void configure() {
        from("egnyte-msp:inbox?subscription=all").routeId("inbox")
                .process(exchange -> events.add(exchange.getMessage().getBody(MspEvent.class)));

        from("platform-http:/it/events").routeId("seen")
                .process(this::showEvents);

        from("platform-http:/it/webhooks").routeId("webhooks")
                .removeHeaders("*")
                .to("egnyte-msp:webhooks")
                // by the converters of our bundle
                .convertBodyTo(String.class);

        // transformDataType in the DSL of newer Camels
        from("platform-http:/it/cloud-event").routeId("cloud-event")
                .transform(new DataType("egnyte-msp:application-cloudevents"));

        from("platform-http:/it/health").routeId("health")
                .process(SeenFromOutside::showHealth);
    }

    private void showEvents(Exchange exchange) {
        exchange.getMessage().setBody(events.stream()
                .map(event -> event.type() + " of " + event.reseller().companyName() + "\n").collect(Collectors.joining()));
    }

    private static void showHealth(Exchange exchange) {
        exchange.getMessage().setBody(HealthCheckHelper.invoke(exchange.getContext(), "full").stream()
                .map(result -> result.getCheck().getId() + " is " + result.getState() + "\n").collect(Collectors.joining()));
    }
}
