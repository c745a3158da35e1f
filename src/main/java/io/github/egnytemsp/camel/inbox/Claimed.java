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

/**
 * An event that is a subscriber's to try.
 *
 * @param seq       its number
 * @param eventId   its id
 * @param eventType its type
 * @param body      the bytes that were received
 * @param attempt   which try this is, from 1
 * @param failures  how many tries failed so that they count
 * @param replayed  whether somebody asked for it once more
 * @param owner     the replica that claimed it
 */
public record Claimed(long seq, String eventId, String eventType, byte[] body, int attempt, int failures, boolean replayed,
        String owner) {

    /** The first digits of the id, for log lines. */
    String shortId() {
        return eventId.substring(0, 8);
    }
}
