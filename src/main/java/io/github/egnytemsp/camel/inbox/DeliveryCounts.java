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

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How many deliveries of a subscription are in each state. Counting millions is slow, so a result is reused for ten
 * times as long as it took.
 */
final class DeliveryCounts {

    private static final List<DeliveryState> COUNTED
            = List.of(DeliveryState.waiting, DeliveryState.running, DeliveryState.failed, DeliveryState.handled);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(20);

    private final InboxClock clock;
    private final Map<String, Counted> counted = new ConcurrentHashMap<>();

    private record Counted(Map<DeliveryState, Long> counts, long until) {
    }

    DeliveryCounts(InboxClock clock) {
        this.clock = clock;
    }

    /** All states but skipped. */
    Map<DeliveryState, Long> of(Session session, String subscription) throws SQLException {
        Counted last = counted.get(subscription);
        if (last != null && last.until - clock.nanoTime() > 0) {
            return last.counts;
        }
        long began = clock.nanoTime();
        Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
        for (DeliveryState state : COUNTED) {
            counts.put(state, session.first(
                    "select count(*) from egnyte_msp_delivery where subscription = ? and state = ?", row -> row.getLong(1),
                    subscription, state.name()));
        }
        long ended = clock.nanoTime();
        long took = ended - began;
        counted.put(subscription, new Counted(counts, ended + (took < SLOW ? 0 : 10 * took)));
        return counts;
    }
}
