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

import java.time.Instant;

/**
 * The state of a durable subscription: how many events are in which state, and its last success and error.
 *
 * @param waiting       how many events will be tried, for the first time or again
 * @param running       how many events its consumers have claimed
 * @param failed        how many stored events were given up
 * @param oldestWaiting when the oldest event that waits or is claimed was stored, or null
 * @param lastSuccess   when an event was last handled, or null
 * @param lastError     why a try last failed, or null
 * @param lastErrorAt   when that was, or null
 * @param paused        whether its events wait because somebody paused it
 * @param outageUntil   when it asks again whether the other side is back, or null if that is not down
 * @param consumers     how many consumers it has, in all replicas
 */
public record Backlog(long waiting, long running, long failed, Instant oldestWaiting, Instant lastSuccess, String lastError,
        Instant lastErrorAt, boolean paused, Instant outageUntil, int consumers) {

    /** {@return whether the last try failed} */
    public boolean isFailing() {
        return lastErrorAt != null && (lastSuccess == null || lastErrorAt.isAfter(lastSuccess));
    }
}
