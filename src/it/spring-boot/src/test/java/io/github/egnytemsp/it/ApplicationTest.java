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

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.MspList;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
class ApplicationTest {

    private static final int PORT = freePort();
    private static final EgnyteMspSimulator EGNYTE
            = EgnyteMspSimulator.builder().callsPerSecond(0).accessToken("token-of-the-bean")
                    .publicAddress("https://hooks.msp.example", "http://127.0.0.1:" + PORT).start();

    @Autowired
    Application.Collector collector;
    @Autowired
    ProducerTemplate template;
    @Autowired
    CamelContext context;
    @Autowired
    DataSource dataSource;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("server.port", () -> PORT);
        registry.add("camel.component.egnyte-msp.base-url", EGNYTE::baseUrl);
        registry.add("test.secret", () -> "secret-of-the-test");
        registry.add("test.token", () -> "token-of-the-bean");
    }

    @AfterAll
    static void stop() {
        EGNYTE.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path));
    }

    @Test
    void theWebhookIsEnsuredAndItsEventsComeOutOfTheRouteTyped() {
        await().until(() -> EGNYTE.webhooks().size() == 1);
        EGNYTE.raise("RESELLER_MRR_CHANGED");
        await().until(() -> !collector.events.isEmpty());
        MspEvent event = collector.events.get(0);
        assertThat(event.type()).isEqualTo(MspEventType.RESELLER_MRR_CHANGED);
        assertThat(EGNYTE.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void theApiIsCalledWithTheTokenOfTheBean() {
        await().until(() -> EGNYTE.webhooks().size() == 1);
        assertThat(template.requestBody("egnyte-msp:webhooks", null, MspList.class)).hasSize(1);
    }

    @Test
    void everyFormOfAPropertyIsUnderstood() {
        EgnyteMspComponent component = context.getComponent("egnyte-msp", EgnyteMspComponent.class);
        assertThat(component.getConfiguration().getConnectTimeout()).isEqualTo(5000);
        assertThat(component.getConfiguration().getMaxCallsPerSecond()).isZero();
    }

    @Test
    void healthSaysSo() throws Exception {
        await().untilAsserted(() -> {
            HttpResponse<String> health = send(to("/actuator/health"));
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"camelHealth\"").contains("egnyte-msp").doesNotContain("secret-of-the-test");
        });
        await().until(() -> EGNYTE.webhooks().size() == 1);
        EgnyteMspConsumer consumer = (EgnyteMspConsumer) context.getRoute("events").getConsumer();
        EGNYTE.failNext(Fault.status(500));
        consumer.checkNow();
        HttpResponse<String> health = send(to("/actuator/health"));
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("500");
        consumer.checkNow();
        assertThat(send(to("/actuator/health")).statusCode()).isEqualTo(200);
    }

    @Test
    void answersAreThoseOfEveryRuntime() throws Exception {
        for (String type : List.of("application/json", "application/json; charset=ISO-8859-1",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded", "x")) {
            String event = """
                    {"event_type":"USER_ADDED","reseller_code":"Müller","of":"%s"}""".formatted(type);
            HttpResponse<String> answer = send(to("/egnyte-msp/events").header("Content-Type", type)
                    .header("X-Egnyte-Msp-Token", "secret-of-the-test").POST(HttpRequest.BodyPublishers.ofString(event)));
            assertThat(answer.statusCode()).as(type).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(collector.events).extracting(MspEvent::toText).contains(event);
        }
        assertThat(send(to("/egnyte-msp/events").header("X-Egnyte-Msp-Token", "wrong")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(401);
        assertThat(send(to("/egnyte-msp/events").header("X-Egnyte-Msp-Token", "secret-of-the-test")
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(200_000)))).statusCode()).isEqualTo(413);
        assertThat(send(to("/egnyte-msp/events")).statusCode()).isEqualTo(405);
        assertThat(send(to("/egnyte-msp/events").header("X-Egnyte-Msp-Token", "secret-of-the-test")
                .POST(HttpRequest.BodyPublishers.ofString("no JSON"))).statusCode()).isEqualTo(400);
    }

    @Test
    void theInboxIsInTheDatabaseOfTheApplication() throws Exception {
        String event = "{\"event_type\":\"USER_ADDED\",\"reseller_code\":\"M\u00fcller\"}";
        for (int i = 0; i < 2; i++) {
            assertThat(send(to("/durable").header("X-Egnyte-Msp-Token", "secret-of-the-test")
                    .POST(HttpRequest.BodyPublishers.ofString(event))).statusCode()).isEqualTo(200);
        }
        await().untilAsserted(() -> assertThat(collector.fromInbox).extracting(MspEvent::toText).containsExactly(event));
        await().untilAsserted(() -> assertThat(
                new JdbcTemplate(dataSource).queryForList("select state from egnyte_msp_delivery", String.class))
                .containsExactly("handled"));
    }

    @Test
    void metersAreAmongTheActuators() throws Exception {
        send(to("/egnyte-msp/events").header("X-Egnyte-Msp-Token", "wrong").POST(HttpRequest.BodyPublishers.ofString("{}")));
        await().untilAsserted(
                () -> assertThat(send(to("/actuator/metrics/egnyte.msp.deliveries?tag=answer:unauthorized")).body())
                        .contains("\"COUNT\"").contains("routeId").doesNotContain("\"value\":0.0"));
        assertThat(send(to("/actuator/metrics/egnyte.msp.webhook.up")).statusCode()).isEqualTo(200);
    }

    /** Spring and Camel would take them apart by their type, with a failure where they are none. */
    @Test
    void aWrongSecretIs401WhateverTheContentType() throws Exception {
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data",
                "multipart/form-data; boundary=x")) {
            assertThat(send(to("/egnyte-msp/events").header("Content-Type", type).header("X-Egnyte-Msp-Token", "wrong")
                    .POST(HttpRequest.BodyPublishers.ofString("a=%zz&{&="))).statusCode()).as(type).isEqualTo(401);
        }
    }

    @Test
    void theCustomizerCanBeSwitchedOff() {
        for (String off : List.of("camel.component.egnyte-msp.enabled", "camel.component.egnyte-msp.customizer.enabled")) {
            try (var application = new SpringApplicationBuilder(Application.class).run(
                    "--server.port=0", "--test.secret=s", "--test.token=t", "--" + off + "=false",
                    "--camel.main.routes-include-pattern=classpath:none/*.yaml")) {
                assertThat(application.getBean(CamelContext.class).getComponent("egnyte-msp", EgnyteMspComponent.class)
                        .getConfiguration()
                        .getWebhookUrl()).as(off).isNull();
            }
        }
    }

    @Test
    void aPropertyThatIsNoOptionFailsTheStart() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class).run(
                "--server.port=0", "--test.secret=s", "--test.token=t", "--camel.component.egnyte-msp.nfr-domian=acmemsp")
                .close())
                .rootCause().hasMessageContaining("nfr-domian").hasMessageContaining("nfr-domain");
    }
}
