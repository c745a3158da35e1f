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
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A customer's Egnyte domain: a view over the API's answer. Any part is null where the answer does not have it, or has
 * it in another form.
 */
public final class Domain extends MspAnswer {

    private Domain(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static Domain fromJson(JsonNode json) {
        return new Domain(json);
    }

    /** {@return its name} */
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

    /** {@return its status} */
    public String status() {
        return text("status");
    }

    /** {@return when it was created} */
    public LocalDate createdOn() {
        return date("createdOn");
    }

    /** {@return when the subscription began; null for a trial} */
    public LocalDate subscriptionDate() {
        return date("subscriptionDate");
    }

    /** {@return power users that it has} */
    public Integer availablePuLicences() {
        return integer("availablePuLicences");
    }

    /** {@return power users in use} */
    public Integer usedPuLicences() {
        return integer("usedPuLicences");
    }

    /** {@return power users not in use} */
    public Integer unusedPuLicences() {
        return integer("unusedPuLicences");
    }

    /** {@return standard users that it has} */
    public Integer availableSuLicences() {
        return integer("availableSuLicences");
    }

    /** {@return standard users in use} */
    public Integer usedSuLicences() {
        return integer("usedSuLicences");
    }

    /** {@return standard users not in use} */
    public Integer unusedSuLicences() {
        return integer("unusedSuLicences");
    }

    /** {@return storage that is available, perhaps the pool's, in the API's unit} */
    public BigDecimal availableStorage() {
        return decimal("availableStorage");
    }

    /** {@return storage in use} */
    public BigDecimal usedStorage() {
        return decimal("usedStorage");
    }

    /** {@return the domain's own storage} */
    public BigDecimal allocatedStorage() {
        return decimal("allocatedStorage");
    }

    /** {@return what it costs a month; lists do not have it} */
    public BigDecimal monthlyCost() {
        return decimal("monthlyCost");
    }

    /** {@return its features; empty where the answer has none} */
    public List<Feature> features() {
        return list("features", Feature::fromJson);
    }

    /** {@return its sources; empty where the answer has none} */
    public List<Feature> sources() {
        return list("sources", Feature::fromJson);
    }
}
