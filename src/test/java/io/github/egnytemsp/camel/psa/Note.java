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
package io.github.egnytemsp.camel.psa;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A note on a ticket.
 *
 * @param number  its number
 * @param ticket  the ticket's number
 * @param text    the text, as the system keeps it
 * @param visible whether the customer sees it
 * @param sent    what was sent to write it; null if a technician wrote it
 */
public record Note(int number, int ticket, String text, boolean visible, JsonNode sent) {

    /**
     * The id of the event that the text is about.
     *
     * @return 64 hex digits, or null
     */
    public String eventId() {
        return EventIds.last(text);
    }
}
