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
package io.github.egnytemsp.camel.model;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a number of power users costs, or what was billed for it: a view over the API's answer. Any part is null where
 * the answer does not have it, or has it in another form.
 */
public final class PowerUserQuote extends MspAnswer {

    private PowerUserQuote(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static PowerUserQuote fromJson(JsonNode json) {
        return new PowerUserQuote(json);
    }

    /** {@return power users before} */
    public Integer previousPowerUsers() {
        return integer("previousPowerUsers");
    }

    /** {@return power users after} */
    public Integer newPowerUsers() {
        return integer("newPowerUsers");
    }

    /** {@return the difference} */
    public Integer deltaPowerUsers() {
        return integer("deltaPowerUsers");
    }

    /** {@return the difference a month} */
    public BigDecimal deltaMonthly() {
        return decimal("deltaMonthly");
    }

    /** {@return what is charged at once} */
    public BigDecimal proratedCost() {
        return decimal("proratedCost");
    }

    /** {@return days that are charged} */
    public Integer proratedDaysLeft() {
        return integer("proratedDaysLeft");
    }

    /** {@return months that are charged} */
    public Integer proratedMonthsLeft() {
        return integer("proratedMonthsLeft");
    }
}
