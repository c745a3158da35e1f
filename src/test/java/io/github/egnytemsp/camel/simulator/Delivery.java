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
package io.github.egnytemsp.camel.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What became of one event on its way to one webhook: a snapshot, which does not change as sends go on. */
public final class Delivery {

    /** Where a delivery stands. */
    public enum State {
        /**
         * Not received yet: being sent, waiting for the next send, or waiting for its disabled webhook to be enabled.
         */
        PENDING,
        /** Answered with 200, the only status that Egnyte takes as received. */
        DELIVERED,
        /** Sent as often as may be, and received never: it is not sent any more. */
        FAILED,
        /** Its webhook was deleted before it was received. */
        GIVEN_UP
    }

    /**
     * One send.
     *
     * @param at      when it began, by the simulator's clock
     * @param status  the status answered, or 0 if there was no answer
     * @param failure why there was no answer, or empty
     */
    public record Attempt(Instant at, int status, String failure) {
    }

    private final String id;
    private final String eventId;
    private final String webhookId;
    private final String eventType;
    private final byte[] body;
    private final List<Attempt> attempts;
    private final State state;

    Delivery(String id, String eventId, String webhookId, String eventType, byte[] body, List<Attempt> attempts, State state) {
        this.id = id;
        this.eventId = eventId;
        this.webhookId = webhookId;
        this.eventType = eventType;
        this.body = body;
        this.attempts = List.copyOf(attempts);
        this.state = state;
    }

    /**
     * The simulator's own number for it; Egnyte sends none.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * The event that it delivers, as returned by {@link EgnyteMspSimulator#raise(String)}.
     *
     * @return the simulator's own id of the event
     */
    public String eventId() {
        return eventId;
    }

    /**
     * The webhook that it goes to.
     *
     * @return the {@code webhook_id}
     */
    public String webhookId() {
        return webhookId;
    }

    /**
     * The type that webhooks were chosen by.
     *
     * @return the type, or empty if the event was raised without one
     */
    public String eventType() {
        return eventType;
    }

    /**
     * The bytes that are sent, the same at each send.
     *
     * @return a copy
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The body as UTF-8 text.
     *
     * @return the text
     */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The sends that have finished, oldest first.
     *
     * @return an unmodifiable list
     */
    public List<Attempt> attempts() {
        return attempts;
    }

    /**
     * Where it stands.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /** Without the body, which may hold personal data. */
    @Override
    public String toString() {
        return "Delivery[id=" + id + ", eventId=" + eventId + ", webhookId=" + webhookId + ", eventType=" + eventType
               + ", state=" + state + ", attempts=" + attempts + "]";
    }
}
