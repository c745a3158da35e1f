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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.changes.Changes;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.Fault;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is different since the last time, without webhooks. */
class ChangesTest extends AccountFixture {

    @TempDir
    Path folder;

    private Changes changes(String uri) throws Exception {
        return send(call(uri), Changes.class);
    }

    @Test
    void theFirstTimeNothingIsDifferentAndThenEverythingThatIs() throws Exception {
        account.pageSize(2);
        account.completeLists(true);
        Changes first = changes("domains?operation=changes");
        assertThat(first.first()).isTrue();
        assertThat(first.count()).isEqualTo(3);
        assertThat(first.any()).isFalse();
        assertThat(changes("domains?operation=changes").any()).isFalse();

        account.changeDomain("acme1",
                domain -> domain.put("usedPuLicences", 18).put("monthlyCost", new BigDecimal("260.00")).put("brandNew", true));
        account.putDomain(account.domain("acme2").orElseThrow().put("domain", "initech"));
        account.removeDomain("globex");
        Changes changes = changes("domains?operation=changes");

        assertThat(changes.first()).isFalse();
        assertThat(changes.added()).extracting(record -> record.get("domain").asText()).containsExactly("initech");
        assertThat(changes.removed()).extracting(record -> record.get("domain").asText()).containsExactly("globex");
        assertThat(changes.changed()).hasSize(1);
        JsonNode changed = changes.changed().get(0);
        assertThat(changed.get("id").asText()).isEqualTo("acme1");
        assertThat(changed.get("fields")).hasToString("{\"brandNew\":{\"before\":null,\"after\":true},"
                                                      + "\"monthlyCost\":{\"before\":250.00,\"after\":260.00},"
                                                      + "\"usedPuLicences\":{\"before\":15,\"after\":18}}");
        assertThat(changes("domains?operation=changes").any()).as("told once").isFalse();
    }

    @Test
    void theyAreNoEvent() throws Exception {
        var exchange = send(call("plans?operation=changes"));
        assertThat(exchange.getMessage().getBody(MspEvent.class)).isNull();
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys(EgnyteMspConstants.EVENT_ID,
                EgnyteMspConstants.EVENT_TYPE);
        assertThat(exchange.getMessage().getBody(String.class))
                .startsWith("{\"resource\":\"plans\",\"first\":true,\"count\":2,");
    }

    @Test
    void eachListAndFilterHasAMemoryOfItsOwn() throws Exception {
        changes("domains?operation=changes");
        assertThat(changes("tenants?operation=changes").first()).isTrue();
        assertThat(changes("domains?operation=changes&planName=Business").count()).isEqualTo(2);
        assertThat(changes("domains?operation=changes&planName=Enterprise").first()).isTrue();
        assertThat(changes("domains?operation=changes&planName=Business").any()).isFalse();
        assertThat(changes("domains?operation=changes").any()).isFalse();
    }

    @Test
    void whatRisesAboveTheThresholdIsToldWhenItDoes() throws Exception {
        String uri = "domains?operation=changes&thresholdPercent=90";
        Changes first = changes(uri);
        assertThat(first.aboveThreshold()).as("also what is above it the first time")
                .extracting(entry -> entry.get("id").asText() + " " + entry.get("field").asText() + " " + entry.get("percent"))
                .containsExactly("acme2 usedPuLicences 100.0", "acme2 usedStorage 97.5");

        account.changeDomain("acme1", domain -> domain.put("usedPuLicences", 18));
        assertThat(changes(uri).aboveThreshold()).as("90 % is not above 90 %").isEmpty();
        account.changeDomain("acme1", domain -> domain.put("usedPuLicences", 19));
        assertThat(changes(uri).aboveThreshold()).singleElement()
                .hasToString("{\"id\":\"acme1\",\"field\":\"usedPuLicences\",\"used\":19,\"available\":20,\"percent\":95.0}");
        assertThat(changes(uri).aboveThreshold()).as("it is still above").isEmpty();
    }

    @Test
    void aThresholdCanBeOfOneFieldAndIsComparedExactly() throws Exception {
        account.changeDomain("acme1", domain -> domain.put("availablePuLicences", 10_000).put("usedPuLicences", 9_004));
        assertThat(changes("domains?operation=changes&thresholdPercent=90&thresholdFields=usedPuLicences").aboveThreshold())
                .extracting(entry -> entry.get("id").asText() + " " + entry.get("percent"))
                .containsExactly("acme1 90.0", "acme2 100.0");
        assertThat(failure(FailedToCreateProducerException.class, call("domains?operation=changes&thresholdFields=powerUsers")))
                .rootCause().hasMessageContaining("thresholdFields").hasMessageContaining("usedPuLicences");
    }

    @Test
    void storageIsMeasuredAgainstWhatTheDomainHas() throws Exception {
        account.changeDomain("acme1",
                domain -> domain.put("allocatedStorage", 1000).put("availableStorage", 2000).put("usedStorage", 950));
        account.changeDomain("acme2",
                domain -> domain.put("availableStorage", 400).put("usedStorage", 380).remove("allocatedStorage"));
        assertThat(changes("domains?operation=changes&thresholdPercent=90&thresholdFields=usedStorage").aboveThreshold())
                .extracting(entry -> entry.get("id").asText() + " " + entry.get("available") + " " + entry.get("percent"))
                .containsExactly("acme1 1000 95.0", "acme2 400 95.0");
    }

