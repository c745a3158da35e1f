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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.model.PowerUserQuote;
import io.github.egnytemsp.camel.simulator.Fault;
import io.github.egnytemsp.camel.simulator.SimulatedAccount.Charge;
import io.github.egnytemsp.camel.simulator.SimulatorBuilder;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Power users that cost money: quotes, and purchases that are not made by mistake. */
class PurchaseTest extends AccountFixture {

    private static final String PURCHASE = "plans?operation=purchasePowerUsers&planId=10&powerUsers=110";
    private static final String QUOTED = "POST /plans/10/power-users/quote/";
    private static final String BOUGHT = "POST /plans/10/power-users/purchase/";

    /** 12 of November's 30 days are left: 10 users at 12.50 are 125.00 a month, and 50.00 now. */
    @Override
    void configure(SimulatorBuilder builder) {
        builder.clock(Clock.fixed(Instant.parse("2026-11-19T08:00:00Z"), ZoneOffset.UTC));
    }

    private FluentProducerTemplate purchase(Object expectedCost) {
        FluentProducerTemplate call = call(PURCHASE);
        return expectedCost == null ? call : call.withHeader(EgnyteMspConstants.EXPECTED_COST, expectedCost);
    }

    @Test
    void aQuoteIsMoneyAndChangesNothing() throws Exception {
        Exchange exchange = send(call("plans?operation=quotePowerUsers&planId=10&powerUsers=110"));

        PowerUserQuote quote = exchange.getMessage().getBody(PowerUserQuote.class);
        assertThat(quote.proratedCost()).isEqualTo(new BigDecimal("50.00"));
        assertThat(quote.deltaMonthly()).isEqualTo(new BigDecimal("125.00"));
        assertThat(quote.deltaPowerUsers()).isEqualTo(10);
        assertThat(quote.proratedDaysLeft()).isEqualTo(12);
        assertThat(exchange.getMessage().getBody(String.class)).contains("\"proratedCost\":\"50.00\"");
        assertThat(account.charges()).isEmpty();
    }

    @Test
    void aPurchaseIsMadeOnceAtTheExpectedCost() throws Exception {
        PowerUserQuote bill = send(purchase(new BigDecimal("50.0")), PowerUserQuote.class);
        assertThat(bill.proratedCost()).isEqualTo(new BigDecimal("50.00"));
        assertThat(account.charges()).containsExactly(new Charge(10, 110, new BigDecimal("50.00")));
        assertThat(calls()).containsExactly(QUOTED, BOUGHT);
    }

