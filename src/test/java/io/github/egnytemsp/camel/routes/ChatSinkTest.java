package io.github.egnytemsp.camel.routes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.files;
import static io.github.egnytemsp.camel.routes.Deliveries.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/sink-chat.yaml; the SecretsWatch sees that the webhook's address is not logged. */
class ChatSinkTest extends SinkFixture {

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final List<String> contentTypes = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer channel;

    @BeforeEach
    void startChannel() throws Exception {
        channel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        channel.createContext("/services/hook-of-the-channel", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
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
        return start(
                Map.of("chat.enabled", "true", "chat.form", form, "chat.secret",
                        "http://127.0.0.1:" + channel.getAddress().getPort() + "/services/hook-of-the-channel"),
                "inbox-to-sinks", "event-in-words", "sink-chat");
    }

    @Test
    void aMessageForSlackIsPlainWhateverTheNamesHold() throws Exception {
        try (ShippedRoutes routes = startSink("slack")) {
            put(inbox(""), event("RESELLER_MRR_CHANGED", 1, "Müller & Söhne <!channel> 日本"));
            put(inbox(""), event("USER_ADDED", 2));
            await().until(() -> files(inbox("sinks/chat/.done")).size() == 2);
        }
        assertThat(messages).singleElement().hasToString("{\"text\":\"*Egnyte: The monthly recurring revenue has changed*"
                                                         + "\\nMüller &amp; Söhne &lt;!channel&gt; 日本, reseller R-1\\n2026-11-01T10:15:30Z\"}");
        assertThat(contentTypes).containsExactly("application/json");
    }

    @Test
    void aMessageForTeamsIsACard() throws Exception {
        try (ShippedRoutes routes = startSink("teams")) {
            put(inbox(""), event("RESELLER_MRR_CHANGED", 1, "[Müller](https://evil.example) *\\\\*"));
            await().until(() -> messages.size() == 1);
        }
        JsonNode card = messages.get(0).at("/attachments/0");
        assertThat(messages.get(0).get("type").asText()).isEqualTo("message");
        assertThat(card.get("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.at("/content/$schema").asText()).isEqualTo("http://adaptivecards.io/schemas/adaptive-card.json");
        assertThat(card.at("/content/body/0/text").asText()).isEqualTo("Egnyte: The monthly recurring revenue has changed");
        assertThat(card.at("/content/body/1/text").asText())
                .isEqualTo("\\[Müller\\]\\(https://evil.example\\) \\*\\\\\\*, reseller R\\-1");
    }

    @Test
    void whileTheChannelIsAwayTheEventWaitsAndNobodyLearnsTheAddress() throws Exception {
        status = 503;
        try (ShippedRoutes routes = startSink("slack")) {
            put(inbox(""), event("RESELLER_MRR_CHANGED", 1));
            await().until(() -> files(inbox("sinks/chat/.failed")).size() == 2);
            String reason = files(inbox("sinks/chat/.failed")).stream().filter(name -> name.endsWith(".txt")).findFirst().orElseThrow();
            assertThat(inbox("sinks/chat/.failed").resolve(reason)).content()
                    .startsWith("java.io.IOException: The chat's webhook answered 503");
            status = 200;
            put(inbox(""), event("RESELLER_MRR_CHANGED", 2));
            await().until(() -> messages.size() == 1);
            assertThat(routes.context().getEndpointRegistry().keySet()).noneMatch(uri -> uri.toString().contains("hook-of"));
            channel.stop(0);
            put(inbox(""), event("RESELLER_MRR_CHANGED", 3));
            await().until(() -> files(inbox("sinks/chat/.failed")).size() == 4);
        }
        for (String name : files(inbox("sinks/chat/.failed"))) {
            assertThat(new String(Files.readAllBytes(inbox("sinks/chat/.failed").resolve(name)), StandardCharsets.UTF_8))
                    .doesNotContain("hook-of-the-channel");
        }
    }
}
