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
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.demo.TicketSystem.Ticket;
import io.github.egnytemsp.camel.inbox.Replay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.egnytemsp.camel.routes.Deliveries.event;
import static io.github.egnytemsp.camel.routes.Deliveries.files;
import static io.github.egnytemsp.camel.routes.Deliveries.id;
import static io.github.egnytemsp.camel.routes.Deliveries.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** routes/replay.yaml */
class ReplayTest extends SinkFixture {

    private static final Map<String, String> ADMIN = Map.of("admin.enabled", "true");

    private void put(Path folder, String event, String came) throws Exception {
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve(id(event) + ".json"), event);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(came)));
    }

    private String replay(ShippedRoutes routes, String query) throws Exception {
        return send(routes, "POST", "/admin/replay?" + query, "").body().trim();
    }

    @Test
    void whatASinkGaveUpIsTriedAgain() throws Exception {
        String event = event("RESELLER_MRR_CHANGED", 1);
        String later = event("RESELLER_MRR_CHANGED", 2);
        put(inbox("sinks/tickets/.failed"), event, "2026-11-01T10:00:00Z");
        Files.writeString(inbox("sinks/tickets/.failed").resolve(id(event) + ".json.reason.txt"), "down");
        put(inbox("sinks/tickets/.failed"), later, "2026-11-02T10:00:00Z");
        try (ShippedRoutes routes = start(ADMIN, "replay", "inbox-to-sinks", "sink-tickets")) {
            assertThat(replay(routes, "sink=tickets&failed=true&since=2026-11-01T10:00:00Z&until=2026-11-02T10:00:00Z"))
                    .isEqualTo("{\"replayed\":1}");
            await().until(() -> services.tickets().tickets().size() == 1);
        }
        assertThat(services.tickets().tickets()).extracting(Ticket::eventId).containsExactly(id(event));
        assertThat(files(inbox("sinks/tickets/.failed"))).containsExactly(id(later) + ".json");
    }

    @Test
    void oneSinkGetsATypeAgainAndTheCopyStays() throws Exception {
        String trial = event("RESELLER_CREATED_CONNECT_TRIAL", 1);
        put(inbox("sinks/tickets/.done"), trial, "2026-11-01T10:00:00Z");
        put(inbox("sinks/tickets/.done"), event("RESELLER_MRR_CHANGED", 2), "2026-11-01T10:00:00Z");
        try (ShippedRoutes routes = start(ADMIN, "replay", "inbox-to-sinks", "sink-tickets", "event-in-words", "sink-mail")) {
            assertThat(replay(routes, "sink=tickets&type=RESELLER_CREATED_CONNECT_TRIAL")).isEqualTo("{\"replayed\":1}");
            await().until(() -> services.tickets().tickets().size() == 1);
        }
        assertThat(files(inbox("sinks/tickets/.done"))).hasSize(2);
    }

    @Test
    void everySinkGetsAnEventAgainByItsId() throws Exception {
        String event = event("RESELLER_INVOICE_PAID", 1);
        put(inbox(".done"), event, "2026-11-01T10:00:00Z");
        put(inbox(".done"), event("RESELLER_INVOICE_PAID", 2), "2026-11-01T10:00:00Z");
        try (ShippedRoutes routes = start(ADMIN, "replay", "inbox-to-sinks", "sink-queue", "event-in-words", "sink-mail")) {
            assertThat(replay(routes, "id=" + id(event))).isEqualTo("{\"replayed\":1}");
            await().until(() -> services.mail().mails().size() == 1 && services.broker().messages().size() == 1);
            assertThat(replay(routes, "id=" + "0".repeat(64))).isEqualTo("{\"replayed\":0}");
        }
        assertThat(services.mail().mails().get(0).eventId()).isEqualTo(id(event));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sink=tickets | Which events? Say an id, a type, since or until", "'' | Which events?",
            "failed=true&type=X | say which one",
            "sink=none&type=X | There is no sink none", "sink=..&type=X | There is no sink ..",
            "sink=tickets&type=X&failed=yes | failed must be true or false: yes",
            "sink=tickets&type=X&failed=1 | failed must be",
            "sink=tickets&type=X&failed=true&failed=true | failed must be", "sink=%00&type=X | {",
            "sink=x&sink=y&type=X | There is no sink",
            "sink=%22%3C&type=X | There is no sink \\\"<",
            "since=yesterday | since must be a time such as 2026-11-01T08:00:00Z: yesterday" })
    void whatIsWrongIsSaidAndNothingIsDone(String query, String message) throws Exception {
        put(inbox("sinks/tickets/.done"), event("X", 1), "2026-11-01T10:00:00Z");
        try (ShippedRoutes routes = start(ADMIN, "replay")) {
            var answer = send(routes, "POST", "/admin/replay?" + query, "");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(message).doesNotContain("Exception", "org.apache", "\tat ");
        }
        assertThat(files(inbox("sinks/tickets"))).isEmpty();
    }

    @Test
    void whatIsReplayedKeepsTheTimeAtWhichItCame() throws Exception {
        String givenUp = event("RESELLER_MRR_CHANGED", 1);
        String done = event("RESELLER_MRR_CHANGED", 2);
        put(inbox("sinks/tickets/.failed"), givenUp, "2026-11-01T10:00:00Z");
        put(inbox("sinks/tickets/.done"), done, "2026-11-02T10:00:00Z");
        new Replay().replay(inbox("").toString(), "tickets", "true", null, null, "2026-11-01T10:00:00Z", null);
        new Replay().replay(inbox("").toString(), "tickets", null, null, null, "2026-11-01T10:00:00Z", null);
        assertThat(Files.getLastModifiedTime(inbox("sinks/tickets").resolve(id(givenUp) + ".json")))
                .isEqualTo(FileTime.from(Instant.parse("2026-11-01T10:00:00Z")));
        assertThat(Files.getLastModifiedTime(inbox("sinks/tickets").resolve(id(done) + ".json")))
                .isEqualTo(FileTime.from(Instant.parse("2026-11-02T10:00:00Z")));
    }

    @Test
    void anEventThatTheSinkGivesUpAgainAtOnceIsNotLost() throws Exception {
        services.tickets().failWith(422);
        try (ShippedRoutes routes = start(with(ADMIN, "inbox.pollInterval", "1"), "replay", "inbox-to-sinks", "sink-tickets")) {
            for (int i = 0; i < 30; i++) {
                put(inbox("sinks/tickets/.failed"), event("RESELLER_MRR_CHANGED", i), "2026-11-01T10:00:00Z");
                Files.writeString(
                        inbox("sinks/tickets/.failed").resolve(id(event("RESELLER_MRR_CHANGED", i)) + ".json.reason.txt"),
                        "422");
            }
            for (int i = 0; i < 5; i++) {
                replay(routes, "sink=tickets&failed=true&since=2026-11-01T10:00:00Z");
                await().until(
                        () -> files(inbox("sinks/tickets")).isEmpty() && files(inbox("sinks/tickets/.failed")).size() == 60);
            }
        }
    }

    private static Map<String, String> with(Map<String, String> properties, String name, String value) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(name, value);
        return all;
    }

    @Test
    void itIsOffUnlessItIsWanted() throws Exception {
        try (ShippedRoutes routes = start("replay")) {
            assertThat(routes.context().getRoutes()).isEmpty();
        }
    }
}