    @Test
    void anotherThresholdTellsWhatIsAboveItAlready() throws Exception {
        changes("domains?operation=changes");
        assertThat(changes("domains?operation=changes&thresholdPercent=99").aboveThreshold()).hasSize(1);
        assertThat(changes("domains?operation=changes&thresholdPercent=90").aboveThreshold()).hasSize(2);
        assertThat(changes("domains?operation=changes&thresholdPercent=90").any()).isFalse();
    }

    @Test
    void aTenantAndAPlanHaveThresholdsToo() throws Exception {
        assertThat(changes("tenants?operation=changes&thresholdPercent=25").aboveThreshold()).hasSize(1);
        assertThat(changes("plans?operation=changes&thresholdPercent=45").aboveThreshold()).hasSize(2);
    }

    @Test
    void whatCouldNotBeHandledIsToldAgain() throws Exception {
        boolean[] failing = { false };
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:look").to("egnyte-msp:domains?operation=changes").process(exchange -> {
                    if (failing[0]) {
                        throw new IllegalStateException("the mail server is down");
                    }
                });
            }
        });
        var template = context.createProducerTemplate();
        template.requestBody("direct:look", (Object) null);
        account.removeDomain("globex");
        failing[0] = true;
        assertThatThrownBy(() -> template.requestBody("direct:look", (Object) null))
                .isInstanceOf(CamelExecutionException.class);
        failing[0] = false;
        assertThat(template.requestBody("direct:look", null, Changes.class).removed()).hasSize(1);
    }

    @Test
    void whatWasRolledBackIsToldAgain() throws Exception {
        boolean[] rollback = { false };
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:look").to("egnyte-msp:domains?operation=changes")
                        .process(exchange -> exchange.setRollbackOnly(rollback[0]));
            }
        });
        var template = context.createProducerTemplate();
        template.requestBody("direct:look", (Object) null);
        account.removeDomain("globex");
        rollback[0] = true;
        template.send("direct:look", exchange -> {
        });
        rollback[0] = false;
        assertThat(template.requestBody("direct:look", null, Changes.class).removed()).hasSize(1);
    }

    @Test
    void aFieldThatIsNotToldAnyMoreButWasNothingIsNoChange() throws Exception {
        account.changeDomain("acme1", domain -> domain.putNull("subscriptionDate"));
        changes("domains?operation=changes");
        account.changeDomain("acme1", domain -> domain.remove("subscriptionDate"));
        assertThat(changes("domains?operation=changes").any()).isFalse();
    }

    @Test
    void aListThatChangesBetweenItsPagesIsLookedAtAgain() throws Exception {
        changes("domains?operation=changes");
        simulator.failNext(Fault.answer(200, Map.of(),
                "{\"next\":null,\"count\":3,\"results\":[{\"domain\":\"acme1\"},{\"domain\":\"acme1\"}]}"));
        assertThat(failure(Exception.class, call("domains?operation=changes"))).hasMessageContaining("1 of 3");
        assertThat(changes("domains?operation=changes").any()).isFalse();
    }

    @Test
    void howTheAnswerCameIsInTheHeaders() throws Exception {
        var exchange = send(call("domains?operation=changes"));
        assertThat(exchange.getMessage().getHeader(EgnyteMspConstants.HTTP_STATUS)).isEqualTo(200);
        assertThat(exchange.getMessage().getHeader(EgnyteMspConstants.CALLS_TODAY)).isEqualTo(1L);
    }

    @Test
    void aListThatBreaksOffIsNotTakenForChanges() throws Exception {
        changes("domains?operation=changes");
        simulator.failNext(Fault.answer(200, Map.of(), "{\"next\":\"?page=2\",\"results\":[{\"domain\":\"acme1\"}]}"));
        simulator.failNext(Fault.status(500));
        assertThat(failure(Exception.class, call("domains?operation=changes&maxRetries=0"))).hasMessageContaining("500");
        assertThat(changes("domains?operation=changes").any()).isFalse();
    }

    @Test
    void maxPagesDoesNotMakeTheRestLookRemoved() throws Exception {
        account.pageSize(1);
        assertThat(changes("domains?operation=changes&maxPages=1").count()).isEqualTo(3);
    }

    @Test
    void theyAreRememberedOverRestartsAlsoWhenTheListIsLong() throws Exception {
        for (int i = 0; i < 1500; i++) {
            account.putDomain(account.domain("acme1").orElseThrow().put("domain", "customer-" + i));
        }
        remembering();
        assertThat(changes("domains?operation=changes&stateRepository=#file").first()).isTrue();
        context.stop();
        account.removeDomain("customer-7");

        context = newContext();
        context.start();
        remembering();
        Changes changes = changes("domains?operation=changes&stateRepository=#file");
        assertThat(changes.first()).isFalse();
        assertThat(changes.removed()).hasSize(1);
        assertThat(changes.changed()).isEmpty();
    }

    @Test
    void whatIsRememberedIsAsciiAndNotWrittenAgainWhenNothingIsDifferent() throws Exception {
        account.changeDomain("acme1", domain -> domain.put("planName", "Größe 日本"));
        remembering();
        for (int i = 0; i < 3; i++) {
            changes("domains?operation=changes&planName=Größe 日本&stateRepository=#file");
        }
        assertThat(Files.readAllBytes(folder.resolve("state"))).as("a machine without UTF-8 keeps it")
                .doesNotContain(nonAscii());
        assertThat(folder.resolve("state")).content().containsOnlyOnce("records");
    }

    private static byte[] nonAscii() {
        byte[] bytes = new byte[128];
        for (int i = 0; i < 128; i++) {
            bytes[i] = (byte) (i + 128);
        }
        return bytes;
    }

    private void remembering() {
        context.getRegistry().bind("file", FileStateRepository.fileStateRepository(folder.resolve("state").toFile()));
    }
}
