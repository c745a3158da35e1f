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
import java.time.LocalDate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A customer's Protect tenant: a view over the API's answer. Any part is null where the answer does not have it, or has
 * it in another form.
 */
public final class Tenant extends MspAnswer {

    private Tenant(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static Tenant fromJson(JsonNode json) {
        return new Tenant(json);
    }

    /** {@return its name} */
    public String tenant() {
        return text("tenant");
    }

    /** {@return the customer's domain} */
    public String domain() {
        return text("domain");
    }

    /** {@return the plan's {@code planId}} */
    public String planId() {
        return text("planId");
    }

    /** {@return the plan's name} */
    public String planName() {
        return text("planName");
    }

    /** {@return when it was created} */
    public LocalDate createdOn() {
        return date("createdOn");
    }

    /** {@return when the subscription began} */
    public LocalDate subscriptionDate() {
        return date("subscriptionDate");
    }

    /** {@return its status} */
    public String status() {
        return text("status");
    }

    /** {@return CUP in use} */
    public BigDecimal cupUsed() {
        return decimal("cupUsed");
    }

    /** {@return CUP included} */
    public BigDecimal cupIncluded() {
        return decimal("cupIncluded");
    }

    /** {@return CUP bought} */
    public BigDecimal totalCupPurchased() {
        return decimal("totalCupPurchased");
    }

    /** {@return CUP included in all} */
    public BigDecimal totalCupIncluded() {
        return decimal("totalCupIncluded");
    }

    /** {@return CUP available} */
    public BigDecimal totalCupAvailable() {
        return decimal("totalCupAvailable");
    }

    /** {@return CUP in use in all} */
    public BigDecimal totalCupUsed() {
        return decimal("totalCupUsed");
    }

    /** {@return CUP not in use} */
    public BigDecimal totalCupUnused() {
        return decimal("totalCupUnused");
    }

    /** {@return what it costs a month; lists do not have it} */
    public BigDecimal monthlyCost() {
        return decimal("monthlyCost");
    }
}
