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

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.store;
import static org.assertj.core.api.Assertions.assertThat;
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
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        channel.start();
    }

    @AfterEach
    void stopChannel() {
        channel.stop(0);
    }

    private ShippedRoutes startSink(String form) throws Exception {
        return startSink(form, "http://127.0.0.1:" + channel.getAddress().getPort() + "/services/" + HOOK, "5");
    }

    private ShippedRoutes startSink(String form, String address, String retries) throws Exception {
        return start(
                Map.of("chat.enabled", "true", "chat.form", form, "chat.secret", address, OPTION + "maximumRedeliveries",
                        retries),
                "event-in-words", "sink-chat");
    }

    /** The reason of the one event that was given up. */
    private static String reason(ShippedRoutes routes, String event) throws Exception {
        await().until(() -> routes.stored().count("chat", "failed") == 1);
        return routes.stored().get(id(event)).toString();
    }

    @Test
    void aMessageForSlackIsPlainWhateverTheNamesHold() throws Exception {
        try (ShippedRoutes routes = startSink("slack")) {
            store(routes, event("RESELLER_MRR_CHANGED", 1, "Müller & Söhne <!channel> 日本"));
            store(routes, event("USER_ADDED", 2));
            await().until(() -> routes.stored().count("chat", "handled") == 1 && routes.stored().count("chat", "skipped") == 1);
        }
        assertThat(messages).singleElement().hasToString("{\"text\":\"*Egnyte: The monthly recurring revenue has changed*"
                                                         + "\\nMüller &amp; Söhne &lt;!channel&gt; 日本, reseller R-1\\n2026-11-01T10:15:30Z\"}");
        assertThat(contentTypes).containsExactly("application/json; charset=UTF-8");
    }

    @Test
    void aMessageForTeamsIsACard() throws Exception {
        try (ShippedRoutes routes = startSink("teams")) {
            store(routes, event("RESELLER_MRR_CHANGED", 1, "[Müller](https://evil.example) *\\\\*"));
            await().until(() -> messages.size() == 1);
        }
        JsonNode card = messages.get(0).at("/attachments/0");
        assertThat(messages.get(0).get("type").asText()).isEqualTo("message");
        assertThat(card.get("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.at("/content/$schema").asText()).isEqualTo("http://adaptivecards.io/schemas/adaptive-card.json");
        // a text run, unlike a text block, is no Markdown
        assertThat(card.at("/content/body").findValuesAsText("type")).containsOnly("RichTextBlock", "TextRun");
        assertThat(card.at("/content/body").findValuesAsText("text")).containsExactly(
                "Egnyte: The monthly recurring revenue has changed", "[Müller](https://evil.example) *\\*, reseller R-1",
                "2026-11-01T10:15:30Z");
    }

    @Test
    void whileTheChannelIsAwayTheEventWaitsAndNobodyLearnsTheAddress() throws Exception {
        status = 503;
        try (ShippedRoutes routes = startSink("slack")) {
            store(routes, EVENT);
            // more often than an event that is at fault itself
            await().until(() -> posts.get() > 6);
            assertThat(routes.stored().get(id(EVENT)).toString()).contains("The chat's webhook answered 503")
                    .doesNotContain(HOOK);
            assertThat(routes.stored().count("chat", "failed")).isZero();
            status = 200;
            store(routes, event("RESELLER_MRR_CHANGED", 2));
            await().until(() -> messages.size() == 2);
            assertThat(routes.context().getEndpointRegistry().keySet()).noneMatch(uri -> uri.toString().contains(HOOK));
        }
    }

    @Test
    void aMessageThatTheChannelWillNeverTakeIsGivenUpAtOnce() throws Exception {
        status = 400;
        try (ShippedRoutes routes = startSink("slack")) {
            store(routes, EVENT);
            assertThat(reason(routes, EVENT)).contains("The chat's webhook refused the message with 400").doesNotContain(HOOK);
            assertThat(posts).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", HOOK, "https://a_b/" + HOOK, "http://127.0.0.1:x/" + HOOK + "%zz", "http://[" + HOOK })
    void anAddressWithoutAChannelIsNotShownEither(String address) throws Exception {
        try (ShippedRoutes routes = startSink("slack", address, "1")) {
            store(routes, EVENT);
            assertThat(reason(routes, EVENT)).contains("webhook").doesNotContain(HOOK);
        }
    }

    @Test
    void aChannelThatCannotBeReachedCostsNoTryAndIsNotShownEither() throws Exception {
        try (ShippedRoutes routes = startSink("slack", "http://127.0.0.1:1/" + HOOK, "1")) {
            store(routes, EVENT);
            await().until(() -> routes.stored().get(id(EVENT)).findValues("error").size() > 3);
            assertThat(routes.stored().get(id(EVENT)).toString()).contains("cannot be reached").doesNotContain(HOOK);
            assertThat(routes.stored().count("chat", "failed")).isZero();
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
            assertThat(routes.stored().count("chat", "failed")).isZero();
            status = 200;
            await().until(() -> messages.size() == 4);
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
