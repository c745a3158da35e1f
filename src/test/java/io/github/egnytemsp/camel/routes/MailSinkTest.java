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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import io.github.egnytemsp.camel.demo.DemoMailServer.Mail;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MailSinkTest extends SinkFixture {

    private static final String EVENT = event("RESELLER_INVOICE_PAID", 1);
    private static final String PASSWORD = "pass)&word=+%#,'x";
    private static final String A = "a@msp.example";
    private static final String B = "b@msp.example";
    private static final String C = "c@msp.example";

    private StrictMailServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = new StrictMailServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private ShippedRoutes startSink(Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of("mail.enabled", "true"));
        properties.putAll(more);
        return start(properties, "event-in-words", "mail", "sink-mail");
    }

    private ShippedRoutes startStrict(String... more) throws Exception {
        Map<String, String> properties
                = new HashMap<>(Map.of("mail.server", server.url(), "mail.to", A + ", " + B + "," + C));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return startSink(properties);
    }

    private Mail mail(String event, String... properties) throws Exception {
        Map<String, String> more = new HashMap<>(Map.of("mail.eventTypes", "*"));
        for (int i = 0; i < properties.length; i += 2) {
            more.put(properties[i], properties[i + 1]);
        }
        try (ShippedRoutes routes = startSink(more)) {
            store(routes, event);
            await().until(() -> services.mail().mails().size() == 1);
        }
        return services.mail().mails().get(0);
    }

    @Test
    void aMailIsReadableWhateverTheNamesHold() throws Exception {
        String event = event("RESELLER_UPSELL_INVOICE_GENERATED", 1,
                "Müller & <b>Söhne</b> \\\"IT\\\"\\r\\nBcc: dana@msp.example\\u0000 日本");
        Mail mail = mail(event, "tickets.customerFields", "company_name");
        String name = "Müller & <b>Söhne</b> \"IT\"  Bcc: dana@msp.example  日本";
        String html = "Müller &amp; &lt;b&gt;Söhne&lt;/b&gt; &quot;IT&quot;  Bcc: dana@msp.example  日本";
        assertThat(mail.subject()).isEqualTo("An upsell invoice was made: " + name);
        assertThat(mail.text().lines()).startsWith("An upsell invoice was made: " + name + ".", "")
                .contains("reseller_code: R-1", "company_name: " + name, "is_event_by_staff_user: false", "amount: 1.50",
                        "Reseller Dashboard: https://resellers.egnyte.com")
                .endsWith("Event id: " + id(event));
        assertThat(mail.html()).startsWith("<!DOCTYPE html>").contains("<b>An upsell invoice was made</b><br>" + html + "</p>")
                .contains("company_name</th><td>" + html + "</td>").contains("amount</th><td>1.50</td>")
                .contains("<a href=\"https://resellers.egnyte.com\">").contains("Event id: " + id(event));
        assertThat(mail.messageId()).matches("<" + id(event) + "[.][0-9a-f]{8}@egnyte-msp[.]events>");
        assertThat(mail.from()).isEqualTo("Egnyte events <egnyte-events@msp.example>");
        assertThat(mail.to()).isEqualTo("billing@msp.example");
    }

    @Test
    void aMailServerThatGreetsWithoutAnEndFailsTheTryAndNoMore() throws Exception {
        byte[] line = "220-welcome to the mail server of msp.example, and read on\r\n".getBytes(StandardCharsets.US_ASCII);
        try (ServerSocket endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread greeter = new Thread(() -> {
                try (Socket socket = endless.accept()) {
                    for (int sent = 0; sent < 8 << 20; sent += line.length) {
                        socket.getOutputStream().write(line);
                    }
                    // as if more came
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the other side has had enough
                }
            });
            greeter.setDaemon(true);
            greeter.start();
            try (ShippedRoutes routes = startSink(
                    Map.of("mail.eventTypes", "*", "mail.server", "smtp://127.0.0.1:" + endless.getLocalPort()))) {
                store(routes, EVENT);
                await().untilAsserted(() -> assertThat(routes.stored().get(id(EVENT)).toString()).contains("more than 1 MB"));
            }
        }
    }

    @Test
    void numbersStandAsTheyCame() throws Exception {
        Mail mail
                = mail("{\"event_type\":\"RESELLER_INVOICE_PAID\",\"a\":10.10,\"b\":12345678.90,\"c\":123456789012345678.01}");
        assertThat(mail.text().lines()).contains("a: 10.10", "b: 12345678.90", "c: 123456789012345678.01");
        assertThat(mail.html()).contains("<td>10.10</td>", "<td>12345678.90</td>", "<td>123456789012345678.01</td>");
    }

    @Test
    void aNameOf40KilobytesIsWholeInTheMailAndCutInItsSubject() throws Exception {
        String name = "ä\uD83D\uDE00".repeat(10_000);
        Mail mail = mail(event("RESELLER_INVOICE_PAID", 1, name), "tickets.customerFields", "company_name");
        assertThat(mail.subject()).startsWith("An invoice was paid: ä\uD83D\uDE00").hasSizeLessThanOrEqualTo(100);
        assertThat(mail.text()).contains("company_name: " + name);
        assertThat(mail.html()).contains("<td>" + name + "</td>");
    }

    @Test
    void theSenderAndWhereAnswersGoMayHaveNames() throws Exception {
        Mail mail = mail(EVENT, "mail.from", "Büro <egnyte@msp.example>", "mail.replyTo", "Büro <buero@msp.example>",
                "mail.to", "\"Ärger, Dana\" <dana@msp.example>");
        assertThat(mail.from()).isEqualTo("=?UTF-8?Q?B=C3=BCro?= <egnyte@msp.example>");
        assertThat(mail.replyTo()).isEqualTo("=?UTF-8?Q?B=C3=BCro?= <buero@msp.example>");
        assertThat(mail.to()).isEqualTo("=?UTF-8?Q?=C3=84rger=2C_Dana?= <dana@msp.example>");
    }

    @Test
    void whatOneAddressRefusesTheOthersGetOnce() throws Exception {
        server.answer(B, "550 5.1.1 <" + B + "> No such user");
        try (ShippedRoutes routes = startStrict()) {
            store(routes, EVENT);
            await().until(() -> routes.stored().count("mail", "handled") == 1);
            assertThat(routes.stored().get(id(EVENT)).toString()).contains(
                    "mail to " + A + ", " + C + "; refused: " + B + " (550 5.1.1 <" + B + "> No such user)");
        }
        assertThat(server.delivered()).containsExactly(A, C);
        assertThat(server.asked()).as("each once").containsExactly(A, B, C);
    }

    @ParameterizedTest
    @ValueSource(strings = { "450 4.2.0 Greylisted", StrictMailServer.CUT })
    void anAddressThatFailsForAWhileGetsItLaterAndTheOthersOnce(String answer) throws Exception {
        server.answer(A, answer);
        server.answer(B, "554 5.7.1 Not this one");
        try (ShippedRoutes routes = startStrict(OPTION + "maximumRedeliveries", "1000")) {
            store(routes, EVENT);
            await().until(() -> server.asked().stream().filter(A::equals).count() > 3);
            assertThat(server.delivered()).containsExactly(C);
            server.answer(A, null);
            await().until(() -> routes.stored().count("mail", "handled") == 1);
            assertThat(routes.stored().get(id(EVENT)).toString()).contains("mail to " + A + ", " + C + "; refused: " + B);
        }
        assertThat(server.delivered()).containsExactly(C, A);
        assertThat(server.asked().stream().filter(B::equals)).hasSize(1);
    }

    @Test
    void aMailThatIsHandledOnceMoreGoesToAllOnceMore() throws Exception {
        try (ShippedRoutes routes = startStrict()) {
            store(routes, EVENT);
            await().until(() -> routes.stored().count("mail", "handled") == 1);
            routes.stored().replay(Map.of("eventId", id(EVENT)));
            await().until(() -> server.delivered().size() == 6);
        }
    }

    @Test
    void aMailThatAllRefuseIsGivenUpAtOnce() throws Exception {
        server.answer("RCPT", "550 5.7.1 Relaying denied");
        try (ShippedRoutes routes = startStrict()) {
            store(routes, EVENT);
            await().until(() -> routes.stored().count("mail", "failed") == 1);
            assertThat(routes.stored().get(id(EVENT)).toString()).contains("Every address refuses the mail", A + " (550",
                    C + " (550");
        }
        assertThat(server.asked()).containsExactly(A, B, C);
    }

    @Test
    void aMailWhoseAnswerWasLostIsTheSameMailAgain() throws Exception {
        server.answer(".", StrictMailServer.CUT);
        try (ShippedRoutes routes = startStrict("mail.to", A)) {
            store(routes, EVENT);
            await().until(() -> server.asked().size() > 1);
            server.answer(".", null);
            await().until(() -> routes.stored().count("mail", "handled") == 1);
        }
        String messageId = "Message-ID: <" + id(EVENT);
        assertThat(server.lines().stream().filter(line -> line.startsWith(messageId)).distinct()).hasSize(1);
    }

    @Test
    void aRefusedLoginGivesNothingUpAndShowsNoPassword() throws Exception {
        server.answer("EHLO", "250-strict.example\r\n250 AUTH PLAIN");
        server.answer("AUTH", "535 5.7.3 Authentication unsuccessful");
        try (ShippedRoutes routes = startStrict(
                "mail.username", "dana", "mail.password", PASSWORD, OPTION + "maximumRedeliveries", "1")) {
            for (int i = 0; i < 3; i++) {
                store(routes, event("RESELLER_INVOICE_PAID", i));
            }
            await().until(() -> routes.stored().get(id(EVENT)).findValues("error").size() > 3);
            assertThat(routes.stored().count("mail", "failed")).isZero();
            assertThat(routes.stored().get(id(EVENT)).toString()).contains("535 5.7.3 Authentication unsuccessful")
                    .doesNotContain("pass)");
            server.answer("AUTH", "235 ok");
            await().until(() -> routes.stored().count("mail", "handled") == 3);
        }
        String login = server.lines().stream().filter(line -> line.startsWith("AUTH PLAIN ")).findFirst().orElseThrow();
        assertThat(new String(Base64.getDecoder().decode(login.substring(11)), StandardCharsets.UTF_8))
                .endsWith("\0dana\0" + PASSWORD);
    }

    @Test
    void withoutTlsThereIsNoLoginWhereItIsAskedFor() throws Exception {
        server.answer("EHLO", "250-strict.example\r\n250 AUTH PLAIN");
        try (ShippedRoutes routes = startStrict("mail.username", "dana", "mail.password", "secret", "mail.starttls", "true")) {
            store(routes, EVENT);
            await().until(() -> routes.stored().get(id(EVENT)).toString().contains("STARTTLS is required"));
        }
        assertThat(server.lines()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }

    @Test
    void thereIsNoSubscriptionUnlessItIsEnabled() throws Exception {
        try (ShippedRoutes routes = startSink(Map.of("mail.enabled", "false"))) {
            assertThat(routes.context().getRoute("sink-mail")).isNull();
        }
    }
}
