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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.psa.ConnectWiseServer;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

import static org.awaitility.Awaitility.await;

/**
 * The shipped routes with the operator's page and a password, beside a simulated Egnyte that has their webhook. The
 * subscription mail handles everything, tickets refuses what the reseller R-9 has.
 */
final class Installation implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";
    static final String MRR = "RESELLER_MRR_CHANGED";
    static final String INVOICE = "RESELLER_INVOICE_PAID";

    private static final String PUBLIC_ADDRESS = "https://hooks.msp.example";

    private final EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).start();
    private final ConnectWiseServer connectWise = new ConnectWiseServer();
    private final ShippedRoutes routes;

    Installation(Path folder) throws Exception {
        connectWise.addAgreement(7);
        Files.createDirectories(folder.resolve("agreements"));
        Files.writeString(folder.resolve("agreements/mapping.csv"), """
                domain,company,agreement,addition,quantity
                acme1,12,7,31,powerUsers
                acme2,12,7,32,powerUsers
                globex,12,7,33,powerUsers
                """);
        Path password = folder.resolve("password");
        new PasswordFile(password).write(PASSWORD);
        Map<String, String> properties = new HashMap<>();
        properties.put("operator.enabled", "true");
        properties.put("operator.port", "0");
        properties.put("operator.passwordFile", password.toString());
        properties.put("camel.component.egnyte-msp.baseUrl", egnyte.baseUrl());
        properties.put("egnyte-msp.accessToken", "simulator-token");
        properties.put("egnyte-msp.registration", "ensure");
        properties.put("egnyte-msp.webhook.url", PUBLIC_ADDRESS + "/egnyte-msp/events");
        properties.put("camel.component.egnyte-msp.maxCallsPerSecond", "0");
        properties.putAll(connectWise.properties());
        properties.put("connectwise.enabled", "false");
        properties.put("tickets.customerId", "12");
        properties.put("agreements.enabled", "true");
        properties.put("agreements.reportOnly", "false");
        // none that a test handles again, and counts
        properties.put("agreements.eventTypes", "RESELLER_CONVERTED_*");
        properties.put("agreements.dir", folder.resolve("agreements").toString());
        properties.put("camel.main.routeFilterExcludePattern", "agreements-due");
        try {
            routes = new ShippedRoutes(
                    folder.resolve("inbox"), properties, "operator", "operator-webhook", "operator-agreements",
                    "operator-proposals",
                    "events-to-inbox",
                    "agreements", "agreements-connectwise", "sink-connectwise", "event-in-words", "ticket-incident");
        } catch (Exception e) {
            connectWise.close();
            egnyte.close();
            throw e;
        }
        egnyte.addPublicAddress(PUBLIC_ADDRESS, routes.url());
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("egnyte-msp:inbox?subscription=mail").routeId("mail").process(exchange -> outcome(exchange, "mail sent"));
                from("egnyte-msp:inbox?subscription=tickets").routeId("tickets").process(exchange -> {
                    if ("R-9".equals(exchange.getMessage().getHeader(EgnyteMspConstants.RESELLER_CODE))) {
                        throw new EventRefusedException("The ticket system has no customer R-9");
                    }
                    outcome(exchange, "ticket 1001");
                });
            }
        });
        await().until(() -> !egnyte.webhooks().isEmpty());
    }

    private static void outcome(Exchange exchange, String text) {
        exchange.getMessage().setHeader(EgnyteMspConstants.OUTCOME, text);
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return routes.context().getRegistry().lookupByNameAndType(OperatorServer.NAME, OperatorServer.class).getPort();
    }

    String page() {
        return origin() + "/operator/";
    }

    ConnectWiseServer connectWise() {
        return connectWise;
    }

    void compareAgreements() {
        routes.context().createProducerTemplate().requestBody("direct:agreements-compare", (Object) null);
    }

    EgnyteMspSimulator egnyte() {
        return egnyte;
    }

    /** Stores an event, waits until both have tried it, and returns its id. */
    String handle(String type, String reseller, String company) throws Exception {
        String id = store(type, reseller, company);
        await().until(
                () -> count(Map.of("eventId", id, "state", "waiting")) + count(Map.of("eventId", id, "state", "running")) == 0);
        return id;
    }

    /** Stores an event, and returns its id. */
    String store(String type, String reseller, String company) throws Exception {
        String event = """
                {"event_type":"%s","reseller_code":"%s","company_name":"%s","first_name":"Dana","last_name":"Example",\
                "email":"dana@msp.example","transaction_timestamp":"2026-11-01T10:15:30Z","event_created_by":"system",\
                "is_event_by_staff_user":false}""".formatted(type, reseller, company);
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        routes.context().createProducerTemplate().sendBody("egnyte-msp:inbox", bytes);
        return MspEvent.parse(bytes).id();
    }

    void storeMalformed(String body, String reason) {
        routes.context().createProducerTemplate().send("egnyte-msp:inbox?operation=storeMalformed", exchange -> {
            exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException(reason));
        });
    }

    long count(Map<String, Object> filters) {
        return routes.context().createProducerTemplate().requestBody("egnyte-msp:inbox?operation=count", filters, Long.class);
    }

    boolean isPaused(String subscription) {
        return routes.context().createProducerTemplate()
                .requestBody("egnyte-msp:inbox?operation=subscriptions", null, String.class)
                .matches(".*\"name\":\"" + subscription + "\"[^}]*\"paused\":true.*");
    }

    /** As if what is stored had come on several days. */
    void spreadOver(int days) throws SQLException {
        String earlier = " set stored_at = stored_at - cast((seq * seq % " + days + ") * 86400000 as bigint)";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + routes.inbox().resolve("inbox.db"));
             Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout=10000");
            statement.execute("update egnyte_msp_event" + earlier);
            statement.execute("update egnyte_msp_delivery" + earlier);
        }
    }

    @Override
    public void close() {
        connectWise.close();
        egnyte.close();
        routes.close();
    }
}
