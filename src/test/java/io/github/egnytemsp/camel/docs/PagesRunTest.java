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
package io.github.egnytemsp.camel.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.demo.DemoBroker;
import io.github.egnytemsp.camel.demo.DemoMailServer;
import io.github.egnytemsp.camel.demo.DemoMailServer.Mail;
import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.AutotaskServer;
import io.github.egnytemsp.camel.psa.ConnectWiseServer;
import io.github.egnytemsp.camel.psa.HaloPsaServer;
import io.github.egnytemsp.camel.psa.HelpdeskServer;
import io.github.egnytemsp.camel.psa.Note;
import io.github.egnytemsp.camel.psa.Ticket;
import io.github.egnytemsp.camel.routes.KafkaBroker;
import io.github.egnytemsp.camel.routes.StrictMailServer;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Does what each page says, command by command, with the archive of this build and on the ports that the page names.
 * {@code mvn -Pdist,pages verify -Dtest=PagesRunTest#install} does one of them.
 */
@Tag("pages")
class PagesRunTest {

    private static final String PUBLIC = "https://hooks.acme.example";
    private static final int MAIL_PORT = 2525;

    /** What install.md lets its reader set, but with the simulator in the place of Egnyte. */
    private static void writeSettings(PageRun page, String... more) throws Exception {
        Path file = page.workingDirectory().resolve("conf/local.properties");
        Files.write(
                file, List.of(
                        "egnyte-msp.baseUrl=http://127.0.0.1:9090",
                        "egnyte-msp.webhook.token=choose-a-long-random-text",
                        "egnyte-msp.webhook.url=" + PUBLIC + "/egnyte-msp/events", "egnyte-msp.registration=ensure"));
        Files.write(file, List.of(more), StandardOpenOption.APPEND);
    }

    private static EgnyteMspSimulator egnyte() {
        return EgnyteMspSimulator.builder().port(9090).publicAddress(PUBLIC, "http://127.0.0.1:8080").start();
    }

    private static String[] tokenAndMail() {
        return new String[] {
                "egnyte-msp.accessToken=simulator-token", "mail.enabled=true", "mail.server=smtp://127.0.0.1:" + MAIL_PORT,
                "mail.to=billing@msp.example", "operator.enabled=true" };
    }

    @Test
    void install() throws Exception {
        try (EgnyteMspSimulator own = EgnyteMspSimulator.builder().port(9191).accessToken("YOUR_ACCESS_TOKEN").start();
             DemoMailServer mails = new DemoMailServer(MAIL_PORT);
             PageRun page = PageRun.inFolder("install.md")) {
            page.toTheEnd();
            assertThat(mails.mails()).singleElement().satisfies(mail -> assertThat(mail.subject()).startsWith("Test:"));
            assertThat(own.webhooks()).hasSize(1);
        }
    }

    @Test
    void goLive() throws Exception {
        try (EgnyteMspSimulator egnyte = egnyte(); PageRun page = PageRun.inArchive("go-live.md")) {
            writeSettings(page, "egnyte-msp.accessToken=simulator-token");
            // as the pages about sinks have told
            Files.setPosixFilePermissions(
                    page.workingDirectory().resolve("conf/local.properties"), PosixFilePermissions.fromString("rw-------"));
            page.toTheEnd();
            assertThat(egnyte.calls()).isNotEmpty();
        }
    }

    @Test
    void operate() throws Exception {
        try (EgnyteMspSimulator egnyte = egnyte();
             StrictMailServer mails = new StrictMailServer(MAIL_PORT);
             PageRun page = PageRun.inArchive("operate.md")) {
            writeSettings(page, tokenAndMail());
            mails.answerOnce("billing@msp.example", "550 5.1.1 No such user");
            page.toTheEnd();
            assertThat(mails.delivered()).contains("billing@msp.example");
            assertThat(egnyte.webhooks()).singleElement()
                    .satisfies(webhook -> assertThat(webhook.authHeaderValue()).isEqualTo("another-long-random-text"));
        }
    }

    @Test
    void accessToken() throws Exception {
        try (EgnyteMspSimulator egnyte = egnyte(); PageRun page = PageRun.inArchive("access-token.md")) {
            writeSettings(page);
            Files.writeString(page.workingDirectory().resolve("conf/password"), "correct horse battery\n");
            page.toTheEnd();
            assertThat(egnyte.calls()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void monitoring() throws Exception {
        try (EgnyteMspSimulator egnyte = egnyte(); PageRun page = PageRun.inArchive("monitoring.md")) {
            writeSettings(page, "egnyte-msp.accessToken=simulator-token");
            page.toTheEnd();
            assertThat(egnyte.webhooks()).hasSize(1);
        }
    }

    @Test
    void twoMachines() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(5433).start();
             Connection connection = postgres.getPostgresDatabase().getConnection();
             Statement statement = connection.createStatement();
             EgnyteMspSimulator egnyte = egnyte();
             DemoMailServer mails = new DemoMailServer(MAIL_PORT);
             PageRun page = PageRun.inArchive("two-machines.md")) {
            statement.execute("create database egnyte_msp");
            writeSettings(page, tokenAndMail());
            page.toTheEnd();
            assertThat(mails.mails()).as("one of the event that reached both, one of the next").hasSize(2);
            assertThat(egnyte.webhooks()).hasSize(1);
        }
    }

    @Test
    void security() throws Exception {
        try (EgnyteMspSimulator egnyte = egnyte(); PageRun page = PageRun.inArchive("security.md")) {
            writeSettings(page, "egnyte-msp.accessToken=simulator-token");
            page.toTheEnd();
            assertThat(egnyte.calls()).isNotEmpty();
        }
    }

    @Test
    void update() throws Exception {
        try (PageRun page = PageRun.inArchive("update.md")) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + page.workingDirectory() + "/inbox.db");
                 Statement statement = connection.createStatement()) {
                statement.execute("create table egnyte_msp_event (seq integer)");
            }
            page.toTheEnd();
            assertThat(page.workingDirectory().resolve("inbox-backup.db")).isNotEmptyFile();
        }
    }

    @Test
    void containers() throws Exception {
        try (PageRun page = PageRun.inArchive("containers.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void api() throws Exception {
        try (PageRun page = PageRun.inArchive("api.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void events() throws Exception {
        try (PageRun page = PageRun.inArchive("events.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void inbox() throws Exception {
        try (PageRun page = PageRun.inArchive("inbox.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void check() throws Exception {
        try (PageRun page = PageRun.inArchive("check.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void readme() throws Exception {
        try (PageRun page = PageRun.inCheckout("/README.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void firstRoute() throws Exception {
        try (PageRun page = PageRun.inCheckout("first-route.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void simulator() throws Exception {
        try (PageRun page = PageRun.inCheckout("simulator.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void springBoot() throws Exception {
        try (PageRun page = PageRun.inCheckout("spring-boot.md")) {
            page.toTheEnd();
        }
        try (PageRun page = PageRun.inLastCheckout("spring-boot-beans.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void quarkus() throws Exception {
        try (PageRun page = PageRun.inCheckout("quarkus.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void kamelets() throws Exception {
        try (PageRun page = PageRun.inCheckout("kamelets.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void halopsa() throws Exception {
        try (HaloPsaServer halo = new HaloPsaServer(9441); PageRun page = PageRun.inArchive("halopsa.md")) {
            page.toTheEnd();
            assertThat(halo.tickets()).extracting(Ticket::customer).containsExactly(12, 34);
            assertThat(halo.notes()).extracting(Note::ticket).containsExactly(halo.tickets().get(1).number());
        }
    }

    @Test
    void connectwise() throws Exception {
        try (ConnectWiseServer connectwise = new ConnectWiseServer(9442); PageRun page = PageRun.inArchive("connectwise.md")) {
            page.toTheEnd();
            assertThat(connectwise.tickets()).extracting(Ticket::customer).containsExactly(12);
        }
    }

    @Test
    void agreements() throws Exception {
        try (ConnectWiseServer connectwise = new ConnectWiseServer(9442); PageRun page = PageRun.inArchive("agreements.md")) {
            connectwise.putAddition(Addition.of(31, 7, "Power users", "18", "15.50"));
            connectwise.putAddition(Addition.of(32, 7, "Storage, 100 GB", "8", "5"));
            connectwise.putAddition(Addition.of(33, 8, "Power users", "10", "15.50"));
            page.toTheEnd();
            assertThat(connectwise.quantityChanges()).hasToString("[7/31: 18 -> 20]");
            assertThat(connectwise.tickets()).extracting(Ticket::customer).containsExactly(12);
        }
    }

    @Test
    void autotask() throws Exception {
        try (AutotaskServer autotask = new AutotaskServer(9443); PageRun page = PageRun.inArchive("autotask.md")) {
            page.toTheEnd();
            assertThat(autotask.tickets()).extracting(Ticket::customer).containsExactly(12);
        }
    }

    @Test
    void ticketSystems() throws Exception {
        try (HelpdeskServer helpdesk = new HelpdeskServer(9444); PageRun page = PageRun.inArchive("ticket-systems.md")) {
            page.toTheEnd();
            assertThat(helpdesk.tickets()).as("one of an incident, one of the test event").extracting(Ticket::customer)
                    .containsExactly(12, 12);
            assertThat(helpdesk.notes()).extracting(Note::ticket).containsExactly(1001);
            assertThat(helpdesk.events()).hasSize(1).allMatch(event -> event.contains("RESELLER_INVOICE_PAID"));
        }
    }

    @Test
    void routes() throws Exception {
        try (DemoMailServer mail = new DemoMailServer(2525); PageRun page = PageRun.inArchive("routes.md")) {
            page.toTheEnd();
            assertThat(mail.mails()).extracting(Mail::subject)
                    .containsExactly("A user was added", "A user was added", "Ein Benutzer kam hinzu");
        }
    }

    @Test
    void settings() throws Exception {
        try (PageRun page = PageRun.inArchive("settings.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void mail() throws Exception {
        try (DemoMailServer mail = new DemoMailServer(2525); PageRun page = PageRun.inArchive("mail.md")) {
            page.toTheEnd();
            assertThat(mail.mails()).extracting(Mail::subject).containsExactly("An invoice was paid", "An invoice was paid");
        }
    }

    @Test
    void chat() throws Exception {
        try (ChatServer chat = new ChatServer(9446); PageRun page = PageRun.inArchive("chat.md")) {
            page.toTheEnd();
            assertThat(chat.messages("/slack")).hasSize(1).allMatch(message -> message.contains("A Connect trial was created"));
            assertThat(chat.messages("/fourth")).hasSize(1);
            assertThat(chat.messages("/teams")).hasSize(1).allMatch(message -> message.contains("AdaptiveCard"));
        }
    }

    @Test
    void brokers() throws Exception {
        try (PageRun page = PageRun.inArchive("brokers.md"); DemoBroker broker = new DemoBroker(61616);
             KafkaBroker kafka = new KafkaBroker(page.workingDirectory().resolveSibling("kafka"), 9092)) {
            kafka.start();
            page.toTheEnd();
            await().until(() -> broker.messages().size() == 4);
            assertThat(broker.messages().get(0).eventType()).isEqualTo("USER_ADDED");
            assertThat(broker.messages().get(3).text()).contains("RESELLER_INVOICE_PAID");
            Map<String, Object> reader = Map.of(
                    "bootstrap.servers", kafka.address(), "group.id", "reader", "auto.offset.reset", "earliest",
                    "key.deserializer", StringDeserializer.class.getName(),
                    "value.deserializer", StringDeserializer.class.getName());
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(reader)) {
                consumer.subscribe(List.of("egnyte-msp-events"));
                List<String> records = new ArrayList<>();
                await().atMost(Duration.ofSeconds(20)).until(() -> {
                    consumer.poll(Duration.ofMillis(200)).forEach(found -> records.add(found.value()));
                    return !records.isEmpty();
                });
                assertThat(records).isNotEmpty().allMatch(event -> event.contains("USER_ADDED"));
            }
        }
    }

    @Test
    void trials() throws Exception {
        try (DemoMailServer mail = new DemoMailServer(2525); PageRun page = PageRun.inArchive("trials.md")) {
            page.toTheEnd();
            assertThat(mail.mails()).extracting(Mail::subject).contains(
                    "Egnyte trial: newcustomer is running", "Egnyte trial: newcustomer is active");
            assertThat(mail.mails()).anyMatch(sent -> sent.subject().startsWith("Egnyte licences"));
            assertThat(mail.mails()).anyMatch(sent -> sent.subject().equals("A Connect trial was created")
                    && sent.text().contains("New: secondcustomer, plan Business, 5 power users"));
        }
    }
}
