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
