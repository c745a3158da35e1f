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
package io.github.egnytemsp.camel.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.egnytemsp.camel.demo.DemoMailServer;
import io.github.egnytemsp.camel.demo.FreePort;
import io.github.egnytemsp.camel.distribution.Machine.Finished;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * From the archive to the first mail, against the simulator of the archive; and what a stop, a kill and an update do.
 */
@Tag("distribution")
class RunningTest {

    private static final String PUBLIC = "https://hooks.acmemsp.example";
    private static final String SECRET = "a-long-random-text-of-the-test";

    private final int port = port();
    private final int page = port();
    private final int simulatorPort = port();
    private final int mailPort = port();
    private final HttpClient http = HttpClient.newHttpClient();
    private Installed installed;
    private DemoMailServer mail;

    private static int port() {
        try {
            return FreePort.findForRestarts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void unpack() throws IOException {
        installed = Installed.unpacked();
        mail = new DemoMailServer(mailPort);
    }

    @AfterEach
    void stop() {
        installed.close();
        mail.close();
    }

    private String[] settings() {
        return new String[] {
                "# the five values", "egnyte-msp.nfrDomain=acmemsp", "egnyte-msp.accessToken=simulator-token",
                "egnyte-msp.webhook.token=" + SECRET, "egnyte-msp.webhook.url=" + PUBLIC + "/egnyte-msp/events",
                "egnyte-msp.registration=ensure", "mail.enabled=true", "mail.server=smtp://127.0.0.1:" + mailPort,
                "mail.to=billing@msp.example", "operator.enabled=true",
                "# only for the test: another Egnyte, and free ports",
                "camel.component.egnyte-msp.baseUrl=http://127.0.0.1:" + simulatorPort, "operator.port=" + page,
                "camel.server.port=" + port };
    }

    private void startSimulator() throws IOException {
        installed.start("simulator", "--port=" + simulatorPort, "--public=" + PUBLIC + "=http://127.0.0.1:" + port,
                "--retry=1s").says("Ctrl-C ends it");
    }

    private void raise(String type) throws Exception {
        assertThat(post(simulatorPort, "/simulator/events/" + type, "", "").statusCode()).isLessThan(300);
    }

    private HttpResponse<String> post(int to, String path, String secret, String body) throws Exception {
        return http.send(request(to, path, secret, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(int to, String path, String secret, String body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to + path))
                .timeout(Duration.ofSeconds(30)).POST(BodyPublishers.ofString(body));
        return (secret.isEmpty() ? builder : builder.header("X-Egnyte-Msp-Token", secret)).build();
    }

    private void deliver(int number) throws Exception {
        assertThat(post(port, "/egnyte-msp/events", SECRET, event(number)).statusCode()).isEqualTo(200);
    }

    private static String event(int number) {
        return "{\"event_type\":\"RESELLER_INVOICE_PAID\",\"reseller_code\":\"R-" + number
               + "\",\"transaction_timestamp\":\"2026-11-27T08:00:00Z\"}";
    }

    private void awaitMails(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> mail.mails().size() >= count);
        assertThat(mail.mails()).hasSize(count);
    }

    @Test
    void fiveValuesAreEnoughForAnEventInTheMail() throws Exception {
        startSimulator();
        installed.settings(settings());
        RunningCommand run = installed.start("run").runs().says("is enabled");

        raise("RESELLER_INVOICE_PAID");

        awaitMails(1);
        assertThat(mail.mails().get(0).to()).isEqualTo("billing@msp.example");
        HttpResponse<String> shown = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page + "/operator/")).build(), BodyHandlers.ofString());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("<html");
        assertThat(installed.home().resolve("data/inbox.db")).exists();
        assertThat(Files.getPosixFilePermissions(installed.home().resolve("data"))).hasSize(3);
        assertThat(run.log()).doesNotContain("Exception", "\tat ", "WARN", SECRET, "simulator-token").hasLineCount(11);

