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

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A durable subscription as its consumer declares it.
 *
 * @param name       its name
 * @param eventTypes the types that it wants, {@code RESELLER_INVOICE_*} for all that begin so; all if it is empty
 * @param earliest   whether it begins with the earliest stored event if it is new, or with the next one
 */
public record Subscription(String name, List<String> eventTypes, boolean earliest) {

    /**
     * @param  name                     its name
     * @param  eventTypes               the types that it wants, {@code RESELLER_INVOICE_*} for all that begin so; all
     *                                  if it is empty
     * @param  earliest                 whether it begins with the earliest stored event if it is new, or with the next
     *                                  one
     * @throws IllegalArgumentException if the name is no name
     */
    public Subscription {
        if (name == null || !name.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException(
                    "subscription must be 1 to 64 of a-z, 0-9 and -, such as mail: '" + name + "'");
        }
        eventTypes = List.copyOf(new TreeSet<>(eventTypes));
    }

    /** As the table has it: sorted, with commas. */
    String typesAsText() {
        return String.join(",", eventTypes);
    }

    static List<String> types(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    /**
     * Whether a type is wanted.
     *
     * @param  types     types, or beginnings with {@code *}; all if there are none
     * @param  eventType the type
     * @return           true if it is
     */
    static boolean wants(Collection<String> types, String eventType) {
        return types.isEmpty() || types.stream().anyMatch(type -> type.endsWith("*")
                ? eventType.startsWith(type.substring(0, type.length() - 1)) : eventType.equals(type));
    }
}
