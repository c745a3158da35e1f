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
package io.github.egnytemsp.camel.operator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Who is logged in, in memory. Thread-safe. */
final class Sessions {

    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);
    /** The one that was used least recently gives way. */
    static final int MOST = 100;

    private final LongSupplier nanoTime;
    /** By the hash of what is in the cookie. */
    private final Map<String, Place> places = new HashMap<>();

    /** A session, and when it began and was used. */
    private static final class Place {

        private final Session session;
        private final long began;
        private long used;

        Place(Session session, long now) {
            this.session = session;
            this.began = now;
            this.used = now;
        }

        boolean isOver(long now) {
            return now - used >= IDLE.toNanos() || now - began >= LONGEST.toNanos();
        }
    }

    /**
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    Sessions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Begins a session.
     *
     * @param  user the name
     * @return      what goes into the cookie
     */
    synchronized String open(String user) {
        long now = nanoTime.getAsLong();
        places.values().removeIf(place -> place.isOver(now));
        while (places.size() >= MOST) {
            places.values()
                    .remove(places.values().stream().min(Comparator.comparingLong(place -> place.used - now)).orElseThrow());
        }
        String cookie = Secrets.random();
        places.put(key(cookie), new Place(new Session(user, Secrets.random()), now));
        return cookie;
    }

    /**
     * Looks for a session, and keeps it alive.
     *
     * @param  cookie what was in the cookie, or null
     * @return        the session, or null if there is none or it is over
     */
    synchronized Session find(String cookie) {
        if (cookie == null) {
            return null;
        }
        long now = nanoTime.getAsLong();
        Place place = places.get(key(cookie));
        if (place == null || place.isOver(now)) {
            places.remove(key(cookie));
            return null;
        }
        place.used = now;
        return place.session;
    }

    /** Ends a session. */
    synchronized void close(String cookie) {
        places.remove(key(cookie));
    }

    private static String key(String cookie) {
        return Secrets.hash(cookie.getBytes(StandardCharsets.UTF_8));
    }
}
