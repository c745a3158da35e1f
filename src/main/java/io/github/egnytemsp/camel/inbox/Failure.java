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
 * The reason of a failed try, and what follows from it.
 *
 * @param kind       which kind
 * @param retryAfter when the other side wants to be asked again, or null if it did not say
 * @param text       the reason for people, in one line: the root cause, and what the other side answered
 */
record Failure(Kind kind, Duration retryAfter, String text) {

    /** The kinds of failures, by what becomes of the event. */
    enum Kind {
        /** The other side rejects the event for good: the event is given up at once. */
        REFUSED,
        /** No connection: the event cannot be the cause, so the try never counts. */
        UNREACHABLE,
        /** No answer, or one that means "not now". The try counts only if another event was handled since. */
        NO_ANSWER,
        /** The login is wrong or lacks a permission, which people have to correct. Counts like {@link #NO_ANSWER}. */
        ACCESS_REFUSED,
        /** An internal error of the other side, perhaps with this event only. If several events fail so, it is down. */
        SERVER_ERROR,
        /** Anything else: the event is retried. */
        OTHER
    }

    /** Whether the other side may be down. */
    boolean isOutageLike() {
        return kind == Kind.UNREACHABLE || kind == Kind.NO_ANSWER || kind == Kind.ACCESS_REFUSED
                || kind == Kind.SERVER_ERROR;
    }
}
