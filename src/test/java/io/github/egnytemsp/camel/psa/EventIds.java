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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the ids of events in texts. */
final class EventIds {

    private static final Pattern EVENT = Pattern.compile("Egnyte event ([0-9a-f]{64})");

    private EventIds() {
    }

    /** The id in the last line of a text of ours; names before it may quote others. */
    static String last(String text) {
        String id = null;
        for (Matcher event = EVENT.matcher(text); event.find();) {
            id = event.group(1);
        }
        return id;
    }
}
