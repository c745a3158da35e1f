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

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.model.ActivationRequest;
import io.github.egnytemsp.camel.model.Trial;
import io.github.egnytemsp.camel.model.TrialActivation;
import io.github.egnytemsp.camel.model.TrialRequest;
import io.github.egnytemsp.camel.simulator.Fault;
import io.github.egnytemsp.camel.simulator.SimulatorBuilder;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Trials: from request to activation. */
class TrialsTest extends AccountFixture {

    private static final TrialRequest REQUEST = new TrialRequest(
            "newcustomer", "10", 5, 100, "us", "dana", "first-login-of-dana", "Dana", "Example");

    @Override
    void configure(SimulatorBuilder builder) {
        builder.clock(Clock.fixed(Instant.parse("2026-11-19T08:00:00Z"), ZoneOffset.UTC));
    }

    static List<Object> inputs() {
        Map<String, Object> map = new HashMap<>(Map.of("domain", "newcustomer", "planId", "10", "powerUsers", "5"));
        map.put("storageGb", 100L);
        map.put("region", "us");
        return List.of(REQUEST, map, """
                {"domain":"newcustomer","id":"10","powerUsers":5,"storageGB":100,"region":"us"}""");
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void aTrialIsCreatedFromEveryFormOfInput(Object input) throws Exception {
        Exchange exchange = send(call("trials?operation=create").withBody(input));

        Trial trial = exchange.getMessage().getBody(Trial.class);
        assertThat(trial.domain()).isEqualTo("newcustomer");
        assertThat(trial.trialStart()).isEqualTo(LocalDate.of(2026, 11, 19));
        assertThat(trial.trialEnd()).isEqualTo(LocalDate.of(2026, 12, 4));
        assertThat(trial.storageGb()).isEqualTo(100);
        assertThat(exchange.getMessage().getHeader(EgnyteMspConstants.HTTP_STATUS)).isEqualTo(201);
        assertThat(calls()).containsExactly("POST /trials/");
    }

    @Test
    void headersWinOverTheBody() throws Exception {
        Trial trial = send(call("trials?operation=create").withBody(REQUEST)
                .withHeader(EgnyteMspConstants.DOMAIN, "other").withHeader(EgnyteMspConstants.STORAGE_GB, 200), Trial.class);
        assertThat(trial.domain()).isEqualTo("other");
        assertThat(trial.storageGb()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "domain | a.b | domain must be", "domain | -a | domain must be", "domain | '' | domain must be",
            "powerUsers | 0 | powerUsers", "storageGB | x | storageGB", "region | '' | region", "id | '' | planId" })
    void whatIsWrongIsNamedAndNothingIsSent(String field, String value, String message) {
        Map<String, Object> input = new HashMap<>(
                Map.of("domain", "a", "id", "10", "powerUsers", 1, "storageGB", 1, "region", "us"));
        input.put(field, value);
        assertThat(failure(IllegalArgumentException.class, call("trials?operation=create").withBody(input)))
                .hasMessageContaining(message);
        assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "50, true", "51, false" })
    void aDomainHas50CharactersAtMost(int length, boolean fits) throws Exception {
        var call = call("trials?operation=create").withBody(REQUEST).withHeader(EgnyteMspConstants.DOMAIN, "x".repeat(length));
        if (fits) {
            send(call);
        } else {
            assertThat(failure(IllegalArgumentException.class, call)).hasMessageContaining("1 to 50");
        }
    }

    @Test
    void aNameThatIsTakenCarriesTheSuggestionsAndNoPassword() {
        EgnyteMspException e = failure(EgnyteMspException.class,
                call("trials?operation=create").withBody(REQUEST).withHeader(EgnyteMspConstants.DOMAIN, "acme1"));
        assertThat(e.getHttpStatus()).isEqualTo(409);
        assertThat(e.getMessage()).contains("acme11", "acme1-2").doesNotContain("first-login-of-dana");
    }

    @ParameterizedTest
    @ValueSource(strings = { "suggestions", "domainSuggestions", "suggested_domains" })
    void suggestionsAreFoundWhateverTheirFieldIsCalled(String field) {
        simulator.failNext(Fault.answer(409, Map.of(), "{\"message\":\"taken\",\"" + field + "\":[\"acme-7\"]}"));
        assertThat(failure(EgnyteMspException.class, call("trials?operation=create").withBody(REQUEST)).getApiMessage())
                .contains("taken", "acme-7");
    }

    @Test
    void aTrialWhoseAnswerIsLostIsNotRepeatedAndSaysWhatWasFound() {
        simulator.failNext(Fault.loseAnswer().on("POST", "/pubapi/v1/msp/trials"));
        assertThat(failure(EgnyteMspOutcomeUnknownException.class, call("trials?operation=create").withBody(REQUEST)))
                .hasMessageContaining("The domain newcustomer exists now").hasMessageNotContaining("first-login-of-dana");
        assertThat(calls()).containsExactly("POST /trials/", "GET /domains/newcustomer");
    }

