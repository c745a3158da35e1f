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
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A plan of the MSP, a pool that its domains share: a view over the API's answer. Any part is null where the answer
 * does not have it, or has it in another form.
 */
public final class Plan extends MspAnswer {

    private Plan(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static Plan fromJson(JsonNode json) {
        return new Plan(json);
    }

    /** {@return its id; not its {@link #planId()}, by which quotes, purchases and trials know it} */
    public String id() {
        return text("id");
    }

    /** {@return its planId: what quotes, purchases and trials want} */
    public String planId() {
        return text("planId");
    }

    /** {@return its name} */
    public String planName() {
        return text("planName");
    }

    /** {@return power users of the pool} */
    public Integer maxPlanPuLicences() {
        return integer("maxPlanPuLicences");
    }

    /** {@return standard users of the pool} */
    public Integer maxPlanSuLicences() {
        return integer("maxPlanSuLicences");
    }

    /** {@return what a power user costs a month} */
    public BigDecimal costPerUser() {
        return decimal("costPerUser");
    }

    /** {@return storage of the pool, in the API's unit} */
    public BigDecimal maxPlanStorage() {
        return decimal("maxPlanStorage");
    }

    /** {@return storage given to domains} */
    public BigDecimal allocatedPlanStorage() {
        return decimal("allocatedPlanStorage");
    }

    /** {@return storage left} */
    public BigDecimal availablePlanStorage() {
        return decimal("availablePlanStorage");
    }

    /** {@return CUP bought} */
    public BigDecimal totalCupPurchased() {
        return decimal("totalCupPurchased");
    }

    /** {@return CUP included} */
    public BigDecimal totalCupIncluded() {
        return decimal("totalCupIncluded");
    }

    /** {@return CUP available} */
    public BigDecimal totalCupAvailable() {
        return decimal("totalCupAvailable");
    }

    /** {@return CUP in use} */
    public BigDecimal totalCupUsed() {
        return decimal("totalCupUsed");
    }

    /** {@return CUP not in use} */
    public BigDecimal totalCupUnused() {
        return decimal("totalCupUnused");
    }

    /** {@return its features; empty where the answer has none} */
    public List<Feature> features() {
        return list("features", Feature::fromJson);
    }

    /** {@return its packages; empty where the answer has none} */
    public List<Feature> packages() {
        return list("packages", Feature::fromJson);
    }

    /** {@return its sources; empty where the answer has none} */
    public List<Feature> sources() {
        return list("sources", Feature::fromJson);
    }
}
