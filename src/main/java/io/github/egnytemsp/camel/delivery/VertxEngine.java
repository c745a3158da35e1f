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
package io.github.egnytemsp.camel.delivery;

import java.util.List;
import java.util.function.Consumer;

import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Camel's Vert.x engine, but the gate is asked when the headers are there, in the event loop, and only then the body is
 * read. So a wrong secret is refused before anything is buffered; whatever the content type (Vert.x's own handler takes
 * forms and multipart apart), the bytes are the bytes that came; and neither headers nor an exchange are made that
 * nobody looks at.
 * <p>
 * Not loaded where Vert.x is not.
 */
final class VertxEngine implements PlatformHttpEngine {

    private final VertxPlatformHttpEngine engine;
    private final Consumer<DeliveryRequest> deliveries;

    private VertxEngine(VertxPlatformHttpEngine engine, Consumer<DeliveryRequest> deliveries) {
        this.engine = engine;
        this.deliveries = deliveries;
    }

    /**
     * Wraps an engine.
     *
     * @param  engine     the engine of platform-http
     * @param  deliveries where deliveries go
     * @return            the engine to use instead, or null if this is not Camel's Vert.x engine
     */
    static PlatformHttpEngine of(PlatformHttpEngine engine, Consumer<DeliveryRequest> deliveries) {
        return engine instanceof VertxPlatformHttpEngine vertx ? new VertxEngine(vertx, deliveries) : null;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new Transport(endpoint, processor);
    }

    @Override
    public int getServerPort() {
        return engine.getServerPort();
    }

    private final class Transport extends VertxPlatformHttpConsumer {

        Transport(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor, List.copyOf(engine.getHandlers()),
                  VertxPlatformHttpRouter.getRouterNameFromPort(engine.getServerPort()));
        }

        /** Without an exchange: that of the route comes later, and this one would carry nothing. */
        @Override
        protected void handleRequest(RoutingContext context) {
            deliveries.accept(new VertxDelivery(context));
        }
    }
}
