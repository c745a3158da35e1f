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
package io.github.egnytemsp.camel.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The access tokens that were ever given out, each with limits of its own. */
final class AccessTokens {

    /** A token that is accepted: its place among all tokens, and its limits. */
    record Accepted(int index, RateLimit limit) {
    }

    private record Entry(Accepted token, boolean revoked) {
    }

    private final Supplier<RateLimit> limits;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    AccessTokens(Supplier<RateLimit> limits) {
        this.limits = limits;
    }

    /** Accepts a token from now on; one that was revoked goes on with its old counts. */
    synchronized void add(String token) {
        Entry old = entries.get(token);
        entries.put(token, new Entry(old == null ? new Accepted(entries.size(), limits.get()) : old.token(), false));
    }

    synchronized boolean revoke(String token) {
        return entries.computeIfPresent(token, (key, entry) -> new Entry(entry.token(), true)) != null;
    }

    /** The token of an {@code Authorization: Bearer} header, if it is known and not revoked. */
    synchronized Optional<Accepted> accepted(Optional<String> authorization) {
        return authorization
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> entries.get(value.substring(7).trim()))
                .filter(entry -> !entry.revoked())
                .map(Entry::token);
    }

    synchronized int callsToday(String token) {
        Entry entry = entries.get(token);
        return entry == null ? 0 : entry.token().limit().callsToday();
    }
}
