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
package io.github.egnytemsp.camel.torture;

import java.util.List;

import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.model.MalformedEventException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** What is tortured: events into an inbox, and its subscriptions to sinks. Runs in a process of its own. */
final class Receiver extends RouteBuilder {

    static final String PATH = "/events";
    static final String HEADER = "X-Egnyte-Msp-Token";
    static final String SECRET = "secret-of-the-torture";
    /** A failed event is tried so often again: less than an outage makes it fail. */
    static final int REDELIVERIES = 20;
    static final int LONGEST_PAUSE_MILLIS = 200;
    /** An event that ends the process is tried so often again. */
    static final int REDELIVERIES_OF_AN_END = 2;
    /** The reseller whose events end the process. */
    static final String ENDS_THE_PROCESS = "R-end";

    private final String url;
    private final String sinks;

    private Receiver(String url, String sinks) {
        this.url = url;
        this.sinks = sinks;
    }

    /**
     * Runs it.
     *
     * @param  arguments the port to listen on, the URL of the database, the URL of the sinks
     * @throws Exception if it cannot start
     */
    public static void main(String[] arguments) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(Integer.parseInt(arguments[0]));
        context.addService(new VertxPlatformHttpServer(server));
        context.addRoutes(new Receiver(arguments[1], arguments[2]));
        context.start();
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        String inbox = "egnyte-msp:inbox?inboxUrl=RAW(" + url + ")";
        String tries = inbox + "&redeliveryDelay=50&maximumRedeliveryDelay=" + LONGEST_PAUSE_MILLIS + "&subscription=";
        from("egnyte-msp:events?path=" + PATH + "&bridgeErrorHandler=true&webhookVerifyToken=RAW(" + SECRET + ")")
                .errorHandler(defaultErrorHandler().logExhausted(false))
                .onException(MalformedEventException.class).handled(true).to(inbox + "&operation=storeMalformed").end()
                .to(inbox);
        for (Sink sink : Sink.values()) {
            List<String> types = sink.types();
            from(tries + sink + "&maximumRedeliveries=" + REDELIVERIES
                 + (types.isEmpty() ? "" : "&eventTypes=" + String.join(",", types))).routeId(sink.toString())
                    .removeHeaders("*").setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                    .to(sinks + "/" + sink + "?connectTimeout=5000&responseTimeout=10000");
        }
        from(tries + "end&maximumRedeliveries=" + REDELIVERIES_OF_AN_END).routeId("end")
                .filter(header(EgnyteMspConstants.RESELLER_CODE).isEqualTo(ENDS_THE_PROCESS))
                .process(exchange -> Runtime.getRuntime().halt(1));
    }
}
