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
package io.github.egnytemsp.camel.operator;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.ConnectWiseServer;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The part of the operator's interface that is about agreements. */
class OperatorAgreementsTest {

    private static final String[] FILES
            = {
                    "operator", "operator-webhook", "operator-agreements", "operator-proposals", "agreements",
                    "agreements-connectwise",
                    "sink-connectwise",
                    "event-in-words",
                    "ticket-incident" };

    @TempDir
    private Path folder;
    private EgnyteMspSimulator egnyte;
    private ConnectWiseServer connectWise;
    private OperatorPage page;

    @BeforeEach
    void startServers() throws Exception {
        egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).start();
        connectWise = new ConnectWiseServer();
        connectWise.addAgreement(7);
        connectWise.putAddition(Addition.of(31, 7, "Power users", "18", "15.50"));
        Files.createDirectories(folder.resolve("agreements"));
        Files.writeString(
                folder.resolve("agreements/mapping.csv"),
                "domain,company,agreement,addition,quantity\nacme1,12,7,31,powerUsers\n");
    }

    @AfterEach
    void stopServers() {
        if (page != null) {
            page.close();
        }
        connectWise.close();
        egnyte.close();
    }

    private void start(String... more) throws Exception {
        Map<String, String> properties = new HashMap<>(connectWise.properties());
        properties.put("connectwise.enabled", "false");
        properties.put("camel.component.egnyte-msp.baseUrl", egnyte.baseUrl());
        properties.put("camel.component.egnyte-msp.accessToken", "simulator-token");
        properties.put("tickets.customerId", "12");
        properties.put("agreements.enabled", "true");
        properties.put("agreements.reportOnly", "false");
        properties.put("agreements.dir", folder.resolve("agreements").toString());
        properties.put("camel.main.routeFilterExcludePattern", "agreements-due");
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        page = OperatorPage.withPassword(folder, properties, FILES);
    }

    private HttpResponse<String> as(String who, String method, String path, String body) throws Exception {
        return page.send(page.request(method, "/operator/api/" + path, body)
                .header("Authorization", OperatorPage.basic(who + ":" + OperatorPage.PASSWORD))
                .header("X-Egnyte-Msp-Operator", "1"));
    }

    private JsonNode read(String path) throws Exception {
        return OperatorPage.json(as("dana", "GET", path, ""));
    }

    @Test
    void aProposalIsApprovedByWhoHasLoggedIn() throws Exception {
        start();
        assertThat(read("agreements").toString()).isEqualTo("{\"enabled\":true,\"reportOnly\":false}");
        JsonNode report = OperatorPage.json(as("dana", "POST", "agreements/compare", ""));
        assertThat(report.get("differ").intValue()).isEqualTo(1);
        assertThat(read("agreements").get("summary")).isEqualTo(report.get("summary"));
        assertThat(read("problems").toString())
                .contains("1 change of an agreement waits for a decision: acme1, Power users of agreement 7 from 18 to 20.");
        JsonNode open = read("proposals?state=open").get(0);
        assertThat(open.get("from").intValue()).isEqualTo(18);
        assertThat(open.get("amount").textValue()).startsWith("31.0");

        HttpResponse<String> applied = as(
                "dana", "POST", "proposals/" + open.get("id") + "/approve", "{\"revision\":1,\"decidedBy\":\"somebody else\"}");
        assertThat(applied.statusCode()).isEqualTo(200);
        assertThat(OperatorPage.json(applied).get("state").textValue()).isEqualTo("applied");
        assertThat(OperatorPage.json(applied).get("decidedBy").textValue()).isEqualTo("dana");
        assertThat(connectWise.quantityChanges()).hasSize(1);
        assertThat(read("proposals/" + open.get("id"))).isEqualTo(OperatorPage.json(applied));
        assertThat(read("problems").toString()).doesNotContain("agreements-open");
    }

    @Test
    void aConversionThatNoAgreementBillsIsAProblemOnceItWasCompared() throws Exception {
        start();
        page.routes().context().createProducerTemplate().sendBody(
                "egnyte-msp:inbox", "{\"event_type\":\"RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID\"}");
        assertThat(read("problems").toString()).doesNotContain("conversion-unmapped");
        as("dana", "POST", "agreements/compare", "");
        assertThat(read("problems").toString()).contains("conversion-unmapped", "no agreement bills acme2, globex.");
    }

    @Test
    void aDecisionAboutWhatWasNotSeenIsRejected() throws Exception {
        start();
        as("dana", "POST", "agreements/compare", "");
        assertThat(as("dana", "POST", "proposals/1/approve", "{\"revision\":7}").statusCode()).isEqualTo(409);
        assertThat(as("dana", "POST", "proposals/1/approve", "{}").statusCode()).isEqualTo(400);
        assertThat(as("dana", "POST", "proposals/1/approve", "{\"revision\":1,\"all\":true}").statusCode()).isEqualTo(400);
        assertThat(as("dana", "POST", "proposals/99/refuse", "{\"revision\":1}").statusCode()).isEqualTo(404);
        assertThat(as("dana", "POST", "proposals/1/refuse", "{\"revision\":1}").statusCode()).isEqualTo(200);
        HttpResponse<String> late = as("dana", "POST", "proposals/1/approve", "{\"revision\":1}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("is refused");
        assertThat(connectWise.quantityChanges()).isEmpty();
    }

    @Test
    void nobodyApprovesWithoutALoginOrFromAnotherSite() throws Exception {
        start();
        as("dana", "POST", "agreements/compare", "");
        String path = "/operator/api/proposals/1/approve";
        assertThat(page.curl("POST", path, "{\"revision\":1}").statusCode()).isEqualTo(401);
        assertThat(page.send(page.page(page.loggedIn("dana"), "POST", path, "{\"revision\":1}")
                .setHeader("Origin", "https://evil.example")).statusCode()).isEqualTo(403);
        assertThat(page.send(page.page(page.loggedIn("dana"), "POST", path, "{\"revision\":1}")
                .setHeader("X-Egnyte-Msp-Operator", "wrong")).statusCode()).isEqualTo(403);
        assertThat(read("proposals/1").get("state").textValue()).isEqualTo("open");
        assertThat(connectWise.quantityChanges()).isEmpty();
    }

    @Test
    void whileItOnlyReportsNothingIsApproved() throws Exception {
        start("agreements.reportOnly", "true");
        as("dana", "POST", "agreements/compare", "");
        HttpResponse<String> answer = as("dana", "POST", "proposals/1/approve", "{\"revision\":1}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("reportOnly is true");
        assertThat(connectWise.quantityChanges()).isEmpty();
    }

    @Test
    void theHistoryIsATableForASpreadsheet() throws Exception {
        connectWise.putAddition(Addition.of(31, 7, "=HYPERLINK(\"http://x\")", "18", "15.50"));
        start();
        as("dana", "POST", "agreements/compare", "");
        as("dana", "POST", "proposals/1/approve", "{\"revision\":1}");
        HttpResponse<String> csv = as("dana", "GET", "proposals.csv?since=2026-01-01", "");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("\uFEFF\"state\",\"domain\"").contains("\"decided by\"");
        assertThat(lines.get(1)).startsWith("\"applied\",\"acme1\",\"12\",\"7\",\"31\",\"'=HYPERLINK").contains("\"dana\"");
        assertThat(as("dana", "GET", "proposals.csv?until=2026-01-01", "").body().lines()).hasSize(1);
    }

    @Test
    @Tag("long")
    void aComparisonMayTakeLongerThanAConnectionMayBeIdle() throws Exception {
        start("agreements.adapter", "slow");
        page.routes().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:slow-agreement-read").delay(65_000).to("direct:connectwise-agreement-read");
            }
        });
        HttpResponse<String> answer = page.send(page.request("POST", "/operator/api/agreements/compare", "")
                .header("Authorization", OperatorPage.basic("dana:" + OperatorPage.PASSWORD))
                .header("X-Egnyte-Msp-Operator", "1").timeout(Duration.ofMinutes(3)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(OperatorPage.json(answer).get("differ").intValue()).isEqualTo(1);
    }

    @Test
    void withoutAgreementsNothingIsCompared() throws Exception {
        start("agreements.enabled", "false");
        assertThat(read("agreements").get("enabled").booleanValue()).isFalse();
        HttpResponse<String> answer = as("dana", "POST", "agreements/compare", "");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("agreements.enabled is false");
        assertThat(read("proposals")).isEmpty();
    }
}
