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

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.client.DrivenTime;
import io.github.egnytemsp.camel.demo.DemoMailServer.Mail;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.ConnectWiseServer;
import io.github.egnytemsp.camel.psa.Step;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What did not happen, and what waits for a person, is told by mail once, and so is its end. */
class ExpectedEventsAlertsTest extends SinkFixture {

    private static final String HEAD = "domain,company,agreement,addition,quantity\n";

    private EgnyteMspSimulator egnyte;
    private ConnectWiseServer connectWise;

    @BeforeEach
    void startServers() throws Exception {
        egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).start();
        connectWise = new ConnectWiseServer();
        connectWise.addAgreement(7);
        connectWise.putAddition(Addition.of(31, 7, "Power users", "18", "15.50"));
    }

    @AfterEach
    void stopServers() {
        connectWise.close();
        egnyte.close();
    }

    private Map<String, String> alerts() {
        return Map.of(
                "alerts.enabled", "true", "alerts.interval", "100ms", "alerts.mailTo", "dana@msp.example", "operator.enabled",
                "false");
    }

    private ShippedRoutes startAgreements(String mapping) throws Exception {
        Map<String, String> properties = new HashMap<>(alerts());
        properties.putAll(connectWise.properties());
        properties.put("connectwise.enabled", "false");
        properties.put("tickets.customerId", "12");
        properties.put("camel.component.egnyte-msp.baseUrl", egnyte.baseUrl());
        properties.put("camel.component.egnyte-msp.accessToken", "simulator-token");
        properties.put("agreements.enabled", "true");
        properties.put("agreements.dir", folder.resolve("agreements").toString());
        properties.put("camel.main.routeFilterExcludePattern", "agreements-due");
        map(mapping);
        return start(properties, "alerts", "mail", "agreements", "agreements-connectwise", "sink-connectwise", "event-in-words",
                "ticket-incident");
    }

    private void map(String mapping) throws Exception {
        Files.createDirectories(folder.resolve("agreements"));
        Files.writeString(folder.resolve("agreements/mapping.csv"), HEAD + mapping);
    }

    private static void compare(ShippedRoutes routes) {
        routes.context().createProducerTemplate().sendBody("direct:agreements-compare", null);
    }

    private List<Mail> mails() {
        return services.mail().mails();
    }

    private String mail(int count) {
        await().until(() -> mails().size() >= count);
        return mails().get(count - 1).text();
    }

    @Test
    void anInvoiceWithoutAPayment() throws Exception {
        DrivenTime time = new DrivenTime(Instant.parse("2026-12-10T09:00:00Z"));
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.putAll(alerts());
        try (ShippedRoutes routes = new ShippedRoutes(
                folder.resolve("inbox"), properties, Map.of("drivenTime", time), "alerts", "mail")) {
            store(routes, event("RESELLER_RECURRING_INVOICE_GENERATED", 1));
            time.moveOn(Duration.ofDays(30));
            assertThat(mail(1)).contains("Egnyte reported an invoice, and no payment for 30 days", "alerts.paymentDays");
            store(routes, event("RESELLER_INVOICE_PAID", 2));
            assertThat(mail(2)).contains("Good again. It was: Egnyte reported an invoice");
            time.moveOn(Duration.ofDays(6));
            store(routes, event("RESELLER_UPSELL_INVOICE_GENERATED", 3));
            time.moveOn(Duration.ofDays(30));
            assertThat(mail(3)).contains("no payment for 30 days");
        }
        assertThat(mails()).as("each once").hasSize(3);
    }

    @Test
    void aChangeThatWaitsForADecision() throws Exception {
        try (ShippedRoutes routes = startAgreements("acme1,12,7,31,powerUsers\n")) {
            compare(routes);
            assertThat(mail(1)).contains(
                    "1 change of an agreement waits for a decision: acme1, Power users of agreement 7 from 18 to 20.");
            compare(routes);
            connectWise.changeQuantity(7, 31, 20);
            compare(routes);
            assertThat(mail(2)).contains("Good again. It was: 1 change of an agreement waits");
        }
        assertThat(mails()).as("each once").hasSize(2);
    }

    @Test
    void aSideThatCannotBeRead() throws Exception {
        connectWise.changeQuantity(7, 31, 20);
        try (ShippedRoutes routes = startAgreements("acme1,12,7,31,powerUsers\n")) {
            egnyte.failNext(Fault.status(400));
            compare(routes);
            assertThat(mail(1)).contains("The last comparison of agreements could not be made in full", "compare again");
            compare(routes);
            assertThat(mail(2)).contains("Good again. It was: The last comparison of agreements");
        }
        assertThat(mails()).as("each once").hasSize(2);
    }

    @Test
    void anAgreementThatCannotBeRead() throws Exception {
        connectWise.changeQuantity(7, 31, 20);
        try (ShippedRoutes routes = startAgreements("acme1,12,7,31,powerUsers\nnowhere,12,7,32,powerUsers\n")) {
            connectWise.fail(Step.ADDITIONS, io.github.egnytemsp.camel.psa.Fault.status(401));
            compare(routes);
            assertThat(mail(1)).contains(
                    "The last comparison of agreements could not be made in full",
                    "Agreement 7 cannot be read: HTTP status 401",
                    "Egnyte has no domain nowhere.");
            connectWise.fail(Step.ADDITIONS, null);
            map("acme1,12,7,31,powerUsers\n");
            compare(routes);
            assertThat(mail(2)).contains("Good again. It was: The last comparison of agreements");
        }
        assertThat(mails()).as("each once").hasSize(2);
    }

    @Test
    void aConversionThatNoAgreementBills() throws Exception {
        connectWise.changeQuantity(7, 31, 20);
        try (ShippedRoutes routes = startAgreements("acme1,12,7,31,powerUsers\n")) {
            store(routes, event("RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID", 1));
            compare(routes);
            assertThat(mail(1)).contains("A trial was converted to a subscription, and no agreement bills acme2, globex.");
            connectWise.putAddition(Addition.of(32, 7, "Power users", "10", "15.50"));
            connectWise.putAddition(Addition.of(33, 7, "Power users", "0", "15.50"));
            map("acme1,12,7,31,powerUsers\nacme2,12,7,32,powerUsers\nglobex,12,7,33,powerUsers\n");
            compare(routes);
            await().until(() -> mails().stream().map(Mail::text).anyMatch(
                    text -> text.contains("Good again. It was: A trial was converted")));
        }
        assertThat(mails()).as("told once").filteredOn(mail -> mail.text().contains("Warning: A trial was converted"))
                .hasSize(1);
    }
}