    @Test
    void aTrialWhoseConnectionBreaksBeforeItArrivesSaysThatThereIsNone() {
        simulator.failNext(Fault.dropConnection().on("POST", "/pubapi/v1/msp/trials"));
        assertThat(failure(EgnyteMspOutcomeUnknownException.class, call("trials?operation=create").withBody(REQUEST)))
                .hasMessageContaining("There is no domain newcustomer");
    }

    @Test
    void aTrialIsActivatedWithWhatItHas() throws Exception {
        send(call("trials?operation=create").withBody(REQUEST));
        TrialActivation activation = send(
                call("trials?operation=activate&planId=7&domain=newcustomer&powerUsers=5&storageGb=100"),
                TrialActivation.class);
        assertThat(activation.activationDate()).isEqualTo(LocalDate.of(2026, 11, 19));
        assertThat(account.domain("newcustomer").orElseThrow().get("status").asText()).isEqualTo("active");
        assertThat(calls()).endsWith("GET /domains/newcustomer", "POST /trials/newcustomer/activate/");
    }

    @Test
    void anActivationIsARecordToo() throws Exception {
        send(call("trials?operation=create").withBody(REQUEST));
        send(call("trials?operation=activate&domain=newcustomer").withBody(new ActivationRequest("7", 6, 200)));
        ObjectNode domain = account.domain("newcustomer").orElseThrow();
        assertThat(domain.get("planName").asText()).isEqualTo("Enterprise");
        assertThat(domain.get("availablePuLicences").asInt()).isEqualTo(6);
        assertThat(domain.get("availableStorage").asInt()).isEqualTo(200);
    }

    @Test
    void whatIsASubscriptionWithJustThatIsNotActivatedAgain() throws Exception {
        send(call("trials?operation=create").withBody(REQUEST));
        String same = "trials?operation=activate&planId=10&domain=newcustomer&powerUsers=5&storageGb=100";
        assertThat(send(call(same)).getMessage().getHeader(EgnyteMspConstants.UNCHANGED))
                .as("a trial with these numbers is no subscription")
                .isNull();
        Exchange again = send(call(same));
        assertThat(again.getMessage().getHeader(EgnyteMspConstants.UNCHANGED)).isEqualTo(true);
        assertThat(again.getMessage().getBody(TrialActivation.class).activationDate()).isEqualTo(LocalDate.of(2026, 11, 19));
        assertThat(send(call(same).withHeader(EgnyteMspConstants.STORAGE_GB, 101)).getMessage()
                .getHeader(EgnyteMspConstants.UNCHANGED)).isNull();
        assertThat(calls()).filteredOn(call -> call.contains("activate")).hasSize(2);
    }

    @Test
    void aTrialThatCannotBeAskedForAsADomainIsActivatedAllTheSame() throws Exception {
        send(call("trials?operation=create").withBody(REQUEST));
        simulator.failNext(Fault.status(404).on("GET", "/pubapi/v1/msp/domains/newcustomer"));
        send(call("trials?operation=activate&planId=10&domain=newcustomer&powerUsers=5&storageGb=100"));
        assertThat(account.domain("newcustomer").orElseThrow().get("status").asText()).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource({ "4, 100, powerUsers is 4, 5 are in use", "5, 49, storageGB is 49, 50 are in use" })
    void anActivationBelowTheUseIsNotSent(int powerUsers, int storage, String given, String used) throws Exception {
        send(call("trials?operation=create").withBody(REQUEST));
        account.changeDomain("newcustomer", domain -> domain.put("usedPuLicences", 5).put("usedStorage", 50));
        assertThat(failure(IllegalArgumentException.class, call("trials?operation=activate&domain=newcustomer&planId=10")
                .withBody(Map.of("powerUsers", powerUsers, "storageGB", storage)))).hasMessageContaining(given)
                .hasMessageContaining(used);
        assertThat(calls()).noneMatch(call -> call.contains("activate"));
    }

    @Test
    void anActivationWhoseAnswerIsLostSaysWhatWasFound() throws Exception {
        send(call("trials?operation=create").withBody(REQUEST));
        simulator.failNext(Fault.loseAnswer().on("POST", "/pubapi/v1/msp/trials"));
        assertThat(failure(EgnyteMspOutcomeUnknownException.class,
                call("trials?operation=activate&domain=newcustomer&planId=10&powerUsers=5&storageGb=100")))
                .hasMessageContaining("newcustomer has the status active");
    }
}
