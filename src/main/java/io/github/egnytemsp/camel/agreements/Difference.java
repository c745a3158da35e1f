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

import java.math.BigDecimal;

/**
 * What a line has at both sides.
 *
 * @param name      what it bills, for people
 * @param from      the quantity at the other system
 * @param to        the quantity at Egnyte
 * @param unitPrice what one costs the customer, or null if it is not known
 */
record Difference(String name, BigDecimal from, BigDecimal to, BigDecimal unitPrice) {

    boolean isNone() {
        return from.compareTo(to) == 0;
    }

    /** Whether a proposal shows these numbers of this product. */
    boolean isOf(Proposal proposal) {
        return name.equals(proposal.name()) && same(from, proposal.from()) && same(to, proposal.to())
                && same(unitPrice, proposal.unitPrice());
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    @Override
    public String toString() {
        return "the agreement has " + from.toPlainString() + ", Egnyte has " + to.toPlainString()
               + (unitPrice == null ? "" : ", one costs " + unitPrice.toPlainString());
    }
}
