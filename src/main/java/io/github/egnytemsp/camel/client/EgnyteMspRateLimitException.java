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
package io.github.egnytemsp.camel.client;

import java.time.Instant;

/**
 * The call would have gone over the API's limits, or the API said that it did. Nothing was done by the API: the call
 * can be made again at {@link #getRetryAt()}.
 */
public class EgnyteMspRateLimitException extends EgnyteMspException {

    private static final long serialVersionUID = 1L;

    /** Which limit. */
    public enum Scope {
        /** Calls a second. */
        SECOND,
        /** Calls a day. */
        DAY
    }

    /** Which limit was reached. */
    private final Scope scope;
    /** When to try again. */
    private final Instant retryAt;

    /**
     * @param message    the whole message
     * @param httpStatus 403 or 429, or 0 if nothing was sent
     * @param scope      which limit
     * @param retryAt    when to try again
     */
    public EgnyteMspRateLimitException(String message, int httpStatus, Scope scope, Instant retryAt) {
        super(message, httpStatus, null, null, null);
        this.scope = scope;
        this.retryAt = retryAt;
    }

    /**
     * Which limit.
     *
     * @return the limit
     */
    public Scope getScope() {
        return scope;
    }

    /**
     * When to try again.
     *
     * @return the earliest time
     */
    public Instant getRetryAt() {
        return retryAt;
    }
}
