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
package io.github.egnytemsp.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Our features in a real Karaf, and beside them the bundle of this project. The simulator is in this process. */
class KarafTest {

    private static final String SECRET = "secret-of-the-test";
    private static final String TOKEN = "token-of-the-test";
    private static final Duration TO_START = Duration.ofMinutes(3);
    private static final Duration TO_HAPPEN = Duration.ofSeconds(20);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path HOME = Path.of(System.getProperty("karaf.home"));
    private static final Karaf KARAF = new Karaf(HOME);

    private static EgnyteMspSimulator egnyte;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = Karaf.freePort();
        egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).accessToken(TOKEN)
                .publicAddress("https://hooks.msp.example", "http://127.0.0.1:" + port).start();
        KARAF.useFreePorts();
        // whatever is needed was brought by karaf-maven-plugin: nothing is downloaded
        KARAF.configure("org.ops4j.pax.url.mvn.cfg", Map.of(
                "org.ops4j.pax.url.mvn.localRepository", System.getProperty("karaf.repository"),
                "org.ops4j.pax.url.mvn.repositories", ""));
        // the bundles of Camel's own features cannot be had everywhere: camel.xml has features of the same names
        KARAF.write("org.apache.karaf.features.xml", """
                <featuresProcessing xmlns="http://karaf.apache.org/xmlns/features-processing/v1.0.0">
                  <blacklistedRepositories>
                    <repository>mvn:org.apache.camel.karaf/apache-camel/%s/xml/features</repository>
                  </blacklistedRepositories>
                </featuresProcessing>
                """.formatted(System.getProperty("camel-karaf.version")));
        KARAF.append("org.apache.karaf.features.cfg", "featuresRepositories",
                "file:" + System.getProperty("karaf.features") + "/camel.xml,file:" + System.getProperty("karaf.features")
                                                                              + "/routes.xml,"
                                                                              + "mvn:io.github.egnytemsp/camel-egnyte-msp/"
                                                                              + System.getProperty("egnyte-msp.version")
                                                                              + "/xml/features");
        KARAF.append("org.apache.karaf.features.cfg", "featuresBoot", "camel-egnyte-msp,camel-platform-http-vertx,routes");
        KARAF.start(Map.of("events.port", String.valueOf(port), "egnyte-msp.baseUrl", egnyte.baseUrl(),
                "egnyte-msp.accessToken", TOKEN, "egnyte-msp.webhookVerifyToken", SECRET,
                "egnyte-msp.webhookUrl", "https://hooks.msp.example/egnyte-msp/events"));
        await("the routes, see " + HOME.resolve("data/log/karaf.log")).atMost(TO_START).failFast(() -> !KARAF.isRunning())
                .ignoreExceptionsInstanceOf(IOException.class).until(() -> get("/it/events").statusCode() < 300);
        await().atMost(TO_HAPPEN).until(() -> egnyte.webhooks().size() == 1);
    }

    /** When everything else has happened. */
    @AfterAll
    static void nothingIsWrongInTheLog() throws Exception {
        try {
            KARAF.close();
        } finally {
            if (egnyte != null) {
                egnyte.close();
            }
        }
        assertThat(Files.readString(HOME.resolve("data/log/karaf.log"))).contains("Started events")
                .contains("RESELLER_MRR_CHANGED for Müller").doesNotContain("ERROR",
                        SECRET, TOKEN);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anEventComesOutOfTheRouteTyped() {
        egnyte.raise("RESELLER_MRR_CHANGED", Map.of("company_name", "Müller"));
        assertThat(egnyte.awaitIdle(TO_HAPPEN)).isTrue();
        await().atMost(TO_HAPPEN)
                .untilAsserted(() -> assertThat(get("/it/events").body()).contains("RESELLER_MRR_CHANGED of Müller"));
    }

    @Test
    void anEventThatIsSentTwiceComesOutOfItsSubscriptionOnce() throws Exception {
        String event = "{\"event_type\":\"RESELLER_FIRST_LOGIN\",\"company_name\":\"Twice\"}";
        assertThat(post(SECRET, event)).isEqualTo(200);
        assertThat(post(SECRET, event)).isEqualTo(200);
        await().atMost(TO_HAPPEN).untilAsserted(
                () -> assertThat(get("/it/events").body()).containsOnlyOnce("RESELLER_FIRST_LOGIN of Twice"));
    }

    @Test
    void anEventIsMadeACloudEvent() throws Exception {
        HttpResponse<String> event = send(to("/it/cloud-event")
                .POST(HttpRequest.BodyPublishers.ofString("{\"event_type\":\"USER_ADDED\"}")));
        assertThat(event.body()).contains("\"type\":\"com.egnyte.msp.USER_ADDED\"")
                .endsWith(",\"data\":{\"event_type\":\"USER_ADDED\"}}");
    }

    @Test
    void theApiIsCalled() throws Exception {
        HttpResponse<String> webhooks = get("/it/webhooks");
        assertThat(webhooks.statusCode()).isEqualTo(200);
        assertThat(webhooks.body()).contains(egnyte.webhooks().get(0).id());
    }

    @Test
    void healthSaysSo() {
        await().atMost(TO_HAPPEN).untilAsserted(() -> assertThat(get("/it/health").body()).contains("consumer:events is UP"));
        egnyte.revokeAccessToken(TOKEN);
        await().atMost(TO_HAPPEN).untilAsserted(() -> assertThat(get("/it/health").body()).contains("consumer:events is DOWN"));
        egnyte.addAccessToken(TOKEN);
        await().atMost(TO_HAPPEN).untilAsserted(() -> assertThat(get("/it/health").body()).contains("consumer:events is UP"));
    }

    @Test
    void aWrongSecretIsRefusedAndAWrongBodyToo() throws Exception {
        assertThat(post("wrong", "{\"event_type\":\"USER_ADDED\"}")).isEqualTo(401);
        assertThat(post(SECRET, "no JSON")).isEqualTo(400);
        assertThat(post(SECRET, "x".repeat(200_000))).isEqualTo(413);
        assertThat(get("/it/events").body()).doesNotContain("USER_ADDED");
    }

    private static int post(String secret, String body) throws Exception {
        return send(to("/egnyte-msp/events").header("X-Egnyte-Msp-Token", secret)
                .POST(HttpRequest.BodyPublishers.ofString(body))).statusCode();
    }
}
