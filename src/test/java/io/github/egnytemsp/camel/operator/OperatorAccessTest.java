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

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.egnytemsp.camel.RawConnection;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.operator.OperatorPage.LoggedIn;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The operator's page as somebody sees it who does not belong there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorAccessTest {

    private static final String HOST = "Host: 127.0.0.1:PORT\\r\\n";
    private static final String GOOD = HOST + "X-Egnyte-Msp-Operator: 1\\r\\n";
    private static final String API = "/operator/api";

    @TempDir
    private static Path shared;
    /** On this machine, without a password. */
    private OperatorPage open;
    private OperatorPage page;

    @BeforeAll
    void start() throws Exception {
        open = new OperatorPage(Files.createDirectory(shared.resolve("open")), Map.of());
        page = OperatorPage.withPassword(Files.createDirectory(shared.resolve("closed")), Map.of());
    }

    @AfterAll
    void stop() {
        open.close();
        page.close();
    }

    private static String request(String method, String path, String headers, String body) {
        return method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers.replace("\\r\\n", "\r\n")
               + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "GET | /operator/api/events | '" + GOOD + "' | 200",
            "GET | /operator/api/events?limit=5 | '" + GOOD + "' | 200",
            "GET | /operator/api/events | 'Host: localhost:PORT\\r\\nX-Egnyte-Msp-Operator: 1\\r\\n' | 200",
            "GET | /operator/api/events | 'Host: [::1]:PORT\\r\\nX-Egnyte-Msp-Operator: 1\\r\\n' | 200",
            "GET | /operator/api/events | '" + GOOD + "Origin: http://127.0.0.1:PORT\\r\\n' | 200",
            "GET | /operator/api/events | '" + GOOD + "Sec-Fetch-Site: same-origin\\r\\n' | 200",
            "GET | /operator/api/events | '" + GOOD + "Sec-Fetch-Site: cross-site\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "Sec-Fetch-Site: same-site\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "Origin: https://evil.example\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "Origin: null\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "Origin: \\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "origin: http://127.0.0.1:1\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "Origin: http://localhost:PORT\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "Origin: https://127.0.0.1:PORT\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD
                                                                                                     + "Origin: http://127.0.0.1:PORT\\r\\nOrigin: http://evil.example\\r\\n' | 403",
            "GET | /operator/ | '" + HOST + "Origin: https://evil.example\\r\\n' | 403",
            "GET | /operator/ | 'Host: evil.example:PORT\\r\\n' | 403",
            "GET | /operator/api/events | 'Host: evil.example:PORT\\r\\nX-Egnyte-Msp-Operator: 1\\r\\n' | 403",
            "GET | /operator/api/session | 'Host: evil.example:PORT\\r\\nOrigin: http://evil.example:PORT\\r\\n' | 403",
            "GET | /operator/api/events | 'Host: 127.0.0.1.evil.example\\r\\nX-Egnyte-Msp-Operator: 1\\r\\n' | 403",
            "GET | /operator/api/events | 'Host: 127.0.0.1:PORT.evil.example\\r\\nX-Egnyte-Msp-Operator: 1\\r\\n' | 4..",
            "GET | /operator/api/events | 'Host: evil.example@127.0.0.1:PORT\\r\\nX-Egnyte-Msp-Operator: 1\\r\\n' | 4..",
            "GET | /operator/api/events | 'Host: 2130706433:PORT\\r\\nX-Egnyte-Msp-Operator: 1\\r\\n' | 403",
            "GET | /operator/api/events | 'Host: 0.0.0.0:PORT\\r\\nX-Egnyte-Msp-Operator: 1\\r\\n' | 403",
            "GET | /operator/api/events | 'X-Egnyte-Msp-Operator: 1\\r\\n' | 4..",
            "GET | /operator/api/events | '" + GOOD + "Host: evil.example\\r\\n' | 4..",
            "GET | /operator/api/events | '" + HOST + "' | 401",
            "GET | /operator/api/events | '" + HOST + "X-Egnyte-Msp-Operator: 0\\r\\n' | 401",
            "GET | /operator/api/events | '" + HOST + "X-Egnyte-Msp-Operator: 1, 1\\r\\n' | 401",
            "GET | /operator/api/events | '" + GOOD + "X-Egnyte-Msp-Operator: 1\\r\\n' | 401",
            "GET | /operator/api/events?X-Egnyte-Msp-Operator=1 | '" + HOST + "' | 401",
            "GET | /operator/api/events | '" + GOOD + "X-Forwarded-Host: hooks.msp.example\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "x-forwarded-for: 192.0.2.1\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "Forwarded: for=192.0.2.1\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "Via: 1.1 proxy\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "CF-Ray: 1\\r\\n' | 403",
            "GET | /operator/api/events | '" + GOOD + "X-Original-URL: /operator/\\r\\n' | 403",
            "GET | /egnyte-msp/events/../../operator/api/events | '" + GOOD + "' | 404",
            "GET | /operator/%61pi/events | '" + GOOD + "' | 404",
            "GET | /operator/%2e%2e/operator/api/events | '" + GOOD + "' | 404",
            "GET | //operator/api/events | '" + GOOD + "' | 404",
            "GET | /operator//api/events | '" + GOOD + "' | 404",
            "GET | /operator/./api/events | '" + GOOD + "' | 404",
            "GET | /operator/api/events/ | '" + GOOD + "' | 404",
            "GET | /operator/api/events;a=b | '" + GOOD + "' | 404",
            "GET | /operator;a=b/api/events | '" + GOOD + "' | 404",
            "GET | /operator/api%2fevents | '" + GOOD + "' | 404",
            "GET | /operator\\api\\events | '" + GOOD + "' | 4..",
            "GET | /OPERATOR/api/events | '" + GOOD + "' | 404",
            "GET | /operator/api/events/a%0AERROR | '" + GOOD + "' | 404",
            "GET | /operator/api/events/../subscriptions | '" + GOOD + "' | 404",
            "GET | http://127.0.0.1/operator/api/events | '" + GOOD + "' | 404",
            "GET | http://evil.example/operator/api/events | '" + GOOD + "' | 4..",
            "GET | * | '" + GOOD + "' | 404",
            "GET | /operator/index.html%00.js | '" + HOST + "' | 404",
            "GET | /operator/../OperatorServer.class | '" + HOST + "' | 404",
            "GET | /operator/%2e%2e/OperatorServer.class | '" + HOST + "' | 404",
            "GET | /operator/..%2fOperatorServer.class | '" + HOST + "' | 404",
            "GET | /operator/page/index.html | '" + HOST + "' | 404",
            "GET | /operator/OperatorServer.class | '" + HOST + "' | 404",
            "GET | /operator/application.properties | '" + HOST + "' | 404",
            "GET | /egnyte-msp/events | '" + GOOD + "' | 404",
            "POST | /egnyte-msp/events | '" + GOOD + "' | 404",
            "GET | /q/health | '" + GOOD + "' | 404",
            "HEAD | /operator/api/events | '" + GOOD + "' | 405",
            "OPTIONS | /operator/api/events | '" + HOST + "Origin: http://127.0.0.1:PORT\\r\\n' | 405",
            "OPTIONS | /operator/api/replay | '" + HOST + "Origin: https://evil.example\\r\\n"
                                                                                                        + "Access-Control-Request-Method: POST\\r\\n' | 403",
            "TRACE | /operator/api/events | '" + GOOD + "' | 405",
            "PUT | /operator/api/events | '" + GOOD + "' | 405",
            "GET | /operator/api/replay | '" + GOOD + "' | 405",
            "EVIL | /operator/api/replay | '" + GOOD + "' | 405" })
    void whoDoesNotComeFromThisMachineDoesNotGetIn(String method, String path, String headers, String status) throws Exception {
        assertThat(open.raw(request(method, path, headers, ""))).matches("(?s)HTTP/1.1 " + status + " .*")
                .doesNotContain("Access-Control", "Exception", "WWW-Authenticate");
    }

    @ParameterizedTest
    @ValueSource(strings = { "replay", "forget", "subscriptions/mail/pause", "subscriptions/mail/resume", "login", "logout" })
    void aPageOfAnotherSiteChangesNothing(String path) throws Exception {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                "application/json")) {
            assertThat(open.raw(request(
                    "POST", API + "/" + path, GOOD + "Origin: https://evil.example\r\nContent-Type: " + type + "\r\n",
                    "{\"eventType\":\"X\"}"))).startsWith("HTTP/1.1 403 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "" })
    void whatIsNoJsonIsRefused(String type) throws Exception {
        assertThat(open.raw(request(
                "POST", API + "/replay", GOOD + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n"),
                "{\"eventType\":\"X\"}")))
                .startsWith("HTTP/1.1 415 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"eventType\":\"X\",\"eventType\":\"Y\"}", "[1]", "x", "{}{}", "{\"eventType\":\"\u00e4\"}", "null", "1" })
    void whatIsNoPlainObjectIsRefused(String body) throws Exception {
        assertThat(open.raw(request("POST", API + "/replay", GOOD + "Content-Type: application/json\r\n", body)))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void whatIsInTheQueryOrInAHeaderDoesNotReplaceWhatIsInThePathOrTheBody() throws Exception {
        assertThat(open.curl("POST", API + "/replay?dryRun=false", "{\"eventType\":\"X\",\"dryRun\":true}").statusCode())
                .isEqualTo(400);
        assertThat(open.curl("GET", API + "/events?limit=1&limit=2", "").statusCode()).isEqualTo(400);
        assertThat(open.curl("GET", API + "/events?limit=1&%6cimit=2", "").statusCode()).isEqualTo(400);
        assertThat(open.curl("POST", API + "/subscriptions/none/pause", "{\"subscription\":\"mail\"}").statusCode())
                .isEqualTo(404);
        String steered = GOOD + "subscription: mail\r\nCamelEgnyteMspSubscription: mail\r\nCamelEgnyteMspOperation: pause\r\n"
                         + "camelEGNYTEmspdryRUN: false\r\nCamelHttpMethod: GET\r\n";
        assertThat(open.raw(request("POST", API + "/subscriptions/none/pause", steered, ""))).startsWith("HTTP/1.1 404 ");
        assertThat(open.raw(request("GET", API + "/subscriptions", steered, ""))).startsWith("HTTP/1.1 200 ")
                .contains("\"paused\":false").doesNotContain("Camel");
    }

    @Test
    void nothingOfTheRequestReachesARoute() throws Exception {
        open.routes().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                rest("/operator/api").get("/headers").to("mock:headers");
            }
        });
        AtomicReference<Map<String, Object>> seen = new AtomicReference<>();
        MockEndpoint mock = open.routes().context().getEndpoint("mock:headers", MockEndpoint.class);
        mock.whenAnyExchangeReceived(exchange -> {
            seen.set(Map.copyOf(exchange.getMessage().getHeaders()));
            exchange.getMessage().setHeader("Set-Cookie", "a=b");
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 302);
            exchange.getMessage().setHeader("Location", "https://evil.example");
            exchange.getMessage().setBody("{\"a\":1}");
        });
        String answer = open.raw(request(
                "GET", API + "/headers?x=1&CamelFileName=y", GOOD + "Cookie: c=d\r\nCamelFileName: /etc/passwd\r\nX-Own: 1\r\n",
                ""));
        assertThat(seen.get()).isEmpty();
        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"a\":1}").doesNotContainIgnoringCase("Set-Cookie",
                "Location");
    }

    @Test
    void everyAnswerTellsTheBrowserWhatItMayNotDo() throws Exception {
        for (HttpResponse<String> answer : List.of(
                open.curl("GET", "/operator/", ""), open.curl("GET", API + "/events", ""), open.curl("GET", API + "/none", ""),
                page.send(page.request("GET", API + "/events", "")), page.logIn("dana", "wrong password"))) {
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).contains(
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
                                                                                                   + " form-action 'none'; frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
            assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).matches("no-store|no-cache");
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    void withoutALoginThereIsNothingButThePage() throws Exception {
        assertThat(page.send(page.request("GET", "/operator/", "")).statusCode()).isEqualTo(200);
        for (String path : List.of("/events", "/events/abc", "/subscriptions", "/session", "/openapi.json", "/days")) {
            assertThat(page.send(page.request("GET", API + path, "")).statusCode()).as(path).isEqualTo(401);
            assertThat(page.curl("GET", API + path, "").statusCode()).as(path).isEqualTo(401);
        }
        for (String path : List.of("/replay", "/forget", "/subscriptions/mail/pause", "/logout")) {
            assertThat(page.curl("POST", API + path, "{}").statusCode()).as(path).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Basic", "Basic ", "Basic !", "Bearer x", "Basic ZGFuYQ==", "Digest username=dana" })
    void brokenCredentialsAreRefusedWithoutAChallenge(String credentials) throws Exception {
        String answer = page.raw(request("GET", API + "/events", GOOD + "Authorization: " + credentials + "\r\n", ""));
        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContainIgnoringCase("WWW-Authenticate");
    }

    @Test
    void aProgramSendsThePasswordAndAHeaderThatNoPageCanSend() throws Exception {
        HttpRequest.Builder basic
                = page.request("GET", API + "/events", "").header("Authorization",
                        OperatorPage.basic("dana:" + OperatorPage.PASSWORD));
        assertThat(page.send(basic).statusCode()).isEqualTo(401);
        assertThat(page.send(basic.header("X-Egnyte-Msp-Operator", "1")).statusCode()).isEqualTo(200);
    }

    @Test
    void aChangeNeedsTheTokenAndTheOriginOfThePage() throws Exception {
        LoggedIn dana = page.loggedIn("dana");
        LoggedIn other = page.loggedIn("other");
        String pause = API + "/subscriptions/mail/resume";
        assertThat(page.send(page.page(dana, "POST", pause, "{}")).statusCode()).isEqualTo(200);
        assertThat(page.send(page.request("GET", API + "/events", "").header("Cookie", dana.cookie())).statusCode())
                .isEqualTo(200);
        HttpRequest.Builder withoutToken
                = page.request("POST", pause, "{}").header("Cookie", dana.cookie()).header("Origin", page.origin());
        assertThat(page.send(withoutToken).statusCode()).isEqualTo(403);
        assertThat(page.send(withoutToken.copy().header("X-Egnyte-Msp-Operator", "1")).statusCode()).isEqualTo(403);
        assertThat(page.send(withoutToken.copy().header("X-Egnyte-Msp-Operator", other.token())).statusCode()).isEqualTo(403);
        assertThat(page.send(page.request("POST", pause, "{}").header("Cookie", dana.cookie())
                .header("X-Egnyte-Msp-Operator", dana.token())).statusCode()).as("no Origin").isEqualTo(403);
        String tossed = dana.cookie().replaceFirst("=.*", "=x");
        assertThat(page.send(page.page(dana, "POST", pause, "{}").header("Cookie", tossed)).statusCode())
                .as("a cookie that a page at another port has added").isEqualTo(200);
        assertThat(page.send(page.request("GET", API + "/events", "").header("Cookie", tossed + "; " + dana.cookie()))
                .statusCode()).as("the added one first").isEqualTo(200);
        assertThat(page.send(page.page(dana, "POST", API + "/logout", "")).statusCode()).isEqualTo(200);
        assertThat(page.send(page.page(dana, "POST", pause, "{}")).statusCode()).as("ended").isEqualTo(401);
        assertThat(page.send(page.page(other, "POST", pause, "{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void theCookieIsForThisPageOnly() throws Exception {
        HttpResponse<String> answer = page.logIn("dana", OperatorPage.PASSWORD);
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .matches("egnyte-msp-operator=[0-9a-f]{64}; Path=/operator; HttpOnly; SameSite=Strict");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedAndTheConnectionClosed() throws Exception {
        String body = "{\"text\":\"" + "x".repeat(70_000) + "\"}";
        assertThat(open.raw(request("POST", API + "/replay", GOOD + "Content-Type: application/json\r\n", body)
                .replace("Connection: close\r\n", ""))).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        // of somebody who is not let in, nothing is read
        assertThat(page.raw("POST " + API + "/replay HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1000000\r\n\r\n"))
                .startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
    }

    @Test
    void http2InClearTextIsNotSpoken() throws Exception {
        try (RawConnection connection = new RawConnection(open.port())) {
            connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(connection.rest()).doesNotContain("\u0000\u0000");
        }
        String upgrade = "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
        try (RawConnection connection = new RawConnection(open.port())) {
            assertThat(connection.send("GET " + API + "/events HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                       + GOOD.replace("\\r\\n", "\r\n").replace("PORT", "1") + upgrade + "\r\n")
                    .answer())
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void eventsDoNotComeInHereAndTheirServerDoesNotKnowThePage() throws Exception {
        try (RawConnection connection = new RawConnection(URI.create(open.routes().url()).getPort())) {
            assertThat(connection.send(request("GET", API + "/events", GOOD.replace("PORT", "1"), "")).rest())
                    .startsWith("HTTP/1.1 404 ");
        }
        try (RawConnection connection = new RawConnection(open.port())) {
            assertThat(connection.send(request(
                    "POST", TestRuntime.PATH, "Host: 127.0.0.1:1\r\nX-Egnyte-Msp-Token: token-of-the-demo-webhook\r\n",
                    TestRuntime.EVENT)).rest()).startsWith("HTTP/1.1 404 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "0.0.0.0", "::", "192.0.2.1", "operator.msp.example" })
    void onAnotherAddressItDoesNotStartWithoutAPassword(String host, @TempDir Path folder) {
        assertThatThrownBy(() -> new OperatorPage(folder, Map.of("operator.host", host)).close())
                .hasStackTraceContaining("operator.host=" + host + " needs operator.passwordFile");
    }

    @Test
    void behindAProxyItDoesNotStartWithoutAPassword(@TempDir Path folder) {
        assertThatThrownBy(() -> new OperatorPage(folder, Map.of("operator.url", "https://operator.msp.example")).close())
                .hasStackTraceContaining("operator.url needs operator.passwordFile");
    }

    @Test
    void aFileThatHoldsNoHashOrIsNotThereIsFoundAtTheStart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "dana=secret-of-dana");
        for (Path wrong : List.of(file, folder.resolve("none"))) {
            assertThatThrownBy(() -> new OperatorPage(folder, Map.of("operator.passwordFile", wrong.toString())).close())
                    .hasStackTraceContaining(wrong.toString())
                    .satisfies(e -> assertThat(String.valueOf(e) + e.getCause()).doesNotContain("secret-of-dana"));
        }
    }

    @Test
    void aPortThatIsTakenFailsTheStart(@TempDir Path folder) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(
                    () -> new OperatorPage(folder, Map.of("operator.port", String.valueOf(taken.getLocalPort()))).close())
                    .hasStackTraceContaining("operator's page cannot listen on port " + taken.getLocalPort());
        }
    }

    @Test
    void aProxyWithoutSettingsIsRefused() throws Exception {
        assertThat(open.raw(request("GET", API + "/events", GOOD, "").replace("HTTP/1.1", "HTTP/1.0")))
                .matches("(?s)HTTP/1.[01] 403 .*");
    }

    @Test
    void behindAProxyThePublicAddressIsTheOneOfThePage(@TempDir Path folder) throws Exception {
        try (OperatorPage proxied
                = OperatorPage.withPassword(folder, Map.of("operator.url", "https://operator.msp.example/operator/"))) {
            HttpResponse<String> answer = proxied.logIn("dana", OperatorPage.PASSWORD);
            assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).endsWith("; Secure");
            LoggedIn dana = OperatorPage.loggedIn(answer);
            String headers
                    = "X-Forwarded-For: 192.0.2.1\r\nCookie: " + dana.cookie() + "\r\nX-Egnyte-Msp-Operator: " + dana.token()
                      + "\r\n";
            for (String host : List.of("operator.msp.example", "127.0.0.1:8081")) {
                assertThat(proxied.raw(request(
                        "POST", API + "/subscriptions/mail/resume",
                        "Host: " + host + "\r\nOrigin: https://operator.msp.example\r\n" + headers, "")))
                        .as(host).startsWith("HTTP/1.1 200 ");
            }
            assertThat(proxied.raw(request(
                    "POST", API + "/subscriptions/mail/resume",
                    "Host: operator.msp.example\r\nOrigin: http://operator.msp.example\r\n" + headers, "")))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(proxied.raw(request("GET", "/operator/", "Host: msp.example\r\n", ""))).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void nobodysOwnRestConfigurationLeadsAroundTheGate() {
        assertThatThrownBy(() -> open.routes().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                restConfiguration().component("platform-http");
                rest("/operator/api").get("/around").to("mock:around");
            }
        })).hasStackTraceContaining("without a check of who asks");
        open.routes().context().getRestConfiguration().setComponent("operator");
    }

    @Test
    void somebodysOwnRestServicesStayWhereTheyAre() throws Exception {
        open.routes().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                rest("/own").get("/path").to("mock:own");
            }
        });
        try (RawConnection connection = new RawConnection(URI.create(open.routes().url()).getPort())) {
            assertThat(connection.send(request("GET", "/own/path", "Host: own.example\r\n", "")).rest())
                    .matches("(?s)HTTP/1.1 20[04] .*");
        }
        assertThat(open.curl("GET", "/own/path", "").statusCode()).isEqualTo(404);
    }

    /** Where there is no Vert.x. */
    @Test
    void theListenerOfTheJdkKnowsTheSameGate() throws Exception {
        OperatorSettings settings = new OperatorSettings(true, "127.0.0.1", 0, null, null);
        OperatorGate gate = new OperatorGate(
                new OriginCheck(settings), new Authentication(settings, new Sessions(System::nanoTime), null));
        try (JdkListener listener = new JdkListener(settings, gate)) {
            Map<String, String> requests = Map.of(
                    request("GET", "/operator/", HOST, ""), "200 .*<!doctype html>.*",
                    request("GET", "/operator/", "Host: evil.example\r\n", ""), "403 .*",
                    request("GET", "//operator/", HOST, ""), "404 .*", request("GET", "http://x/operator/", HOST, ""), "404 .*",
                    request("GET", API + "/session", HOST, ""), "200 .*passwordNeeded.*",
                    request("GET", API + "/session?X=1", HOST + "Origin: https://evil.example\r\n", ""), "403 .*",
                    request("GET", API + "/session", HOST + "Via: proxy\r\n", ""), "403 .*",
                    request("POST", API + "/logout", HOST, "{}"), "401 .*",
                    request("POST", API + "/login", HOST + "Content-Type: application/json\r\n", "x".repeat(70_000)), "413 .*");
            for (Map.Entry<String, String> one : requests.entrySet()) {
                try (RawConnection connection = new RawConnection(listener.port())) {
                    assertThat(connection.send(one.getKey().replace("PORT", String.valueOf(listener.port()))).rest())
                            .as(one.getKey()).matches("(?s)HTTP/1.1 " + one.getValue()).containsIgnoringCase("nosniff");
                }
            }
        }
    }

    @Test
    void badRequestsDoNotFillTheLog() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            for (int i = 0; i < 100; i++) {
                open.raw(request("GET", "/%%zz" + i, GOOD, ""));
                open.raw("GET /operator/ HTTP/1.1\r\nConnection: close\r\n\r\n");
                open.raw(request("GET", "/operator/", "Host: evil.example\r\n", ""));
                open.raw("nothing of HTTP\r\n\r\n");
            }
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list).filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN)).hasSizeLessThanOrEqualTo(1);
    }
}
