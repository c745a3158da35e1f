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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.egnytemsp.camel.delivery.VertxConnections;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * A listener of its own, with threads of its own: whatever is asked for here, deliveries do not wait for it, and no
 * path of theirs leads here.
 */
final class VertxListener implements OperatorListener {

    private static final int WORKERS = 16;
    private static final long LONGEST_START_SECONDS = 30;
    private static final Duration LONGEST_BODY = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final OperatorGate gate;
    private final HttpServer server;

    /**
     * Listens.
     *
     * @throws IOException if the port is taken
     */
    VertxListener(OperatorSettings settings, OperatorGate gate) throws IOException {
        this.gate = gate;
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(this::receive).exceptionHandler(e -> {
                    // of a connection that is gone
                });
        try {
            server.listen(settings.port(), settings.host()).toCompletionStage().toCompletableFuture().get(
                    LONGEST_START_SECONDS, TimeUnit.SECONDS);
            VertxConnections.guard(vertx, server.actualPort());
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IOException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException(e);
        }
    }

    @Override
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close();
    }

    private void receive(HttpServerRequest request) {
        OperatorRequest operatorRequest = new Request(request);
        OperatorAnswer refused = gate.refuse(operatorRequest);
        if (refused != null) {
            answer(request, refused);
            return;
        }
        Promise<Buffer> body = Promise.promise();
        Buffer buffer = Buffer.buffer();
        request.exceptionHandler(body::tryFail);
        request.handler(part -> {
            if (buffer.length() + part.length() <= OperatorGate.MAX_BODY) {
                buffer.appendBuffer(part);
            } else {
                body.tryFail("too large");
            }
        });
        request.endHandler(end -> body.tryComplete(buffer));
        long timer = vertx.setTimer(LONGEST_BODY.toMillis(), id -> {
            if (body.tryFail("too slow")) {
                request.connection().close();
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        body.future().onComplete(done -> vertx.cancelTimer(timer))
                .onFailure(e -> answer(request, OperatorGate.TOO_LARGE))
                .compose(all -> vertx.executeBlocking(() -> gate.answer(operatorRequest, all.getBytes()), false))
                .onSuccess(answer -> answer(request, answer));
    }

    private void answer(HttpServerRequest request, OperatorAnswer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.allHeaders().forEach(response::putHeader);
        VertxConnections.closeIfUnread(vertx, request);
        response.end(Buffer.buffer(answer.body()));
    }

    private record Request(HttpServerRequest request) implements OperatorRequest {

        @Override
        public String method() {
            return request.method().name();
        }

        @Override
        public String target() {
            return request.uri();
        }

        @Override
        public List<String> headers(String name) {
            return request.headers().getAll(name);
        }

        @Override
        public Iterable<String> headerNames() {
            return request.headers().names();
        }

        @Override
        public boolean isHttp10() {
            return request.version() == HttpVersion.HTTP_1_0;
        }

        @Override
        public String remoteAddress() {
            return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        }
    }
}
