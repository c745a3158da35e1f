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

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the events do not say: which domains and plans differ since the last look. */
class EnrichTest extends AccountRoutesFixture {

    private static final String MRR = "RESELLER_MRR_CHANGED";

    @Test
    void anEventIsToldWhatHasChangedSinceTheStart() throws Exception {
        try (ShippedRoutes routes = startEnriching(Map.of("enrich.interval", "0"))) {
            simulator.account().changeDomain("acme1", domain -> domain.put("availablePuLicences", 25)
                    .put("planName", "Enterprise"));
            simulator.account().removeDomain("acme2");
            assertThat(changes(routes, MRR)).isEqualToIgnoringNewLines("""
                    acme1: power users 20 -> 25, plan Business -> Enterprise
                    Gone: acme2
                    """);
            assertThat(changes(routes, "USER_ADDED")).isEmpty();
        }
    }

    @Test
    void aBurstAfterARestartIsOneLookAndEachOfItsEventsIsTold() throws Exception {
        startEnriching(Map.of()).close();
        simulator.account().changeDomain("globex", domain -> domain.put("availablePuLicences", 31));
        int before = simulator.calls().size();
        try (ShippedRoutes routes = startEnriching(Map.of())) {
            for (int i = 0; i < 20; i++) {
                assertThat(changes(routes, i % 2 == 0 ? MRR : "RESELLER_INVOICE_PAID"))
                        .contains("globex: power users 30 -> 31");
            }
        }
        assertThat(simulator.calls()).hasSize(before + 1);
    }

    @Test
    void aSinkThatComesLaterIsToldOfWhatWasFoundForItsEvent() throws Exception {
        try (ShippedRoutes routes = startEnriching(Map.of("enrich.interval", "0"))) {
            String event = event(MRR, Instant.now());
            simulator.account().changeDomain("globex", domain -> domain.put("availablePuLicences", 31));
            assertThat(changes(routes, event, Instant.now())).contains("30 -> 31");
            assertThat(changes(routes, event, Instant.now().minusSeconds(3600))).contains("30 -> 31");
            assertThat(changes(routes, event, Instant.now().plusSeconds(60))).isEmpty();
        }
    }

    @Test
    void anApiThatRefusesHoldsNothingUp() throws Exception {
        try (ShippedRoutes routes = startEnriching(Map.of("enrich.interval", "0"))) {
            simulator.revokeAccessToken("simulator-token");
            assertThat(changes(routes, MRR)).contains("401");
        }
    }

    @Test
    void namesOfDomainsAreOneLineAndShort() throws Exception {
        try (ShippedRoutes routes = startEnriching(Map.of("enrich.interval", "0"))) {
            simulator.account().changeDomain("acme1", domain -> domain.put("planName", "x\r\n" + "y".repeat(40_000)));
            assertThat(changes(routes, MRR)).hasSizeLessThan(400).doesNotContain("\r").hasLineCount(1);
        }
    }

    private ShippedRoutes startEnriching(Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("camel.component.egnyte-msp.baseUrl", simulator.baseUrl());
        properties.put("camel.component.egnyte-msp.accessToken", "simulator-token");
        properties.put("camel.component.egnyte-msp.maxCallsPerSecond", "0");
        properties.put("enrich.enabled", "true");
        int before = simulator.calls().size();
        ShippedRoutes routes = new ShippedRoutes(folder.resolve("inbox"), properties, "event-in-words", "enrich");
        await().until(() -> simulator.calls().size() > before);
        // the first look is over when the next one is answered
        changes(routes, MRR);
        return routes;
    }

    private String changes(ShippedRoutes routes, String type) throws Exception {
        Instant now = Instant.now();
        return changes(routes, event(type, now), now);
    }

    private static String changes(ShippedRoutes routes, String event, Instant happened) throws Exception {
        try (ProducerTemplate template = routes.context().createProducerTemplate()) {
            Exchange exchange = template.request("direct:event-in-words", request -> {
                request.getMessage().setBody(MspEvent.parse(event.getBytes(UTF_8)));
                request.getMessage().setHeader(Exchange.MESSAGE_TIMESTAMP, happened.toEpochMilli());
            });
            assertThat(exchange.getException()).isNull();
            return exchange.getVariable("changes", String.class);
        }
    }

    private static String event(String type, Instant happened) {
        return "{\"event_type\":\"" + type + "\",\"transaction_timestamp\":\"" + happened + "\"}";
    }
}
