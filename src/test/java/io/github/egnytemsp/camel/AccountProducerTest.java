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
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.PowerUserAllocation;
import io.github.egnytemsp.camel.model.Tenant;
import io.github.egnytemsp.camel.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Domains, tenants and plans: lists in pages, single ones, and the allocation of power users. */
class AccountProducerTest extends AccountFixture {

    @Test
    void aDomainIsTypedAndWhatIsNotDocumentedIsKept() throws Exception {
        Exchange exchange = send(call("domains?operation=get&domain=acme1"));

        Domain domain = exchange.getMessage().getBody(Domain.class);
        assertThat(domain.usedPuLicences()).isEqualTo(15);
        assertThat(domain.monthlyCost()).isEqualTo(new BigDecimal("250.00"));
        assertThat(domain.createdOn()).isEqualTo(LocalDate.of(2026, 1, 10));
        assertThat(domain.sources()).hasSize(1);
        assertThat(domain.field("simulatorNote")).isNotNull();
        assertThat(printed(exchange)).as("as the API sends it").isEqualTo(account.domain("acme1").orElseThrow());
        assertThat(exchange.getMessage().getHeader(EgnyteMspConstants.HTTP_STATUS)).isEqualTo(200);
    }

    @Test
    void aFieldOfAnotherFormIsKeptAsItCame() throws Exception {
        account.changeDomain("acme1",
                domain -> domain.put("createdOn", "yesterday").put("usedPuLicences", "many").putArray("monthlyCost"));
        Exchange exchange = send(call("domains?operation=get&domain=acme1"));
        assertThat(exchange.getMessage().getBody(Domain.class).createdOn()).isNull();
        assertThat(printed(exchange)).isEqualTo(account.domain("acme1").orElseThrow());
        assertThat(exchange.getMessage().getBody(Domain.class).features()).isEmpty();
    }

    private static JsonNode printed(Exchange exchange) throws Exception {
        return Json.mapper().readTree(exchange.getMessage().getBody(String.class));
    }

