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
package io.github.egnytemsp.camel.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.auth.StoredToken;
import io.github.egnytemsp.camel.auth.TokenAge;
import io.github.egnytemsp.camel.auth.TokenKeystore;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.simulator.ApiCall;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What one call of Egnyte's tells: the token, the clock, the webhook. */
class AccessTokenCheckTest extends CheckFixture {

    private static final String BASE_URL = "camel.component.egnyte-msp.baseUrl";
    private static final String ADDRESS = "https://hooks.msp.test/egnyte-msp/events";
    private static final List<String> ALL = List.copyOf(MspEventType.names());

    private EgnyteMspSimulator egnyte;

    @BeforeEach
    void startEgnyte() {
        egnyte = EgnyteMspSimulator.builder().publicAddress("https://hooks.msp.test", "http://127.0.0.1:1").start();
        set(BASE_URL, egnyte.baseUrl());
        set("egnyte-msp.webhook.url", ADDRESS);
    }

    @AfterEach
    void stopEgnyte() {
        assertThat(egnyte.calls()).extracting(ApiCall::method).allMatch("GET"::equals);
        assertThat(egnyte.calls().size()).isLessThanOrEqualTo(2);
        egnyte.close();
    }

    private String token(String... parts) throws Exception {
        List<String> lines = check().about("access token");
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains(parts);
        return lines.get(0);
    }

    @Test
    void aTokenThatEgnyteAcceptsCostsOneCall() throws Exception {
        Printed printed = check();
        assertThat(printed.about("access token")).singleElement().asString()
                .startsWith("ok     access token     Egnyte accepts it")
                .contains("1 of 1,000 used today");
        assertThat(printed.about("clock")).singleElement().asString().startsWith("ok");
        assertThat(printed.about("webhook")).singleElement().asString().startsWith("note").contains("None is registered")
                .contains("egnyte-msp.registration=ensure");
        assertThat(egnyte.calls()).hasSize(1);
        assertThat(printed.code()).isZero();
    }

    @Test
    void aRefusedTokenIsNamedWithWhatToDo() throws Exception {
        egnyte.revokeAccessToken(TOKEN);
        assertThat(token("Egnyte refuses it (401)", "egnyte-msp authorize")).startsWith("WRONG");
        assertThat(egnyte.calls()).hasSize(1);
    }

    @Test
    void whatIsInTheWayIsSaid() throws Exception {
        egnyte.failNext(Fault.status(503));
        assertThat(token("503")).startsWith("WRONG");
        set(BASE_URL, "http://127.0.0.1:1");
        assertThat(token("The connection is refused", "egnyte-msp.nfrDomain")).startsWith("WRONG");
        set(BASE_URL, "http://no-such-host.invalid");
        assertThat(token("The name is not found")).startsWith("WRONG");
    }

    @Test
    void aLimitThatIsUsedUpIsSaid() throws Exception {
        try (EgnyteMspSimulator used = EgnyteMspSimulator.builder().callsPerDay(1).start()) {
            set(BASE_URL, used.baseUrl());
            check();
            assertThat(token("limit of calls is used up")).startsWith("WRONG");
        }
    }

    @Test
    void aSecondWhoseCallsTheRunningProductHasMadeIsWaitedFor() throws Exception {
        egnyte.failNext(Fault.overSecondLimit());
        assertThat(token("Egnyte accepts it")).startsWith("ok");
        assertThat(egnyte.calls()).hasSize(2);
    }

