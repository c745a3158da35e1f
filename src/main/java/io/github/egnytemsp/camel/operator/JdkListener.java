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
package io.github.egnytemsp.camel.operator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A listener of its own where there is no Vert.x, such as in Spring Boot: the JDK's server. */
final class JdkListener implements OperatorListener {

    private static final int THREADS = 32;
    private static final int NO_BODY = -1;

    private final OperatorGate gate;
    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Listens.
     *
     * @throws IOException if the port is taken
     */
    JdkListener(OperatorSettings settings, OperatorGate gate) throws IOException {
        this.gate = gate;
        server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "EgnyteMspOperator");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        OperatorRequest request = new Request(exchange);
        OperatorAnswer answer = gate.refuse(request);
        if (answer == null) {
            byte[] body = exchange.getRequestBody().readNBytes(OperatorGate.MAX_BODY + 1);
            answer = body.length > OperatorGate.MAX_BODY ? OperatorGate.TOO_LARGE : gate.answer(request, body);
        }
        answer.allHeaders().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body();
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Request(HttpExchange exchange) implements OperatorRequest {

        @Override
        public String method() {
            return exchange.getRequestMethod();
        }

        @Override
        public String target() {
            return exchange.getRequestURI().toString();
        }

        @Override
        public List<String> headers(String name) {
            return exchange.getRequestHeaders().getOrDefault(name, List.of());
        }

        @Override
        public Iterable<String> headerNames() {
            return exchange.getRequestHeaders().keySet();
        }

        @Override
        public boolean isHttp10() {
            return "HTTP/1.0".equals(exchange.getProtocol());
        }

        @Override
        public String remoteAddress() {
            return exchange.getRemoteAddress().getAddress().getHostAddress();
        }
    }
}
