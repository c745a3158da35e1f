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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether the other side of a subscription is down: two different events in a row failed as in an outage, or an
 * answer had {@code Retry-After}. Thread-safe.
 */
final class Outage {

    /**
     * One event may be at fault itself. With more than two, an outage at night, when two events wait, would give them
     * up.
     */
    private static final int SEVERAL = 2;
    private static final int MOST_REMEMBERED = 1000;

    /** The events that failed in a row, and whether that was counted. */
    private final Map<Long, Boolean> row = new LinkedHashMap<>();
    /** The events that failed during the present outage. */
    private final Set<Long> failedMeanwhile = new LinkedHashSet<>();
    /** The events that failed although another one was handled: their next failure counts. */
    private final Set<Long> atFault = new LinkedHashSet<>();
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

    /** Takes the count of outages in a row from the database, which all replicas share. */
    synchronized void known(int timesInDatabase) {
        times = timesInDatabase;
    }

    /** Whether another event was handled since this one failed, so that the other side was not down. */
    synchronized boolean isAtFault(long seq) {
        return atFault.contains(seq);
    }

    /**
     * An event was handled: the outage, if there was one, is over.
     *
     * @return whether it was thought to be down until now
     */
    synchronized boolean handled(long seq) {
        atFault.addAll(row.keySet());
        row.clear();
        atFault.addAll(failedMeanwhile);
        failedMeanwhile.clear();
        atFault.remove(seq);
        while (atFault.size() > MOST_REMEMBERED) {
            atFault.remove(atFault.iterator().next());
        }
        boolean wasDown = times > 0;
        times = 0;
        return wasDown;
    }

    /**
     * The other side has answered, with a failure of this event only.
     *
     * @return whether it was thought to be down until now
     */
    synchronized boolean answered() {
        row.clear();
        failedMeanwhile.clear();
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
     * @return           null if the other side is not down, or the event is to blame
     */
    synchronized Down failed(long seq, boolean counts, boolean saysSo, long startedAt, long now) {
        if (times == 0 && atFault.contains(seq)) {
            return null;
        }
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
        failedMeanwhile.addAll(row.keySet());
        row.clear();
        return new Down(times, forgiven);
    }
}
