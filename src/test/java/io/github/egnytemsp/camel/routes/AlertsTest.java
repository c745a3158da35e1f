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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.demo.DemoMailServer.Mail;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** routes/alerts.yaml, without the operator's page. */
class AlertsTest extends SinkFixture {

    private volatile String refusal = "550 <b>No</b> such user";
    private int number;

    private ShippedRoutes startAlerts(String... more) throws Exception {
        Map<String, String> properties = new HashMap<>(
                Map.of(
                        "alerts.enabled", "true", "alerts.interval", "100ms", "alerts.mailTo", "dana@msp.example",
                        "operator.enabled",
                        "false"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        ShippedRoutes routes = start(properties, "alerts", "mail", "event-in-words", "sink-chat", "events-to-inbox");
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : List.of("tickets", "ledger")) {
                    from("egnyte-msp:inbox?redeliveryDelay=20ms&maximumRedeliveries=0&subscription=" + name
                         + "&eventTypes=" + (name.equals("ledger") ? "RESELLER_INVOICE_PAID" : "RESELLER_MRR_CHANGED"))
                            .errorHandler(noErrorHandler()).process(exchange -> {
                                if (refusal != null) {
                                    throw new IllegalStateException(refusal);
                                }
                            });
                }
            }
        });
        return routes;
    }

    private void giveUp(ShippedRoutes routes, String subscription) {
        store(routes, event(subscription.equals("ledger") ? "RESELLER_INVOICE_PAID" : "RESELLER_MRR_CHANGED", ++number));
        await().until(() -> routes.stored().count(subscription, "failed") > 0);
    }

    private void mend(ShippedRoutes routes, String subscription) {
        refusal = null;
        routes.stored().replay(Map.of("subscription", subscription, "state", "failed"));
        await().until(() -> routes.stored().count(subscription, "failed") == 0);
        refusal = "550 <b>No</b> such user";
    }

    private List<Mail> mails() {
        return services.mail().mails();
    }

    private Mail mail(int count) {
        await().until(() -> mails().size() >= count);
        return mails().get(count - 1);
    }

    @Test
    void whatIsWrongAndWhatIsGoodAgainComesByMailOnce() throws Exception {
        try (ShippedRoutes routes = startAlerts()) {
            giveUp(routes, "tickets");
            Mail bad = mail(1);
            assertThat(bad.to()).isEqualTo("dana@msp.example");
            assertThat(bad.subject()).startsWith("Egnyte events, problem: tickets has given up 1 event.");
            assertThat(bad.text()).contains("Error: tickets has given up 1 event.", "550 <b>No</b> such user",
                    "What to do: Look at these events").doesNotContain("http://");
            assertThat(bad.html()).contains("550 &lt;b&gt;No&lt;/b&gt; such user").doesNotContain("<b>No</b>");
            mend(routes, "tickets");
            Mail good = mail(2);
            assertThat(good.subject()).startsWith("Egnyte events, good again: tickets has given up 1 event.");
            assertThat(good.text()).startsWith("Good again. It was: tickets has given up");
            giveUp(routes, "ledger");
            assertThat(mail(3).text()).contains("ledger").doesNotContain("tickets");
        }
        assertThat(mails()).as("each once").hasSize(3);
    }

    @Test
    void aRestartTellsNothingAgain() throws Exception {
        try (ShippedRoutes routes = startAlerts()) {
            giveUp(routes, "tickets");
            mail(1);
        }
        try (ShippedRoutes routes = startAlerts()) {
            giveUp(routes, "ledger");
            assertThat(mail(2).text())
                    .contains("Error: ledger has given up", "Told before, and still wrong:", "- tickets has given up")
                    .doesNotContain("Error: tickets");
            mend(routes, "tickets");
            assertThat(mail(3).text()).contains("Good again. It was: tickets");
        }
        assertThat(mails()).hasSize(3);
    }

    @Test
    void ofTwoReplicasOneTells() throws Exception {
        try (ShippedRoutes one = startAlerts(); ShippedRoutes two = startAlerts()) {
            giveUp(one, "tickets");
            mail(1);
            mend(two, "tickets");
            mail(2);
            one.close();
            giveUp(two, "ledger");
            assertThat(mail(3).text()).as("the other one goes on").contains("ledger");
        }
        assertThat(mails()).hasSize(3);
    }

    @Test
    void whatCannotBeSentIsSentLaterToThoseWhoDoNotHaveIt() throws Exception {
        try (StrictMailServer server = new StrictMailServer()) {
            server.answer("b@msp.example", "450 4.2.0 Greylisted");
            try (ShippedRoutes routes = startAlerts(
                    "mail.server", server.url(), "alerts.mailTo", "a@msp.example, b@msp.example")) {
                giveUp(routes, "tickets");
                await().until(() -> server.asked().stream().filter("b@msp.example"::equals).count() > 2);
                assertThat(server.delivered()).containsExactly("a@msp.example");
                server.answer("b@msp.example", null);
                await().until(() -> server.delivered().contains("b@msp.example"));
                giveUp(routes, "ledger");
                await().until(() -> server.delivered().size() == 4);
            }
            assertThat(server.delivered()).containsExactly("a@msp.example", "b@msp.example", "a@msp.example", "b@msp.example");
        }
    }

    @Test
    void aWebhookThatEgnyteHasDisabledIsTold() throws Exception {
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).start();
             ShippedRoutes routes = startAlerts(
                     "camel.component.egnyte-msp.baseUrl", egnyte.baseUrl(), "egnyte-msp.accessToken", "simulator-token",
                     "egnyte-msp.registration", "ensure", "camel.component.egnyte-msp.watchInterval", "200ms",
                     "camel.component.egnyte-msp.maxCallsPerSecond", "0", "camel.component.egnyte-msp.maxCallsPerDay", "0")) {
            await().until(() -> egnyte.webhooks().size() == 1);
            egnyte.revokeAccessToken("simulator-token");
            assertThat(mail(1).text()).contains("Egnyte rejects the access token");
            egnyte.addAccessToken("simulator-token");
            assertThat(mail(2).text()).contains("Good again. It was: Egnyte rejects the access token");
        }
    }

    @Test
    void theChatHasTheSameAndALinkToThePage() throws Exception {
        List<JsonNode> messages = new CopyOnWriteArrayList<>();
        HttpServer channel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        channel.createContext("/services/hook", exchange -> {
            messages.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        channel.start();
        try (ShippedRoutes routes = startAlerts(
                "alerts.mailTo", "", "alerts.chat.enabled", "true", "alerts.chat.secret",
                "http://127.0.0.1:" + channel.getAddress().getPort() + "/services/hook", "operator.enabled", "true",
                "operator.url",
                "https://operator.msp.example")) {
            giveUp(routes, "tickets");
            await().until(() -> messages.size() == 1);
            assertThat(messages.get(0).at("/blocks/0/text/text").textValue()).startsWith("Error: tickets has given up 1 event");
            assertThat(messages.get(0).at("/blocks/1/text/text").textValue())
                    .isEqualTo("<https://operator.msp.example/operator/|What is wrong now>");
        } finally {
            channel.stop(0);
        }
        assertThat(mails()).isEmpty();
    }

    @Test
    void wrongSettingsFailAtTheStart() {
        assertThatThrownBy(() -> startAlerts("alerts.mailTo", "")).hasStackTraceContaining("alerts.mailTo");
        assertThatThrownBy(() -> startAlerts("alerts.silence", "a week")).hasStackTraceContaining("alerts.silence");
        assertThatThrownBy(() -> startAlerts("alerts.paymentDays", "90"))
                .hasStackTraceContaining("alerts.paymentDays must be less than inbox.retention (90 days)");
        assertThatThrownBy(() -> startAlerts("alerts.oldestWaiting", "0")).hasStackTraceContaining("alerts.oldestWaiting");
        assertThatThrownBy(() -> startAlerts("alerts.chat.enabled", "true", "alerts.chat.secret", "x"))
                .hasStackTraceContaining("alerts.chat.secret");
    }

    @Test
    void theyAreOffUnlessTheyAreWanted() throws Exception {
        try (ShippedRoutes routes = start("alerts", "mail")) {
            assertThat(routes.context().getRoute("alerts")).isNull();
        }
    }
}
