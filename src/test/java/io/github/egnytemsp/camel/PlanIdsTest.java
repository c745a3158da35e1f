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

import java.util.Map;

import io.github.egnytemsp.camel.changes.Changes;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.simulator.Fault;
import io.github.egnytemsp.camel.simulator.SimulatedAccount;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A plan has two numbers: {@code planId}, by which it is asked for, and {@code id}, which may be the planId of another
 * plan.
 */
class PlanIdsTest extends AccountFixture {

    @ParameterizedTest
    @CsvSource({ "42, 42", "0, 0", "123456789012345678901, 123456789012345678901", "007, '\"007\"'", "plan-7, '\"plan-7\"'" })
    void anIdOfDigitsIsSentAsANumber(String planId, String sent) throws Exception {
        try (RecordingApi api = new RecordingApi().on("/trials/", "{}").on("/trials/newcustomer/activate/", "{}");
             DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            var template = context.createProducerTemplate();
            String options = "&domain=newcustomer&powerUsers=5&storageGb=10&accessToken=t&baseUrl=" + api.baseUrl();
            template.requestBodyAndHeader("egnyte-msp:trials?operation=create" + options, Map.of("region", "us"),
                    EgnyteMspConstants.PLAN_ID, planId);
            template.requestBodyAndHeader("egnyte-msp:trials?operation=activate" + options, null, EgnyteMspConstants.PLAN_ID,
                    planId);
            assertThat(api.bodies()).containsExactly(
                    "{\"domain\":\"newcustomer\",\"id\":" + sent + ",\"powerUsers\":5,\"storageGB\":10,\"region\":\"us\"}",
                    "", "{\"planId\":" + sent + ",\"powerUsers\":5,\"storageGB\":10}");
        }
    }

    @Test
    void aLostPurchaseLooksForThePlanByItsPlanIdOnly() throws Exception {
        // this one is listed first, and has 100
        account.changePlan(SimulatedAccount.BUSINESS, business -> business.put("id", SimulatedAccount.ENTERPRISE));
        simulator.failNext(Fault.loseAnswer().on("POST", "/pubapi/v1/msp/plans/7/power-users/purchase"));
        assertThat(failure(EgnyteMspOutcomeUnknownException.class,
                call("plans?operation=purchasePowerUsers&planId=7&powerUsers=45&confirmPurchase=true")))
                .hasMessageContaining("The plan 7 has 45 power users now. Before the purchase it had 40");
    }

    @Test
    void changesKnowAPlanByItsPlanIdOnly() throws Exception {
        String page
                = "{\"next\":null,\"count\":2,\"results\":[{\"planId\":7,\"planName\":\"A\"},{\"id\":7,\"planName\":\"B\"}]}";
        simulator.failNext(Fault.answer(200, Map.of(), page).times(2));
        assertThat(send(call("plans?operation=changes"), Changes.class).count()).isEqualTo(2);
        assertThat(send(call("plans?operation=changes"), Changes.class).any()).isFalse();
    }

    @Test
    void aPlanInTheBodyOfATrialIsMeantByItsPlanId() throws Exception {
        Map<String, Object> plan = Map.of("id", 10, "planId", 7, "region", "us");
        send(call("trials?operation=create&domain=newcustomer&powerUsers=5&storageGb=10").withBody(plan));
        assertThat(account.domain("newcustomer").orElseThrow().get("planName").asText()).isEqualTo("Enterprise");
    }

    @Test
    void anActivationDoesNotTakeAnIdForAPlanId() {
        assertThat(
                failure(IllegalArgumentException.class, call("trials?operation=activate&domain=acme1&powerUsers=5&storageGb=10")
                        .withBody(Map.of("id", 10))))
                .hasMessageContaining("planId");
        assertThat(calls()).isEmpty();
    }
}
