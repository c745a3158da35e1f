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

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * A delivery of any engine of platform-http that puts headers into the message, and hands over the body as bytes or as
 * a stream. The thread is one that may wait.
 */
final class PlatformHttpDelivery extends DeliveryRequest {

    private final Exchange exchange;
    private final Message request;
    private boolean read;

    PlatformHttpDelivery(Exchange exchange) {
        this.exchange = exchange;
        this.request = exchange.getMessage();
    }

    @Override
    String method() {
        return request.getHeader(Exchange.HTTP_METHOD, String.class);
    }

    @Override
    String query() {
        return request.getHeader(Exchange.HTTP_QUERY, String.class);
    }

    @Override
    String header(String name) {
        Object value = request.getHeader(name);
        return value instanceof List<?> several ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : value == null ? null : value.toString();
    }

    @Override
    void payload(Delivery delivery) {
        Object body = request.getBody();
        InputStream stream = body == null ? InputStream.nullInputStream() : request.getBody(InputStream.class);
        Answer answer = stream == null
                ? delivery.broken("platform-http handed over a " + body.getClass().getName()) : delivery.receivedFrom(stream);
        read = answer != Answer.TOO_LARGE;
        answer(answer);
    }

    /** Sends the answer without any header of the request or the route. */
    @Override
    void answer(Answer answer) {
        boolean unread = !read && hasBody();
        request.getHeaders().clear();
        request.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        if (answer.headerName() != null) {
            request.setHeader(answer.headerName(), answer.headerValue());
        }
        if (unread) {
            request.setHeader(Headers.CONNECTION, "close");
        }
        // without a body of a known length, engines answer with chunks or with 204
        request.setBody(ByteBuffer.allocate(0));
        exchange.setException(null);
    }

    /**
     * What passes between HTTP and the message. Coming in: what the gate looks at. Going out: what this class has set,
     * as Camel's own binding adds headers of its own, {@code Transfer-Encoding} among them.
     */
    static final class Headers implements HeaderFilterStrategy {

        static final String CONNECTION = "Connection";
        private static final Set<String> OUT = Set.of(CONNECTION, "Allow", "Retry-After");

        private final WebhookListener listener;

        Headers(WebhookListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean applyFilterToCamelHeaders(String headerName, Object headerValue, Exchange exchange) {
            return !OUT.contains(headerName);
        }

        @Override
        public boolean applyFilterToExternalHeaders(String headerName, Object headerValue, Exchange exchange) {
            return !listener.reads(headerName);
        }
    }
}
