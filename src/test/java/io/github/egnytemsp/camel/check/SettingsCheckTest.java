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
package io.github.egnytemsp.camel.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsCheckTest extends CheckFixture {

    @Test
    void nothingIsWrongWithTheFiveSettingsThatAreNeeded() throws Exception {
        Printed printed = check();
        assertThat(printed.about("settings"))
                .containsExactly("ok     settings         6 in " + local() + ", each is known.");
        assertThat(printed.about("values")).containsExactly("ok     values           Each has the right form.");
        assertThat(printed.about("required")).singleElement().asString().startsWith("ok");
        assertThat(printed.about("sinks")).singleElement().asString().startsWith("note").contains("All are off");
    }

    @ParameterizedTest
    @CsvSource({
            "mail.sever, mail.server", "halopsa.enable, halopsa.enabled", "egnyte-msp.nfrdomain, egnyte-msp.nfrDomain",
            "mail.username1, mail.username", "camel.sevrer.port, camel.server.port", "true-up.dir, trueUp.dir",
            "camel.main.shutdownTimeuot, camel.main.shutdownTimeout" })
    void aMisspelledSettingSaysWhichWasProbablyMeant(String given, String meant) throws Exception {
        set(given, "x");
        Printed printed = check();
        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.about("settings"))
                .containsExactly(
                        "WRONG  settings         " + given + " in local.properties is not a setting. Did you mean " + meant
                                 + "?");
    }

    @Test
    void aSettingOfWhichNothingIsKnownLeadsToTheFileOfAll() throws Exception {
        set("smtp.host", "x");
        assertThat(check().about("settings")).singleElement().asString()
                .isEqualTo(
                        "WRONG  settings         smtp.host in local.properties is not a setting. No line of application.properties"
                           + " and no route in " + installation().localRoutes() + " uses it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mail.username", "halopsa.ticket.category_1", "tickets.customers.newcustomer", "chat.2.form", "chat.4.enabled",
            "autotask.attention.status", "camel.component.egnyte-msp.maxWait", "camel.component.smtp.debugMode",
            "camel.main.shutdown-timeout", "camel.management.enabled", "camel.server.useGlobalSslContextParameters" })
    void aSettingOfAFamilyOrOfCamelIsKnown(String name) throws Exception {
        set(name, name.matches(".*(form)") ? "slack" : name.matches(".*(maxWait|imeout)") ? "5" : "true");
        assertThat(check().about("settings")).singleElement().asString().startsWith("ok");
    }

    @Test
    void whatTheOwnRoutesUseIsKnown() throws Exception {
        set("mytickets.ticket.field", "x");
        set("mytickets.token", "x");
        set("own.folder", "x");
        Files.createDirectories(installation().localRoutes());
        assertThat(check().about("settings")).hasSize(3).allMatch(line -> line.startsWith("WRONG"));
        Files.writeString(installation().localRoutes().resolve("own.yaml"), """
                - route:
                    from:
                      uri: "file:{{own.folder}}"
                      steps:
                        - log: "${properties:mytickets.token}"
                """);
        assertThat(check().about("settings")).singleElement().asString().startsWith("ok");
    }

    @Test
    void aSettingThatStandsTwiceIsNamed() throws Exception {
        write("mail.to=a@msp.example\nmail.to=b@msp.example\n");
        assertThat(run().about("settings"))
                .containsExactly("WRONG  settings         mail.to is set more than once in"
                                 + " local.properties, and only the last value is used. Remove one.");
        write("mail.to=a@msp.example\nmail.to=a@msp.example\n");
        assertThat(run().about("settings")).as("twice the same").singleElement().asString().startsWith("ok");
    }

    @Test
    void aFileOfAnotherCharsetOrWithABrokenEscapeIsNamed() throws Exception {
        write("");
        Files.write(local(), "mail.from=B\u00fcro <b@msp.example>\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run().about("settings")).singleElement().asString().startsWith("WRONG").contains("not in UTF-8");
        write("agreements.dir=C:\\users\n");
        assertThat(run().lines()).anyMatch(line -> line.startsWith("WRONG") && line.contains("\\u"));
    }

    @Test
    void variablesOfTheEnvironmentAreSettingsToo() throws Exception {
        environment.putAll(Map.of("MAIL_SERVER", "x", "EGNYTE_MSP_NFR_DOMAIN", "x", "HALOPSA_LOGIN_SECRET", "x", "KAFKA_LOGIN",
                "x", "EGNYTE_MSP_DATA", "x", "TICKETS_CUSTOMERS_ACME", "x", "PATH", "x", "MAIL", "x",
                "EGNYTE_MSP_SERVICE_HOST", "x", "EGNYTE_MSP_PORT", "tcp://10.0.0.1:80"));
        assertThat(check().about("settings")).singleElement().asString().startsWith("ok").contains("6 in the environment");
        environment.put("MAIL_SEVER", "x");
        environment.put("KAFKA_HOME", "x");
        environment.put("CAMEL_SERVER_PORT", "9000");
        assertThat(check().about("settings")).containsExactly(
                "note   settings         The variable KAFKA_HOME is not a setting. Is it another program's?",
                "WRONG  settings         The variable MAIL_SEVER is not a setting. Did you mean MAIL_SERVER?",
                "WRONG  settings         The variable CAMEL_SERVER_PORT has no effect: Camel takes what ends in _PORT for a"
                                                                                                               + " variable of Kubernetes. Set events.port in local.properties.");
    }

    @Test
    void withoutAFileTheEnvironmentIsSaid() throws Exception {
        environment.put("MAIL_SERVER", "x");
        Printed printed = run();
        assertThat(printed.about("settings")).singleElement().asString().startsWith("note").contains(
                local() + " is not there. 1 in the environment (MAIL_SERVER)");
        assertThat(printed.about("required")).anyMatch(
                line -> line.startsWith("note") && line.contains("egnyte-msp.nfrDomain is missing")
                        && line.contains("no API call is possible"))
                .anyMatch(line -> line.contains("egnyte-msp.webhook.token is missing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "inbox.retention | 90days | must be a number of milliseconds, or one with a unit",
            "camel.component.egnyte-msp.maxWait | 10 seconds | must be a number of milliseconds",
            "camel.component.egnyte-msp.maxInFlight | many | many",
            "camel.component.egnyte-msp.maxInFligth | 3 | maxInFligth",
            "mail.enabled | ture | must be true or false",
            "chat.2.enabled | yes | must be true or false",
            "operator.port | 99999 | must be a port",
            "enrich.interval | often | must be a whole number",
            "trueUp.day | 31 | must be 01 to 28",
            "halopsa.ticket.tickettype_id | Incident | must be a whole number",
            "connectwise.ticket.board.id | Service | must be a whole number",
            "halopsa.note.outcome_id | Private Note | must be a whole number",
            "halopsa.closedStatusIds | Closed | must be whole numbers, separated by commas",
            "mail.server | mail.msp.example | must be such as smtp://",
            "halopsa.loginUrl | msp.halopsa.example/auth | must be an address such as https://",
            "mail.to | dana | must be addresses of mail",
            "mail.to | a@msp.example b@msp.example | must be addresses of mail",
            "mail.eventTypes | invoices | 'invoices' is none",
            "chat.1.form | irc | must be slack or teams",
            "egnyte-msp.registration | always | must be ensure or none",
            "kafka.key | id | must be event or reseller",
            "inbox.url | jdbc:mysql://h/d | must be jdbc:sqlite:FILE or jdbc:postgresql:",
            "alerts.interval | {{no.such.setting}} | no.such.setting" })
    void aValueThatIsNoneSaysWhichSettingWhatItIsAndWhatIsRight(String name, String value, String words) throws Exception {
        set(name, value);
        Printed printed = check();
        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.about("values")).singleElement().asString().startsWith("WRONG  values           " + name)
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({ "tickets.customerId,Internal", "tickets.customers.new,New" })
    void aCustomerIsANumberForTheShippedTicketSystemsOnly(String name, String value) throws Exception {
        set(name, value);
        assertThat(check().about("values")).singleElement().asString().startsWith("ok");
        set("halopsa.enabled", "true");
        assertThat(check().about("values")).singleElement().asString().startsWith("WRONG")
                .contains(name + " must be a whole number for halopsa. It is '" + value + "'.");
    }

    @Test
    void aTypeThatEgnyteDoesNotDocumentIsNoted() throws Exception {
        set("mail.eventTypes", "RESELLER_INVOICE_PIAD, RESELLER_INVOICE_*, *");
        set("tickets.eventTypes", "RESELLER_MRR_CHANGED,RESELLER_SEAT_*");
        Printed printed = check();
        assertThat(printed.about("values")).containsExactly("ok     values           Each has the right form.",
                "note   values           mail.eventTypes has RESELLER_INVOICE_PIAD, which Egnyte does not document."
                                                                                                                + " Did you mean RESELLER_INVOICE_PAID?",
                "note   values           tickets.eventTypes has RESELLER_SEAT_*, which Egnyte does not document.");
    }

    @Test
    void eachWrongOptionOfTheComponentIsNamedOnce() throws Exception {
        set("inbox.retention", "90D");
        set("camel.component.egnyte-msp.maxInFlight", "many");
        set("camel.component.egnyte-msp.maxWait", "long");
        assertThat(check().about("values")).hasSize(3).anyMatch(line -> line.contains("inbox.retention must be"))
                .anyMatch(line -> line.contains("maxInFlight")).anyMatch(line -> line.contains("maxWait must be"));
    }

    @ParameterizedTest
    @CsvSource({
            "mail.enabled, c0ffee00-1111-4222-8333", "trueUp.day, c0ffee00-1111-4222-8333",
            "chat.2.form, https://hooks.msp.example/services/T0/c0ffee00", "events.host, c0ffee00-1111-4222-8333-host",
            "inbox.retention, c0ffee00-1111-4222-8333", "egnyte-msp.nfrDomain, c0ffee00_1111_4222_8333",
            "camel.component.egnyte-msp.maxInFlight, many-many-many-many-many",
            "mail.server, smtp://dana:c0ffee00@mail.msp.example", "halopsa.url, https://dana:c0ffee00@msp.example/x",
            "halopsa.loginUrl, https://dana:c0/ffee00@x@msp.example/x", "inbox.url, jdbc:postgresql://dana:c0ffee00@h/d",
            "camel.component.egnyte-msp.baseUrl, https://dana:c0ffee00@msp.example",
            "egnyte-msp.webhook.url, https://dana:c0ffee00@msp.example/x", "queue.uri, q?brokerURL=tcp://dana:c0ffee00@h:1" })
    void aSecretInTheWrongSettingIsNotShown(String name, String value) throws Exception {
        set("egnyte-msp.registration", "ensure");
        set("chat.2.enabled", "true");
        set(name, value);
        Printed printed = check();
        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.lines()).anyMatch(line -> line.startsWith("WRONG") && line.contains(name))
                .noneMatch(line -> line.contains("ffee00") || line.contains(value));
    }

    @Test
    void aSecretOfTheWrongFormIsNotShown() throws Exception {
        set("chat.1.secret", "hooks.msp.example/T0/very-private");
        assertThat(check().about("values")).singleElement().asString()
                .isEqualTo("WRONG  values           chat.1.secret must be the address of the channel's webhook.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "egnyte-msp.accessToken | '' | egnyte-msp.accessToken is missing",
            "egnyte-msp.webhook.token | '' | egnyte-msp.webhook.token is missing",
            "egnyte-msp.webhook.token | short | has 5 characters",
            "egnyte-msp.webhook.token | long-enough-for-this-test,short | has 5 characters",
            "mail.to | '' | mail.to is missing, and mail.enabled=true needs it",
            "halopsa.enabled | true | halopsa.login.id is missing" })
    void whatIsMissingIsNamedByItsSetting(String name, String value, String words) throws Exception {
        set("mail.enabled", "true");
        set("egnyte-msp.registration", "ensure");
        set(name, value);
        Printed printed = check();
        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.about("required")).anyMatch(line -> line.startsWith("WRONG") && line.contains(words));
    }

    @Test
    void theExampleAddressIsRightForTheSimulatorOnly() throws Exception {
        set("egnyte-msp.registration", "ensure");
        assertThat(check().about("required")).noneMatch(line -> line.contains("example"));
        set("camel.component.egnyte-msp.baseUrl", "https://acmemsp.egnyte.test");
        assertThat(check().about("required"))
                .anyMatch(line -> line.startsWith("WRONG") && line.contains("egnyte-msp.webhook.url is still the example"));
    }

    @Test
    void anAddressThatEgnyteCannotReachIsNamed() throws Exception {
        set("egnyte-msp.registration", "ensure");
        set("egnyte-msp.webhook.url", "https://192.168.1.5/egnyte-msp/events");
        assertThat(check().about("required")).anyMatch(line -> line.contains("which Egnyte cannot reach"));
        set("egnyte-msp.webhook.url", "http://hooks.msp.test/egnyte-msp/events");
        assertThat(check().about("required")).anyMatch(line -> line.startsWith("WRONG") && line.contains("https"));
    }
}
