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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.util.ExceptionUtils;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** routes/sink-chat.yaml; the SecretsWatch sees that the webhook's address is not logged. */
class ChatSinkTest extends SinkFixture {

    private static final String HOOK = "hook-of-the-channel";
    private static final String EVENT = event("RESELLER_MRR_CHANGED", 1);

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final List<String> contentTypes = new CopyOnWriteArrayList<>();
    private final AtomicInteger posts = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer channel;

    @BeforeEach
    void startChannel() throws Exception {
        channel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        channel.createContext("/services/" + HOOK, exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            posts.incrementAndGet();
            if (status == 200) {
                messages.add(new ObjectMapper().readTree(body));
                contentTypes.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            }
            byte[] answer = ("no_text at " + address()).getBytes(StandardCharsets.UTF_8);
            if (status == 429) {
                exchange.getResponseHeaders().add("Retry-After", "3600");
            }
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        channel.start();
    }

    @AfterEach
    void stopChannel() {
        channel.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + channel.getAddress().getPort() + "/services/" + HOOK;
    }

    private ShippedRoutes startSink(String form) throws Exception {
        return startSink(form, address(), "5");
    }

    private ShippedRoutes startSink(String form, String address, String retries) throws Exception {
        return start(
                Map.of("chat.1.enabled", "true", "chat.1.form", form, "chat.1.secret", address, "tickets.customerFields",
                        "company_name", OPTION + "maximumRedeliveries", retries),
                "event-in-words", "sink-chat");
    }

    /** The reason of the one event that was given up. */
    private static String reason(ShippedRoutes routes, String event) throws Exception {
        await().until(() -> routes.stored().count("chat-1", "failed") == 1);
        return routes.stored().get(id(event)).toString();
    }

    private JsonNode message(String form, String company) throws Exception {
        try (ShippedRoutes routes = startSink(form)) {
            store(routes, event("USER_ADDED", 2));
            store(routes, event("RESELLER_MRR_CHANGED", 1, company));
            await().until(() -> messages.size() == 1);
            assertThat(routes.stored().count("chat-1", "skipped")).isEqualTo(1);
        }
        assertThat(contentTypes).containsExactly("application/json; charset=UTF-8");
        return messages.get(0);
    }

    @Test
    void aMessageForSlackIsPlainWhateverTheNamesHold() throws Exception {
        JsonNode message = message("slack", "Müller & <!channel> *fett* 日本");
        assertThat(message.get("text").asText()).as("Slack reads markup in it").isEqualTo("Egnyte: revenue");
        assertThat(message.at("/blocks/0/text")).hasToString(
                "{\"type\":\"plain_text\",\"emoji\":false,\"text\":\"Egnyte: The monthly recurring revenue has changed: "
                                                             + "Müller & <!channel> *fett* 日本\\n2026-11-01T10:15:30Z\"}");
        assertThat(message.at("/blocks/1/text")).hasToString(
                "{\"type\":\"mrkdwn\",\"text\":\"<https://resellers.egnyte.com|Reseller Dashboard>\"}");
        assertThat(message.get("blocks")).hasSize(2);
        assertThat(message.get("unfurl_links").asBoolean(true) || message.get("unfurl_media").asBoolean(true)).isFalse();
    }

    @Test
    void aMessageForTeamsIsACardWithoutMarkdown() throws Exception {
        JsonNode message = message("teams", "[Müller](x) *\\\\*");
        JsonNode card = message.at("/attachments/0");
        assertThat(message.get("type").asText()).isEqualTo("message");
        assertThat(card.get("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.at("/content/$schema").asText()).isEqualTo("http://adaptivecards.io/schemas/adaptive-card.json");
        // a text run, unlike a text block, is no Markdown
        assertThat(card.at("/content/body").findValuesAsText("type")).containsOnly("RichTextBlock", "TextRun");
        assertThat(card.at("/content/body").findValuesAsText("text")).containsExactly(
                "Egnyte: The monthly recurring revenue has changed: [Müller](x) *\\*", "2026-11-01T10:15:30Z");
        assertThat(card.at("/content/actions/0/url").asText()).isEqualTo("https://resellers.egnyte.com");
    }

    @ParameterizedTest
    @ValueSource(strings = { "slack", "teams" })
    void noNameBecomesALinkOrAMention(String form) throws Exception {
        String company
                = "[x](http://evil.example/y) www.evil.example @here @1 dana@evil.example http://127.0.0.1 https://[::1]/";
        assertThat(message(form, company).toString())
                .doesNotContain("http://evil", "evil.example", "@here", "@1", "@evil", "://1", "://[")
                .containsPattern("evil.?[.]\\x{200B}example");
    }

    @ParameterizedTest
    @ValueSource(strings = { "slack", "teams" })
    void aNameOf40KilobytesIsCut(String form) throws Exception {
        JsonNode message = message(form, "a.\uD83D\uDE00".repeat(10_000));
        assertThat(message.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(28_000);
        assertThat(message.findValuesAsText("text")).allMatch(text -> text.length() < 3000);
    }

    @Test
    void eachChannelGetsItsOwnTypes() throws Exception {
        Map<String, String> properties = new HashMap<>(
                Map.of("chat.1.enabled", "true", "chat.1.secret", address(), "chat.1.eventTypes", "RESELLER_MRR_CHANGED"));
        properties.putAll(Map.of("chat.3.enabled", "true", "chat.3.secret", address(), "chat.3.form", "teams",
                "chat.3.eventTypes", "USER_*"));
        try (ShippedRoutes routes = start(properties, "event-in-words", "sink-chat")) {
            store(routes, event("USER_ADDED", 2));
            store(routes, EVENT);
            await().until(() -> messages.size() == 2);
            assertThat(routes.stored().count("chat-3", "handled")).isEqualTo(1);
            assertThat(routes.context().getRoute("sink-chat-2")).isNull();
        }
        assertThat(messages).anyMatch(message -> message.has("blocks")).anyMatch(message -> message.has("attachments"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "irc", "" })
    void aWrongFormFailsTheStart(String form) {
        assertThatThrownBy(() -> startSink(form)).hasStackTraceContaining("chat.1.form must be slack or teams: " + form);
    }

    @Test
    void whileTheChannelIsAwayTheEventWaitsAndNobodyLearnsTheAddress() throws Exception {
        status = 503;
        try (ShippedRoutes routes = startSink("slack")) {
            store(routes, EVENT);
            // more often than an event that is at fault itself
            await().until(() -> posts.get() > 6);
            assertThat(routes.stored().get(id(EVENT)).toString()).contains("HTTP status 503 from the webhook of chat.1.secret")
                    .doesNotContain(HOOK);
            assertThat(routes.stored().count("chat-1", "failed")).isZero();
            status = 200;
            store(routes, event("RESELLER_MRR_CHANGED", 2));
            await().until(() -> messages.size() == 2);
            assertThat(routes.context().getEndpointRegistry().keySet()).noneMatch(uri -> uri.toString().contains(HOOK));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 400, 404, 410 })
    void aMessageThatTheChannelWillNeverTakeIsGivenUpAtOnce(int answer) throws Exception {
        status = answer;
        try (ShippedRoutes routes = startSink("slack")) {
            store(routes, EVENT);
            assertThat(reason(routes, EVENT)).contains("HTTP status " + answer, "no_text at (the webhook)")
                    .doesNotContain(HOOK);
            assertThat(posts).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", HOOK, "ftp://a.example/" + HOOK, "http://127.0.0.1:1/%zz" + HOOK, "http://[" + HOOK })
    void anAddressThatIsNoneFailsTheStartAndIsNotShown(String address) {
        assertThatThrownBy(() -> startSink("slack", address, "1"))
                .hasStackTraceContaining("chat.1.secret must be the address of the channel's webhook")
                .satisfies(error -> assertThat(ExceptionUtils.readStackTrace(error)).doesNotContain(HOOK));
    }

    @Test
    void aChannelThatCannotBeReachedCostsNoTryAndIsNotShownEither() throws Exception {
        try (ShippedRoutes routes = startSink("slack", "http://127.0.0.1:1/" + HOOK, "1")) {
            store(routes, EVENT);
            await().until(() -> routes.stored().get(id(EVENT)).findValues("error").size() > 3);
            assertThat(routes.stored().get(id(EVENT)).toString()).contains("cannot be reached").doesNotContain(HOOK);
            assertThat(routes.stored().count("chat-1", "failed")).isZero();
        }
    }

    @Test
    void whileTheChannelIsDownNothingIsGivenUp() throws Exception {
        status = 503;
        try (ShippedRoutes routes = startSink("slack")) {
            for (int i = 0; i < 4; i++) {
                store(routes, event("RESELLER_MRR_CHANGED", i));
            }
            await().untilAsserted(
                    () -> assertThat(posts).as("an event alone would be given up after 6").hasValueGreaterThan(20));
            assertThat(routes.stored().count("chat-1", "failed")).isZero();
            status = 200;
            await().until(() -> messages.size() == 4);
        }
    }

    @Test
    void aChannelThatAsksForAPauseGetsIt() throws Exception {
        status = 429;
        try (ShippedRoutes routes = startSink("slack")) {
            store(routes, EVENT);
            await().until(() -> routes.stored().get(id(EVENT)).toString().contains("HTTP status 429"));
            // the pauses of the test are of 50 to 200 milliseconds
            await().during(Duration.ofSeconds(1)).until(() -> posts.get() == 1);
        }
    }

    @Test
    void anHttpsAddressIsCalledWithTls() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             ShippedRoutes routes = startSink("slack", "https://127.0.0.1:" + server.getLocalPort() + "/" + HOOK, "0")) {
            store(routes, event("RESELLER_MRR_CHANGED", 1));
            server.setSoTimeout(10_000);
            try (Socket call = server.accept()) {
                assertThat(call.getInputStream().read()).as("the first byte of a TLS handshake").isEqualTo(22);
            }
        }
    }
}
