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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class DatabaseCheckTest extends CheckFixture {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    private static void postgres(String... statements) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
             Statement all = connection.createStatement()) {
            for (String statement : statements) {
                all.execute(statement);
            }
        }
    }

    private static void askForPasswordsOf(String user) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
             Statement one = connection.createStatement()) {
            ResultSet file = one.executeQuery("show hba_file");
            file.next();
            Path rules = Path.of(file.getString(1));
            Files.writeString(rules, "host all " + user + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
            one.execute("select pg_reload_conf()");
        }
        await().untilAsserted(() -> assertThatThrownBy(
                () -> DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", user,
                        "no"))
                .hasMessageContaining("password"));
    }

    private void sqlite(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("inbox.db"));
             Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    @Test
    void aFileThatIsNotThereIsNotMade() throws Exception {
        assertThat(check().about("database")).containsExactly(
                "ok     database         It does not exist yet. The start creates it: " + data().resolve("inbox.db") + ".");
        Files.createFile(data().resolve("file"));
        set("inbox.url", "jdbc:sqlite:" + data().resolve("file/inbox.db"));
        assertThat(check().about("database")).singleElement().asString().startsWith("WRONG")
                .contains("cannot be created: " + data().resolve("file") + " is not a folder");
    }

    private ShippedRoutes startMailWithoutAServer() throws Exception {
        return new ShippedRoutes(
                data(), Map.of("mail.enabled", "true", "mail.server", "smtp://127.0.0.1:1"), "events-to-inbox",
                "event-in-words",
                "mail", "sink-mail");
    }

    @Test
    void theLastErrorOfEventsThatWaitIsNoted() throws Exception {
        try (ShippedRoutes routes = startMailWithoutAServer()) {
            ProducerTemplate inbox = routes.context().createProducerTemplate();
            inbox.sendBody("egnyte-msp:inbox", "{\"event_type\":\"RESELLER_INVOICE_PAID\"}");
            await().until(() -> inbox.requestBody("egnyte-msp:inbox?operation=subscriptions", null, String.class)
                    .contains("\"lastError\":\""));
            assertThat(check().about("events of mail")).singleElement().asString().startsWith("note")
                    .contains("1 event waits, and the last try failed: ");
        }
    }

    @Test
    void whatWaitsInAFileIsCountedWithAndWithoutARunningInstance() throws Exception {
        try (ShippedRoutes routes = startMailWithoutAServer()) {
            ProducerTemplate inbox = routes.context().createProducerTemplate();
            inbox.sendBody("egnyte-msp:inbox?operation=pause&subscription=mail", null);
            inbox.sendBody("egnyte-msp:inbox", "{\"event_type\":\"RESELLER_INVOICE_PAID\"}");
            Printed printed = check();
            assertThat(printed.about("database")).singleElement().asString().startsWith("ok")
                    .contains("tables of version 1. 1 waiting, 0 failed, last event ");
            assertThat(printed.about("events of mail")).singleElement().asString().startsWith("note")
                    .contains("Paused, 1 wait");
        }
        assertThat(check().about("database")).singleElement().asString().contains("1 waiting, 0 failed");
        sqlite("update egnyte_msp_delivery set state = 'failed'");
        assertThat(check().about("events of mail")).anyMatch(line -> line.contains("1 failed for good"));
        sqlite("update egnyte_msp_schema set version = 7");
        assertThat(check().about("database")).singleElement().asString().startsWith("WRONG")
                .contains("tables of version 7, and this release knows 1");
    }

    @Test
    void anAddressThatTheProductRefusesIsNamedWithoutItsPassword() throws Exception {
        set("inbox.url", "jdbc:postgresql://dana:c0ffee@127.0.0.1/events");
        Printed printed = check();
        assertThat(printed.about("database")).containsExactly(
                "WRONG  database         inbox.url holds an @: set the user and the password by inbox.user and inbox.password.");
        assertThat(printed.lines()).noneMatch(line -> line.contains("c0ffee"));
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws Exception {
        Files.writeString(data().resolve("inbox.db"), "something else ".repeat(1000));
        assertThat(check().about("database")).singleElement().asString().startsWith("WRONG")
                .contains("cannot be read", "not a database");
    }

    private void use(String database, String user, String password) {
        set("inbox.url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database);
        set("inbox.user", user);
        set("inbox.password", password);
    }

    @Test
    void postgresqlIsAskedAndNothingIsMadeThere() throws Exception {
        postgres("create database inbox_of_check");
        use("inbox_of_check", "postgres", "postgres");
        assertThat(check().about("database")).containsExactly("ok     database         jdbc:postgresql://127.0.0.1:"
                                                              + postgres.getPort()
                                                              + "/inbox_of_check can be reached. The start creates the tables.");
        try (Connection connection = postgres.getDatabase("postgres", "inbox_of_check").getConnection();
             Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("select 1 from pg_class where relname like 'egnyte%'").next()).isFalse();
            statement.execute("create role reader login password 'password-of-the-test'");
        }
        use("inbox_of_check", "reader", "password-of-the-test");
        assertThat(check().about("database")).singleElement().asString().startsWith("WRONG")
                .contains("this user may not create the tables");
    }

    @Test
    void whatPostgresqlRefusesIsSaid() throws Exception {
        use("no_such", "postgres", "postgres");
        assertThat(check().about("database")).singleElement().asString().startsWith("WRONG")
                .contains("There is no such database");
        use("postgres", "nobody", "password-of-the-test");
        assertThat(check().about("database")).singleElement().asString().startsWith("WRONG").contains("inbox.user");
        postgres("create role writer login password 'another'");
        askForPasswordsOf("writer");
        use("postgres", "writer", "password-of-the-test");
        Printed printed = check();
        assertThat(printed.about("database")).singleElement().asString().startsWith("WRONG").contains("The password is wrong");
        assertThat(printed.lines()).noneMatch(line -> line.contains("password-of-the-test"));
        set("inbox.url", "jdbc:postgresql://127.0.0.1:1/x");
        assertThat(check().about("database")).singleElement().asString().startsWith("WRONG").contains("connection is refused");
    }
}
