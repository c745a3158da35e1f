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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.egnytemsp.camel.OddBodies;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.files;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
        String name = EventId.ofBytes(body.getBytes(UTF_8));
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

    @Test
    void withTwoPropertiesMoreTheWebhookIsRegisteredAndItsEventsArrive() throws Exception {
        try (EgnyteMspSimulator egnyte = EgnyteMspSimulator.builder().callsPerSecond(0).start();
             ShippedRoutes routes = new ShippedRoutes(
                     folder.resolve("inbox"), Map.of(
                             "camel.component.egnyte-msp.baseUrl", egnyte.baseUrl(),
                             "camel.component.egnyte-msp.accessToken", "simulator-token",
                             "camel.component.egnyte-msp.maxCallsPerSecond", "0",
                             "camel.component.egnyte-msp.registration", "ensure",
                             "camel.component.egnyte-msp.webhookUrl", "{{webhook.url}}"),
                     "events-to-inbox")) {
            egnyte.addPublicAddress("https://hooks.msp.example", routes.url());
            await().until(() -> egnyte.webhooks().size() == 1);
            egnyte.raise("USER_ADDED");
            await().until(() -> files(folder.resolve("inbox")).size() == 2);
            assertThat(egnyte.awaitIdle(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void whateverComesIsKeptByteForByteInTheInboxOrAsMalformed() throws Exception {
        Random random = new Random(20261124);
        List<byte[]> bodies = new ArrayList<>(OddBodies.valid());
        for (int i = 0; i < 500; i++) {
            bodies.add(OddBodies.mutated(random));
        }
        int malformed = 0;
        try (ShippedRoutes routes = start()) {
            for (byte[] body : bodies) {
                assertThat(deliver(routes, body)).isEqualTo(200);
                try {
                    assertThat(folder.resolve("inbox").resolve(MspEvent.parse(body).id() + ".json")).exists();
                } catch (MalformedEventException e) {
                    malformed++;
                    assertThat(folder.resolve("inbox/.malformed").resolve(EventId.ofBytes(body) + ".body"))
                            .hasBinaryContent(body);
                }
            }
            for (byte[] body : OddBodies.valid()) {
                assertThat(folder.resolve("inbox").resolve(MspEvent.parse(body).id() + ".json")).hasBinaryContent(body);
            }
        }
        assertThat(malformed).isBetween(100, 400);
    }

    private ShippedRoutes start() throws Exception {
        return new ShippedRoutes(folder.resolve("inbox"), Map.of(), "events-to-inbox");
    }
}
