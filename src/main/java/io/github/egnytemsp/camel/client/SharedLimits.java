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

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The limits that all processes with the same access token share. They are asked after the limits of this process have
 * allowed a call, before it is sent. No method throws or blocks.
 */
public interface SharedLimits {

    /**
     * A request for a place for one call.
     *
     * @param account        a hash of the base address and the access token
     * @param callsPerSecond calls a second of the account, 0 for no limit
     * @param callsPerDay    how many calls of the day there may be with this one, 0 for no limit
     * @param longest        the longest that the call is under way. A place that was not released by then is free: its
     *                       process has died
     */
    record Need(String account, int callsPerSecond, long callsPerDay, Duration longest) {
    }

    /** The reply to a request. */
    sealed interface Reply {

        /**
         * The call may be sent, and counts.
         *
         * @param place its place
         */
        record Taken(Place place) implements Reply {
        }

        /**
         * No place is free now.
         *
         * @param pause ask again after this
         */
        record Wait(Duration pause) implements Reply {
        }

        /**
         * The calls of the day are used up.
         *
         * @param callsToday how many were made
         * @param reset      when the day ends
         */
        record DayOver(long callsToday, Instant reset) implements Reply {
        }
    }

    /** The right to make one call. It ends with one of these methods. */
    interface Place {

        /**
         * The call has ended, with an answer or without. The place is free again one second later.
         *
         * @param sent       whether anything can have reached the API; what did not, does not count
         * @param callsToday the calls of the day as the API has counted them, -1 if it did not say
         */
        void release(boolean sent, long callsToday);

        /** The call is not made. */
        void giveBack();
    }

    /**
     * Asks for a place.
     *
     * @param  need what the call needs
     * @return      what becomes of it; it fails if the shared limits cannot be reached
     */
    CompletableFuture<Reply> take(Need need);
}
