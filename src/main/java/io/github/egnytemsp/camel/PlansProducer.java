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
package io.github.egnytemsp.camel;

import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.Pages;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.PowerUserQuote;
import org.apache.camel.Exchange;

/** {@code egnyte-msp:plans}: pools, prices, and purchases. A purchase needs a confirmation. */
final class PlansProducer extends ListProducer {

    PlansProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    CompletableFuture<OperationResult> run(EgnyteMspOperation operation, Exchange exchange) {
        return switch (operation) {
            case list -> list(exchange);
            case changes -> changes(exchange);
            case quotePowerUsers -> quote(input(exchange));
            case purchasePowerUsers -> purchase(input(exchange));
            default -> throw unexpected(operation);
        };
    }

    @Override
    Pages<Plan> pages(String planName, int maxPages) {
        return client().listPlans(maxPages);
    }

    private CompletableFuture<OperationResult> quote(RequestInput input) {
        return client().quotePowerUsers(input.required(InputField.PLAN_ID), input.requiredPositive(InputField.NEW_POWER_USERS))
                .thenApply(OperationResult::of);
    }

    private CompletableFuture<OperationResult> purchase(RequestInput input) {
        String planId = input.required(InputField.PLAN_ID);
        int powerUsers = input.requiredPositive(InputField.NEW_POWER_USERS);
        BigDecimal expected = expectedCost(input);
        return client().quotePowerUsers(planId, powerUsers).thenCompose(quote -> purchase(planId, powerUsers, expected, quote));
    }

    /** The price of a quote in the body is not a confirmation: nobody has looked at it. */
    private BigDecimal expectedCost(RequestInput input) {
        String cost = input.text(InputField.EXPECTED_COST);
        if (cost == null && !configuration().isConfirmPurchase()) {
            throw new IllegalArgumentException(
                    "A purchase is charged at once: set the header " + EgnyteMspConstants.EXPECTED_COST
                                               + " to the proratedCost of a quote, or the option confirmPurchase=true."
                                               + " No call was made");
        }
        try {
            return cost == null ? null : new BigDecimal(cost);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    EgnyteMspConstants.EXPECTED_COST + " must be a decimal number: " + LogText.of(cost));
        }
    }

    private CompletableFuture<OperationResult> purchase(
            String planId, int powerUsers, BigDecimal expected, ApiResult<PowerUserQuote> quoted) {
        PowerUserQuote quote = quoted.value();
        if (quote.deltaPowerUsers() != null && quote.deltaPowerUsers() == 0) {
            return CompletableFuture.completedFuture(OperationResult.of(quoted).unchanged());
        }
        if (quote.newPowerUsers() != null && quote.newPowerUsers() != powerUsers) {
            throw new IllegalArgumentException(
                    "The quote is for " + quote.newPowerUsers() + " power users of the plan " + planId + ", but " + powerUsers
                                               + " were requested. powerUsers is the new total of the plan. Nothing was bought");
        }
        BigDecimal now = quote.proratedCost();
        if (expected != null && (now == null || now.compareTo(expected) != 0)) {
            throw new IllegalArgumentException(
                    "The price has changed: " + EgnyteMspConstants.EXPECTED_COST + " is " + expected
                                               + ", but " + powerUsers + " power users of the plan " + planId + " cost "
                                               + (now == null ? "an unknown amount" : now)
                                               + " now. Nothing was bought");
        }
        return orLook(client().purchasePowerUsers(planId, powerUsers), () -> powerUsersOf(planId).thenApply(
                found -> "The plan " + planId + " has " + found + " power users now. Before the purchase it had "
                         + quote.previousPowerUsers()))
                .thenApply(OperationResult::of);
    }

    private CompletableFuture<Object> powerUsersOf(String planId) {
        return client().listPlans(0).all()
                .thenApply(plans -> plans.value().stream().filter(plan -> planId.equals(plan.planId()))
                        .findFirst().<Object> map(Plan::maxPlanPuLicences).orElse("no"));
    }
}
