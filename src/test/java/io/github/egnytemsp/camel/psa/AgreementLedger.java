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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The agreements of ConnectWise PSA with their additions, and what the API has changed of them. */
final class AgreementLedger {

    private final Map<Integer, Map<Integer, Addition>> agreements = new TreeMap<>();
    private final List<QuantityChange> changes = new ArrayList<>();

    synchronized void put(int agreement) {
        agreements.computeIfAbsent(agreement, id -> new TreeMap<>());
    }

    synchronized List<Integer> ids() {
        return List.copyOf(agreements.keySet());
    }

    synchronized void put(Addition addition) {
        put(addition.agreement());
        agreements.get(addition.agreement()).put(addition.id(), addition);
    }

    /** The additions of an agreement by their ids, or null if there is no such agreement. */
    synchronized List<Addition> additions(int agreement) {
        Map<Integer, Addition> additions = agreements.get(agreement);
        return additions == null ? null : List.copyOf(additions.values());
    }

    /** One addition, or null if there is none. */
    synchronized Addition addition(int agreement, int addition) {
        return agreements.getOrDefault(agreement, Map.of()).get(addition);
    }

    /** A technician changes an addition. */
    synchronized void change(int agreement, int addition, UnaryOperator<Addition> change) {
        Addition before = addition(agreement, addition);
        if (before == null) {
            throw new IllegalArgumentException("There is no addition " + addition + " of agreement " + agreement);
        }
        put(change.apply(before));
    }

    /** A call of the API changes the quantity of an addition; the same quantity again is a change, too. */
    synchronized Addition changeByApi(int agreement, int addition, BigDecimal quantity) {
        Addition before = addition(agreement, addition);
        put(before.withQuantity(quantity));
        changes.add(new QuantityChange(agreement, addition, before.quantity(), quantity));
        return addition(agreement, addition);
    }

    synchronized List<QuantityChange> changes() {
        return List.copyOf(changes);
    }

    synchronized void remove(int agreement, int addition) {
        agreements.getOrDefault(agreement, Map.of()).remove(addition);
    }
}
