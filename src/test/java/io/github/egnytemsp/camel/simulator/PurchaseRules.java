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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What power users cost. Assumption: the price of a month is prorated by the days that are left of it, today included,
 * and rounded half up to cents.
 */
final class PurchaseRules {

    private final SimulatedAccount account;
    private final Clock clock;

    PurchaseRules(SimulatedAccount account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    /** Changes nothing. */
    ObjectNode quote(long planId, int powerUsers) {
        ObjectNode plan = account.plan(planId).orElseThrow();
        int before = plan.path("maxPlanPuLicences").asInt();
        int given = before - account.pool(planId);
        if (powerUsers < given) {
            throw new Refusal(
                    ErrorShape.ERRORS.answer(400, "BELOW_USE",
                            "powerUsers must not be below the " + given + " that domains have"));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        int daysLeft = today.lengthOfMonth() - today.getDayOfMonth() + 1;
        BigDecimal monthly = plan.path("costPerUser").decimalValue().multiply(BigDecimal.valueOf(powerUsers - before));
        BigDecimal prorated = monthly.multiply(BigDecimal.valueOf(daysLeft))
                .divide(BigDecimal.valueOf(today.lengthOfMonth()), 2, RoundingMode.HALF_UP);
        return Json.object().put("previousPowerUsers", before).put("newPowerUsers", powerUsers)
                .put("deltaPowerUsers", powerUsers - before)
                .put("deltaMonthly", monthly.setScale(2, RoundingMode.HALF_UP).toPlainString())
                .put("proratedCost", prorated.toPlainString())
                .put("proratedDaysLeft", daysLeft).put("proratedMonthsLeft", 0);
    }

    /** Charges at once. */
    ObjectNode purchase(long planId, int powerUsers) {
        ObjectNode quote = quote(planId, powerUsers);
        account.charge(new SimulatedAccount.Charge(planId, powerUsers, new BigDecimal(quote.get("proratedCost").asText())));
        return quote;
    }
}
