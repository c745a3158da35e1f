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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the simulator makes of domains, tenants, plans and trials: the rules that msp integrations rely on. */
class SimulatorAccountTest {

    private final EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0)
            .clock(Clock.fixed(Instant.parse("2026-11-19T08:00:00Z"), ZoneOffset.UTC)).start();

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + EgnyteMspSimulator.API_PATH + path))
                .header("Authorization", "Bearer simulator-token")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void aPageTellsTheNextAndThePreviousOne() throws Exception {
        simulator.account().pageSize(1);
        JsonNode second = json(call("GET", "/domains?page=2", null));
        assertThat(second.get("count").asInt()).isEqualTo(3);
        assertThat(second.get("next").asText()).isEqualTo(simulator.baseUrl() + "/pubapi/v1/msp/domains?page=3");
        assertThat(second.get("previous").asText()).endsWith("?page=1");
        assertThat(json(call("GET", "/domains?page=3", null)).get("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/domains?page=x", "/domains?page=0", "/domains?page=-1", "/domains?page=99999999999" })
    void aPageThatIsNoneIsRefused(String path) throws Exception {
        assertThat(call("GET", path, null).statusCode()).isEqualTo(400);
    }

    @Test
    void aDomainGetsPowerUsersOutOfThePlansPool() throws Exception {
        // 100 of the plan, 20 and 10 of them given
        JsonNode answer = json(call("POST", "/domains/acme1/power-users/allocate", "{\"powerUsers\":90}"));
        assertThat(answer.get("poolAvailableAfter").asInt()).isZero();
        assertThat(call("POST", "/domains/acme2/power-users/allocate", "{\"powerUsers\":11}").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/domains/acme1/power-users/allocate", "{\"powerUsers\":14}").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/domains/nobody/power-users/allocate", "{\"powerUsers\":1}").statusCode()).isEqualTo(404);
    }

    @Test
    void aPurchaseIsProratedAndChargedAndAQuoteIsNot() throws Exception {
        HttpResponse<String> quote = call("POST", "/plans/10/power-users/quote/", "{\"powerUsers\":103}");
        assertThat(json(quote).get("proratedCost").asText()).as("3 users at 12.50 for 12 of 30 days").isEqualTo("15.00");
        assertThat(simulator.account().charges()).isEmpty();
        HttpResponse<String> bill = call("POST", "/plans/10/power-users/purchase/", "{\"powerUsers\":103}");
        assertThat(bill.body()).isEqualTo(quote.body());
        assertThat(simulator.account().charges()).hasSize(1);
        assertThat(json(call("POST", "/plans/10/power-users/quote/", "{\"powerUsers\":103}")).get("deltaPowerUsers").asInt())
                .isZero();
        assertThat(call("POST", "/plans/10/power-users/purchase/", "{\"powerUsers\":29}").statusCode())
                .as("30 are given to domains").isEqualTo(400);
    }

    @Test
    void aPlanHasTwoNumbersAndItsCostIsOne() throws Exception {
        JsonNode business = json(call("GET", "/plans", null)).path("results").get(0);
        assertThat(business.path("id").isInt()).isTrue();
        assertThat(business.path("planId").intValue()).isEqualTo(SimulatedAccount.BUSINESS)
                .isNotEqualTo(business.path("id").intValue());
        assertThat(call("GET", "/plans", null).body()).contains("\"costPerUser\":12.50");
        assertThat(call("GET", "/domains/acme1", null).body()).contains("\"planId\":10", "\"monthlyCost\":250.00",
                "\"allocatedStorage\":800", "\"availableStorage\":1600");
        assertThat(call("POST", "/plans/1/power-users/quote/", "{\"powerUsers\":103}").statusCode()).as("an id is no planId")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"10\"", "\"Business\"", "1", "10.5", "null", "[10]" })
    void aTrialsPlanIsAWholeNumber(String planId) throws Exception {
        HttpResponse<String> refused = call("POST", "/trials/",
                "{\"domain\":\"initech\",\"id\":" + planId + ",\"powerUsers\":1,\"storageGB\":1,\"region\":\"us\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("errors").path("inputErrors").path("id").get(0).path("msg").asText()).startsWith("id ");
        assertThat(call("POST", "/trials/acme1/activate/", "{\"planId\":" + planId + ",\"powerUsers\":20,\"storageGB\":800}")
                .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
            "/plans/10/power-users/quote", "/plans/10/power-users/purchase", "/trials",
            "/trials/acme1/activate", "/domains/acme1/power-users/allocate/" })
    void theSlashAtTheEndCounts(String path) throws Exception {
        assertThat(call("POST", path, "{\"powerUsers\":1}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"powerUsers\":0}", "{\"powerUsers\":\"5\"}", "{\"powerUsers\":1.5}", "[]", "x" })
    void aNumberOfPowerUsersIsAWholeOne(String body) throws Exception {
        assertThat(call("POST", "/plans/10/power-users/quote/", body).statusCode()).isEqualTo(400);
    }

    @Test
    void theNextPageCanHaveAnyForm() throws Exception {
        SimulatedAccount account = simulator.account();
        account.pageSize(1);
        account.nextHost("https://elsewhere.example");
        assertThat(json(call("GET", "/domains", null)).get("next").asText())
                .isEqualTo("https://elsewhere.example/pubapi/v1/msp/domains?page=2");
        account.nextPath("/other/domains");
        assertThat(json(call("GET", "/domains", null)).get("next").asText())
                .isEqualTo("https://elsewhere.example/other/domains?page=2");
        account.nextHost(null);
        account.absoluteNextLinks(false);
        assertThat(json(call("GET", "/domains", null)).get("next").asText()).isEqualTo("/other/domains?page=2");
        account.nextPath(null);
        assertThat(json(call("GET", "/domains", null)).get("next").asText()).isEqualTo("/pubapi/v1/msp/domains?page=2");
    }

    @Test
    void aTrialsPasswordIsNotShown() throws Exception {
        assertThat(call("POST", "/trials/", """
                {"domain":"initech","id":10,"powerUsers":1,"storageGB":1,"region":"us","password":"first-login-of-dana"}""")
                .statusCode()).isEqualTo(201);
        assertThat(call("GET", "/domains/initech", null).body()).contains("\"trial\"").doesNotContain("first-login-of-dana");
    }
}
