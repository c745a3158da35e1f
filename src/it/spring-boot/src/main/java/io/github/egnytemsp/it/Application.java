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

        final List<MspEvent> fromInbox = new CopyOnWriteArrayList<>();

        public void collect(MspEvent event) {
            events.add(event);
        }

        public void collectFromInbox(MspEvent event) {
            fromInbox.add(event);
        }
    }
}
