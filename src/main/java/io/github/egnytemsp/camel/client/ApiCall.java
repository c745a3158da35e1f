package io.github.egnytemsp.camel.client;

/**
 * One call of the API.
 *
 * @param method     the HTTP method
 * @param path       below {@code /pubapi/v1/msp}, every segment percent-encoded
 * @param body       JSON, or null
 * @param secret     a secret inside the body, so that it can be kept out of messages; or null
 */
record ApiCall(String method, String path, byte[] body, String secret) {

    static ApiCall of(String method, String path) {
        return new ApiCall(method, path, null, null);
    }

    /** Whether doing it twice is the same as doing it once (RFC 9110, 9.2.2). */
    boolean isIdempotent() {
        return !"POST".equals(method);
    }

    /** What is printed of it must not hold the body. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
