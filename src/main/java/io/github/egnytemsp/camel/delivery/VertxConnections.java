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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;

/** Protects servers of Vert.x against hostile connections. */
public final class VertxConnections {

    private static final long LONGEST_LOOK_SECONDS = 10;
    /** A connection that is closed while the other side still sends is reset, and the answer lost. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private VertxConnections() {
    }

    /**
     * Closes the connections of a server that send nothing useful, from now on.
     *
     * @param  vertx              the instance that the server belongs to
     * @param  port               the port that it is bound to
     * @return                    the socket; null if there is none
     * @throws ExecutionException if the sockets cannot be looked at
     * @throws TimeoutException   if the sockets cannot be looked at in time
     */
    public static Channel guard(Vertx vertx, int port) throws ExecutionException, TimeoutException {
        if (!(vertx instanceof VertxInternal internal)) {
            return null;
        }
        for (EventExecutor executor : internal.getAcceptorEventLoopGroup()) {
            if (executor instanceof SingleThreadEventLoop loop) {
                try {
                    Channel found = loop.submit(() -> guarded(loop, port)).get(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
                    if (found != null) {
                        return found;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted while looking for the socket of port " + port, e);
                }
            }
        }
        return null;
    }

    private static Channel guarded(SingleThreadEventLoop loop, int port) {
        Iterator<Channel> channels = loop.registeredChannelsIterator();
        while (channels.hasNext()) {
            Channel channel = channels.next();
            if (channel instanceof ServerChannel && channel.localAddress() instanceof InetSocketAddress address
                    && address.getPort() == port) {
                ConnectionGuard.Acceptor.install(channel);
                return channel;
            }
        }
        return null;
    }

    /**
     * Ends the connection after the answer if the body was not read: it would be read as the next request, or be sent
     * for ever. Vert.x drops it as it comes.
     *
     * @param vertx   the instance that the server belongs to
     * @param request before its answer is sent
     */
    public static void closeIfUnread(Vertx vertx, HttpServerRequest request) {
        String length = request.getHeader(DeliveryRequest.CONTENT_LENGTH);
        boolean hasBody
                = length != null && !length.trim().equals("0") || request.getHeader(DeliveryRequest.TRANSFER_ENCODING) != null;
        if (request.isEnded() || !hasBody || request.version() == HttpVersion.HTTP_2) {
            return;
        }
        request.response().putHeader("Connection", "close");
        long timer = vertx.setTimer(LINGER.toMillis(), id -> request.connection().close());
        request.handler(null);
        request.exceptionHandler(e -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
    }
}
