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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.demo.FreePort;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;

/** An HTTP server with all sinks, which fail at random, before or after they have kept what came. */
final class Sinks implements AutoCloseable {

    private static final int FAILS_ONE_OF = 10;

    private final int port = FreePort.findForRestarts();
    private final Random random;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Sink, Queue<String>> kept = new ConcurrentHashMap<>();
    private final Map<Sink, Map<String, Boolean>> known = new ConcurrentHashMap<>();
    private final Map<Sink, Integer> down = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger keptAndFailed = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private HttpServer server;
    private volatile boolean fails;

    Sinks(Random random) throws IOException {
        this.random = random;
        for (Sink sink : Sink.values()) {
            kept.put(sink, new ConcurrentLinkedQueue<>());
            known.put(sink, new ConcurrentHashMap<>());
        }
        listen();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Whether tries fail at random. */
    void fail(boolean now) {
        fails = now;
    }

    /** A sink that answers nothing but this; 0 closes the connection instead. */
    void down(Sink sink, int status) {
        down.put(sink, status);
    }

    void up(Sink sink) {
        down.remove(sink);
    }

    /** No connection can be made to any of them. */
    synchronized void hide() {
        server.stop(0);
        server = null;
    }

    /** After {@link #hide}. */
    synchronized void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 100);
        server.setExecutor(threads);
        for (Sink sink : Sink.values()) {
            server.createContext("/" + sink, exchange -> handle(sink, exchange));
        }
        server.start();
    }

    private void handle(Sink sink, HttpExchange exchange) throws IOException {
        try (exchange) {
            MspEvent event = MspEvent.parse(exchange.getRequestBody().readAllBytes());
            Integer status = down.get(sink);
            if (status != null || sink.refuses(event.resellerCode())) {
                answer(exchange, status != null ? status : 422);
            } else if (fails && random.nextInt(FAILS_ONE_OF) == 0) {
                failures.incrementAndGet();
                if (random.nextBoolean()) {
                    keep(sink, event.id());
                    keptAndFailed.incrementAndGet();
                }
                answer(exchange, List.of(0, 500, 503).get(random.nextInt(3)));
            } else {
                keep(sink, event.id());
                answer(exchange, 200);
            }
        } catch (MalformedEventException e) {
            kept.get(sink).add("malformed");
            answer(exchange, 400);
        }
    }

    private void keep(Sink sink, String id) {
        if (sink == Sink.knowing && known.get(sink).put(id, true) != null) {
            repeats.incrementAndGet();
            return;
        }
        kept.get(sink).add(id);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        if (status > 0) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** The ids that a sink keeps, as often as it does. */
    List<String> kept(Sink sink) {
        return List.copyOf(kept.get(sink));
    }

    /** What it has done to its callers. */
    String story() {
        return "%d failed calls, %d of them after the event was kept, %d repeats that a sink knew"
                .formatted(failures.get(), keptAndFailed.get(), repeats.get());
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
