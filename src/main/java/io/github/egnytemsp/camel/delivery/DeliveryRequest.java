package io.github.egnytemsp.camel.delivery;

/**
 * What the gate looks at of a request.
 *
 * @param method          the HTTP method
 * @param secret          the value of the header that proves the origin; null if there is none, or more than one
 * @param query           the raw query, or null
 * @param announcedLength {@code Content-Length}, or -1
 */
record DeliveryRequest(String method, String secret, String query, long announcedLength) {

    /** A length as it is announced; what cannot be read is found out by reading the body. */
    static long length(Object contentLength) {
        try {
            return contentLength == null ? -1 : Long.parseLong(contentLength.toString().trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "DeliveryRequest[" + method + "]";
    }
}
