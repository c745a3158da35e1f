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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.simulator.Fault;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/licence-true-up.yaml */
class LicenceTrueUpTest extends AccountRoutesFixture {

    private ShippedRoutes start(String period, String... more) throws Exception {
        Map<String, String> properties = new HashMap<>(
                Map.of(
                        "trueUp.enabled", "true", "trueUp.dir", folder.resolve("true-up").toString(), "trueUp.period", period));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return start("licence-true-up,licence-true-up-tables,mail", properties);
    }

    private Path made() {
        return folder.resolve("true-up").resolve(YearMonth.now() + ".made");
    }

    private Path file(String name) {
        return folder.resolve("true-up").resolve(YearMonth.now() + "-" + name);
    }

    @Test
    void everyDomainAndPlanIsInAFileAndInTheMail() throws Exception {
        simulator.account().pageSize(2);
        simulator.account().changeDomain("globex",
                domain -> domain.put("planName", "Größe \"XL\", groß").put("monthlyCost", new BigDecimal("0.10")));
        try (ShippedRoutes routes = start("3600000", "trueUp.day", "31")) {
            routes.context().createProducerTemplate().sendBody("direct:licence-true-up", null);
        }
        assertThat(file("domains.csv")).content(StandardCharsets.UTF_8).isEqualTo("""
                \uFEFF"domain","plan","status","since","power users","used","unused","standard users","used","unused",\
                "storage","used storage","monthly cost"
                "acme1","Business","active","2026-01-24",20,15,5,100,7,93,800,300,250.00
                "acme2","Business","active","2026-01-24",10,10,0,100,7,93,400,390,125.00
                "globex","Größe ""XL"", groß","active","2026-01-24",30,12,18,100,7,93,6000,100,0.10
                """.replace("\n", "\r\n"));
        assertThat(file("plans.csv")).content().contains("\"10\",\"Business\",100,1000,12.50,5000,2500\r\n");

        assertThat(mails()).hasSize(1);
        MimeMessage message = mails().get(0);
        assertThat(message.getSubject()).isEqualTo("Egnyte licences, " + YearMonth.now());
        assertThat(message.getAllRecipients()[0]).hasToString("billing@msp.example");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n")).isEqualTo("""
                3 domains, 60 power users, 37 of them in use.
                A month costs 375.10.

                Domains with power users that are not in use:
                  globex: 18 of 30
                  acme1: 5 of 20

                Every domain and plan is in the attached files.
                """);
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("domains.csv");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(Files.readAllBytes(file("domains.csv")));
        assertThat(parts.getBodyPart(2).getFileName()).isEqualTo("plans.csv");
    }

    @Test
    void noTextIsAFormulaAndMoneyIsExact() throws Exception {
        simulator.account().completeLists(true);
        simulator.account().changeDomain("acme1", domain -> domain.put("planName", "=HYPERLINK(\"http://x\";\"y\")")
                .put("monthlyCost", new BigDecimal("123456789012345678.01")));
        simulator.account().changeDomain("acme2", domain -> domain.put("planName", "\t＠SUM(1;+1)\r")
                .put("monthlyCost", new BigDecimal("-12.50")));
        try (ShippedRoutes routes = start(
                "3600000", "trueUp.day", "31", "trueUp.separator", ";", "trueUp.mailTo", "a@msp.example, b@msp.example")) {
            routes.context().createProducerTemplate().sendBody("direct:licence-true-up", null);
        }
        assertThat(file("domains.csv")).content(StandardCharsets.UTF_8).contains(
                "\r\n\"acme1\";\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\";\"active\";",
                ";300;123456789012345678.01\r\n\"acme2\";\"'＠SUM(1;'+1)\";\"active\";", ";390;-12.50\r\n");
        assertThat(text(0)).contains("A month costs 123456789012346265.51.");
        assertThat(mails()).extracting(message -> message.getHeader("To", null))
                .containsExactly("a@msp.example", "b@msp.example");
    }

    @Test
    void costsAreAskedForOnlyWhereTheListDoesNotTellThemAndAreWanted() throws Exception {
        simulator.account().completeLists(true);
        try (ShippedRoutes routes = start("3600000", "trueUp.day", "31")) {
            routes.context().createProducerTemplate().sendBody("direct:licence-true-up", null);
        }
        assertThat(simulator.calls()).hasSize(2);
        simulator.account().completeLists(false);
        try (ShippedRoutes routes = start("3600000", "trueUp.day", "31", "trueUp.costs", "false")) {
            routes.context().createProducerTemplate().sendBody("direct:licence-true-up", null);
        }
        assertThat(simulator.calls()).hasSize(4);
        assertThat(text(1)).contains("Egnyte does not say what they cost.");
    }

    @Test
    void whatEgnyteDoesNotTellIsSaidAndNotTakenForNothing() throws Exception {
        simulator.account().changeDomain("acme1", domain -> domain.putNull("monthlyCost"));
        try (ShippedRoutes routes = start("3600000", "trueUp.day", "31")) {
            routes.context().createProducerTemplate().sendBody("direct:licence-true-up", null);
        }
        assertThat(text(0)).contains(", without 1 whose cost Egnyte does not say.");
    }

    @Test
    void anAccountWithoutDomainsIsOneToo() throws Exception {
        List.of("acme1", "acme2", "globex").forEach(simulator.account()::removeDomain);
        try (ShippedRoutes routes = start("3600000", "trueUp.day", "31")) {
            routes.context().createProducerTemplate().sendBody("direct:licence-true-up", null);
        }
        assertThat(text(0)).startsWith("0 domains, 0 power users");
    }

    @Test
    void aMonthWhoseMakingIsCutOffIsMadeAgain() throws Exception {
        try (ShippedRoutes routes
                = start("50", "camel.main.routesIncludePattern", immediately(), "mail.server", "smtp://127.0.0.1:1")) {
            await().until(() -> Files.exists(file("domains.csv")));
            assertThat(made()).doesNotExist();
        }
        try (ShippedRoutes routes = start("50", "camel.main.routesIncludePattern", immediately())) {
            await().until(() -> mails().size() == 1);
        }
    }

    @Test
    void beforeItsDayNothingIsMade() throws Exception {
        try (ShippedRoutes routes = start("50", "camel.main.routesIncludePattern", immediately(), "trueUp.day", "32")) {
            await().until(() -> routes.context().getRoute("licence-true-up-each-month").getUptimeMillis() > 300);
        }
        assertThat(simulator.calls()).isEmpty();
    }

    private String text(int mail) throws Exception {
        return ((MimeMultipart) mails().get(mail).getContent()).getBodyPart(0).getContent().toString().replace("\r\n", "\n");
    }

    @Test
    void aMonthIsMadeOnceAlsoOverRestarts() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (ShippedRoutes routes = start("50", "camel.main.routesIncludePattern", immediately())) {
                await().until(() -> routes.context().getRoute("licence-true-up-each-month").getUptimeMillis() > 300);
                await().until(() -> mails().size() == 1);
            }
        }
        assertThat(mails()).hasSize(1);
        assertThat(made()).exists();
    }

    @Test
    void aMonthThatFailedIsMadeWithTheNextLook() throws Exception {
        simulator.failNext(Fault.status(404).times(3));
        try (ShippedRoutes routes = start("50", "camel.main.routesIncludePattern", immediately())) {
            await().until(() -> mails().size() == 1);
        }
        assertThat(simulator.calls()).as("three that fail, two lists and three costs").hasSize(8);
    }

    /** The file as it is, but for the pause before the first look. */
    private String immediately() throws Exception {
        Path copy = folder.resolve("licence-true-up.yaml");
        Files.writeString(copy, Files.readString(Path.of("routes/licence-true-up.yaml")).replace("delay: 5000", "delay: 0"));
        return "file:" + copy + ",file:routes/licence-true-up-tables.yaml,file:routes/mail.yaml";
    }
}
