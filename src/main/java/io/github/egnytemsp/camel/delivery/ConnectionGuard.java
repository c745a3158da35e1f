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

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Closes connections that send nothing, half a header, or a body that nobody wants, and refuses HTTP/2 in clear text.
 * Camel's server has no options for that. A request that has no answer yet keeps its connection, however long it takes.
 * <p>
 * It stands before Vert.x's own handlers until the first bytes come, and puts {@link Requests} behind the HTTP decoder.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    /** The longest time until the first request is complete, and for the rest of a refused body. */
    static final Duration NOTHING_USEFUL = Duration.ofSeconds(20);
    /** The longest idle time. Proxies keep connections for 60 s, and should close them first. */
    static final Duration IDLE = Duration.ofSeconds(75);

    private static final String NAME = "egnyte-msp-guard";
    /** So many bytes show whether the preface of HTTP/2 begins. */
    private static final int PREFACE_IS_CLEAR = 3;

    private Future<?> timeout;
    private int passed;

    /** Guards every connection that a listening socket accepts from now on. */
    @Sharable
    static final class Acceptor extends ChannelInboundHandlerAdapter {

        /** Installs the guard once for each socket, in its event loop. */
        static void install(Channel listening) {
            if (listening.pipeline().get(NAME) == null) {
                listening.pipeline().addFirst(NAME, new Acceptor());
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ((Channel) accepted).pipeline().addFirst(NAME, new ConnectionGuard());
            context.fireChannelRead(accepted);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        timeout = context.executor().schedule(() -> context.close(), NOTHING_USEFUL.toMillis(), TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelTimeout();
        context.fireChannelInactive();
    }

    /** A connection that ends before its first request is not logged. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls != null
                && tls == context.pipeline().context(pipeline.names().get(pipeline.names().indexOf(context.name()) + 1))) {
            // what comes out of it is what counts
            pipeline.remove(this);
            ConnectionGuard behind = new ConnectionGuard();
            behind.timeout = timeout;
            pipeline.addAfter(tls.name(), NAME, behind);
            context.fireChannelRead(message);
        } else if (!(message instanceof ByteBuf bytes) || pipeline.get(Http2ConnectionHandler.class) != null) {
            leave(context);
            context.fireChannelRead(message);
        } else {
            read(context, bytes);
        }
    }

    /** Vert.x decides by the first bytes which protocol this is, and only then there is a decoder. */
    private void read(ChannelHandlerContext context, ByteBuf bytes) {
        ChannelHandlerContext encoder = context.pipeline().context(HttpResponseEncoder.class);
        while (encoder == null && passed < PREFACE_IS_CLEAR && bytes.isReadable()) {
            context.fireChannelRead(bytes.readRetainedSlice(1));
            passed++;
            encoder = context.pipeline().context(HttpResponseEncoder.class);
        }
        if (encoder != null) {
            context.pipeline().addAfter(encoder.name(), NAME + "-requests", new Requests());
            leave(context);
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
            if (passed == PREFACE_IS_CLEAR) {
                context.close();
            }
        }
    }

    private void leave(ChannelHandlerContext context) {
        cancelTimeout();
        context.pipeline().remove(this);
    }

    /**
     * Closes a connection that is idle for too long between requests, or sends the rest of a refused one for too long.
     */
    private static final class Requests extends ChannelDuplexHandler {

        private int unanswered;
        private boolean inBody;
        private boolean informational;
        private boolean served;
        private boolean requested;
        private boolean last;
        private boolean dropping;
        private long since = System.nanoTime();
        private Future<?> check;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            schedule(context, NOTHING_USEFUL.toNanos());
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            check.cancel(false);
        }

        private void schedule(ChannelHandlerContext context, long nanos) {
            check = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
        }

        private void check(ChannelHandlerContext context) {
            long limit = (served && !inBody ? IDLE : NOTHING_USEFUL).toNanos();
            long left = unanswered > 0 ? limit : limit - (System.nanoTime() - since);
            if (left <= 0) {
                context.close();
            } else {
                schedule(context, left);
            }
        }

        /** Vert.x listens for failures from the first request on. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (requested) {
                context.fireExceptionCaught(cause);
            } else {
                context.close();
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            // RFC 9112, 9.6: what comes after the last request of a connection is not looked at
            dropping |= last && message instanceof HttpRequest;
            if (dropping) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof HttpRequest request) {
                requested = true;
                last = isLast(request);
                unanswered++;
                inBody = true;
                if (request.headers().contains(HttpHeaderNames.UPGRADE, "h2c", true)) {
                    // RFC 9110: a server may ignore it
                    request.headers().remove(HttpHeaderNames.UPGRADE).remove("HTTP2-Settings");
                }
            }
            if (message instanceof LastHttpContent) {
                inBody = false;
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse response) {
                last |= isLast(response);
                if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                    // a WebSocket of somebody else
                    context.pipeline().remove(this);
                }
                informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            }
            if (message instanceof LastHttpContent && !informational) {
                unanswered--;
                served = true;
                since = System.nanoTime();
            }
            context.write(message, promise);
        }

        private static boolean isLast(HttpMessage message) {
            return message.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        }
    }
}
