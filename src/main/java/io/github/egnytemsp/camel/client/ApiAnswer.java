package io.github.egnytemsp.camel.client;

import java.util.Map;

/**
 * One answer over HTTP.
 *
 * @param status  the HTTP status
 * @param headers the headers; looked up without regard to case
 * @param body    the body, never null
 */
record ApiAnswer(int status, Map<String, Object> headers, byte[] body) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    String header(String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }

    /** A header that is a whole number, -1 where it is missing or something else. */
    long number(String name) {
        String value = header(name);
        try {
            return value == null ? -1 : Math.max(-1, Long.parseLong(value.trim()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** What is printed of it must not hold the body: it may quote secrets. */
    @Override
    public String toString() {
        return "ApiAnswer[" + status + "]";
    }
}
