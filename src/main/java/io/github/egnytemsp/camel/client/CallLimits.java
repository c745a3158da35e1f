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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.model.EventId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limits of every access token and address, because that is what the API counts by. The first endpoint to use one
 * decides them; another one with other settings is warned about, once.
 */
public final class CallLimits {

    private static final Logger LOG = LoggerFactory.getLogger(CallLimits.class);

    private final Map<Key, Entry> tokens = new ConcurrentHashMap<>();
    /** By address: the token that was used last. Others may be old ones. */
    private final Map<URI, Entry> current = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private final TimeSource time;
    private final Supplier<SharedLimits> shared;

    /**
     * @param time   the clock
     * @param shared limits that other processes know too, or null as long as there are none; asked again and again
     */
    public CallLimits(TimeSource time, Supplier<SharedLimits> shared) {
        this.time = time;
        this.shared = shared;
    }

    TimeSource time() {
        return time;
    }

    TokenLimits of(URI baseUrl, String token, CallExecutor.Settings settings) {
        Entry entry = tokens.computeIfAbsent(new Key(baseUrl, token), key -> new Entry(
                newLimits(key, settings),
                settings.maxCallsPerSecond(), settings.maxCallsPerDay(), new AtomicBoolean()));
        current.put(baseUrl, entry);
        boolean differs = entry.perSecond != settings.maxCallsPerSecond() || entry.perDay != settings.maxCallsPerDay();
        if (differs && entry.warned.compareAndSet(false, true)) {
            LOG.warn(
                    "maxCallsPerSecond={} and maxCallsPerDay={} have no effect: {} is used with the same access token by an"
                     + " endpoint with {} and {}. Set them on the component",
                    settings.maxCallsPerSecond(), settings.maxCallsPerDay(), baseUrl, entry.perSecond, entry.perDay);
        }
        return entry.limits;
    }

    private TokenLimits newLimits(Key key, CallExecutor.Settings settings) {
        DayBudget day = new DayBudget(time, settings.maxCallsPerDay());
        // others see it: not the token
        String account = EventId.ofBytes((key.baseUrl + " " + key.token).getBytes(StandardCharsets.UTF_8));
        CallTurns turns = new CallTurns(time, settings.maxCallsPerSecond(), day, account, shared);
        return new TokenLimits(last.incrementAndGet(), turns, day, new RefusedToken(time));
    }

    /**
     * How many calls were made today, of how many.
     *
     * @return {@code address}, {@code callsToday} and {@code callsPerDay} (0 for no limit) for each access token
     */
    public List<Map<String, Object>> status() {
        return tokens.entrySet().stream().map(entry -> Map.<String, Object> of(
                "address", entry.getKey().toString(), "callsToday", entry.getValue().limits.day().callsToday(), "callsPerDay",
                entry.getValue().limits.day().callsPerDay())).toList();
    }

    /**
     * How the tokens in use are, one for each address.
     *
     * @return empty before the first call
     */
    public List<TokenUse> uses() {
        return current.values().stream().map(Entry::limits).map(limits -> new TokenUse(
                limits.day().callsToday(), limits.day().callsPerDay(), limits.refused().since())).toList();
    }

    /**
     * How an access token is used.
     *
     * @param callsToday   calls of the day, those of other processes too where the API tells
     * @param callsPerDay  how many may be made, 0 for no limit
     * @param refusedSince since when the API refuses the token, or null if the last call was not refused
     */
    public record TokenUse(long callsToday, long callsPerDay, Instant refusedSince) {

        /**
         * Which part of the day's calls is left.
         *
         * @return 0 to 1; 1 without a limit
         */
        public double partLeft() {
            return callsPerDay == 0 ? 1 : Math.max(0, callsPerDay - callsToday) / (double) callsPerDay;
        }
    }

    private record Entry(TokenLimits limits, int perSecond, int perDay, AtomicBoolean warned) {
    }

    private record Key(URI baseUrl, String token) {

        @Override
        public String toString() {
            return baseUrl.toString();
        }
    }
}
