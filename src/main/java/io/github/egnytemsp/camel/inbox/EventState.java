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

/** A filter for stored events: their state at a subscription, or malformed. */
public enum EventState {
    /** It will be tried, for the first time or again. */
    waiting,
    /** Its route runs. */
    running,
    /** Its route has finished without failure. */
    handled,
    /** It was given up. */
    failed,
    /** The subscription does not want its type. */
    skipped,
    /** What was received is no event, and went to no subscription. */
    malformed
}
