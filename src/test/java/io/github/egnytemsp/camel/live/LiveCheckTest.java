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
package io.github.egnytemsp.camel.live;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.simulator.ApiCall;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import io.github.egnytemsp.camel.simulator.RefusedTokenStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LiveCheckTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LiveReport report = new LiveReport(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private final EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().retrySchedule(Duration.ofMillis(10)).start();

    @AfterEach
    void close() {
        simulator.close();
    }

    private LiveApi api() {
        return new LiveApi(URI.create(simulator.baseUrl()), "simulator-token", report);
    }

    private void checkAccount() throws Exception {
        new AccountCheck(api(), report).run();
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void answers(String path, String body) {
        simulator.failNext(Fault.answer(200, Map.of("Content-Type", "application/json"), body).on("GET",
                EgnyteMspSimulator.API_PATH + path));
    }

    @Test
    void itChangesNothingStaysInTheBudgetAndPrintsNoValue() throws Exception {
        simulator.addWebhook("https://hooks.msp.example/secret-path", List.of("USER_ADDED"), "X-Proof", "proof-value");
        checkAccount();
        assertThat(simulator.calls()).hasSizeLessThanOrEqualTo(14)
                .noneMatch(call -> call.status() == 403 || call.status() == 429);
        assertThat(simulator.calls()).filteredOn(call -> !call.method().equals("GET")).extracting(ApiCall::path)
                .containsExactly("/pubapi/v1/msp/plans/10/power-users/quote/");
        assertThat(output()).doesNotContain("proof-value").doesNotContain("secret-path").doesNotContain("simulator-token")
                .doesNotContain("acme").doesNotContain("globex").doesNotContain("Business").doesNotContain("250.00")
                .doesNotContain("2026-0");
        assertThat(output().lines().filter(line -> line.startsWith("DIFFERS")))
                .as("the simulator's note is no field of Egnyte's")
                .allMatch(line -> line.contains("simulatorNote"));
        assertThat(output()).contains("/plans: id and planId differ in 2 of 2",
                "/domains: planId is the planId of a plan in 3, the id of one in 2 of 3",
                "/domains: allocatedStorage and availableStorage are both there in 3, differ in 3 of 3; usedStorage is over allocatedStorage in 0",
                "/domains: createdOn is [text like 0000-00-00]", "/domains: status is one of [active]",
                "/domains?planName=...: 2 domains of 3 without a filter, 0 of another plan",
                "a quote at the present number: deltaPowerUsers is 0", "GET /domains/: 404",
                "a made-up token: 401", "a webhook that is not there: 404, body with [Errors[code, description]]",
                "GET /webhooks/...: 200, headers [", "x-accesstoken-quota-current");
    }

    @Test
    void anInactiveDeveloperIsARefusedTokenToo() throws Exception {
        simulator.settings().refusedTokenStyle(RefusedTokenStyle.DEVELOPER_INACTIVE_403);
        checkAccount();
        assertThat(output()).contains("\na made-up token: 403 ERR_403_DEVELOPER_INACTIVE");
    }

    @Test
    void redirectsAndNextAreComparedAndNotPrinted() throws Exception {
        simulator.settings().slashAfterLists(true);
        simulator.account().pageSize(1);
        simulator.account().nextHost("https://hidden.example");
        simulator.account().nextPath("/hidden/path");
        checkAccount();
        assertThat(output()).contains("GET /domains: redirected, 301, same host, with a slash at the end",
                "/domains: next is absolute, host another, path another, query of [page]", "GET /domains/: 200")
                .doesNotContain("hidden").doesNotContain("DIFFERS /domains: next");
    }

    @Test
    void fieldsAndPagesOfAnotherFormAreToldWithoutAValue() throws Exception {
        answers("/webhooks", "[{\"webhook_id\":\"1\",\"status\":\"paused\",\"colour\":\"red\"}]");
        answers("/domains",
                "{\"next\":7,\"count\":1,\"results\":[{\"domain\":\"hidden-name\",\"monthlyCost\":\"250.50\",\"planId\":\"10\"}]}");
        answers("/tenants", "{\"next\":\"not an address\",\"count\":0,\"results\":[]}");
        answers("/plans", "<p>hidden-name is closed</p>");
        checkAccount();
        assertThat(output()).contains(
                "DIFFERS /webhooks: the field colour is [text], and new", "DIFFERS /webhooks: status is one of [paused]",
                "DIFFERS /domains: next is integer",
                "DIFFERS /domains: the field monthlyCost is [text like 000.00], not NUMBER",
                "DIFFERS /domains: the field planId is [text like 00], not INTEGER",
                "DIFFERS /tenants: next is no address", "DIFFERS GET /plans: the body is no JSON")
                .doesNotContain("hidden-name").doesNotContain("250.50").doesNotContain("red\"");
    }

    private DeliveryCheck listening() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        DeliveryCheck check = new DeliveryCheck(api(), report, port);
        simulator.addPublicAddress("https://hooks.msp.example", "http://127.0.0.1:" + port);
        check.register("https://hooks.msp.example/live");
        return check;
    }

    @Test
    void aWebhookOfItsOwnReceivesRefusesOnceAndIsUnregistered() throws Exception {
        try (DeliveryCheck check = listening()) {
            assertThat(simulator.webhooks().get(0).eventTypes()).hasSize(20);
            simulator.raise("USER_ADDED", Map.of("company_name", "hidden-name", "amount", 12.5));
            await().until(() -> simulator.awaitIdle(Duration.ofSeconds(5)));
            simulator.deliverWithSecret("USER_ADDED", "wrong");
            await().until(() -> simulator.deliveries().get(1).attempts().stream().anyMatch(attempt -> attempt.status() == 401));
        }
        assertThat(simulator.webhooks()).isEmpty();
        assertThat(output()).contains("an event that was answered 500 came again after 0 s, the same byte for byte",
                "the webhook is unregistered: 200", "2 deliveries; headers [", "x-egnyte-msp-live-check",
                "USER_ADDED: [amount: number, company_name: text")
                .doesNotContain("hidden-name").doesNotContain("12.5").doesNotContain("hooks.msp.example")
                .doesNotContain("DIFFERS");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theWebhookIsUnregisteredWhenItIsInterruptedToo(boolean interrupted) throws Exception {
        DeliveryCheck check = listening();
        Thread receiving = new Thread(() -> {
            try (check) {
                check.receive(Duration.ofHours(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        receiving.start();
        if (interrupted) {
            receiving.interrupt();
        } else {
            // what a shutdown does
            check.close();
        }
        receiving.join(10_000);
        assertThat(receiving.isAlive()).isFalse();
        assertThat(simulator.webhooks()).isEmpty();
        assertThat(output()).containsOnlyOnce("the webhook is unregistered");
    }
}
