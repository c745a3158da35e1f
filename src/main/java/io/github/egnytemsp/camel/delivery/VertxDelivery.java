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
import java.util.List;
import java.util.concurrent.Callable;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** A delivery of Camel's Vert.x engine, in the event loop until its body is there. */
final class VertxDelivery extends DeliveryRequest {

    /** The longest time for a body. Known events have 300 bytes. */
    private static final Duration LONGEST_BODY = Duration.ofSeconds(30);

    private final RoutingContext context;
    private final HttpServerRequest request;

    VertxDelivery(RoutingContext context) {
        this.context = context;
        this.request = context.request();
    }

    @Override
    String method() {
        return request.method().name();
    }

    @Override
    String query() {
        return request.query();
    }

    @Override
    String header(String name) {
        String first = request.headers().get(name);
        if (first == null) {
            return null;
        }
        List<String> values = request.headers().getAll(name);
        return values.size() == 1 ? first : String.join(", ", values);
    }

    @Override
    void payload(Delivery delivery) {
        Future<Callable<Answer>> body;
        try {
            body = read(delivery);
        } catch (IllegalStateException e) {
            // a handler of the user's own, before this one, has read the body
            answer(delivery.broken(e.toString()));
            return;
        }
        // in a thread that may wait, and not one after the other
        body.compose(rest -> context.vertx().executeBlocking(rest, false))
                .onSuccess(this::answer).onFailure(context::fail);
    }

    private Future<Callable<Answer>> read(Delivery delivery) {
        Promise<Callable<Answer>> body = Promise.promise();
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
        long timer = context.vertx().setTimer(LONGEST_BODY.toMillis(), id -> {
            if (body.tryComplete(() -> delivery.broken("the body did not come within " + LONGEST_BODY.toSeconds() + " s"))) {
                request.connection().close();
            }
        });
        body.future().onComplete(done -> context.vertx().cancelTimer(timer));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        return body.future();
    }

    /** Sends the answer. */
    @Override
    void answer(Answer answer) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            // nobody is there any more to read it
            return;
        }
        response.setStatusCode(answer.status());
        if (answer.headerName() != null) {
            response.putHeader(answer.headerName(), answer.headerValue());
        }
        VertxConnections.closeIfUnread(context.vertx(), request);
        context.end();
    }
}
