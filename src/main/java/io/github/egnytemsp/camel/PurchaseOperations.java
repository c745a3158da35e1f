package io.github.egnytemsp.camel;

import java.math.BigDecimal;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.PowerUserQuote;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Prices and purchases of {@code egnyte-msp:plans}: what costs money needs to be said twice. */
final class PurchaseOperations implements Operations {

    private final EgnyteMspConfiguration configuration;
    private final MspClient client;

    PurchaseOperations(EgnyteMspConfiguration configuration, MspClient client) {
        this.configuration = configuration;
        this.client = client;
    }

    @Override
    public ApiResult<?> run(EgnyteMspOperation operation, Exchange exchange) throws Exception {
        RequestInput input = RequestInput.of(exchange);
        String planId = input.required(EgnyteMspConstants.PLAN_ID, "planId", configuration.getPlanId(), "planId");
        int powerUsers = input.requiredPositive(
                EgnyteMspConstants.POWER_USERS, "powerUsers", configuration.getPowerUsers(), "powerUsers", "newPowerUsers");
        return switch (operation) {
            case quotePowerUsers -> Calls.await(client.quotePowerUsers(planId, powerUsers));
            case purchasePowerUsers -> purchase(planId, powerUsers, expectedCost(input), exchange.getMessage());
            default -> throw Operations.unexpected(operation);
        };
    }

    /** The price of a quote in the body does not count: nobody has looked at it. */
    private BigDecimal expectedCost(RequestInput input) {
        String cost = input.text(EgnyteMspConstants.EXPECTED_COST, null, "expectedCost");
        if (cost == null && !configuration.isConfirmPurchase()) {
            throw new IllegalArgumentException(
                    "A purchase is charged at once: set the header " + EgnyteMspConstants.EXPECTED_COST
                                               + " to the proratedCost of a quote, or the option confirmPurchase=true."
                                               + " Nothing was sent");
        }
        try {
            return cost == null ? null : new BigDecimal(cost);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(EgnyteMspConstants.EXPECTED_COST + " must be a decimal number: " + cost);
        }
    }

    private ApiResult<PowerUserQuote> purchase(String planId, int powerUsers, BigDecimal expected, Message message)
            throws Exception {
        ApiResult<PowerUserQuote> quote = Calls.await(client.quotePowerUsers(planId, powerUsers));
        Integer delta = quote.value().deltaPowerUsers();
        if (delta != null && delta == 0) {
            message.setHeader(EgnyteMspConstants.UNCHANGED, true);
            return quote;
        }
        if (quote.value().newPowerUsers() != null && quote.value().newPowerUsers() != powerUsers) {
            throw new IllegalArgumentException(
                    "The quote is for " + quote.value().newPowerUsers() + " power users of the plan " + planId + ", and " + powerUsers
                                               + " were asked for: powerUsers is the whole number. Nothing was bought");
        }
        BigDecimal now = quote.value().proratedCost();
        if (expected != null && (now == null || now.compareTo(expected) != 0)) {
            throw new IllegalArgumentException(
                    "The price has changed: " + EgnyteMspConstants.EXPECTED_COST + " is " + expected
                                               + ", and " + powerUsers + " power users of the plan " + planId + " cost "
                                               + (now == null ? "an unknown amount" : now)
                                               + " now. Nothing was bought");
        }
        try {
            return Calls.await(client.purchasePowerUsers(planId, powerUsers));
        } catch (EgnyteMspOutcomeUnknownException e) {
            throw e.found(() -> "The plan " + planId + " has " + powerUsersOf(planId) + " power users now, and had "
                                + quote.value().previousPowerUsers());
        }
    }

    private Object powerUsersOf(String planId) throws Exception {
        for (Plan plan : Calls.await(client.listPlans(0).all()).value()) {
            if (planId.equals(plan.planId())) {
                return plan.maxPlanPuLicences();
            }
        }
        return "no";
    }
}
