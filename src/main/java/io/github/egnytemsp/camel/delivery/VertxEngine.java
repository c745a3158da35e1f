package io.github.egnytemsp.camel.delivery;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Camel's Vert.x engine, but the gate is asked when the headers are there, in the event loop, and only then the body is read.
 * So a wrong secret is refused before anything is buffered; whatever the content type (Vert.x's own handler takes forms and
 * multipart apart), the bytes are the bytes that came; and neither headers nor an exchange are made that nobody looks at.
 * <p>
 * The only class that needs Vert.x; not loaded where Vert.x is not.
 */
final class VertxEngine implements PlatformHttpEngine {

    /** Known events have 300 bytes. */
    private static final Duration LONGEST_BODY = Duration.ofSeconds(30);

    private final VertxPlatformHttpEngine engine;
    private final Supplier<String> authHeader;
    private final Function<DeliveryRequest, Delivery> admission;

    private VertxEngine(VertxPlatformHttpEngine engine, Supplier<String> authHeader,
                        Function<DeliveryRequest, Delivery> admission) {
        this.engine = engine;
        this.authHeader = authHeader;
        this.admission = admission;
    }

    /**
     * Wraps an engine.
     *
     * @param  engine     the engine of platform-http
     * @param  authHeader the name of the header that proves the origin
     * @param  admission  lets a delivery in or not
     * @return            the engine to use instead, or null if this is not Camel's Vert.x engine
     */
    static PlatformHttpEngine of(PlatformHttpEngine engine, Supplier<String> authHeader,
                                 Function<DeliveryRequest, Delivery> admission) {
        return engine instanceof VertxPlatformHttpEngine vertx ? new VertxEngine(vertx, authHeader, admission) : null;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new Listener(endpoint, processor);
    }

    @Override
    public int getServerPort() {
        return engine.getServerPort();
    }

    private final class Listener extends VertxPlatformHttpConsumer {

        Listener(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor, List.copyOf(engine.getHandlers()),
                  VertxPlatformHttpRouter.getRouterNameFromPort(engine.getServerPort()));
        }

        /** Without an exchange: that of the route comes later, and this one would carry nothing. */
        @Override
        protected void handleRequest(RoutingContext context) {
            HttpServerRequest request = context.request();
            List<String> secrets = request.headers().getAll(authHeader.get());
            Delivery delivery = admission.apply(new DeliveryRequest(
                    request.method().name(), secrets.size() == 1 ? secrets.get(0) : null, request.query(),
                    DeliveryRequest.length(request.getHeader("Content-Length"))));
            if (delivery.isRefused()) {
                // without a handler Vert.x drops the body as it comes
                answer(context, delivery.refused());
                return;
            }
            // in a thread that may wait, and not one after the other
            Future<PendingAnswer> body;
            try {
                body = read(context.vertx(), request, delivery);
            } catch (IllegalStateException e) {
                // a handler of the user's own, before this one, has read the body
                answer(context, delivery.broken(e.toString()));
                return;
            }
            body.compose(pending -> context.vertx().executeBlocking(() -> WebhookListener.answer(pending), false))
                    .onSuccess(answer -> answer(context, answer)).onFailure(context::fail);
        }

        /** The whole answer is made here. */
        private static void answer(RoutingContext context, Answer answer) {
            HttpServerResponse response = context.response();
            if (response.closed() || response.ended()) {
                // nobody is there any more to read it
                return;
            }
            response.setStatusCode(answer.status());
            if (answer.headerName() != null) {
                response.putHeader(answer.headerName(), answer.headerValue());
            }
            context.end();
        }

        private Future<PendingAnswer> read(Vertx vertx, HttpServerRequest request, Delivery delivery) {
            Promise<PendingAnswer> body = Promise.promise();
            Buffer buffer = Buffer.buffer();
            int max = delivery.maxBodySize();
            request.exceptionHandler(e -> body.tryComplete(() -> delivery.broken(e.toString())));
            request.handler(part -> {
                if (buffer.length() + part.length() <= max) {
                    buffer.appendBuffer(part);
                } else {
                    body.tryComplete(delivery::tooLarge);
                }
            });
            request.endHandler(end -> body.tryComplete(() -> delivery.received(buffer.getBytes())));
            // a connection that was cut without a word would keep its place in the route for ever
            long timer = vertx.setTimer(LONGEST_BODY.toMillis(), id -> {
                if (body.tryComplete(() -> delivery.broken("the body did not come within " + LONGEST_BODY.toSeconds() + " s"))) {
                    request.connection().close();
                }
            });
            body.future().onComplete(done -> vertx.cancelTimer(timer));
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                request.response().writeContinue();
            }
            return body.future();
        }
    }
}
