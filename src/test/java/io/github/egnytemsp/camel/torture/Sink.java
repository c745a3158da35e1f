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
package io.github.egnytemsp.camel.torture;

import java.util.List;

import io.github.egnytemsp.camel.simulator.SimulatedEvents;

/** Where subscriptions send events; the name is that of the subscription too. */
enum Sink {

    /** Knows what it has, and keeps nothing twice. */
    knowing(List.of()),
    /** Keeps what comes, twice too: as a mail server does. */
    plain(List.of()),
    /** Wants some types only, and refuses events of one reseller for good. */
    picky(List.of(SimulatedEvents.USER_ADDED, "RESELLER_CREATED_*", "RESELLER_INVOICE_*"));

    /** The reseller whose events the picky one never takes. */
    static final String REFUSED = "R-refused";

    private final List<String> types;

    Sink(List<String> types) {
        this.types = types;
    }

    /** The types of its subscription, none for all. */
    List<String> types() {
        return types;
    }

    boolean wants(String type) {
        return types.isEmpty() || types.stream().anyMatch(
                wanted -> wanted.endsWith("*")
                        ? type.startsWith(wanted.substring(0, wanted.length() - 1)) : wanted.equals(type));
    }

    boolean refuses(String reseller) {
        return this == picky && REFUSED.equals(reseller);
    }
}
