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

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one path of platform-http.
 * <p>
 * It outlives the consumer: Camel makes a new consumer at each start of a route, and a stopped route must answer 503,
 * where an engine without the path would answer 404.
 */
public final class WebhookListener extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookListener.class);
    private static final boolean VERTX = isThere("org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine");

    /** As many as a servlet container has by default. */
    private static final int LEAST_THREADS = 200;

    private final CamelContext camelContext;
    private final String path;
    private final AtomicReference<DeliveryReceiver> attached = new AtomicReference<>();
    private volatile DeliveryReceiver receiver;
    private volatile ListeningState server;
    private Consumer transport;
    private ExecutorService threads;

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
     * Detaches the receiver. Until the next one is attached, deliveries are answered 503.
     *
     * @param receiver the receiver; nothing happens if it is not the one that is attached
     */
    public void detach(DeliveryReceiver receiver) {
        attached.compareAndSet(receiver, null);
    }

    @Override
    protected void doStart() throws Exception {
        PlatformHttpComponent platformHttp = platformHttp(camelContext);
        if (isInUse(platformHttp, path)) {
            throw pathInUse();
        }
        Map<String, Object> options = new HashMap<>();
        PlatformHttpEngine vertx = VERTX ? VertxEngine.of(platformHttp.getEngine(), this::receive) : null;
        if (vertx != null) {
            options.put("platformHttpEngine", vertx);
            options.put("useBodyHandler", "false");
        } else if (isSpringBoot(platformHttp.getEngine())) {
            // else the body is decoded to characters, and the bytes are lost
            options.put("useStreaming", "true");
            options.put("platformHttpEngine", withThreadsOfItsOwn(platformHttp.getEngine()));
        }
        options.put("headerFilterStrategy", new PlatformHttpDelivery.Headers(this));
        Endpoint endpoint = platformHttp.createEndpoint("platform-http:" + path, options);
        transport = endpoint.createConsumer(exchange -> receive(new PlatformHttpDelivery(exchange)));
        ServiceHelper.startService(endpoint, transport);
        server = vertx != null
                ? VertxServer.guard(camelContext, vertx.getServerPort())
                : camelContext.getRegistry().findSingleByType(ListeningState.class);
    }

    /**
     * Whether deliveries can come in: the socket is bound. Where the runtime does not tell, it is taken for bound.
     *
     * @return false before the server listens, and after it has stopped
     */
    public boolean isListening() {
        ListeningState current = server;
        return isStarted() && (current == null || current.isListening());
    }

    /**
     * Posts a body to this listener by HTTP, with the secret that the receiver wants first.
     *
     * @param  body        the body
     * @return             the status of the answer
     * @throws IOException if there is none
     */
    public int post(byte[] body) throws IOException {
        return OwnDelivery.post(camelContext, path, receiver.settings(), body);
    }

    @Override
    protected void doStop() {
        if (transport != null) {
            ServiceHelper.stopAndShutdownService(transport);
            transport = null;
        }
        if (threads != null) {
            camelContext.getExecutorServiceManager().shutdownGraceful(threads);
            threads = null;
        }
    }

    /**
     * Whether a path can be listened on before routes start.
     *
     * @param  camelContext the context
     * @param  path         the path
     * @return              true if Camel's Vert.x server is up already, and nobody has the path
     */
    public static boolean canListen(CamelContext camelContext, String path) {
        return VERTX && VertxServer.isUp(camelContext) && !isInUse(platformHttp(camelContext), path);
    }

    private static PlatformHttpComponent platformHttp(CamelContext camelContext) {
        return camelContext.getComponent("platform-http", PlatformHttpComponent.class);
    }

    private static boolean isInUse(PlatformHttpComponent platformHttp, String path) {
        return platformHttp.getHttpEndpoints().stream().map(HttpEndpointModel::getUri)
                .anyMatch(other -> withoutTrailingSlash(other).equals(withoutTrailingSlash(path)));
    }

    private void receive(DeliveryRequest request) {
        receiver.receive(request);
    }

    /** Whether this header is one that a delivery is judged by. */
    boolean reads(String header) {
        return receiver.reads(header);
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

    /**
     * Spring Boot's engine runs everything in the application's executor, which has 8 threads and a queue without end:
     * deliveries would wait there, whatever maxInFlight is. By reflection, as the engine is in the starter.
     */
    private PlatformHttpEngine withThreadsOfItsOwn(PlatformHttpEngine engine) {
        ThreadPoolProfile profile = new ThreadPoolProfile("EgnyteMspDeliveries");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(Math.max(LEAST_THREADS, receiver.maxInFlight()));
        profile.setMaxQueueSize(0);
        profile.setKeepAliveTime(60L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(false);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns);
        threads = camelContext.getExecutorServiceManager().newThreadPool(this, "EgnyteMspDeliveries", profile);
        try {
            return engine.getClass().getConstructor(int.class, Executor.class).newInstance(engine.getServerPort(), threads);
        } catch (ReflectiveOperationException e) {
            LOG.warn(
                    "Deliveries run in the application's executor: set spring.task.execution.pool.core-size to at least maxInFlight. {}",
                    e.toString());
            return engine;
        }
    }

    private static boolean isSpringBoot(PlatformHttpEngine engine) {
        return engine != null && engine.getClass().getName().contains(".springboot.");
    }
}
