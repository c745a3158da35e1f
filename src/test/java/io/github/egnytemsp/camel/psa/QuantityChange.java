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
 * A change of an addition that came over the API, and was carried out.
 *
 * @param agreement the agreement's id
 * @param addition  the addition's id
 * @param from      the quantity before
 * @param to        the quantity after
 */
public record QuantityChange(int agreement, int addition, BigDecimal from, BigDecimal to) {

    @Override
    public String toString() {
        return agreement + "/" + addition + ": " + from.toPlainString() + " -> " + to.toPlainString();
    }
}
