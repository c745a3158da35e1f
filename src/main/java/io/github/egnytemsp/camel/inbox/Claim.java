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

import java.util.List;

/**
 * What a subscriber got when it asked for events.
 *
 * @param events      the events, none if there are none for now
 * @param single      whether nothing else may run beside the one event: it is suspected of having ended a process, or
 *                    finds out whether the other side is back
 * @param mustBeAlone nothing was claimed because a single one is next, and something else runs
 * @param outages     how often in a row the other side was found to be down
 * @param waitUntil   by the inbox's clock: when to ask again at the latest, {@link Long#MAX_VALUE} if nothing is known
 */
record Claim(List<Claimed> events, boolean single, boolean mustBeAlone, int outages, long waitUntil) {

    static Claim none(int outages, long waitUntil) {
        return new Claim(List.of(), false, false, outages, waitUntil);
    }
}
