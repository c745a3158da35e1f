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
package io.github.egnytemsp.camel.registration;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.egnytemsp.camel.registration.Difference.Point;

/**
 * Remembers which repairs held. A field that was repaired and differs again at the next check is not repaired again:
 * Egnyte stores it in another form, or somebody keeps changing it. It is repaired again if the options or the stored
 * value change, at most three times in a row. A check without the difference resets this.
 */
final class Repairs {

    /** Ends the repairs if a different value is stored each time. */
    private static final int MOST_TRIES = 3;

    private final Map<Point, Sent> sent = new EnumMap<>(Point.class);

    private static final class Sent {
        private final String wanted;
        private final Set<String> cameBack = new HashSet<>();
        private int tries;
        private boolean unseen;

        Sent(String wanted) {
            this.wanted = wanted;
        }
    }

    /**
     * Records the differences that a check found.
     *
     * @param differences everything that differs; all else has held
     * @param wrong       of it what is not tolerated
     */
    void seen(List<Difference> differences, List<Difference> wrong) {
        sent.keySet().removeIf(point -> differences.stream().noneMatch(difference -> difference.point() == point));
        for (Difference difference : wrong) {
            Sent last = lastOf(difference);
            if (last != null && last.unseen) {
                last.unseen = false;
                last.cameBack.add(difference.stored());
            }
        }
    }

    /** Records the differences that an update is about to repair. */
    void sending(List<Difference> differences) {
        for (Difference difference : differences) {
            Sent now = lastOf(difference);
            if (now == null) {
                now = new Sent(difference.wanted());
                sent.put(difference.point(), now);
            }
            now.unseen = true;
            now.tries++;
        }
    }

    /** Records that a new webhook is registered, which repairs every difference. */
    void sendingAll(List<Difference> everything) {
        sent.clear();
        sending(everything);
    }

    boolean isWorthATry(Difference difference) {
        Sent last = lastOf(difference);
        return last == null || !last.cameBack.contains(difference.stored()) && last.tries < MOST_TRIES;
    }

    private Sent lastOf(Difference difference) {
        Sent last = sent.get(difference.point());
        return last != null && last.wanted.equals(difference.wanted()) ? last : null;
    }
}
