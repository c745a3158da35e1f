package io.github.egnytemsp.camel.client;

/**
 * One call of the API.
 *
 * @param method     the HTTP method
 * @param path       below {@code /pubapi/v1/msp}, every segment percent-encoded
 * @param query      percent-encoded, or null
 * @param body       JSON, or null
 * @param secret     a secret inside the body, so that it can be kept out of messages; or null
 * @param repeatable whether doing it twice is the same as doing it once
 */
record ApiCall(String method, String path, String query, byte[] body, String secret, boolean repeatable) {

    static ApiCall get(String path) {
        return get(path, null);
    }

    static ApiCall get(String path, String query) {
        return new ApiCall("GET", path, query, null, null, true);
    }

    static ApiCall put(String path, byte[] body, String secret) {
        return new ApiCall("PUT", path, null, body, secret, true);
    }

    static ApiCall delete(String path) {
        return new ApiCall("DELETE", path, null, null, null, true);
    }

    /** A call that changes something each time it is made. */
    static ApiCall post(String path, byte[] body, String secret) {
        return new ApiCall("POST", path, null, body, secret, false);
    }

    /** A POST that only asks. */
    static ApiCall ask(String path, byte[] body) {
        return new ApiCall("POST", path, null, body, null, true);
    }

    /** What is printed of it must not hold the body. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
