package io.github.egnytemsp.camel.delivery;

import java.io.IOException;
import java.io.InputStream;

import org.apache.camel.Message;

/**
 * The bytes of a request, read only when the gate has let it in and never further than the limit. What platform-http hands
 * over depends on the engine.
 */
abstract class RequestBody {

    private static final boolean VERTX = isThere("io.vertx.core.http.HttpServerRequest");

    /** The body of a request that platform-http received. */
    static RequestBody of(Message request) {
        Object body = request.getBody();
        if (VERTX && VertxRequestBody.accepts(body)) {
            return new VertxRequestBody(body);
        }
        return new StreamBody(request);
    }

    /**
     * Reads the body.
     *
     * @param  max                  the longest body, in bytes
     * @return                      the bytes, or null if there are more than {@code max}
     * @throws IOException          if the rest of the body does not come
     * @throws InterruptedException if the thread was interrupted
     */
    abstract byte[] read(int max) throws IOException, InterruptedException;

    /** Lets go of a body, or the rest of one, that nobody wants, so that the connection can be used again. */
    abstract void discard();

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, RequestBody.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Engines that hand over bytes or a stream. */
    private static final class StreamBody extends RequestBody {

        private final Message request;

        StreamBody(Message request) {
            this.request = request;
        }

        @Override
        byte[] read(int max) throws IOException {
            Object body = request.getBody();
            if (body == null) {
                return new byte[0];
            }
            if (body instanceof byte[] bytes) {
                return bytes.length > max ? null : bytes;
            }
            InputStream stream = request.getBody(InputStream.class);
            if (stream == null) {
                throw new IOException("platform-http handed over a body of type " + body.getClass().getName());
            }
            try (stream) {
                byte[] bytes = stream.readNBytes(max + 1);
                return bytes.length > max ? null : bytes;
            }
        }

        @Override
        void discard() {
            // the engine closes its own stream
        }
    }
}
