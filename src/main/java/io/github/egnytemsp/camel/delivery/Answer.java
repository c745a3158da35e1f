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
 * Every answer that a delivery can get. The only place with status codes. Egnyte takes 200 for received and sends again
 * after anything else.
 */
public enum Answer {
    /** The route finished, or finished with this event before. */
    RECEIVED(200),
    /** The endpoint's {@code eventTypes} do not include the type. */
    NOT_WANTED(200),
    /** This event was finished before. */
    DUPLICATE(200),
    /** The body is no event, and no error handler took it. */
    MALFORMED(400),
    /** The header that proves the origin is missing or wrong. */
    UNAUTHORIZED(401),
    /** Not POST. */
    METHOD_NOT_ALLOWED(405, "Allow", "POST"),
    /** The body is longer than {@code maxBodySize}. */
    TOO_LARGE(413),
    /** The body is compressed, or encoded in another way: its bytes would not be those of the event. */
    UNSUPPORTED_ENCODING(415),
    /** The route failed, or marked the exchange for rollback. */
    FAILED(500),
    /** The route cannot take it now, as it says itself by an {@code EventNotTakenException}. */
    NOT_TAKEN(503),
    /** Not started yet, stopped or suspended. */
    NOT_RUNNING(503, "Retry-After", "5"),
    /** As many deliveries as {@code maxInFlight} allows are in the route. */
    TOO_MANY(503, "Retry-After", "5"),
    /** The same event is in the route now: 200 would lose it if that run fails. */
    IN_PROGRESS(503),
    /** The idempotent repository failed, or the body did not arrive: whether the event is new cannot be told. */
    UNAVAILABLE(503);

    private final int status;
    private final String headerName;
    private final String headerValue;

    Answer(int status) {
        this(status, null, null);
    }

    Answer(int status, String headerName, String headerValue) {
        this.status = status;
        this.headerName = headerName;
        this.headerValue = headerValue;
    }

    /**
     * The HTTP status.
     *
     * @return the status
     */
    public int status() {
        return status;
    }

    /**
     * The name of the header that goes with it.
     *
     * @return the name, or null
     */
    public String headerName() {
        return headerName;
    }

    /**
     * The value of the header that goes with it.
     *
     * @return the value, or null
     */
    public String headerValue() {
        return headerValue;
    }
}
