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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.egnytemsp.camel.demo.DemoBroker;
import io.github.egnytemsp.camel.psa.AutotaskServer;
import io.github.egnytemsp.camel.psa.ConnectWiseServer;
import io.github.egnytemsp.camel.psa.HaloPsaServer;
import io.github.egnytemsp.camel.psa.PsaServer;
import io.github.egnytemsp.camel.psa.Step;
import io.github.egnytemsp.camel.routes.KafkaBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Mail, ticket systems, chat and brokers: that they are reached as the sinks reach them, and that nothing is sent. */
class ServersCheckTest extends CheckFixture {

    private static final String HEAD = "domain,company,agreement,addition,quantity\n";

    private static final String PASSWORD = "pass)&word=+%#,'x";

    @Test
    void everythingIsOffThatIsNotUsed() throws Exception {
        Printed printed = check();
        for (String name : new String[] { "mail server", "HaloPSA", "ConnectWise", "Autotask", "chat.1", "queue", "Kafka" }) {
            assertThat(printed.about(name)).as(name).singleElement().asString().startsWith("off");
        }
    }

    @Test
    void alertsThatGoToAChatOnlyNeedNoMailServer() throws Exception {
        set("alerts.enabled", "true");
        Printed nobody = check();
        assertThat(nobody.about("mail server")).singleElement().asString().startsWith("off");
        assertThat(nobody.about("required")).singleElement().asString().startsWith("WRONG")
                .contains("alerts.enabled=true needs alerts.mailTo (addresses) or alerts.chat.enabled=true");
        set("alerts.mailTo", "dana@msp.example");
        assertThat(check().about("mail server")).singleElement().asString().startsWith("WRONG");
    }

