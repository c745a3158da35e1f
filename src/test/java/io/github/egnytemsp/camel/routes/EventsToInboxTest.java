package io.github.egnytemsp.camel.routes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.MspEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.files;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** routes/events-to-inbox.yaml */
class EventsToInboxTest {

    @TempDir
    Path folder;

    @Test
    void anEventIsInTheInboxByteForByteWhenItIsAnswered() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1, "Müller & Söhne \\\"IT\\\" – 日本");
        try (ShippedRoutes routes = start()) {
            assertThat(deliver(routes, event)).isEqualTo(200);

            assertThat(folder.resolve("inbox").resolve(id(event) + ".json")).hasBinaryContent(event.getBytes(UTF_8));
            assertThat(files(folder.resolve("inbox"))).containsExactlyInAnyOrder(id(event) + ".json", ".finished-events");
        }
    }

    @Test
    void aMalformedBodyIsKeptWithTheReasonAndAnswered200() throws Exception {
        String body = "{\"event_type\":\"RESELLER_MRR_CHANGED\", this is no JSON";
        String name = MspEvent.sha256(body.getBytes(UTF_8));
        try (ShippedRoutes routes = start()) {
            assertThat(deliver(routes, body)).isEqualTo(200);
        }
        Path malformed = folder.resolve("inbox/.malformed");
        assertThat(malformed.resolve(name + ".body")).hasContent(body);
        assertThat(malformed.resolve(name + ".reason.txt")).content().contains("no JSON");
        assertThat(files(folder.resolve("inbox"))).containsExactly(".finished-events");
    }

    @Test
    void anEventThatWasWrittenIsNotWrittenAgainEvenAfterItsFileIsGoneAndAfterARestart() throws Exception {
        String event = event("USER_ADDED", 1);
        Path file = folder.resolve("inbox").resolve(id(event) + ".json");
        try (ShippedRoutes routes = start()) {
            deliver(routes, event);
            Files.delete(file);
            assertThat(deliver(routes, event)).isEqualTo(200);
            assertThat(file).doesNotExist();
        }
        try (ShippedRoutes routes = start()) {
            assertThat(deliver(routes, event)).isEqualTo(200);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void anEventThatCannotBeWrittenIsAnswered500AndWrittenWhenItIsSentAgain() throws Exception {
        String event = event("USER_ADDED", 1);
        Path inTheWay = folder.resolve("inbox").resolve(id(event) + ".json");
        try (ShippedRoutes routes = start()) {
            Files.createDirectories(inTheWay.resolve("not-empty"));
            assertThat(deliver(routes, event)).isEqualTo(500);
            assertThat(files(folder.resolve("inbox"))).containsExactly(".finished-events");

            Files.delete(inTheWay.resolve("not-empty"));
            Files.delete(inTheWay);
            assertThat(deliver(routes, event)).isEqualTo(200);
            assertThat(inTheWay).hasContent(event);
        }
    }

    private ShippedRoutes start() throws Exception {
        return new ShippedRoutes(folder.resolve("inbox"), Map.of(), "events-to-inbox");
    }
}
