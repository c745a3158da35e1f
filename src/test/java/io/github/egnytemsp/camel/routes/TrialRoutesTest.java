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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.simulator.Fault;
import io.github.egnytemsp.camel.simulator.SimulatedAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** routes/trials*.yaml */
class TrialRoutesTest extends AccountRoutesFixture {

    private static final String REQUEST = """
            {"domain":"initech","id":10,"powerUsers":5,"storageGB":100,"region":"us","firstName":"Dana",
             "password":"first-login-of-dana"}""";

    private ShippedRoutes start(String... more) throws Exception {
        Map<String, String> properties = new HashMap<>(
                Map.of(
                        "trials.enabled", "true", "trials.dir", trials("").toString(), "trials.pollInterval", "50",
                        "trials.remindInterval", "50"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return start("trials,trials-failed,trials-mail,trials-reminder,mail", properties);
    }

    private String running(String domain, int days) {
        simulator.account().putDomain(SimulatedAccount.domain(domain, 5, 5, 100).putNull("subscriptionDate"));
        return "{\"domain\":\"%s\",\"trialEnd\":\"%s\"}".formatted(domain, LocalDate.now(ZoneOffset.UTC).plusDays(days));
    }

    private Path trials(String name) {
        return folder.resolve("trials").resolve(name);
    }

    private void put(String name, String text) throws Exception {
        Path file = trials(name);
        Files.createDirectories(file.getParent());
        Path temporary = Files.writeString(file.resolveSibling(".new"), text);
        Files.move(temporary, file);
    }

    private JsonNode json(Path file) throws Exception {
        return new ObjectMapper().readTree(file.toFile());
    }

    private String subjects() {
        return String.join("; ", mails().stream().map(mail -> GreenMailUtil.getHeaders(mail).lines()
                .filter(line -> line.startsWith("Subject: ")).findFirst().orElse("")).toList());
    }

    @Test
    void aTrialGoesFromRequestToActivation() throws Exception {
        try (ShippedRoutes routes = start()) {
            put("requested/a-request.json", REQUEST);
            await().until(() -> Files.exists(trials("running/initech.json")) && mails().size() == 1);
            assertThat(json(trials("running/initech.json")).get("trialEnd").asText()).startsWith("20");
            assertThat(trials("running/initech.json")).content().doesNotContain("first-login-of-dana");
            assertThat(trials("requested/a-request.json")).doesNotExist();
            assertThat(simulator.account().domain("initech").orElseThrow().get("status").asText()).isEqualTo("trial");

            Files.createDirectories(trials("activate"));
            Files.move(trials("running/initech.json"), trials("activate/initech.json"));
            await().until(() -> Files.exists(trials("active/initech.json")) && mails().size() == 2);
        }
        assertThat(simulator.account().domain("initech").orElseThrow().get("status").asText()).isEqualTo("active");
        assertThat(json(trials("active/initech.json")).has("activationDate")).isTrue();
        assertThat(subjects()).isEqualTo("Subject: Egnyte trial: initech is running; Subject: Egnyte trial: initech is active");
        assertThat(GreenMailUtil.getBody(mails().get(0))).contains("runs until", "5 power users, 100 GB");
    }

    @Test
    void aNameThatIsTakenIsInFailedWithOthersAndCanBeMovedBack() throws Exception {
        try (ShippedRoutes routes = start()) {
            put("requested/acme1.json", REQUEST.replace("initech", "acme1"));
            await().until(() -> Files.exists(trials("failed/acme1.json")) && mails().size() == 1);
            assertThat(trials("failed/acme1.json.reason.txt")).content().contains("409", "acme11");
            assertThat(trials("requested/acme1.json")).doesNotExist();

            put("requested/acme1.json", Files.readString(trials("failed/acme1.json")).replace("acme1", "acme11"));
            await().until(() -> Files.exists(trials("running/acme11.json")));
        }
    }

    @Test
    void whatIsWrongIsInFailedAndNothingIsSent() throws Exception {
        try (ShippedRoutes routes = start()) {
            put("requested/none.json", "{\"domain\": 'no, JSON");
            put("requested/part.json", "{\"domain\":\"initech\"}");
            await().until(() -> Files.exists(trials("failed/none.json")) && Files.exists(trials("failed/part.json")));
        }
        assertThat(trials("failed/part.json.reason.txt")).content().contains("region", "powerUsers");
        assertThat(simulator.calls()).isEmpty();
    }

    @Test
    void anAnswerThatIsLostIsNotAskedForAgain() throws Exception {
        simulator.failNext(Fault.loseAnswer().on("POST", "/pubapi/v1/msp/trials"));
        try (ShippedRoutes routes = start()) {
            put("requested/initech.json", REQUEST);
            await().until(() -> Files.exists(trials("failed/initech.json")));
        }
        assertThat(trials("failed/initech.json.reason.txt")).content().contains("The domain initech exists now");
        assertThat(simulator.calls()).extracting(call -> call.method()).containsExactly("POST", "GET");
    }

    @Test
    void whatWasBeingSentWhenTheProcessWasKilledIsNotSentAgain() throws Exception {
        // as a process leaves it that is killed during the call: the next test shows that it is there by then
        put("sending/requested/initech.json", REQUEST);
        Path request = trials("requested/initech.json");
        try (ShippedRoutes routes = start()) {
            await().until(
                    () -> Files.exists(trials("failed/initech.json"))
                            && !Files.exists(trials("sending/requested/initech.json")));
            assertThat(trials("failed/initech.json.reason.txt")).content()
                    .contains("may have been done", "Its domain was not found", "404", "before you move the file back");
            assertThat(simulator.calls()).extracting(call -> call.method()).containsExactly("GET");

            Files.move(trials("failed/initech.json"), request);
            await().until(() -> Files.exists(trials("running/initech.json")));
        }
    }

    @Test
    void aFileIsInSendingBeforeItIsSent() throws Exception {
        simulator.failNext(Fault.delay(Duration.ofSeconds(2)).on("POST", "/pubapi/v1/msp/trials"));
        try (ShippedRoutes routes = start()) {
            put("requested/initech.json", REQUEST);
            await().until(() -> Files.exists(trials("sending/requested/initech.json")));
            assertThat(trials("requested/initech.json")).doesNotExist();
            assertThat(trials("running/initech.json")).doesNotExist();
            await().until(() -> Files.exists(trials("running/initech.json")));
            await().until(() -> !Files.exists(trials("sending/requested/initech.json")));
        }
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void whatEgnyteHasDoneIsSaidWhenItCannotBePutDown() throws Exception {
        Files.createDirectories(trials(""));
        Files.writeString(trials("running"), "a file in the place of the folder");
        try (ShippedRoutes routes = start()) {
            put("requested/initech.json", REQUEST);
            await().until(() -> Files.exists(trials("failed/initech.json")));
        }
        assertThat(trials("failed/initech.json.reason.txt")).content().startsWith("Egnyte has done it and answered {")
                .contains("trialEnd", "do not move the file back");
    }

    @Test
    void whileTheLimitsSayNoAFileWaits() throws Exception {
        simulator.failNext(Fault.tooManyRequests(Duration.ofSeconds(20)));
        try (ShippedRoutes routes = start()) {
            put("requested/initech.json", REQUEST);
            await().until(() -> simulator.calls().size() == 1 && Files.exists(trials("requested/initech.json")));
            assertThat(trials("failed")).doesNotExist();
        }
        assertThat(trials("requested/initech.json")).exists();
        try (ShippedRoutes routes = start()) {
            await().until(() -> Files.exists(trials("running/initech.json")));
        }
    }

    @Test
    void aMailServerThatIsDownDoesNotUndoNorRepeatATrial() throws Exception {
        try (ShippedRoutes routes = start()) {
            mail.stop();
            put("requested/initech.json", REQUEST);
            await().until(
                    () -> Files.exists(trials("running/initech.json")) && !Files.exists(trials("requested/initech.json")));
        }
        assertThat(trials("failed")).doesNotExist();
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void aTrialIsRemindedOfOnceBeforeItEndsAlsoOverRestarts() throws Exception {
        put("running/over.json", running("over", -2));
        put("running/soon.json", running("soon", 2));
        put("running/later.json", running("later", 9));
        try (ShippedRoutes routes = start()) {
            await().until(() -> mails().size() == 1);
            // so that its file has been looked at again
            put("running/next.json", running("next", 1));
            await().until(() -> mails().size() == 2);
        }
        try (ShippedRoutes routes = start("trials.mailTo", "sales@msp.example, billing@msp.example")) {
            put("running/one-more.json", running("one-more", 1));
            await().until(() -> mails().size() == 4);
        }
        assertThat(subjects()).isEqualTo(
                "Subject: Egnyte trial: soon ends on %s; ".formatted(LocalDate.now(ZoneOffset.UTC).plusDays(2))
                                         + "Subject: Egnyte trial: next ends on %1$s; Subject: Egnyte trial: one-more ends on %1$s; "
                                                 .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(1))
                                         + "Subject: Egnyte trial: one-more ends on %s"
                                                 .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(1)));
        assertThat(GreenMailUtil.getBody(mails().get(0))).contains("move running/soon.json to activate");
    }

    @Test
    void aTrialThatWasConvertedInTheDashboardGetsNoReminder() throws Exception {
        put("running/converted.json", running("converted", 1));
        simulator.account().changeDomain("converted", domain -> domain.put("subscriptionDate", "2026-11-01"));
        try (ShippedRoutes routes = start()) {
            await().until(() -> simulator.calls().stream().anyMatch(call -> call.toString().contains("/domains/converted")));
            put("running/soon.json", running("soon", 2));
            await().until(() -> mails().size() == 1);
        }
        assertThat(subjects()).contains("soon ends on");
    }

    @Test
    void aReminderWaitsUntilEgnyteAnswers() throws Exception {
        put("running/soon.json", running("soon", 2));
        simulator.failNext(Fault.status(503));
        try (ShippedRoutes routes = start("camel.component.egnyte-msp.maxRetries", "0", "trials.remindInterval", "300")) {
            await().until(() -> mails().size() == 1);
        }
        assertThat(simulator.calls().stream().filter(call -> call.toString().contains("/domains/soon"))).hasSize(2);
    }

    @Test
    void aReminderWaitsForTheMailServer() throws Exception {
        put("running/soon.json", running("soon", 2));
        try (ShippedRoutes routes = start("mail.server", "smtp://127.0.0.1:1")) {
            await().until(() -> routes.context().getRoute("trial-reminder").getUptimeMillis() > 2000);
        }
        assertThat(trials("running/soon.json")).exists();
        try (ShippedRoutes routes = start()) {
            await().until(() -> mails().size() == 1);
        }
    }

    @Test
    void noDaysAreNoReminder() throws Exception {
        try (ShippedRoutes routes = start("trials.remindDays", "0")) {
            assertThat(routes.context().getRoute("trial-reminder")).isNull();
            assertThat(routes.context().getRoute("trial-requested")).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "a'b", "a b", "a+b", "a#b&c", "ä€", "a;b(c)", "RAW(a)" })
    void aFolderIsTheOneThatIsNamed(String name) throws Exception {
        Path named = folder.resolve(name);
        Files.createDirectories(named.resolve("running"));
        Files.writeString(named.resolve("running/soon.json"), running("soon", 2));
        Files.createDirectories(named.resolve("requested"));
        Files.move(Files.writeString(folder.resolve("new"), REQUEST), named.resolve("requested/initech.json"));
        try (ShippedRoutes routes = start("trials.dir", named.toString())) {
            await().until(() -> Files.exists(named.resolve("running/initech.json")) && mails().size() == 2);
        }
        assertThat(named.resolve("reminded.txt")).exists();
        try (Stream<Path> folders = Files.list(folder)) {
            assertThat(folders.filter(path -> !path.endsWith("inbox"))).containsExactly(named);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a%20b", "a%41", "a?b=c", "a\\b", "${x}" })
    void aFolderThatCannotBeNamedFailsTheStart(String name) {
        assertThatThrownBy(() -> start("trials", Map.of("trials.enabled", "true", "trials.dir", name)).close())
                .rootCause().hasMessageContaining("trials.dir");
    }

    @Test
    void theyAreOffUnlessTheyAreWanted() throws Exception {
        for (String files : List.of("trials,trials-failed,trials-mail,trials-reminder",
                "licence-true-up,licence-true-up-tables")) {
            try (ShippedRoutes routes = start(files, Map.of())) {
                assertThat(routes.context().getRoutes()).isEmpty();
            }
        }
    }
}
