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
package io.github.egnytemsp.camel.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** Events into an inbox, and subscriptions that do nothing with them: their handling is what is measured. */
final class InboxReceiver {

    /** After so many handled events the time is taken. */
    static final int STEP = 10_000;

    private static final long LONGEST_SILENCE_NANOS = 60_000_000_000L;

    private final String inbox;
    private final int subscriptions;
    private final AtomicLong handled = new AtomicLong();
    private final List<Long> marks = Collections.synchronizedList(new ArrayList<>());
    private final DefaultCamelContext context = new DefaultCamelContext();

    /**
     * Listens.
     *
     * @param port          where, on the loopback address
     * @param url           the database
     * @param retention     of handled events
     * @param subscriptions how many
     * @param starts        whether they work from the beginning, or when they are told to
     * @param operatorPort  where the operator's interface listens, or 0 for none
     */
    InboxReceiver(int port, String url, String retention, int subscriptions, boolean starts, int operatorPort)
                                                                                                               throws Exception {
        this.inbox = "egnyte-msp:inbox?retention=" + retention + "&inboxUrl=RAW(" + url + ")";
        this.subscriptions = subscriptions;
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?path=" + Deliveries.PATH + "&webhookVerifyToken=" + Deliveries.SECRET).to(inbox);
                for (int i = 1; i <= subscriptions; i++) {
                    from(inbox + "&subscription=" + subscription(i)).routeId(subscription(i)).autoStartup(starts)
                            .process(InboxReceiver.this::handle);
                }
            }
        });
        if (operatorPort > 0) {
            addOperator(url, operatorPort);
        }
        context.start();
    }

    private void addOperator(String url, int port) throws Exception {
        context.getPropertiesComponent().addInitialProperty("operator.enabled", "true");
        context.getPropertiesComponent().addInitialProperty("operator.port", Integer.toString(port));
        EgnyteMspConfiguration configuration
                = context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
        configuration.setInboxUrl(url);
        // nothing of what is measured calls it
        configuration.setBaseUrl("http://127.0.0.1:9");
        configuration.setAccessToken("none");
        for (String file : List.of("operator", "operator-webhook")) {
            PluginHelper.getRoutesLoader(context).loadRoutes(
                    PluginHelper.getResourceLoader(context).resolveResource("file:routes/" + file + ".yaml"));
        }
    }

    /** Without HTTP: only the subscriptions. */
    static String subscription(int number) {
        return "s" + number;
    }

    private void handle(Exchange exchange) {
        if (handled.incrementAndGet() % STEP == 0) {
            marks.add(System.nanoTime());
        }
    }

    /** Lets the subscriptions work. */
    void start() throws Exception {
        marks.add(System.nanoTime());
        for (int i = 1; i <= subscriptions; i++) {
            context.getRouteController().startRoute(subscription(i));
        }
    }

    /**
     * Waits until so many events are handled, each subscription's counted.
     *
     * @throws IllegalStateException if there is no progress
     */
    void await(long count) {
        long last = handled.get();
        long changed = System.nanoTime();
        while (handled.get() < count) {
            LockSupport.parkNanos(1_000_000);
            if (handled.get() != last) {
                last = handled.get();
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > LONGEST_SILENCE_NANOS) {
                throw new IllegalStateException("Only " + last + " of " + count + " are handled");
            }
        }
    }

    /** When each {@link #STEP} was handled, in microseconds since the time before it. */
    String marks() {
        List<Long> all = List.copyOf(marks);
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            steps.add((all.get(i) - all.get(i - 1)) / 1000);
        }
        return steps.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
