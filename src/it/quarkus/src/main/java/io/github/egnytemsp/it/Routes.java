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

import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.transform.CloudEventTransformer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/** The options of the component are in application.properties. */
@ApplicationScoped
public class Routes extends RouteBuilder {

    @Inject
    Collector collector;

    @Override
    public void configure() {
        // found by itself elsewhere: Camel Quarkus looks for data types of this name only with camel-quarkus-cloudevents
        transformer().name("egnyte-msp:application-cloudevents").withJava(CloudEventTransformer.class);
        from("direct:cloud-event").transformDataType("egnyte-msp:application-cloudevents");
        from("egnyte-msp:events?path=/durable&registration=none").to("egnyte-msp:inbox");
        from("egnyte-msp:inbox?subscription=collector")
                .process(exchange -> collector.fromInbox().add(exchange.getMessage().getBody(MspEvent.class)));
        from("egnyte-msp:events").routeId("events")
                .process(exchange -> collector.events().add(exchange.getMessage().getBody(MspEvent.class)));
    }

    /** Where the route sends its events. */
    @ApplicationScoped
    public static class Collector {

        List<MspEvent> events = new CopyOnWriteArrayList<>();
        List<MspEvent> fromInbox = new CopyOnWriteArrayList<>();

        public List<MspEvent> events() {
            return events;
        }

        public List<MspEvent> fromInbox() {
            return fromInbox;
        }
    }
}
