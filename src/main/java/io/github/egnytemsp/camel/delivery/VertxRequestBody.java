package io.github.egnytemsp.camel.delivery;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Camel's Vert.x engine without its body handler hands over the request itself, paused, with nothing read. So a wrong
 * secret is refused before anything is buffered, and whatever the content type (the body handler takes forms and multipart
 * apart), the bytes are the bytes that came.
 * <p>
 * The only class that needs Vert.x; not loaded where Vert.x is not.
 */
final class VertxRequestBody extends RequestBody {

    /** A sender that was let in and then stalls does not hold a thread for ever. */
    private static final long TIMEOUT_SECONDS = 30;

    private final HttpServerRequest request;

    VertxRequestBody(Object request) {
        this.request = (HttpServerRequest) request;
    }

    static boolean accepts(Object body) {
        return body instanceof HttpServerRequest;
    }

    @Override
    byte[] read(int max) throws IOException, InterruptedException {
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        Buffer buffer = Buffer.buffer();
        request.exceptionHandler(bytes::completeExceptionally);
        request.handler(part -> {
            if (!bytes.isDone()) {
                buffer.appendBuffer(part);
                if (buffer.length() > max) {
                    bytes.complete(null);
                }
            }
        });
        request.endHandler(end -> bytes.complete(buffer.getBytes()));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
        try {
            return bytes.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("The connection broke before the whole body had come", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("The whole body had not come after " + TIMEOUT_SECONDS + " seconds");
        }
    }

    @Override
    void discard() {
        request.resume();
    }
}