    @Test
    void aMailServerIsAskedForALoginAndGetsNoMail() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.setUser("events@msp.example", "events@msp.example", PASSWORD);
        mail.start();
        try {
            set("mail.enabled", "true");
            set("mail.server", "smtp://127.0.0.1:" + mail.getSmtp().getPort());
            assertThat(check().about("mail server")).containsExactly(
                    "ok     mail server      smtp://127.0.0.1:" + mail.getSmtp().getPort() + " can be reached.",
                    "note   mail server      mail.from is still the example Egnyte events <egnyte-events@msp.example>."
                                                                                                                 + " Set your own address.",
                    "note   mail server      mail.to is still the example billing@msp.example. Set your own address.");
            set("mail.from", "egnyte@msp.example");
            set("mail.to", "dana@msp.example");
            set("mail.username", "events@msp.example");
            set("mail.password", PASSWORD);
            assertThat(check().about("mail server")).singleElement().asString().startsWith("ok").contains("accepts the login");
            set("mail.password", "password-of-the-test");
            Printed printed = check();
            assertThat(printed.about("mail server")).singleElement().asString().startsWith("WRONG")
                    .contains("It refuses the login", "mail.username and mail.password");
            assertThat(printed.lines()).noneMatch(line -> line.contains("password-of-the-test"));
            set("mail.starttls", "true");
            assertThat(check().about("mail server")).singleElement().asString().startsWith("WRONG")
                    .contains("It has no STARTTLS");
            assertThat(mail.getReceivedMessages()).isEmpty();
        } finally {
            mail.stop();
        }
        assertThat(check().about("mail server")).singleElement().asString().startsWith("WRONG")
                .contains("The connection is refused", "See mail.server");
    }

    @ParameterizedTest
    @ValueSource(strings = { "HaloPSA", "ConnectWise", "Autotask" })
    void aTicketSystemIsAskedForALoginAndGetsNoTicket(String name) throws Exception {
        try (PsaServer server = switch (name) {
            case "HaloPSA" -> new HaloPsaServer();
            case "ConnectWise" -> new ConnectWiseServer();
            default -> new AutotaskServer();
        }) {
            set(server.properties());
            set("tickets.customerId", "1");
            assertThat(check().about(name)).singleElement().asString().startsWith("ok").contains("accepts the login");
            Map<String, String> right = new HashMap<>(server.properties());
            right.keySet().removeIf(setting -> !setting.matches(".*(secret|login)"));
            right.forEach((setting, value) -> set(setting, "not-" + value));
            Printed printed = check();
            assertThat(printed.about(name)).singleElement().asString().startsWith("WRONG").contains("It refuses the login (4");
            right.values().forEach(secret -> assertThat(printed.lines()).noneMatch(line -> line.contains(secret)));
            set(right);
            String prefix = name.toLowerCase(java.util.Locale.ROOT);
            set(prefix + ".url", server.baseUrl() + "/elsewhere");
            assertThat(check().about(name)).singleElement().asString().startsWith("WRONG").contains("is not found (404",
                    prefix + ".url");
            set(prefix + ".url", "http://127.0.0.1:1");
            set("halopsa.loginUrl", "http://127.0.0.1:1/auth/token");
            assertThat(check().about(name)).singleElement().asString().startsWith("WRONG")
                    .contains("The connection is refused");
            assertThat(server.calls(Step.OPEN) + server.calls(Step.NOTE) + server.calls(Step.CHANGE)).isZero();
        }
    }

    @Test
    void aChannelIsReachedAndItsAddressIsNotShown() throws Exception {
        try (ServerSocket chat = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            set("chat.2.enabled", "true");
            set("chat.2.form", "teams");
            set("chat.2.eventTypes", "*");
            set("chat.2.secret", "http://127.0.0.1:" + chat.getLocalPort() + "/hook-of-the-channel");
            Printed printed = check();
            assertThat(printed.about("chat.2")).singleElement().asString().startsWith("ok")
                    .contains("127.0.0.1 can be reached");
            assertThat(printed.about("chat.1")).singleElement().asString().startsWith("off");
            assertThat(printed.lines()).noneMatch(line -> line.contains("hook-of-the-channel"));
        }
        set("chat.2.secret", "https://127.0.0.1:1/hook-of-the-channel");
        assertThat(check().about("chat.2")).singleElement().asString().startsWith("WRONG")
                .contains("The connection is refused");
    }

    @Test
    void aBrokerOfAQueueIsReachedAndGetsNoMessage() throws Exception {
        set("queue.enabled", "true");
        try (DemoBroker broker = new DemoBroker()) {
            set("queue.broker", broker.url());
            assertThat(check().about("queue")).singleElement().asString().startsWith("ok")
                    .contains(broker.url() + " can be reached");
            assertThat(broker.messages()).isEmpty();
        }
        set("queue.uri", "jms:queue:e?connectionFactory=#queueConnections&username=dana&password=RAW(password-of-the-test)");
        Printed printed = check();
        assertThat(printed.about("queue")).singleElement().asString().startsWith("WRONG");
        assertThat(printed.lines()).noneMatch(line -> line.contains("password-of-the-test"));
        set("queue.connectionFactory", "org.example.None");
        assertThat(check().about("queue")).singleElement().asString().startsWith("WRONG")
                .contains("queue.connectionFactory cannot be used");
    }

    @Test
    void aKafkaClusterIsAskedForItsTopicAndMakesNone() throws Exception {
        set("kafka.enabled", "true");
        set("kafka.brokers", "127.0.0.1:1");
        assertThat(check().about("Kafka")).singleElement().asString().startsWith("WRONG")
                .contains("No broker answers at 127.0.0.1:1");
        set("kafka.brokers", "no-such-host.invalid:9092");
        assertThat(check().about("Kafka")).singleElement().asString().startsWith("WRONG").contains("kafka.brokers");
        set("kafka.options", "securityProtocol=SASL_SSL&noSuch=1");
        assertThat(check().about("Kafka")).singleElement().asString().startsWith("WRONG")
                .contains("kafka.options cannot be used");
        set("kafka.options", "clientId=check");
        try (KafkaBroker broker = new KafkaBroker(folder.resolve("kafka"))) {
            broker.start();
            set("kafka.brokers", broker.address());
            assertThat(check().about("Kafka")).singleElement().asString().startsWith("note")
                    .contains("The topic egnyte-msp-events does not exist yet");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
                assertThat(admin.listTopics().names().get()).isEmpty();
                admin.createTopics(List.of(new NewTopic("egnyte-msp-events", 1, (short) 1))).all().get();
            }
            assertThat(check().about("Kafka")).singleElement().asString().startsWith("ok")
                    .contains("the topic egnyte-msp-events exists");
        }
    }

    @Test
    void agreementsNeedTheirSystemAndAMapping() throws Exception {
        try (ConnectWiseServer connectWise = new ConnectWiseServer()) {
            set("agreements.enabled", "true");
            set("agreements.dir", data().resolve("agreements").toString());
            Printed none = check();
            assertThat(none.about("required")).anyMatch(line -> line.contains("connectwise.login is missing"));
            assertThat(none.about("agreements")).singleElement().asString().startsWith("WRONG")
                    .contains("mapping.csv does not exist");
            connectWise.properties().forEach(this::set);
            set("connectwise.enabled", "false");
            Files.createDirectories(data().resolve("agreements"));
            Path mapping = data().resolve("agreements/mapping.csv");
            Files.writeString(mapping, HEAD);
            Printed empty = check();
            assertThat(empty.about("agreements")).singleElement().asString().startsWith("note").contains("no line yet");
            assertThat(empty.about("ConnectWise"))
                    .anyMatch(line -> line.startsWith("ok") && line.contains("accepts the login"));
            Files.writeString(mapping, "\uFEFF" + HEAD + "acme1, 12, 7, 31, powerUsers\n");
            assertThat(check().about("agreements")).singleElement().asString().startsWith("ok").contains("1 line in ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "acme1,12,7,031,powerUsers | Line 1 of the mapping: addition must be a number without leading zeros: 031.",
            "acme1,12,7,31,seats | Line 1 of the mapping: quantity must be",
            "acme1,12,7,31 | Line 1 of the mapping: quantity is missing." })
    void aLineOfTheMappingThatIsWrongIsNamed(String line, String words) throws Exception {
        set("usageFile.enabled", "true");
        set("agreements.dir", data().toString());
        Files.writeString(data().resolve("mapping.csv"), HEAD + line + "\n");
        assertThat(check().about("agreements")).singleElement().asString().startsWith("WRONG")
                .contains("mapping.csv: " + words);
    }

    @Test
    void aMappingThatIsNotInUtf8IsNamed() throws Exception {
        set("usageFile.enabled", "true");
        set("agreements.dir", data().toString());
        Files.write(data().resolve("mapping.csv"), new byte[] { (byte) 0xE4 });
        assertThat(check().about("agreements")).singleElement().asString().startsWith("WRONG").contains("must be UTF-8");
    }
}
