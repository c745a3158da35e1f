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
package io.github.egnytemsp.camel.inbox;

import java.time.Duration;

/**
 * What a failed try says of the other side.
 *
 * @param kind       which kind
 * @param retryAfter when the other side wants to be asked again, or null if it did not say
 * @param text       the reason for people, in one line: the root cause, and what the other side answered
 */
record Failure(Kind kind, Duration retryAfter, String text) {

    /** What becomes of the event. */
    enum Kind {
        /** The other side has read it and will never take it: given up at once. */
        REFUSED,
        /** There was no connection: that cannot be because of the event, and never counts. */
        UNREACHABLE,
        /** No answer, or one that says "not now": counts only if another event was handled since the last one. */
        NO_ANSWER,
        /** The login is wrong, or has not the right: people have to correct it. Counts as {@link #NO_ANSWER} does. */
        ACCESS_REFUSED,
        /** The other side has a fault, perhaps with this event only: if several events fail so, it is down. */
        SERVER_ERROR,
        /** Anything else: tried again. */
        OTHER
    }

    /** Whether the other side may be down. */
    boolean isOutageLike() {
        return kind == Kind.UNREACHABLE || kind == Kind.NO_ANSWER || kind == Kind.ACCESS_REFUSED
                || kind == Kind.SERVER_ERROR;
    }
}
