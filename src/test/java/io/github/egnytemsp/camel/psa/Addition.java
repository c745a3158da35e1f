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

/**
 * A line of an agreement in ConnectWise PSA.
 *
 * @param id            its id
 * @param agreement     the agreement's id
 * @param product       the name of the product
 * @param description   for people, or null
 * @param quantity      how many are billed
 * @param unitPrice     what one costs, or null
 * @param effectiveDate from when on it is billed
 * @param cancelledDate until when it is billed, or null
 */
public record Addition(
        int id, int agreement, String product, String description, BigDecimal quantity, BigDecimal unitPrice,
        String effectiveDate, String cancelledDate) {

    /**
     * One that is billed.
     *
     * @param  id        its id
     * @param  agreement the agreement's id
     * @param  product   the name of the product, and the description
     * @param  quantity  a decimal number
     * @param  unitPrice a decimal number, or null
     * @return           the line
     */
    public static Addition of(int id, int agreement, String product, String quantity, String unitPrice) {
        return new Addition(
                id, agreement, product, product, new BigDecimal(quantity), unitPrice == null ? null : new BigDecimal(unitPrice),
                "2026-01-01T00:00:00Z", null);
    }

    Addition withQuantity(BigDecimal other) {
        return new Addition(id, agreement, product, description, other, unitPrice, effectiveDate, cancelledDate);
    }

    Addition withUnitPrice(BigDecimal other) {
        return new Addition(id, agreement, product, description, quantity, other, effectiveDate, cancelledDate);
    }

    Addition cancelled(String date) {
        return new Addition(id, agreement, product, description, quantity, unitPrice, effectiveDate, date);
    }
}
