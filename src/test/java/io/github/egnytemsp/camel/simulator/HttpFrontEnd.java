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
package io.github.egnytemsp.camel.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The HTTP server on 127.0.0.1: reads requests, has them handled, and does with the connection what the {@link Reply}
 * says.
 */
final class HttpFrontEnd implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HttpFrontEnd.class.getName());

    /**
     * The JDK sends an answer's head and body apart; without this, the body waits some 40 ms for the client to
     * acknowledge the head.
     */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        // the JDK reads it once, with the first server of the JVM, and offers no other way
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ScheduledExecutorService scheduler;

    HttpFrontEnd(int port, Executor executor, ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
        try {
            // by address: the name "localhost" and getLoopbackAddress() may mean ::1
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        server.setExecutor(executor);
    }

    /** Serves these paths and everything below; anything else is 404. */
    void start(Map<String, Function<Request, Reply>> handlers) {
        handlers.forEach((path, handler) -> server.createContext(path, exchange -> serve(exchange, handler)));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange, Function<Request, Reply> handler) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Request request
                = new Request(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
        Reply reply = reply(request, handler);
        if (reply.answer().isEmpty()) {
            // an exchange that is closed before its answer has begun takes the connection with it
            exchange.close();
        } else if (reply.delay().isZero()) {
            send(exchange, reply.answer().get());
        } else {
            scheduler.schedule(() -> send(exchange, reply.answer().get()), reply.delay().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static Reply reply(Request request, Function<Request, Reply> handler) {
        try {
            return handler.apply(request);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The simulator failed to handle " + request.method() + " " + request.path(), e);
            return Reply.now(Answer.text(500, "The simulator failed: see its log"));
        }
    }

    private static void send(HttpExchange exchange, Answer answer) {
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            // -1 means no body; 0 would mean chunked
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The client did not wait for its answer", e);
        }
    }
}
