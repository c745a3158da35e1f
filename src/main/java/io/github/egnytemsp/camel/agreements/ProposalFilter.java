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
package io.github.egnytemsp.camel.agreements;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses proposals.
 *
 * @param state  in this state, or null for any
 * @param since  last changed at this time or later, in milliseconds since 1970, or null
 * @param until  last changed before this time, or null
 * @param before with a lower number than this, or null
 */
public record ProposalFilter(ProposalState state, Long since, Long until, Long before) {

    /** The condition in SQL; adds its parameters. */
    String where(List<Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        add(conditions, parameters, "state = ?", state == null ? null : state.name());
        add(conditions, parameters, "updated_at >= ?", since);
        add(conditions, parameters, "updated_at < ?", until);
        add(conditions, parameters, "id < ?", before);
        return String.join(" and ", conditions);
    }

    private static void add(List<String> conditions, List<Object> parameters, String condition, Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.add(value);
        }
    }
}
