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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a request, by field. */
final class Problems {

    private final Map<String, List<String>> byField = new LinkedHashMap<>();

    Problems add(String field, String message) {
        byField.computeIfAbsent(field, key -> new ArrayList<>()).add(message);
        return this;
    }

    boolean isEmpty() {
        return byField.isEmpty();
    }

    /** Ends the request with 400, unless nothing is wrong. */
    void refuse(ErrorShape shape) {
        if (!isEmpty()) {
            throw new Refusal(shape.answer(400, "INVALID_INPUT", byField));
        }
    }

    @Override
    public String toString() {
        return String.join("; ", byField.values().stream().flatMap(List::stream).toList());
    }
}
