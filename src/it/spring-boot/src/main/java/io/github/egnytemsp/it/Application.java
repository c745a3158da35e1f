package io.github.egnytemsp.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import io.github.egnytemsp.camel.model.MspEvent;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** Nothing of Camel in it: the route is in resources/camel, the options are in application.properties. */
@SpringBootApplication
public class Application {

    @Bean
    AccessTokenProvider tokenFromSomewhere(@Value("${test.token}") String token) {
        return () -> token;
    }

    /** Where the route sends its events. */
    @Component("collector")
    public static class Collector {

        final List<MspEvent> events = new CopyOnWriteArrayList<>();

        public void collect(MspEvent event) {
            events.add(event);
        }
    }
}