        run.terminate();
        assertThat(run.end()).isEqualTo(143);
        assertThat(run.log()).endsWith("Stopped\n");
    }

    @Test
    void aDeliveryThatIsUnderWayIsFinishedBeforeItStops() throws Exception {
        installed.settings(settings());
        // as slow as a database that waits for its disk
        installed.file(installed.home().resolve("routes.local/slow.yaml"), """
                - route:
                    id: slow
                    from:
                      uri: egnyte-msp:events
                      parameters:
                        path: /slow/events
                        registration: none
                      steps:
                        - log: It has begun
                        - delay:
                            expression:
                              constant:
                                expression: "3000"
                        - to:
                            uri: egnyte-msp:inbox
                """);
        RunningCommand run = installed.start("run").runs();
        assertThat(run.log()).contains("yours      slow");
        CompletableFuture<HttpResponse<String>> answer
                = http.sendAsync(request(port, "/slow/events", SECRET, event(1)), BodyHandlers.ofString());
        run.says("It has begun");

        run.terminate();

        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(run.end()).isEqualTo(143);
        RunningCommand again = installed.start("run").runs();
        awaitMails(1);
        assertThat(again.log()).doesNotContain("Exception");
    }

    @Test
    void whatWaitsIsThereAfterAKill() throws Exception {
        installed.settings(settings());
        mail.close();
        RunningCommand run = installed.start("run").runs();
        for (int i = 0; i < 20; i++) {
            deliver(i);
        }

        run.kill();

        mail = new DemoMailServer(mailPort);
        installed.start("run").runs();
        awaitMails(20);
    }

    @Test
    void anUpdateFindsWhatWaits() throws Exception {
        // the release before: there is none before 0.1.0; from 0.2.0 on -Ddist.before=FILE is the archive that was released
        String before = System.getProperty("dist.before", "");
        Path opt = installed.machine().newFolder("opt");
        Path etc = installed.machine().newFolder("etc");
        Path data = installed.machine().newFolder("var lib");
        installed.machine().give(data);
        Installed old = Installed.unpacked(
                before.isEmpty() ? Archive.file() : Path.of(before), installed.machine().newFolder("before"));
        Path current = opt.resolve("egnyte-msp");
        Files.createSymbolicLink(current, old.home());
        Installed service = installed.at(current).with("EGNYTE_MSP_CONF", etc).with("EGNYTE_MSP_DATA", data)
                .file(etc.resolve("local.properties"), String.join("\n", settings()));
        mail.close();
        RunningCommand run = service.start("run").runs();
        for (int i = 0; i < 5; i++) {
            deliver(i);
        }

        // as install.md says: unpack beside it, stop, switch the link, start
        Installed update = Installed.unpackedReadOnly();
        run.terminate();
        assertThat(run.end()).isEqualTo(143);
        Files.delete(current);
        Files.createSymbolicLink(current, update.home());
        mail = new DemoMailServer(mailPort);
        RunningCommand updated = service.start("run").runs();

        awaitMails(5);
        assertThat(updated.log()).contains("data folder " + data).doesNotContain("Exception");
        service.close();
    }

    @Test
    void ownRoutesAndLibrariesAreBesideTheSettings() throws Exception {
        Path etc = installed.machine().newFolder("etc");
        Installed own = installed.with("EGNYTE_MSP_CONF", etc)
                .file(etc.resolve("local.properties"), String.join("\n", settings()))
                .file(etc.resolve("routes.local/one.yaml"), """
                        - route:
                            id: my-yaml
                            from:
                              uri: egnyte-msp:inbox
                              parameters:
                                subscription: my-yaml
                              steps:
                                - bean:
                                    beanType: own.Library
                        """)
                .file(etc.resolve("routes.local/two.xml"), """
                        <routes>
                          <route id="my-xml">
                            <from uri="egnyte-msp:inbox?subscription=my-xml"/>
                            <log message="In XML: ${body.resellerCode}"/>
                          </route>
                        </routes>
                        """);
        Path lib = installed.machine().newFolder("source");
        installed.file(lib.resolve("own/Library.java"), """
                package own;
                public class Library {
                    public static void handle(io.github.egnytemsp.camel.model.MspEvent event) {
                        System.out.println("In a library: " + event.resellerCode());
                    }
                }
                """);
        Path jdk = Path.of(System.getProperty("java.home"), "bin");
        Machine.mustRun(jdk.resolve("javac").toString(), "--release", "17", "-cp", installed.home() + "/lib/*", "-d",
                lib.resolve("out").toString(), lib.resolve("own/Library.java").toString());
        Files.createDirectories(etc.resolve("lib.local"));
        Machine.mustRun(jdk.resolve("jar").toString(), "--create", "--file", etc + "/lib.local/own.jar", "-C",
                lib.resolve("out").toString(), ".");
        RunningCommand run = own.start("run").runs();
        assertThat(run.log()).contains("yours      my-xml, my-yaml");

        deliver(7);

        run.says("In a library: R-7").says("In XML: R-7");
        awaitMails(1);
    }

    @Test
    void aStartThatFailsSaysWhyInALine() throws Exception {
        installed.settings(settings());
        RunningCommand first = installed.start("run").runs();

        assertFails(installed.again(), Integer.toString(port));
        first.terminate();
        first.end();
        assertFails(installed.again().with("INBOX_URL", "jdbc:mysql://127.0.0.1/inbox"), "jdbc:mysql:");
        installed.file(installed.home().resolve("routes.local/broken.yaml"), "- route:\n    from:\n      uri: nonsense:x\n");
        assertFails(installed.again(), "nonsense");
    }

    private static void assertFails(Installed installed, String reason) throws IOException {
        Finished run = installed.command("run");
        assertThat(run.code()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains("egnyte-msp cannot start: ", reason).doesNotContain("\tat ", "Caused by");
        assertThat(run.output().lines().filter(line -> line.contains("cannot start"))).hasSize(1);
    }

    @Test
    void checkLooksAtTheInstallation() throws Exception {
        startSimulator();
        installed.settings(settings());
        Files.setPosixFilePermissions(
                installed.home().resolve("conf/local.properties"),
                PosixFilePermissions.fromString("rw-------"));
        Finished check = installed.command("check");

        assertThat(check.output()).doesNotContain("\tat ", SECRET, "simulator-token").contains("settings");
        // nothing is behind the address of an example
        assertThat(check.output().lines().filter(line -> line.startsWith("WRONG")))
                .allMatch(line -> line.contains("hooks.acmemsp.example"));
        assertThat(installed.home().resolve("data/inbox.db")).doesNotExist();
    }
}
