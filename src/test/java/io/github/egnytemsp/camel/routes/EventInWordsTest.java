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
package io.github.egnytemsp.camel.routes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static org.assertj.core.api.Assertions.assertThat;

class EventInWordsTest extends SinkFixture {

    private Map<String, Object> words(ShippedRoutes routes, String event) throws Exception {
        MspEvent body = MspEvent.parse(event.getBytes(StandardCharsets.UTF_8));
        Exchange exchange = routes.context().createProducerTemplate().request("direct:event-in-words", sent -> {
            sent.getMessage().setBody(body);
            sent.getMessage().setHeader("name", "value");
        });
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders()).containsOnly(Map.entry("name", "value"));
        return exchange.getVariables();
    }

    private Map<String, Object> words(String event, Map<String, String> properties) throws Exception {
        try (ShippedRoutes routes = start(properties, "event-in-words")) {
            return words(routes, event);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "RESELLER_CONNECT_TRIAL_EXPIRED | trial | A Connect trial has expired",
            "RESELLER_MRR_CHANGED | revenue | The monthly recurring revenue has changed",
            "RESELLER_INVOICE_PAID | invoice | An invoice was paid",
            "RESELLER_CC_ADDED | payment | A credit card was added",
            "USER_TFA_ENABLED | security | Two-factor authentication was enabled for a user",
            "RESELLER_PROFILE_UPDATED | account | The profile in the Reseller Dashboard was updated",
            "RESELLER_GOVERNANCE_TRIAL_EXTENDED | trial | Egnyte reports reseller governance trial extended",
            "<b>neu</b> | account | Egnyte reports <b>neu</b>" })
    void everyTypeHasItsWords(String type, String family, String words) throws Exception {
        assertThat(words(event(type, 1), Map.of())).containsEntry("family", family).containsEntry("words", words)
                .containsEntry("subject", words).containsEntry("customer", "").containsEntry("changes", "")
                .containsEntry("dashboard", "https://resellers.egnyte.com");
    }

    @Test
    void everyFieldIsTextWithTheDigitsThatCame() throws Exception {
        Map<String, Object> words = words(
                "{\"event_type\":\"RESELLER_MRR_CHANGED\",\"mrr\":10.10,\"big\":123456789012345678.01,\"e\":1e3,"
                                          + "\"list\":[1.50,\"x\"],\"none\":null,\"staff\":false}",
                Map.of());
        assertThat(words.get("fields")).hasToString("{event_type=RESELLER_MRR_CHANGED, mrr=10.10, big=123456789012345678.01, "
                                                    + "e=1e3, list=[1.50,\"x\"], none=, staff=false}");
    }

    @Test
    void theSubjectNamesTheCustomerOnOneLineOfAtMost100Characters() throws Exception {
        Map<String, String> properties = Map.of("tickets.customerFields", "domain, company_name");
        assertThat(words(event("RESELLER_MRR_CHANGED", 1, "Müller\\r\\n & \\u0000 Söhne"), properties))
                .containsEntry("subject", "The monthly recurring revenue has changed: Müller   &   Söhne");
        for (String padding : new String[] { "", "a" }) {
            String subject = (String) words(
                    event("RESELLER_MRR_CHANGED", 1, padding + "\\ud83d\\ude00".repeat(10_000)), properties).get("subject");
            assertThat(subject).hasSizeBetween(99, 100).startsWith("The monthly recurring revenue has changed: ")
                    .endsWith("😀...");
            assertThat(subject.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
        }
        assertThat(words("{\"event_type\":\"" + "X".repeat(10_000) + "\"}", properties).get("subject").toString())
                .hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void anOwnTemplateStandsInThePlaceOfTheShippedOne() throws Exception {
        Path own = Files.createDirectory(folder.resolve("templates.local"));
        Files.writeString(own.resolve("words.ftl"), Files.readString(Path.of("routes/templates/words.ftl"))
                .replace("A Connect trial has expired", "Ein Connect-Test läuft ab"));
        assertThat(words(event("RESELLER_CONNECT_TRIAL_EXPIRED", 1), Map.of("templates.own", own.toString())))
                .containsEntry("words", "Ein Connect-Test läuft ab").containsEntry("subject", "Ein Connect-Test läuft ab");
    }
}
