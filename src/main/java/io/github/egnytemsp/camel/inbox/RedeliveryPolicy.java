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
 * How often an event is tried again, and after which pauses.
 *
 * @param maximumRedeliveries further tries of one event before it is given up, 0 or more
 * @param delay               the first pause
 * @param multiplier          each pause is so many times as long as the one before, 1 or more
 * @param longest             the longest pause
 */
public record RedeliveryPolicy(int maximumRedeliveries, Duration delay, double multiplier, Duration longest) {

    /** 60 further tries, from 5 seconds to an hour apart: about two days. */
    public static final RedeliveryPolicy DEFAULT = new RedeliveryPolicy(60, Duration.ofSeconds(5), 2, Duration.ofHours(1));

    /** The longest pause of a subscription whose other side is down. */
    static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofMinutes(5);

    /**
     * The pause after a failed try.
     *
     * @param  failures how many there were, from 1
     * @return          milliseconds, 1 or more
     */
    long pause(int failures) {
        double millis = delay.toMillis() * Math.pow(multiplier, Math.max(0, failures - 1));
        return (long) Math.max(1, Math.min(longest.toMillis(), millis));
    }

    /**
     * The pause of a subscription whose other side is down.
     *
     * @param  outages how often in a row it was found to be, from 1
     * @return         milliseconds, 1 or more
     */
    long outagePause(int outages) {
        return Math.min(pause(outages), LONGEST_OUTAGE_PAUSE.toMillis());
    }
}
