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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import jakarta.mail.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/examples: sinks to copy. */
class SinkExamplesTest {

    @TempDir
    Path folder;

    @Test
    void aSecondSubscriptionHasAFilterAndAnAddressOfItsOwn() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (ShippedRoutes routes = new ShippedRoutes(
                folder, Map.of("mail.server", "smtp://127.0.0.1:" + mail.getSmtp().getPort()),
                "event-in-words", "mail", "examples/sink-mail-security")) {
            store(routes, event("RESELLER_INVOICE_PAID", 1));
            store(routes, event("USER_ADDED", 2));
            store(routes, event("RESELLER_TFA_ENABLED", 3));
            await().until(() -> mail.getReceivedMessages().length == 2);
            assertThat(mail.getReceivedMessages()).allSatisfy(
                    message -> assertThat(message.getRecipients(Message.RecipientType.TO)[0].toString())
                            .isEqualTo("security@msp.example"));
            assertThat(routes.stored().count("mail-security", "skipped")).isEqualTo(1);
        } finally {
            mail.stop();
        }
    }

    @Test
    void aTableHasEachEventOnce() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("reports.db");
        try (Connection reports = DriverManager.getConnection(url); Statement statement = reports.createStatement()) {
            statement
                    .execute("create table msp_event (id char(64) primary key, type varchar(100), happened bigint, body text)");
        }
        String event = event("USER_ADDED", 1, "Müller & Söhne'); drop table msp_event; --");
        try (ShippedRoutes routes = new ShippedRoutes(folder, Map.of("table.url", url), "examples/sink-table")) {
            store(routes, event);
            await().until(() -> routes.stored().count("table", "handled") == 1);
            routes.stored().replay(Map.of("subscription", "table", "eventId", id(event), "state", "handled"));
            await().until(() -> routes.stored().count("table", "handled") == 1);
        }
        try (Connection reports = DriverManager.getConnection(url); Statement statement = reports.createStatement();
             ResultSet rows = statement.executeQuery("select id, type, happened, body from msp_event")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(id(event));
            assertThat(rows.getString(2)).isEqualTo("USER_ADDED");
            assertThat(rows.getLong(3)).isPositive();
            assertThat(rows.getString(4)).isEqualTo(event);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void anExpiredTrialIsAnIncidentOfServiceNow() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer serviceNow = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        serviceNow.createContext("/", call -> {
            requests.add(call.getRequestMethod() + " " + call.getRequestURI().getPath() + " "
                         + new String(call.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = "{\"result\":{\"number\":\"INC0010001\"}}".getBytes(UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(201, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        serviceNow.start();
        String url = "http://127.0.0.1:" + serviceNow.getAddress().getPort() + "/api";
        String event = event("RESELLER_CONNECT_TRIAL_EXPIRED", 1);
        try (ShippedRoutes routes = new ShippedRoutes(
                folder, Map.of("servicenow.url", url, "servicenow.user", "u", "servicenow.password", "p"),
                "event-in-words", "examples/sink-servicenow")) {
            store(routes, event);
            await().until(() -> routes.stored().count("servicenow", "handled") == 1);
            assertThat(requests).hasSize(1);
            assertThat(requests.get(0)).startsWith("POST /api/now/table/incident {").contains(id(event))
                    .contains("\"short_description\":\"A Connect trial has expired\"");
        } finally {
            serviceNow.stop(0);
        }
    }
}