    @Test
    void aClockThatGoesWrongIsNamed() throws Exception {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(7));
        assertThat(check().about("clock")).singleElement().asString().startsWith("WRONG").contains("7 minutes ahead of");
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-7).minusSeconds(5));
        assertThat(check().about("clock")).singleElement().asString().contains("7 minutes behind");
    }

    @Test
    void theAgeOfATokenInAFileIsToldAndAWrongPasswordIsNamed() throws Exception {
        String host = egnyte.baseUrl().replace("http://", "");
        new TokenKeystore(data().resolve("tokens.p12"), "password-of-the-test".toCharArray())
                .store(host,
                        new StoredToken(TOKEN, new TokenAge(Instant.now().minus(Duration.ofDays(28)), Duration.ofDays(30))));
        set("egnyte-msp.accessToken", "");
        set("egnyte-msp.tokenKeystore", data().resolve("tokens.p12").toString());
        set("egnyte-msp.keystorePassword", "password-of-the-test");
        assertThat(check().about("access token")).hasSize(2).first().asString().startsWith("note")
                .contains("28 days ago, expires", "egnyte-msp authorize");
        set("egnyte-msp.keystorePassword", "another-one");
        assertThat(token("cannot be read", "password")).startsWith("WRONG");
        set("egnyte-msp.tokenKeystore", data().resolve("none.p12").toString());
        // as the launcher does
        System.setProperty("egnyte-msp.home", home().toString());
        try {
            assertThat(token("There is no access token yet", "with: egnyte-msp authorize --base-url=")).startsWith("WRONG");
        } finally {
            System.clearProperty("egnyte-msp.home");
        }
    }

    private String webhook() throws Exception {
        List<String> lines = check().about("webhook");
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @Test
    void ourWebhookIsComparedWithTheSettings() throws Exception {
        String id = egnyte.addWebhook(ADDRESS, ALL, "X-Egnyte-Msp-Token", SECRET).id();
        assertThat(webhook()).startsWith("ok").contains(id + " to " + ADDRESS + " is enabled");
    }

    @Test
    void aWebhookThatEgnyteHasDisabledIsNamed() throws Exception {
        egnyte.disableWebhook(egnyte.addWebhook(ADDRESS, ALL, "X-Egnyte-Msp-Token", SECRET).id());
        assertThat(webhook()).startsWith("WRONG").contains("it is disabled");
    }

    @Test
    void whatDiffersIsRepairedByTheProductIfItMay() throws Exception {
        egnyte.addWebhook(ADDRESS, List.of("RESELLER_MRR_CHANGED"), "X-Other", "another-secret-of-the-test");
        set("egnyte-msp.registration", "ensure");
        Printed printed = check();
        assertThat(printed.about("webhook")).singleElement().asString().startsWith("note")
                .contains("it lacks " + (ALL.size() - 1) + " types", "its header differs", "its secret differs",
                        "repairs it");
        assertThat(printed.lines()).noneMatch(line -> line.contains("another-secret-of-the-test"));
    }

    @Test
    void aWebhookToAnotherAddressIsNotOurs() throws Exception {
        egnyte.addWebhook("https://elsewhere.msp.test/events", ALL, "X-Egnyte-Msp-Token", SECRET);
        assertThat(webhook()).startsWith("note").contains("is another address than egnyte-msp.webhook.url");
    }

    @Test
    void ofSeveralTheOneThatTheDatabaseRemembersIsOurs() throws Exception {
        try (EgnyteMspSimulator several = EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(0)
                .publicAddress("https://hooks.msp.test", "http://127.0.0.1:1").start()) {
            set(BASE_URL, several.baseUrl());
            several.addWebhook("https://elsewhere.msp.test/events", ALL, "X-Egnyte-Msp-Token", SECRET);
            several.addWebhook("https://elsewhere.msp.test/more", ALL, "X-Egnyte-Msp-Token", SECRET);
            assertThat(webhook()).startsWith("note").contains("2 are registered");
            try (ShippedRoutes routes = new ShippedRoutes(
                    data(),
                    Map.of(BASE_URL, several.baseUrl(), "egnyte-msp.accessToken", TOKEN, "egnyte-msp.registration", "ensure",
                            "egnyte-msp.webhook.url", ADDRESS,
                            "camel.component.egnyte-msp.webhookVerifyToken", SECRET),
                    "events-to-inbox")) {
                await().until(() -> several.webhooks().size() == 3);
                await().untilAsserted(() -> assertThat(webhook()).startsWith("ok").contains(ADDRESS, "2 more"));
            }
        }
    }
}