    @Test
    void aTenantAndThePlansAreTyped() throws Exception {
        Tenant tenant
                = send(call("tenants?operation=get").withHeader(EgnyteMspConstants.TENANT, "acme1-protect"), Tenant.class);
        assertThat(tenant.totalCupUnused()).isEqualByComparingTo("7");
        assertThat(tenant.monthlyCost()).isEqualByComparingTo("40");

        List<Plan> plans = list("plans");
        assertThat(plans).extracting(Plan::planId).containsExactly("10", "7");
        assertThat(plans.get(0).costPerUser()).isEqualTo(new BigDecimal("12.50"));
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> list(String uri) throws Exception {
        return send(call(uri), List.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void everyPageIsFollowedWhetherTheNextAddressIsAbsoluteOrNot(boolean absolute) throws Exception {
        account.pageSize(1);
        account.absoluteNextLinks(absolute);
        assertThat(this.<Domain> list("domains")).extracting(Domain::domain).containsExactly("acme1", "acme2", "globex");
        assertThat(calls()).containsExactly("GET /domains", "GET /domains?page=2", "GET /domains?page=3");
    }

    @Test
    void theFilterGoesWithEveryPageAndTheHeaderWins() throws Exception {
        account.pageSize(1);
        account.putPlan(new ObjectMapper().createObjectNode().put("planId", "p&q").put("planName", "Größe & mehr"));
        account.changeDomain("acme2", domain -> domain.put("planName", "Größe & mehr"));
        account.changeDomain("globex", domain -> domain.put("planName", "Größe & mehr"));

        List<?> found
                = send(call("domains?planName=Business").withHeader(EgnyteMspConstants.PLAN_NAME, "Größe & mehr"), List.class);

        assertThat(found).extracting(domain -> ((Domain) domain).domain()).containsExactly("acme2", "globex");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void maxPagesBoundsTheCalls() throws Exception {
        account.pageSize(1);
        assertThat(list("domains?maxPages=2")).hasSize(2);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void aStreamAsksForAPageWhenItIsNeeded() throws Exception {
        account.pageSize(1);
        Iterator<?> domains = send(call("domains?outputType=Stream"), Iterator.class);
        assertThat(calls()).isEmpty();
        domains.next();
        assertThat(calls()).hasSize(1);
        domains.next();
        assertThat(calls()).hasSize(2);
    }

    @Test
    void aStreamIsForTheSplitter() throws Exception {
        account.pageSize(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all").to("egnyte-msp:domains?outputType=Stream").split(body()).streaming().to("mock:domain");
            }
        });
        MockEndpoint mock = context.getEndpoint("mock:domain", MockEndpoint.class);
        mock.expectedMessageCount(3);
        context.createProducerTemplate().sendBody("direct:all", null);
        mock.assertIsSatisfied();
        assertThat(mock.getExchanges().get(2).getMessage().getBody(Domain.class).domain()).isEqualTo("globex");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "http://evil.example", "https://127.0.0.1:1", "http://user@127.0.0.1", "http://evil.example/another/path", "" })
    void ofTheNextAddressOnlyTheQueryIsUsedWhateverHostAndPathAreInIt(String host) throws Exception {
        account.pageSize(1);
        account.nextHost(host);
        assertThat(list("domains")).hasSize(3);
        assertThat(calls()).containsExactly("GET /domains", "GET /domains?page=2", "GET /domains?page=3");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/pubapi/v1/msp/domains", "/pubapi/v1/msp/domains/2", "?", "#?page=2" })
    void aNextAddressWithoutAQueryWouldBeTheFirstPageForEver(String next) {
        simulator.failNext(Fault.answer(200, Map.of(), "{\"next\":\"" + next + "\",\"count\":9,\"results\":[]}"));
        assertThat(failure(EgnyteMspException.class, call("domains"))).hasMessageContaining("has no query");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void pagesThatGoInACircleEnd() {
        String page = "{\"count\":9,\"next\":\"?page=%s\",\"results\":[{\"domain\":\"acme1\"}]}";
        for (String next : List.of("2", "3", "2", "3")) {
            simulator.failNext(Fault.answer(200, Map.of("Content-Type", "application/json"), page.formatted(next)));
        }
        assertThat(failure(EgnyteMspException.class, call("domains"))).hasMessageContaining("was already requested");
        assertThat(calls()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2", "{}", "true" })
    void aNextAddressOfAnotherFormIsNotTakenForTheEnd(String next) {
        simulator.failNext(Fault.answer(200, Map.of(), "{\"next\":" + next + ",\"count\":9,\"results\":[]}"));
        assertThat(failure(EgnyteMspException.class, call("domains"))).hasMessageContaining("next page of /domains");
    }

    @Test
    void aStrangeNextAddressIsOfNoConcernToWhoWantsNoMorePages() throws Exception {
        account.pageSize(1);
        account.nextHost("https://elsewhere.example");
        send(call("domains?maxPages=1"));
    }

    @Test
    void theLastOfTheDaysCallsAreForEnsureAlone() throws Exception {
        String limit = "&maxCallsPerDay=60";
        for (int i = 0; i < 57; i++) {
            send(call("webhooks?operation=list" + limit));
        }
        assertThat(failure(EgnyteMspRateLimitException.class, call("webhooks?operation=list" + limit)).getScope())
                .isEqualTo(Scope.DAY);
        send(call(
                "webhooks?operation=ensure&webhookUrl=https://hooks.msp.example/events&eventTypes=USER_ADDED&webhookVerifyToken=proof"
                  + limit));
        assertThat(calls()).hasSize(60).endsWith("GET /webhooks", "POST /webhooks", "GET /webhooks");
    }

    @Test
    void aNameIsEncodedAndADotSegmentRefused() throws Exception {
        account.putDomain((ObjectNode) new ObjectMapper().readTree("{\"domain\":\"a b/ü?\"}"));
        assertThat(send(call("domains?operation=get").withHeader(EgnyteMspConstants.DOMAIN, "a b/ü?"), Domain.class).domain())
                .isEqualTo("a b/ü?");
        assertThat(failure(IllegalArgumentException.class,
                call("domains?operation=get").withHeader(EgnyteMspConstants.DOMAIN, "..")))
                .hasMessageContaining("domain");
        assertThat(failure(EgnyteMspException.class, call("domains?operation=get&domain=nobody")).getHttpStatus())
                .isEqualTo(404);
    }

    @Test
    void powerUsersAreAllocatedAsAWholeNumber() throws Exception {
        Exchange exchange = send(call("domains?operation=allocatePowerUsers&domain=acme1").withBody(Map.of("powerUsers", 25)));

        PowerUserAllocation allocation = exchange.getMessage().getBody(PowerUserAllocation.class);
        assertThat(allocation.previousPowerUsers()).isEqualTo(20);
        assertThat(allocation.newPowerUsers()).isEqualTo(25);
        assertThat(allocation.poolAvailableAfter()).isEqualTo(65);
        assertThat(account.domain("acme1").orElseThrow().get("availablePuLicences").asInt()).isEqualTo(25);
        assertThat(exchange.getMessage().getHeader(EgnyteMspConstants.UNCHANGED)).isNull();
    }

    @Test
    void anAllocationBelowTheUseIsNotSent() {
        IllegalArgumentException e = failure(IllegalArgumentException.class,
                call("domains?operation=allocatePowerUsers&domain=acme1").withHeader(EgnyteMspConstants.POWER_USERS, 14));
        assertThat(e).hasMessageContaining("14").hasMessageContaining("15 are in use").hasMessageContaining("acme1");
        assertThat(calls()).containsExactly("GET /domains/acme1");
    }

    @Test
    void anAllocationOfWhatIsThereIsNotSent() throws Exception {
        Exchange exchange = send(call("domains?operation=allocatePowerUsers&domain=acme1&powerUsers=20"));
        assertThat(exchange.getMessage().getHeader(EgnyteMspConstants.UNCHANGED)).isEqualTo(true);
        assertThat(exchange.getMessage().getBody(PowerUserAllocation.class).newPowerUsers()).isEqualTo(20);
        assertThat(calls()).containsExactly("GET /domains/acme1");
    }

    @Test
    void anAllocationWhoseAnswerIsLostIsNotRepeatedAndSaysWhatWasFound() {
        simulator.failNext(Fault.loseAnswer().on("POST", "/pubapi/v1/msp/domains"));
        EgnyteMspOutcomeUnknownException e = failure(EgnyteMspOutcomeUnknownException.class,
                call("domains?operation=allocatePowerUsers&domain=acme1&powerUsers=22"));
        assertThat(e).hasMessageContaining("acme1 has 22 power users now");
        assertThat(calls()).containsExactly("GET /domains/acme1", "POST /domains/acme1/power-users/allocate",
                "GET /domains/acme1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "1.5", "many", "" })
    void aNumberOfPowerUsersThatIsNoneIsNamed(String powerUsers) {
        assertThat(failure(IllegalArgumentException.class, call("domains?operation=allocatePowerUsers&domain=acme1")
                .withBody("{\"powerUsers\":\"" + powerUsers + "\"}"))).hasMessageContaining("powerUsers");
        assertThat(calls()).isEmpty();
    }
}
