package io.github.egnytemsp.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.egnytemsp.camel.model.MspEvent;
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
        from("egnyte-msp:events").routeId("events").process(exchange -> collector.events().add(exchange.getMessage().getBody(MspEvent.class)));
    }

    /** Where the route sends its events. */
    @ApplicationScoped
    public static class Collector {

        List<MspEvent> events = new CopyOnWriteArrayList<>();

        public List<MspEvent> events() {
            return events;
        }
    }
}
