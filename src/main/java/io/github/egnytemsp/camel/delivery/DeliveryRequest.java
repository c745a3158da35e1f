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

/**
 * A delivery as an engine hands it over: a header, the payload, the answer. Whatever else is done with a delivery is
 * the same for every engine, and {@link DeliveryReceiver} does it.
 */
abstract class DeliveryRequest {

    static final String CONTENT_ENCODING = "Content-Encoding";
    static final String CONTENT_LENGTH = "Content-Length";
    static final String TRANSFER_ENCODING = "Transfer-Encoding";

    /** The HTTP method. */
    abstract String method();

    /** The raw query, or null. */
    abstract String query();

    /**
     * The value of a header, or null. Several are joined with commas, as RFC 9110 has it: no secret is equal to that.
     */
    abstract String header(String name);

    /**
     * Reads the body, and calls one of the delivery's methods in a thread that may wait. What that returns is the
     * answer.
     *
     * @param delivery was let in
     */
    abstract void payload(Delivery delivery);

    /**
     * Sends an answer, with an empty body and nothing else.
     *
     * @param answer the answer
     */
    abstract void answer(Answer answer);

    /** {@code Content-Length}, or -1; what cannot be read is found out by reading the body. */
    final long announcedLength() {
        String length = header(CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether a body follows the headers: unread, it would be taken for the next request. */
    final boolean hasBody() {
        return announcedLength() > 0 || header(TRANSFER_ENCODING) != null;
    }

    /** No header: one of them is the secret. */
    @Override
    public final String toString() {
        return "DeliveryRequest[" + method() + "]";
    }
}
