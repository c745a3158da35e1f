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
 * Finds out that the other side of a subscription is down: several different events fail in a row as they would then.
 * One subscriber has one; not thread-safe.
 */
final class Outage {

    /** One event may be at fault itself, and a second one like it. */
    private static final int SEVERAL = 3;

    /** The events that failed in a row, and whether that was counted. */
    private final Map<Long, Boolean> row = new LinkedHashMap<>();

    /** The other side has answered. */
    void answered() {
        row.clear();
    }

    /**
     * A try failed as it would if the other side were down.
     *
     * @param  seq     the event
     * @param  counted whether the failure counts for its giving up
     * @return         whether the other side is down
     */
    boolean failed(long seq, boolean counted) {
        row.merge(seq, counted, Boolean::logicalOr);
        return row.size() >= SEVERAL;
    }

    /** The events whose last failure was counted, and should not have been. */
    List<Long> forgiven() {
        List<Long> counted = new ArrayList<>();
        row.forEach((seq, wasCounted) -> {
            if (Boolean.TRUE.equals(wasCounted)) {
                counted.add(seq);
            }
        });
        row.clear();
        return counted;
    }
}
