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
package io.github.egnytemsp.camel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.MspList;
import io.github.egnytemsp.camel.model.UnregisterResult;
import io.github.egnytemsp.camel.model.Webhook;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import io.github.egnytemsp.camel.simulator.ApiCall;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.SimulatedWebhook;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The operations on webhooks, with every form of input and output. */
class WebhooksProducerTest {

    private static final String URL = "https://hooks.msp.example/egnyte-msp/events";
    private static final List<String> TYPES = List.of("USER_ADDED", "RESELLER_MRR_CHANGED");
    private static final String JSON = """
            {"webhook_url":"https://hooks.msp.example/egnyte-msp/events","eventTypes":["USER_ADDED","RESELLER_MRR_CHANGED"],
             "auth_header":"X-Proof","auth_header_value":"proof-value"}""";

    private EgnyteMspSimulator simulator;
    private DefaultCamelContext context;

    @BeforeEach
    void start() {
        simulator = EgnyteMspSimulator.builder().callsPerSecond(0).maxWebhooks(3).start();
        context = new DefaultCamelContext();
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        context.addComponent("egnyte-msp", component);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private FluentProducerTemplate call(String operation, String... options) {
        return context.createFluentProducerTemplate().to(
                "egnyte-msp:webhooks?operation=" + operation + (options.length == 0 ? "" : "&" + String.join("&", options)));
    }

    private Exchange send(FluentProducerTemplate call) throws Exception {
        Exchange exchange = call.send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    private SimulatedWebhook existing() {
        return simulator.addWebhook(URL, TYPES, "X-Proof", "proof-value");
    }

    static List<Object> inputs() {
        Map<String, Object> map = new HashMap<>();
        map.put("webhookUrl", URL);
        map.put("event_types", TYPES);
        map.put("authHeader", "X-Proof");
        map.put("authHeaderValue", "proof-value");
        return List.of(
                new WebhookRegistration(URL, TYPES, "X-Proof", "proof-value"), map, JSON, JSON.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void registerTakesARecordAMapAndJson(Object body) throws Exception {
        Exchange exchange = send(call("register").withBody(body).withHeader("X-Mine", "stays"));

        Webhook webhook = exchange.getMessage().getBody(Webhook.class);
        assertThat(webhook.isEnabled()).isTrue();
        SimulatedWebhook registered = simulator.webhook(webhook.webhookId()).orElseThrow();
        assertThat(registered.url()).isEqualTo(URL);
        assertThat(registered.eventTypes()).isEqualTo(TYPES);
        assertThat(registered.authHeader()).isEqualTo("X-Proof");
        assertThat(registered.authHeaderValue()).isEqualTo("proof-value");
        assertThat(exchange.getMessage().getHeader("X-Mine")).isEqualTo("stays");
        assertThat(exchange.getMessage().getHeader("CamelEgnyteMspHttpStatus", Integer.class)).isBetween(200, 201);
        assertThat(exchange.getMessage().getHeader("CamelEgnyteMspCallsToday")).isEqualTo(1L);
        assertThat(exchange.getMessage().getHeader("CamelEgnyteMspCallsPerDay")).isEqualTo(1000L);
    }

    @Test
    void headersWinOverTheBodyAndTheBodyOverOptions() throws Exception {
        String id = send(call("register", "webhookUrl=https://option.example/x", "eventTypes=USER_ADDED,RESELLER_PVI_ADDED",
                "authHeader=X-Option", "webhookVerifyToken=RAW(first, second)")
                .withBody("{\"auth_header\":\"X-Body\",\"webhook_url\":\"https://body.example/x\"}")
                .withHeader("CamelEgnyteMspWebhookUrl", "https://header.example/x")).getMessage().getBody(Webhook.class)
                .webhookId();

        SimulatedWebhook registered = simulator.webhook(id).orElseThrow();
        assertThat(registered.url()).isEqualTo("https://header.example/x");
        assertThat(registered.authHeader()).isEqualTo("X-Body");
        assertThat(registered.eventTypes()).containsExactly("USER_ADDED", "RESELLER_PVI_ADDED");
        assertThat(registered.authHeaderValue()).as("the first of several secrets is registered").isEqualTo("first");
    }

    @ParameterizedTest
    @MethodSource("eventTypeHeaders")
    void eventTypesAsAHeaderAreACollectionAnArrayOrATextWithCommas(Object types) throws Exception {
        String id = send(call("register").withHeader("CamelEgnyteMspWebhookUrl", URL)
                .withHeader("CamelEgnyteMspEventTypes", types).withHeader("CamelEgnyteMspAuthHeader", "X-Proof")
                .withHeader("CamelEgnyteMspAuthHeaderValue", "v")).getMessage().getBody(Webhook.class).webhookId();
        assertThat(simulator.webhook(id).orElseThrow().eventTypes()).isEqualTo(TYPES);
    }

    static List<Arguments> eventTypeHeaders() {
        return List.of(Arguments.of(TYPES), Arguments.of((Object) TYPES.toArray(new String[0])),
                Arguments.of("USER_ADDED, RESELLER_MRR_CHANGED"),
                Arguments.of(List.of(MspEventType.USER_ADDED, MspEventType.RESELLER_MRR_CHANGED)));
    }

    @Test
    void listGivesAListOfOursAndItsConversions() throws Exception {
        SimulatedWebhook first = existing();
        SimulatedWebhook second = existing();
        simulator.disableWebhook(second.id());

        Exchange exchange = send(context.createFluentProducerTemplate().to("egnyte-msp:webhooks"));

        assertThat(exchange.getMessage().getBody()).isInstanceOf(MspList.class).isInstanceOf(List.class);
        assertThat((List<?>) exchange.getMessage().getBody(List.class)).extracting(Object::toString).containsExactly(
                "Webhook[" + first.id() + ", enabled, null, [], null]",
                "Webhook[" + second.id() + ", disabled, null, [], null]");
        String json = "[{\"webhook_id\":\"" + first.id() + "\",\"status\":\"enabled\"},{\"webhook_id\":\"" + second.id()
                      + "\",\"status\":\"disabled\"}]";
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(json);
        assertThat(exchange.getMessage().getBody(JsonNode.class).isArray()).isTrue();
    }

    @Test
    void getGivesEverythingAndItsConversions() throws Exception {
        SimulatedWebhook webhook = existing();

        Exchange exchange = send(call("get").withBody(" \n").withHeader("CamelEgnyteMspWebhookId", webhook.id()));

        Webhook got = exchange.getMessage().getBody(Webhook.class);
        assertThat(got).extracting(Webhook::webhookId, Webhook::webhookUrl, Webhook::eventTypes, Webhook::authHeader,
                Webhook::authHeaderValue, Webhook::status)
                .containsExactly(webhook.id(), URL, TYPES, "X-Proof", "proof-value", "enabled");
        assertThat(got.toString()).doesNotContain("proof-value");
        Map<?, ?> map = exchange.getMessage().getBody(Map.class);
        assertThat(map.get("webhook_url")).isEqualTo(URL);
        assertThat(map.get("event_types")).isEqualTo(TYPES);
        assertThat(exchange.getMessage().getBody(JsonNode.class).get("auth_header").asText()).isEqualTo("X-Proof");
        assertThat(exchange.getMessage().getBody(String.class)).contains("\"webhook_id\":\"" + webhook.id() + "\"");
        assertThat(new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8))
                .isEqualTo(exchange.getMessage().getBody(String.class));
        try (InputStream stream = exchange.getMessage().getBody(InputStream.class)) {
            assertThat(stream.readAllBytes()).isEqualTo(exchange.getMessage().getBody(byte[].class));
        }
    }

    @Test
    void theIdComesFromTheHeaderTheBodyOrTheOption() throws Exception {
        String first = existing().id();
        String second = existing().id();
        assertThat(send(call("get", "webhookId=" + first)).getMessage().getBody(Webhook.class).webhookId()).isEqualTo(first);
        assertThat(send(call("get", "webhookId=" + first).withBody(Map.of("webhook_id", second))).getMessage()
                .getBody(Webhook.class).webhookId()).isEqualTo(second);
        assertThat(send(call("get", "webhookId=" + second).withBody("{\"webhookId\":\"" + second + "\"}")
                .withHeader("CamelEgnyteMspWebhookId", first)).getMessage().getBody(Webhook.class).webhookId())
                .isEqualTo(first);
    }

    @Test
    void whatGetGaveCanBeSentBackAsAnUpdate() throws Exception {
        SimulatedWebhook webhook = existing();
        Webhook got = send(call("get", "webhookId=" + webhook.id())).getMessage().getBody(Webhook.class);

        Exchange exchange = send(call("update").withBody(got).withHeader("CamelEgnyteMspEventTypes", "RESELLER_PVI_ADDED"));

        assertThat(exchange.getMessage().getBody(Webhook.class).webhookId()).isEqualTo(webhook.id());
        assertThat(simulator.webhook(webhook.id()).orElseThrow())
                .isEqualTo(webhook.withEventTypes(List.of("RESELLER_PVI_ADDED")));
    }

    @Test
    void unregisterRemovesTheWebhook() throws Exception {
        SimulatedWebhook webhook = existing();
        Exchange exchange = send(call("unregister", "webhookId=" + webhook.id()));
        assertThat(exchange.getMessage().getBody(UnregisterResult.class).success()).isTrue();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"success\":true}");
        assertThat(simulator.webhooks()).isEmpty();
    }

    @Test
    void theHeaderWinsOverTheOperationOption() throws Exception {
        existing();
        for (Object name : new Object[] { "list", "LIST", EgnyteMspOperation.list }) {
            assertThat(send(call("unregister").withHeader("CamelEgnyteMspOperation", name)).getMessage().getBody())
                    .isInstanceOf(MspList.class);
        }
        assertThatThrownBy(() -> send(call("list").withHeader("CamelEgnyteMspOperation", "purge")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelEgnyteMspOperation").hasMessageContaining("purge")
                .hasMessageContaining("unregister");
    }

    @Test
    void aTextIsReadAsItIsWhateverTheCharsetOfTheExchange() throws Exception {
        Exchange exchange = call("register").withBody(
                """
                        {"webhook_url":"https://hooks.msp.example/m\u00fcller","eventTypes":["USER_ADDED"],"auth_header":"X-Proof","auth_header_value":"p"}""")
                .withExchangeProperty(Exchange.CHARSET_NAME, "ISO-8859-1").send();
        assertThat(exchange.getException()).isNull();
        assertThat(simulator.webhooks().get(0).url()).endsWith("/m\u00fcller");
    }

    @Test
    void wrongInputIsRefusedBeforeAnythingIsSentAndEveryMistakeIsNamed() {
        assertThatThrownBy(
                () -> send(call("register", "authHeader=X Y").withBody("{\"webhook_url\":\"http://plain.example/\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https").hasMessageContaining("http://plain.example/").hasMessageContaining("eventTypes")
                .hasMessageContaining("X Y").hasMessageContaining("CamelEgnyteMspAuthHeaderValue");
        assertThatThrownBy(() -> send(call("register").withBody(JSON.replace("USER_ADDED", "user added"))))
                .hasMessageContaining("user added").hasMessageContaining("RESELLER_MRR_CHANGED");
        assertThatThrownBy(() -> send(call("register").withBody(JSON.replace("proof-value", "pr\\u0000of"))))
                .hasMessageContaining("auth_header_value").hasMessageNotContaining("pr\u0000of");
        assertThatThrownBy(() -> send(call("get"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhookId").hasMessageContaining("CamelEgnyteMspWebhookId");
        for (Object body : new Object[] { "no json", "[1]", "17", List.of("a"), new Object() }) {
            assertThatThrownBy(() -> send(call("register").withBody(body))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("body");
        }
        assertThat(simulator.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { ".", ".." })
    void pathSegmentsThatNameAnotherResourceAreRefused(String id) {
        assertThatThrownBy(() -> send(call("unregister").withHeader("CamelEgnyteMspWebhookId", id)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("webhookId");
        assertThat(simulator.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a/b", "a?b=c", "a b", "../domains", "a%2Fb", "\u00e4#;x" })
    void pathSegmentsAreEncoded(String id) {
        assertThatThrownBy(() -> send(call("get").withHeader("CamelEgnyteMspWebhookId", id)))
                .isInstanceOfSatisfying(EgnyteMspException.class, e -> assertThat(e.getHttpStatus()).isEqualTo(404));
        assertThat(simulator.calls()).singleElement().extracting(ApiCall::path).asString()
                .startsWith("/pubapi/v1/msp/webhooks/").doesNotContain("?").doesNotContain(" ")
                .matches("/pubapi/v1/msp/webhooks/[^/]+");
    }

    @Test
    void noHeaderOfTheUsersMessageLeavesTheMachine() throws Exception {
        send(call("list").withHeader("X-Mine", "1").withHeader("Cookie", "a=b").withHeader("CamelHttpQuery", "evil=1")
                .withHeader("CamelHttpPath", "/evil").withHeader("CamelHttpUri", "http://127.0.0.1:1/")
                .withHeader("Authorization", "mine"));
        assertThat(simulator.calls()).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/pubapi/v1/msp/webhooks");
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.headerNames()).allMatch(name -> List.of("accept", "accept-encoding", "authorization", "connection",
                    "host", "user-agent", "content-length", "upgrade", "transfer-encoding").contains(name.toLowerCase()));
        });
    }

    @Test
    void aRouteCanCatchTheFailureAndTemplatesSeeItAsTheCause() {
        assertThatThrownBy(() -> context.createProducerTemplate()
                .requestBodyAndHeader("egnyte-msp:webhooks?operation=get", null, "CamelEgnyteMspWebhookId", "nothing"))
                .isInstanceOf(CamelExecutionException.class).hasCauseInstanceOf(EgnyteMspException.class);
    }
}
