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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The way from Egnyte to here, through a reverse proxy of the test's. */
class PublicAddressCheckTest extends CheckFixture {

    private static final String PASSWORD = "password-of-the-test";
    private static final String PATH = "/egnyte-msp/events";

    private final Queue<String> methods = new ConcurrentLinkedQueue<>();
    private HttpServer proxy;

    @AfterEach
    void stopProxy() {
        if (proxy != null) {
            proxy.stop(0);
        }
        assertThat(methods).allMatch("GET"::equals);
    }

    private void startProxy(int status, Map<String, String> headers) throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        start(status, headers);
        use("http://localhost:" + proxy.getAddress().getPort() + PATH);
    }

    private void start(int status, Map<String, String> headers) {
        proxy.createContext("/", exchange -> {
            methods.add(exchange.getRequestMethod());
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        proxy.start();
    }

    private void use(String address) {
        set("egnyte-msp.registration", "ensure");
        set("egnyte-msp.webhook.url", address);
    }

    /** A proxy whose certificate is made with some arguments of keytool's. */
    private void startTlsProxy(boolean trusted, String... arguments) throws Exception {
        Path store = folder.resolve("proxy.p12");
        List<String> command = new java.util.ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "proxy",
                        "-keyalg",
                        "EC", "-dname", "CN=proxy", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
                        PASSWORD));
        command.addAll(List.of(arguments));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(keytool.waitFor()).as(new String(keytool.getInputStream().readAllBytes())).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        proxy = https;
        start(405, Map.of("Allow", "POST"));
        use("https://localhost:" + proxy.getAddress().getPort() + PATH);
        if (trusted) {
            set("camel.ssl.enabled", "true");
            set("camel.ssl.trustStore", "file:" + store);
            set("camel.ssl.trustStorePassword", PASSWORD);
        }
    }

    @Test
    void anAddressThatIsNotSetIsNotAsked() throws Exception {
        assertThat(check().about("public address")).singleElement().asString().startsWith("off")
                .contains("egnyte-msp.webhook.url is the example https://hooks.msp.example/egnyte-msp/events");
    }

    @Test
    void theWayToARunningInstanceIsRight() throws Exception {
        try (ShippedRoutes routes = startRoutes(Map.of(), "events-to-inbox")) {
            use(routes.url() + PATH);
            assertThat(check().about("public address")).singleElement().asString().startsWith("ok")
                    .contains("leads to a running instance");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "404 | WRONG | the reverse proxy does not pass this path on",
            "301 | WRONG | Egnyte follows no redirect",
            "401 | WRONG | asks for a login",
            "200 | WRONG | Another program answers",
            "405 | WRONG | Another program answers",
            "502 | note | the product does not run here now" })
    void whatElseAnswersIsSaid(int status, String state, String words) throws Exception {
        startProxy(status, Map.of());
        assertThat(check().about("public address")).singleElement().asString().startsWith(state)
                .contains("is answered " + status, words);
    }

    @Test
    void aProxyThatDoesNotReachTheRunningProductIsNamed() throws Exception {
        startProxy(502, Map.of());
        try (ShippedRoutes routes = startRoutes(Map.of(), "events-to-inbox")) {
            set("events.port", String.valueOf(URI.create(routes.url()).getPort()));
            assertThat(check().about("public address")).singleElement().asString().startsWith("WRONG")
                    .contains("does not reach the product, which runs at " + routes.url());
        }
    }

    @Test
    void withoutRegistrationItIsANote() throws Exception {
        startProxy(404, Map.of());
        set("egnyte-msp.registration", "none");
        assertThat(check().about("public address")).singleElement().asString().startsWith("note");
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        use("https://no-such-host.invalid" + PATH);
        assertThat(check().about("public address")).singleElement().asString().startsWith("WRONG")
                .contains("The name is not found");
        use("https://127.0.0.1:1" + PATH);
        assertThat(check().about("public address")).singleElement().asString().startsWith("WRONG")
                .contains("The connection is refused");
    }

    @Test
    void aCertificateThatIsTrustedIsRightAndTellsItsEnd() throws Exception {
        startTlsProxy(true, "-ext", "san=dns:localhost", "-validity", "40");
        assertThat(check().about("public address")).hasSize(2).allMatch(line -> line.startsWith("ok")).first().asString()
                .contains("ends in 39 days");
    }

    @Test
    void aCertificateThatEndsSoonIsNoted() throws Exception {
        startTlsProxy(true, "-ext", "san=dns:localhost", "-validity", "5");
        assertThat(check().about("public address")).first().asString().startsWith("note").contains("ends in 4 days. Renew it");
    }

    @Test
    void aCertificateThatNobodyTrustsIsNamed() throws Exception {
        startTlsProxy(false, "-ext", "san=dns:localhost");
        assertThat(check().about("public address")).singleElement().asString().startsWith("WRONG").contains("not trusted");
    }

    @Test
    void aCertificateForAnotherNameIsNamed() throws Exception {
        startTlsProxy(true, "-ext", "san=dns:hooks.msp.example");
        assertThat(check().about("public address")).singleElement().asString().startsWith("WRONG").contains("for another name");
    }

    @Test
    void aCertificateThatHasExpiredIsNamed() throws Exception {
        startTlsProxy(true, "-ext", "san=dns:localhost", "-startdate", "-10d", "-validity", "5");
        assertThat(check().about("public address")).singleElement().asString().startsWith("WRONG").contains("has expired");
    }

    @Test
    void aServerWithoutTlsIsNamed() throws Exception {
        try (ShippedRoutes routes = startRoutes(Map.of(), "events-to-inbox")) {
            use(routes.url().replace("http:", "https:") + PATH);
            assertThat(check().about("public address")).singleElement().asString().startsWith("WRONG")
                    .contains("answers without TLS");
        }
    }
}
