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
package io.github.egnytemsp.camel.kamelets;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.EgnyteMspOperation;
import io.github.egnytemsp.camel.EgnyteMspResource;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.auth.StoredToken;
import io.github.egnytemsp.camel.auth.TokenAge;
import io.github.egnytemsp.camel.auth.TokenKeystore;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.v1.KameletSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The Kamelets of the jar: valid, described, and each of them run. */
class KameletsTest {

    @TempDir
    Path folder;
    private final ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private TestRuntime runtime;

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.close();
        }
    }

    private void start(RouteBuilder routes) throws Exception {
        runtime = TestRuntime.with(routes);
    }

    private JsonNode metadata() throws Exception {
        try (InputStream json = getClass().getResourceAsStream("/META-INF/io/github/egnytemsp/camel/egnyte-msp.json")) {
            return mapper.readTree(json);
        }
    }

    private JsonNode read(String name) throws Exception {
        try (InputStream yaml = getClass().getResourceAsStream("/kamelets/" + name + ".kamelet.yaml")) {
            return mapper.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "egnyte-msp-event-source", "egnyte-msp-event-durable-source", "egnyte-msp-webhooks-sink",
            "egnyte-msp-webhooks-action" })
    void itIsWhatTheSchemaAndDesignersExpect(String name) throws Exception {
        JsonNode kamelet = read(name);
        assertThat(kamelet.get("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.get("kind").asText()).isEqualTo("Kamelet");
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
        assertThat(name).endsWith(kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText());
        assertThat(kamelet.at("/metadata/annotations/camel.apache.org~1kamelet.icon").asText())
                .startsWith("data:image/svg+xml;base64,");
        assertThat(mapper.treeToValue(kamelet.get("spec"), KameletSpec.class).getTemplate())
                .as("no field that the schema does not have")
                .isNotNull();

        JsonNode definition = kamelet.at("/spec/definition");
        assertThat(definition.get("title").asText()).startsWith("Egnyte MSP ");
        assertThat(definition.get("description").asText()).isNotBlank();
        definition.get("properties").properties().forEach(property -> {
            assertThat(property.getValue().get("title").asText()).as(property.getKey()).isNotBlank();
            assertThat(property.getValue().get("description").asText()).as(property.getKey()).endsWith(".");
            assertThat(property.getValue().get("type").asText()).as(property.getKey()).isIn("string", "integer");
            boolean secret = List.of("webhookVerifyToken", "accessToken", "keystorePassword", "inboxPassword")
                    .contains(property.getKey());
            assertThat(property.getValue().path("format").asText()).as(property.getKey()).isEqualTo(secret ? "password" : "");
            assertThat(property.getValue().path("x-descriptors").isEmpty()).as(property.getKey()).isEqualTo(!secret);
        });
        definition.path("required")
                .forEach(required -> assertThat(definition.get("properties").has(required.asText())).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "egnyte-msp-event-source", "egnyte-msp-event-durable-source", "egnyte-msp-webhooks-sink",
            "egnyte-msp-webhooks-action" })
    void itsVersionIsThatOfTheComponent(String name) throws Exception {
        JsonNode component = metadata().get("component");
        JsonNode kamelet = read(name);
        assertThat(kamelet.at("/metadata/annotations/camel.apache.org~1catalog.version")).isEqualTo(component.get("version"));
        assertThat(kamelet.at("/spec/dependencies").toString())
                .contains("mvn:io.github.egnytemsp:camel-egnyte-msp:" + component.get("version").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "egnyte-msp-event-source", "egnyte-msp-event-durable-source", "egnyte-msp-webhooks-sink",
            "egnyte-msp-webhooks-action" })
    void itsPropertiesAreTheComponentsOptionsAndOverrideNothingUnasked(String name) throws Exception {
        JsonNode options = metadata().get("properties");
        JsonNode spec = read(name).get("spec");
        String template = spec.get("template").toString();
        Set<String> required = new TreeSet<>();
        spec.at("/definition/required").forEach(property -> required.add(property.asText()));
        spec.at("/definition/properties").properties().forEach(entry -> {
            String property = entry.getKey();
            boolean always = required.contains(property) || entry.getValue().has("default");
            assertThat(template).as(property).contains(always ? "{{" + property + "}}" : "{{?" + property + "}}");
            assertThat(options.has(property)).as(property).isTrue();
            assertThat(entry.getValue().path("format").asText().equals("password")).as(property)
                    .isEqualTo(options.get(property).get("secret").asBoolean());
            assertThat(entry.getValue().get("title")).isEqualTo(options.get(property).get("displayName"));
            JsonNode standard = options.get(property).get("defaultValue");
            if (property.equals("operation")) {
                assertThat(texts(entry.getValue().get("enum"))).isEqualTo(operations(name));
                return;
            }
            String description = options.get(property).get("description").asText();
            if (property.equals("path")) {
                assertThat(entry.getValue().get("default")).as("the environment has a PATH").isEqualTo(standard);
            } else if (standard != null) {
                assertThat(always).as(property).isFalse();
                description += " If not set, the component's value applies: " + standard.asText() + ".";
                assertThat(texts(entry.getValue().path("enum"))).as(property)
                        .isEqualTo(texts(options.get(property).path("enum")));
            }
            assertThat(entry.getValue().get("description").asText()).as("an option is described once").isEqualTo(description);
        });
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** A sink has no use for an answer. */
    private static Set<String> operations(String kamelet) {
        Set<String> operations
                = Arrays.stream(EgnyteMspOperation.values()).filter(operation -> operation.isOf(EgnyteMspResource.webhooks))
                        .map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        if (kamelet.endsWith("-sink")) {
            operations.removeAll(Set.of("list", "get"));
        }
        return operations;
    }

    @Test
    void theComponentsOptionsHoldForSources() throws Exception {
        runtime = new TestRuntime();
        EgnyteMspConfiguration options
                = runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
        options.setAuthHeader("X-Other");
        options.setMaxBodySize(EVENT.length());
        options.setInboxUrl(inboxUrl());
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:egnyte-msp-event-source?webhookVerifyToken=" + SECRET).to("egnyte-msp:inbox");
                from("kamelet:egnyte-msp-event-durable-source?subscription=one").to("mock:event");
            }
        });
        runtime.context().start();
        HttpRequest.Builder delivery
                = HttpRequest.newBuilder(URI.create(runtime.url() + TestRuntime.PATH)).header("X-Other", SECRET);
        assertThat(runtime.send(delivery.copy().POST(HttpRequest.BodyPublishers.ofString(EVENT))).statusCode())
                .isEqualTo(200);
        assertThat(runtime.send(delivery.copy().POST(HttpRequest.BodyPublishers.ofString(EVENT + " "))).statusCode())
                .isEqualTo(413);
        await().until(() -> runtime.mock("event").getReceivedCounter() == 1);
    }

    @Test
    void theSourceWhoseRouteIsStoppedSays503() throws Exception {
        runtime = new TestRuntime();
        // else it waits for half a minute first
        runtime.context().getComponent("kamelet", KameletComponent.class).setBlock(false);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:egnyte-msp-event-source?webhookVerifyToken=" + SECRET).routeId("behind").to("mock:event");
            }
        });
        runtime.context().start();
        runtime.context().getRouteController().stopRoute("behind");
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(503);
        runtime.context().getRouteController().startRoute("behind");
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        runtime.context().getRouteController().suspendRoute("behind");
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(503);
        runtime.context().getRouteController().resumeRoute("behind");
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runtime.mock("event").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void theSourceGivesEvents() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:egnyte-msp-event-source?webhookVerifyToken=RAW(" + SECRET + ")&eventTypes=RESELLER_MRR_CHANGED")
                        .to("mock:event");
            }
        });
        MockEndpoint mock = runtime.mock("event");
        mock.expectedMessageCount(1);
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        assertThat(runtime.deliver(EVENT.replace("RESELLER_MRR_CHANGED", "USER_ADDED")).statusCode()).isEqualTo(200);
        mock.assertIsSatisfied();
        assertThat(mock.getExchanges().get(0).getMessage().getBody(MspEvent.class).resellerCode()).isEqualTo("R-1");
        assertThat(runtime.send(runtime.delivery().setHeader(TestRuntime.HEADER, "wrong")
                .POST(HttpRequest.BodyPublishers.ofString(EVENT))).statusCode()).isEqualTo(401);
    }

    private String inboxUrl() {
        return "jdbc:sqlite:" + folder.resolve("inbox.db");
    }

    private RouteBuilder durable(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events()).to("egnyte-msp:inbox?inboxUrl=" + inboxUrl());
                from("kamelet:egnyte-msp-event-durable-source?subscription=one&redeliveryDelay=50ms&inboxUrl=" + inboxUrl()
                     + options).to("mock:event");
            }
        };
    }

    @Test
    void theDurableSourceGivesAnEventUntilItWasHandledAndOnceOverRestarts() throws Exception {
        start(durable(""));
        MockEndpoint mock = runtime.mock("event");
        mock.whenAnyExchangeReceived(exchange -> exchange.setException(new IllegalStateException("the sink is down")));
        assertThat(runtime.deliver(EVENT).statusCode()).isEqualTo(200);
        await().until(() -> mock.getReceivedCounter() > 1);
        runtime.close();

        start(durable(""));
        MockEndpoint again = runtime.mock("event");
        await().until(() -> again.getReceivedCounter() == 1);
        var message = again.getExchanges().get(0).getMessage();
        assertThat(message.getBody(MspEvent.class).toText()).isEqualTo(EVENT);
        assertThat(message.getHeader(EgnyteMspConstants.EVENT_TYPE)).isEqualTo("RESELLER_MRR_CHANGED");
        assertThat(message.getHeader(EgnyteMspConstants.SUBSCRIPTION)).isEqualTo("one");
        assertThat(message.getHeader(EgnyteMspConstants.ATTEMPT, Integer.class)).isGreaterThan(2);
        runtime.close();

        start(durable(""));
        assertThat(runtime.deliver(EVENT).statusCode()).as("sent again").isEqualTo(200);
        assertThat(runtime.deliver(EVENT.replace("R-1", "R-2")).statusCode()).isEqualTo(200);
        await().until(() -> runtime.mock("event").getReceivedCounter() == 1);
        assertThat(runtime.mock("event").getExchanges().get(0).getMessage().getHeader(EgnyteMspConstants.RESELLER_CODE))
                .isEqualTo("R-2");
    }

    @Test
    void severalDurableSourcesHaveEachTheirOwnTypes() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(TestRuntime.events()).to("egnyte-msp:inbox?inboxUrl=" + inboxUrl());
                for (String types : List.of("RESELLER_*", "USER_ADDED")) {
                    String name = types.substring(0, 4).toLowerCase(Locale.ROOT);
                    from("kamelet:egnyte-msp-event-durable-source/" + name + "?subscription=" + name + "&eventTypes=" + types
                         + "&inboxUrl=" + inboxUrl()).to("mock:" + name);
                }
            }
        });
        runtime.deliver(EVENT);
        runtime.deliver(EVENT.replace("RESELLER_MRR_CHANGED", "USER_ADDED"));
        await().until(() -> runtime.mock("rese").getReceivedCounter() == 1 && runtime.mock("user").getReceivedCounter() == 1);
        assertThat(runtime.mock("user").getExchanges().get(0).getMessage().getHeader(EgnyteMspConstants.EVENT_TYPE))
                .isEqualTo("USER_ADDED");
    }

    @Test
    void whatIsWrongWithADurableSourceIsSaidAtTheStart() {
        assertThatThrownBy(() -> start(durable("&maximumRedeliveries=-1"))).hasStackTraceContaining("maximumRedeliveries");
    }

    private void prepareWithHealth(EgnyteMspSimulator egnyte) throws Exception {
        runtime = new TestRuntime();
        DefaultHealthCheckRegistry checks = new DefaultHealthCheckRegistry(runtime.context());
        checks.register(checks.resolveById("consumers"));
        runtime.context().getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, checks);
        runtime.context().addService(checks);
        EgnyteMspConfiguration options
                = runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration();
        options.setBaseUrl(egnyte.baseUrl());
        options.setAccessToken("simulator-token");
        options.setWebhookVerifyToken(SECRET);
        options.setMaxCallsPerSecond(0);
        options.setWatchInterval(200);
    }

    private List<String> health() {
        return HealthCheckHelper.invoke(runtime.context(), "full").stream()
                .filter(result -> result.getDetails().containsKey("deliveries.200"))
                .map(result -> result.getCheck().getId() + " " + result.getState()).toList();
    }

    @Test
    void theSourcesHealthTellsOfItsWebhook() throws Exception {
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0).start()) {
            prepareWithHealth(egnyte);
            runtime.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kamelet:egnyte-msp-event-source/one?registration=ensure&webhookUrl=https://hooks.msp.example/one&webhookVerifyToken="
                         + SECRET).to("mock:event");
                }
            });
            runtime.context().start();
            await().untilAsserted(() -> assertThat(health()).singleElement().asString().endsWith(" UP"));
            egnyte.revokeAccessToken("simulator-token");
            await().untilAsserted(() -> assertThat(health()).singleElement().asString().endsWith(" DOWN"));
        }
    }

    @Test
    void theSinkTakesTheTokenOutOfAFile() throws Exception {
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).start()) {
            Path file = folder.resolve("tokens.p12");
            new TokenKeystore(file, "password-of-the-test".toCharArray()).store(URI.create(egnyte.baseUrl()).getAuthority(),
                    new StoredToken("simulator-token", new TokenAge(Instant.now(), null)));
            start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ensure")
                            .to("kamelet:egnyte-msp-webhooks-sink?tokenKeystore=" + file
                                + "&keystorePassword=password-of-the-test&baseUrl="
                                + egnyte.baseUrl()
                                + "&webhookUrl=https://hooks.msp.example/egnyte-msp/events&webhookVerifyToken=" + SECRET);
                }
            });
            runtime.context().createProducerTemplate().sendBody("direct:ensure", null);
            assertThat(egnyte.webhooks()).hasSize(1);
        }
    }

    @Test
    void sinkAndActionManageWebhooks() throws Exception {
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).start()) {
            String options = "?accessToken=simulator-token&baseUrl=" + egnyte.baseUrl()
                             + "&webhookUrl=https://hooks.msp.example/egnyte-msp/events&webhookVerifyToken=RAW(" + SECRET + ")";
            start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ensure").to("kamelet:egnyte-msp-webhooks-sink" + options);
                    from("direct:list").to("kamelet:egnyte-msp-webhooks-action" + options + "&operation=list");
                    from("direct:get").to("kamelet:egnyte-msp-webhooks-action" + options + "&operation=get");
                }
            });
            var template = runtime.context().createProducerTemplate();
            assertThat(template.requestBody("direct:ensure", null, EnsureResult.class).webhookId()).isNotBlank();
            assertThat(egnyte.webhooks()).singleElement()
                    .satisfies(webhook -> assertThat(webhook.url()).isEqualTo("https://hooks.msp.example/egnyte-msp/events"));
            JsonNode list = mapper.readTree(template.requestBody("direct:list", null, String.class));
            JsonNode webhook = mapper.readTree((String) template.requestBodyAndHeaders(
                    "direct:get", null, Map.of(EgnyteMspConstants.WEBHOOK_ID, list.get(0).get("webhook_id").asText())));
            assertThat(texts(webhook.get("event_types"))).as("of none that are named, all")
                    .isEqualTo(new TreeSet<>(MspEventType.names()));
        }
    }
}
