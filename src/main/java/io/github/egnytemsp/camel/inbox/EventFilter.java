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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses stored events. Null chooses all.
 *
 * @param eventId      the id, or its first 8 or more digits, as log lines have them
 * @param eventType    the type
 * @param resellerCode the code of the reseller
 * @param since        stored then or later, in epoch milliseconds
 * @param until        stored before then, in epoch milliseconds
 * @param state        what has become of it at the subscription, or at any
 * @param subscription the name of a subscription that has it
 * @param text         a text that it holds, in any case of letters
 * @param before       listed after the one with this number
 */
public record EventFilter(String eventId, String eventType, String resellerCode, Long since, Long until,
        EventState state, String subscription, String text, Long before) {

    private static final int LONGEST_TEXT = 200;

    /**
     * @param  eventId                  the id, or its first 8 or more digits, as log lines have them
     * @param  eventType                the type
     * @param  resellerCode             the code of the reseller
     * @param  since                    stored then or later, in epoch milliseconds
     * @param  until                    stored before then, in epoch milliseconds
     * @param  state                    what has become of it at the subscription, or at any
     * @param  subscription             the name of a subscription that has it
     * @param  text                     a text that it holds, in any case of letters
     * @param  before                   listed after the one with this number
     * @throws IllegalArgumentException if the filters contradict each other, or the text is too long
     */
    public EventFilter {
        if (text != null && text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "text must have at most " + LONGEST_TEXT + " characters, and has " + text.length());
        }
        if (since != null && until != null && since > until) {
            throw new IllegalArgumentException("since is after until");
        }
        if (state == EventState.malformed && (subscription != null || eventType != null || resellerCode != null)) {
            throw new IllegalArgumentException(
                    "state=malformed chooses what is no event: it has no "
                                               + (subscription != null
                                                       ? "subscription" : eventType != null ? "eventType" : "resellerCode"));
        }
    }

    /** {@return whether it has any condition; {@code before} alone is none} */
    public boolean isEmpty() {
        return eventId == null && eventType == null && resellerCode == null && since == null && until == null
                && state == null && subscription == null && text == null;
    }

    /** Whether it names an event, a reseller or a text. */
    boolean isNamed() {
        return eventId != null || resellerCode != null || text != null;
    }

    /** What it chooses by, without the values. */
    List<String> names() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("eventId", eventId);
        all.put("eventType", eventType);
        all.put("resellerCode", resellerCode);
        all.put("since", since);
        all.put("until", until);
        all.put("state", state);
        all.put("subscription", subscription);
        all.put("text", text);
        all.put("before", before);
        return all.keySet().stream().filter(name -> all.get(name) != null).toList();
    }

    /** Whether it chooses by what has become of events. */
    boolean isOfDeliveries() {
        return subscription != null || state != null && state != EventState.malformed;
    }

    /** Whether it chooses by what is in the table of events, but for the time. */
    boolean isOfEvents() {
        return eventId != null || eventType != null || resellerCode != null;
    }
}