    @Test
    void aQuoteInTheBodyIsNotBoughtUntilSomebodySaysItsCost() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:buy").to("egnyte-msp:plans?operation=quotePowerUsers&planId=10&powerUsers=110")
                        .filter(header("approved").isEqualTo(true))
                        .setHeader(EgnyteMspConstants.EXPECTED_COST, simple("${body.proratedCost}")).end()
                        .to("egnyte-msp:plans?operation=purchasePowerUsers&planId=10");
            }
        });
        assertThatThrownBy(() -> context.createProducerTemplate().sendBody("direct:buy", null))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause().hasMessageContaining(EgnyteMspConstants.EXPECTED_COST);
        assertThat(account.charges()).isEmpty();
        context.createProducerTemplate().sendBodyAndHeader("direct:buy", null, "approved", true);
        assertThat(account.charges()).containsExactly(new Charge(10, 110, new BigDecimal("50.00")));
    }

    @Test
    void withoutAnExpectedCostNothingIsSent() {
        assertThat(failure(IllegalArgumentException.class, purchase(null)))
                .hasMessageContaining(EgnyteMspConstants.EXPECTED_COST).hasMessageContaining("confirmPurchase");
        assertThat(calls()).isEmpty();
    }

    @Test
    void confirmPurchaseBuysAtWhateverItCosts() throws Exception {
        send(call(PURCHASE + "&confirmPurchase=true"));
        assertThat(account.charges()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "49.99, false", "50.01, true" })
    void aPriceThatHasChangedIsRefusedWithBoth(String expected, boolean confirm) {
        assertThat(failure(IllegalArgumentException.class,
                call(PURCHASE + "&confirmPurchase=" + confirm).withHeader(EgnyteMspConstants.EXPECTED_COST, expected)))
                .hasMessageContaining(expected).hasMessageContaining("50.00").hasMessageContaining("Nothing was bought");
        assertThat(calls()).containsExactly(QUOTED);
    }

    @Test
    void aCostThatIsNoNumberIsRefused() {
        assertThat(failure(IllegalArgumentException.class, purchase("50,00")))
                .hasMessageContaining(EgnyteMspConstants.EXPECTED_COST).hasMessageContaining("50,00");
        assertThat(calls()).isEmpty();
    }

    @Test
    void aQuoteForAnotherNumberThanWasAskedForIsNotBought() {
        simulator.failNext(
                Fault.answer(200, Map.of(), "{\"previousPowerUsers\":100,\"newPowerUsers\":210,\"proratedCost\":\"50.00\"}"));
        assertThat(failure(IllegalArgumentException.class, call(PURCHASE + "&confirmPurchase=true")))
                .hasMessageContaining("210").hasMessageContaining("110").hasMessageContaining("Nothing was bought");
        assertThat(account.charges()).isEmpty();
    }

    @Test
    void aQuoteThatIsNoObjectIsNotBought() {
        simulator.failNext(Fault.answer(200, Map.of(), "[]"));
        failure(EgnyteMspException.class, call(PURCHASE + "&confirmPurchase=true"));
        assertThat(account.charges()).isEmpty();
    }

    @Test
    void aNumberInAnotherFormIsRefusedAndTheOptionDoesNotTakeItsPlace() {
        assertThat(failure(IllegalArgumentException.class,
                call(PURCHASE + "&confirmPurchase=true").withBody("{\"powerUsers\":[120]}")))
                .hasMessageContaining("powerUsers");
        assertThat(calls()).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsNotBought() throws Exception {
        Exchange exchange = send(call("plans?operation=purchasePowerUsers&planId=10&confirmPurchase=true")
                .withBody(Map.of("powerUsers", 100)));
        assertThat(exchange.getMessage().getHeader(EgnyteMspConstants.UNCHANGED)).isEqualTo(true);
        assertThat(account.charges()).isEmpty();
    }

    @Test
    void aPurchaseWhoseAnswerIsLostIsNotRepeatedAndSaysWhatWasFound() {
        simulator.failNext(Fault.loseAnswer().on("POST", "/pubapi/v1/msp/plans/10/power-users/purchase"));
        assertThat(failure(EgnyteMspOutcomeUnknownException.class, purchase("50.00")))
                .hasMessageContaining("10 has 110 power users now. Before the purchase it had 100");
        assertThat(account.charges()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "500", "502", "503" })
    void aPurchaseIsNotRepeatedAfterServerErrors(int status) {
        simulator.failNext(Fault.status(status).on("POST", "/pubapi/v1/msp/plans/10/power-users/purchase").times(5));
        EgnyteMspException e = failure(EgnyteMspOutcomeUnknownException.class, purchase("50.00"));
        assertThat(e.getHttpStatus()).isEqualTo(status);
        assertThat(e).as("what was found").hasMessageContaining("10 has 100 power users now. Before the purchase it had 100");
        assertThat(calls()).startsWith(QUOTED, BOUGHT).containsOnlyOnce(BOUGHT);
    }

    @Test
    void aPurchaseIsMadeAgainWhenTheApiSaidThatNothingWasDone() throws Exception {
        simulator.failNext(Fault.overSecondLimit().on("POST", "/pubapi/v1/msp/plans/10/power-users/purchase"));
        send(purchase("50.00"));
        assertThat(account.charges()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
            "400, plans?operation=quotePowerUsers&planId=10&powerUsers=101, POST, true",
            "409, domains?operation=allocatePowerUsers&domain=acme1&powerUsers=26, POST, true",
            "422, plans?operation=purchasePowerUsers&planId=10&powerUsers=101&confirmPurchase=true, POST, true",
            "404, plans?operation=quotePowerUsers&planId=10&powerUsers=101, POST, false",
            "422, plans, GET, false" })
    void aRefusedNumberOfPowerUsersComesWithTheHintThatTheyMayGoInFives(int status, String uri, String method, boolean hint) {
        simulator.failNext(Fault.answer(status, Map.of(), "{\"message\":\"Refused\"}").on(method, "/pubapi/v1/msp/"));
        String message = failure(EgnyteMspException.class, call(uri)).getMessage();
        assertThat(message).contains("Refused");
        assertThat(message.endsWith("Egnyte may sell power users in fives: try a multiple of 5")).isEqualTo(hint);
    }
}
