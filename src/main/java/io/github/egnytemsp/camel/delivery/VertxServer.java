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

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of Camel's Vert.x engine: whether it listens, and its protection against hostile connections. Camel
 * starts it with Vert.x's default options, and only logs a failed bind.
 */
final class VertxServer implements ListeningState {

    private static final Logger LOG = LoggerFactory.getLogger(VertxServer.class);
    private static final String NOT_FOUND = "<html><body><h1>Resource not found</h1></body></html>";

    private final Channel socket;
    private final RareLog unreadable = new RareLog();

    private VertxServer(Channel socket) {
        this.socket = socket;
    }

    /** Whether there is a server already. */
    static boolean isUp(CamelContext context) {
        return !context.getRegistry().findByType(VertxPlatformHttpRouter.class).isEmpty();
    }

    /**
     * Finds the server, and guards it.
     *
     * @param  context               the context
     * @param  port                  the port of the engine
     * @return                       the server, or null if the router is not one of Camel's own server
     * @throws IllegalStateException if the server does not listen
     */
    static VertxServer guard(CamelContext context, int port) {
        VertxPlatformHttpRouter router
                = VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        if (router == null) {
            router = VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO);
        }
        VertxPlatformHttpServer server = router == null ? null : router.getServer();
        if (server == null || server.getServer() == null || !(server.getVertx() instanceof VertxInternal)) {
            return null;
        }
        Channel socket;
        try {
            socket = VertxConnections.guard(server.getVertx(), server.getServer().actualPort());
        } catch (ExecutionException | TimeoutException e) {
            // a transport that does not show its channels: the server is as Camel made it
            LOG.warn(
                    "The sockets of the HTTP server cannot be inspected ({}). Connections have no time-outs except those of the"
                     + " proxy in front of it",
                    e.toString());
            return null;
        }
        if (socket == null) {
            throw new IllegalStateException(
                    "The HTTP server does not listen on port " + server.getServer().actualPort() + " of " + server.getHost()
                                            + ": another process uses it, perhaps an old one of this application. Stop that"
                                            + " process, or set another port (camel.server.port)");
        }
        VertxServer guarded = new VertxServer(socket);
        guarded.handleErrorsOf(server.getServer());
        return guarded;
    }

    @Override
    public boolean isListening() {
        return socket.isActive();
    }

    /**
     * Handles invalid requests: by default Vert.x logs a stack trace for each one without Host or with an invalid path.
     */
    private void handleErrorsOf(HttpServer server) {
        if (server.requestHandler() instanceof Router router) {
            router.errorHandler(400, context -> {
                long times = unreadable.happened();
                if (times > 0) {
                    LOG.warn(
                            "Answered 400, {} times since this was last logged: the address of the request, or its header Host, is"
                             + " none",
                            times);
                }
                VertxConnections.closeIfUnread(context.vertx(), context.request());
                context.response().setStatusCode(400).end();
            });
            router.errorHandler(404, VertxServer::notFound);
        }
    }

    /** What Vert.x answers without a handler. */
    private static void notFound(RoutingContext context) {
        VertxConnections.closeIfUnread(context.vertx(), context.request());
        HttpServerResponse response = context.response().setStatusCode(404);
        if ("HEAD".equals(context.request().method().name())) {
            response.end();
        } else {
            response.putHeader("Content-Type", "text/html; charset=utf-8").end(NOT_FOUND);
        }
    }
}
