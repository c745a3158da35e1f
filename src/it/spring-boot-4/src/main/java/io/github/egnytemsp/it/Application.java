package io.github.egnytemsp.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

@SpringBootApplication
public class Application {

    @Component
    public static class Events extends RouteBuilder {

        final List<String> types = new CopyOnWriteArrayList<>();

        @Override
        public void configure() {
            from("egnyte-msp:events").process(exchange -> types.add(exchange.getIn().getBody(MspEvent.class).eventType()));
        }
    }
}
