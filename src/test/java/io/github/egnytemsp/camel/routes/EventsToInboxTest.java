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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.egnytemsp.camel.OddBodies;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static io.github.egnytemsp.camel.routes.Deliveries.deliver;
import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/events-to-inbox.yaml */
class EventsToInboxTest {

    @TempDir
    Path folder;

    @Test
    void anEventIsStoredByteForByteWhenItIsAnswered() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1, "Müller & Söhne \\\"IT\\\" – 日本");
        try (ShippedRoutes routes = start()) {
            assertThat(deliver(routes, event)).isEqualTo(200);
            assertThat(routes.stored().payload(id(event))).isEqualTo(event.getBytes(UTF_8));
        }
        try (Stream<Path> files = Files.list(folder.resolve("inbox"))) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        }
    }

    @Test
    void aMalformedBodyIsKeptWithTheReasonAndAnswered200() throws Exception {
        String body = "{\"event_type\":\"RESELLER_MRR_CHANGED\", this is no JSON";
        try (ShippedRoutes routes = start()) {
            assertThat(deliver(routes, body)).isEqualTo(200);
            assertThat(deliver(routes, body)).as("again").isEqualTo(200);
            assertThat(routes.stored().list(Map.of("state", "malformed"))).singleElement()
                    .satisfies(kept -> assertThat(kept.get("malformed").asText()).contains("not JSON"));
            assertThat(routes.stored().payload(EventId.ofBytes(body.getBytes(UTF_8)))).isEqualTo(body.getBytes(UTF_8));
        }
    }

    @Test
    void anEventThatIsSentAgainIsStoredOnceAlsoAfterARestart() throws Exception {
        String event = event("USER_ADDED", 1);
        for (int i = 0; i < 2; i++) {
            try (ShippedRoutes routes = start()) {
                assertThat(deliver(routes, event)).isEqualTo(200);
                assertThat(deliver(routes, event.replace("\n", "  "))).isEqualTo(200);
                assertThat(routes.stored().count(Map.of())).isEqualTo(1);
            }
        }
    }

    @Test
    void whileTheDatabaseCannotBeReachedTheAnswerIs503AndTheLogIsNotFlooded() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("inbox"), "a file in the place of the folder");
        Logger log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        try (ShippedRoutes routes = start()) {
            lines.start();
            log.addAppender(lines);
            String event = event("USER_ADDED", 1);
            for (int i = 0; i < 20; i++) {
                assertThat(deliver(routes, event)).isEqualTo(503);
            }
            assertThat(lines.list).hasSizeLessThan(10);

            Files.delete(inTheWay);
            await().until(() -> deliver(routes, event) == 200);
            assertThat(routes.stored().count(Map.of())).isEqualTo(1);
        } finally {
            log.detachAppender(lines);
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
                             "camel.component.egnyte-msp.webhookUrl", "{{egnyte-msp.webhook.url}}"),
                     "events-to-inbox")) {
            egnyte.addPublicAddress("https://hooks.msp.example", routes.url());
            await().until(() -> egnyte.webhooks().size() == 1);
            egnyte.raise("USER_ADDED");
            assertThat(egnyte.awaitIdle(Duration.ofSeconds(5))).isTrue();
            assertThat(routes.stored().count(Map.of())).isEqualTo(1);
        }
    }

    @Test
    void whateverComesIsStoredByteForByteOrKeptAsMalformed() throws Exception {
        Random random = new Random(20261124);
        List<byte[]> bodies = new ArrayList<>(OddBodies.valid());
        for (int i = 0; i < 500; i++) {
            bodies.add(OddBodies.mutated(random));
        }
        Set<String> valid = new HashSet<>();
        Set<String> malformed = new HashSet<>();
        try (ShippedRoutes routes = start()) {
            for (byte[] body : bodies) {
                assertThat(deliver(routes, body)).isEqualTo(200);
                try {
                    valid.add(MspEvent.parse(body).id());
                } catch (MalformedEventException e) {
                    malformed.add(EventId.ofBytes(body));
                }
            }
            assertThat(routes.stored().count(Map.of())).isEqualTo(valid.size() + malformed.size());
            assertThat(routes.stored().count(Map.of("state", "malformed"))).isEqualTo(malformed.size());
            for (String id : valid) {
                assertThat(routes.stored().get(id)).isNotNull();
            }
            for (byte[] body : OddBodies.valid()) {
                assertThat(routes.stored().payload(MspEvent.parse(body).id())).isEqualTo(body);
            }
        }
        assertThat(malformed).hasSizeBetween(100, 400);
    }

    private ShippedRoutes start() throws Exception {
        return new ShippedRoutes(folder.resolve("inbox"), Map.of(), "events-to-inbox");
    }
}
