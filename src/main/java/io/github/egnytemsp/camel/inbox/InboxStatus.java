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

import java.time.Instant;
import java.util.Map;

/**
 * How an inbox is at one moment, for people who watch it.
 *
 * @param lastStored    when something was last stored, or null
 * @param oldest        when the oldest was stored that is still there, or null
 * @param lastReceived  when something was last stored that is no test of this installation, or null
 * @param malformed     how many bodies are stored that are no events
 * @param malformedNow  how many of them were stored in the last 24 hours
 * @param subscriptions the subscriptions by name
 */
public record InboxStatus(Instant lastStored, Instant oldest, Instant lastReceived, long malformed, long malformedNow,
        Map<String, Backlog> subscriptions) {
}
