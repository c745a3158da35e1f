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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the other side of a subscription is down: several different events fail in a row as they would then, or the
 * other side says when it wants to be asked again. Thread-safe.
 */
final class Outage {

    /** One event may be at fault itself, and a second one like it. */
    private static final int SEVERAL = 3;

    /** The events that failed in a row, and whether that was counted. */
    private final Map<Long, Boolean> row = new LinkedHashMap<>();
    private int times;
    private long foundAt;

    /**
     * The other side is down.
     *
     * @param times    how often in a row it was found to be, from 1
     * @param forgiven the other events whose last failure was counted, and should not have been
     */
    record Down(int times, List<Long> forgiven) {
    }

    /** What all replicas know of it. */
    synchronized void known(int timesInDatabase) {
        times = timesInDatabase;
    }

    /**
     * The other side has answered.
     *
     * @return whether it was down until now
     */
    synchronized boolean answered() {
        row.clear();
        return times > 0;
    }

    /**
     * A try failed as it would if the other side were down.
     *
     * @param  seq       the event
     * @param  counts    whether the failure counts for its giving up, if the other side is not down
     * @param  saysSo    whether the other side itself said that it wants to be asked later
     * @param  startedAt when the try began, in nanoseconds that pass evenly
     * @param  now       the time now
     * @return           null if the other side is not down
     */
    synchronized Down failed(long seq, boolean counts, boolean saysSo, long startedAt, long now) {
        row.merge(seq, counts && times == 0, Boolean::logicalOr);
        if (row.size() < SEVERAL && times == 0 && !saysSo) {
            return null;
        }
        // those that ran when it was found out say nothing new
        if (times == 0 || startedAt - foundAt > 0) {
            times++;
            foundAt = now;
        }
        List<Long> forgiven = new ArrayList<>();
        row.forEach((other, counted) -> {
            if (Boolean.TRUE.equals(counted) && other != seq) {
                forgiven.add(other);
            }
        });
        row.clear();
        return new Down(times, forgiven);
    }
}
