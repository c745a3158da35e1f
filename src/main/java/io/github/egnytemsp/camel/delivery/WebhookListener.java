package io.github.egnytemsp.camel.delivery;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one path of platform-http, and writes the answers.
 * <p>
 * It outlives the consumer: Camel makes a new consumer at each start of a route, and a stopped route must answer 503,
 * where an engine without the path would answer 404.
 */
public final class WebhookListener extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookListener.class);
    private static final boolean VERTX = isThere("org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine");

    private final CamelContext camelContext;
    private final String path;
    private final AtomicReference<DeliveryReceiver> attached = new AtomicReference<>();
    private volatile DeliveryReceiver receiver;
    private Consumer transport;

    /**
     * @param camelContext the context whose platform-http is used
     * @param path         where to listen
     * @param first        answers until one is attached, and refuses until its route is open
     */
    public WebhookListener(CamelContext camelContext, String path, DeliveryReceiver first) {
        this.camelContext = camelContext;
        this.path = path;
        this.receiver = first;
    }

    /**
     * Sends deliveries to a receiver from now on.
     *
     * @param  receiver              the receiver
     * @throws IllegalStateException if there is one already
     */
    public void attach(DeliveryReceiver receiver) {
        if (!attached.compareAndSet(null, receiver)) {
            throw pathInUse();
        }
        this.receiver = receiver;
    }

    /**
     * Takes the receiver away. Until the next one comes it goes on answering, and refuses because its route is not open.
     *
     * @param receiver the receiver; nothing happens if it is not the one that is attached
     */
    public void detach(DeliveryReceiver receiver) {
        attached.compareAndSet(receiver, null);
    }

    @Override
    protected void doStart() throws Exception {
        PlatformHttpComponent platformHttp = camelContext.getComponent("platform-http", PlatformHttpComponent.class);
        for (HttpEndpointModel other : platformHttp.getHttpEndpoints()) {
            if (withoutTrailingSlash(other.getUri()).equals(withoutTrailingSlash(path))) {
                throw pathInUse();
            }
        }
        Map<String, Object> options = new HashMap<>();
        PlatformHttpEngine vertx = VERTX ? VertxEngine.of(platformHttp.getEngine(), this::authHeader, this::admit) : null;
        if (vertx != null) {
            options.put("platformHttpEngine", vertx);
            options.put("useBodyHandler", "false");
        } else {
            // else Spring Boot's engine decodes the body to characters, and the bytes are lost
            options.put("useStreaming", Boolean.toString(isSpringBoot(platformHttp.getEngine())));
        }
        options.put("headerFilterStrategy", new OnlyWhatTheGateNeeds());
        Endpoint endpoint = platformHttp.createEndpoint("platform-http:" + path, options);
        transport = endpoint.createConsumer(this::process);
        ServiceHelper.startService(endpoint, transport);
    }

    @Override
    protected void doStop() {
        if (transport != null) {
            ServiceHelper.stopAndShutdownService(transport);
            transport = null;
        }
    }

    private void process(Exchange exchange) {
        reply(exchange, answer(() -> receive(exchange.getMessage())));
    }

    /** Whatever happens, Egnyte gets an answer. */
    static Answer answer(PendingAnswer pending) {
        try {
            return pending.get();
        } catch (RuntimeException e) {
            LOG.error("A delivery failed for a reason that is a defect of this library: answered 500", e);
            return Answer.FAILED;
        }
    }

    /** Of any engine that puts headers into the message, and hands over the body as bytes or as a stream. */
    private Answer receive(Message request) {
        // several values come as a list, and are none of the secrets
        Object secret = request.getHeader(authHeader());
        Delivery delivery = admit(new DeliveryRequest(
                request.getHeader(Exchange.HTTP_METHOD, String.class), secret instanceof String text ? text : null,
                request.getHeader(Exchange.HTTP_QUERY, String.class),
                DeliveryRequest.length(request.getHeader("Content-Length"))));
        if (delivery.isRefused()) {
            return delivery.refused();
        }
        try {
            if (request.getBody() == null) {
                return delivery.received(new byte[0]);
            }
            InputStream body = request.getBody(InputStream.class);
            return body == null
                    ? delivery.broken("platform-http handed over a " + request.getBody().getClass().getName())
                    : delivery.receivedFrom(body);
        } finally {
            delivery.leave();
        }
    }

    private Delivery admit(DeliveryRequest request) {
        return receiver.admit(request);
    }

    private String authHeader() {
        return receiver.authHeader();
    }

    /** The whole answer is made here: neither the request's headers nor anything of the route is in it. */
    private static void reply(Exchange exchange, Answer answer) {
        Message message = exchange.getMessage();
        message.getHeaders().clear();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        if (answer.headerName() != null) {
            message.setHeader(answer.headerName(), answer.headerValue());
        }
        // without a body of a known length, engines answer with chunks or with 204
        message.setBody(ByteBuffer.allocate(0));
        exchange.setException(null);
    }

    private IllegalStateException pathInUse() {
        return new IllegalStateException(
                "Another consumer listens on the path " + path
                                         + ": only one of them would get the events. Give each egnyte-msp:events a path of"
                                         + " its own, or use one and split by ${header.CamelEgnyteMspEventType}");
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, WebhookListener.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean isSpringBoot(PlatformHttpEngine engine) {
        return engine != null && engine.getClass().getName().contains(".springboot.");
    }

    /** The engines copy every header and query parameter that passes this into the message; the gate reads two. */
    private final class OnlyWhatTheGateNeeds implements HeaderFilterStrategy {

        @Override
        public boolean applyFilterToCamelHeaders(String headerName, Object headerValue, Exchange exchange) {
            return headerName.startsWith("Camel");
        }

        @Override
        public boolean applyFilterToExternalHeaders(String headerName, Object headerValue, Exchange exchange) {
            return !headerName.equalsIgnoreCase(authHeader()) && !headerName.equalsIgnoreCase("Content-Length");
        }
    }
}
