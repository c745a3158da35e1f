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
package io.github.egnytemsp.camel.strictserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** All 15 calls of the component, at two servers that know nothing of each other and take no value of a wrong type. */
class AcceptedByStrictServersTest {

    private static final Map<String, Object> REGISTRATION
            = Map.of("webhook_url", "https://hooks.msp.example/events", "eventTypes",
                    List.of("USER_ADDED", "RESELLER_INVOICE_PAID"), "auth_header", "X-Proof", "auth_header_value", "proof");

    private final DefaultCamelContext context = new DefaultCamelContext();

    private Object call(String baseUrl, String resource, String operation, Object body, Map<String, Object> headers) {
        ProducerTemplate template = context.createProducerTemplate();
        Exchange answer = template
                .request("egnyte-msp:" + resource + "?operation=" + operation + "&accessToken=simulator-token&baseUrl="
                         + baseUrl + "&maxCallsPerSecond=0",
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeaders(new HashMap<>(headers));
                        });
        assertThat(answer.getException()).as(resource + " " + operation).isNull();
        assertThat(answer.getMessage().getHeader(EgnyteMspConstants.HTTP_STATUS, Integer.class)).as(resource + " " + operation)
                .isBetween(200, 201);
        return answer.getMessage().getBody();
    }

    private void makeAll15(String baseUrl, String webhookId) {
        Map<String, Object> webhook = Map.of(EgnyteMspConstants.WEBHOOK_ID, webhookId);
        Map<String, Object> domain = Map.of(EgnyteMspConstants.DOMAIN, "acme1");
        Map<String, Object> plan = Map.of(EgnyteMspConstants.PLAN_ID, "10", EgnyteMspConstants.POWER_USERS, "110");
        call(baseUrl, "webhooks", "list", null, Map.of());
        call(baseUrl, "webhooks", "register", REGISTRATION, Map.of());
        call(baseUrl, "webhooks", "get", null, webhook);
        call(baseUrl, "webhooks", "update", REGISTRATION, webhook);
        call(baseUrl, "webhooks", "unregister", null, webhook);
        call(baseUrl, "domains", "list", null, Map.of());
        call(baseUrl, "domains", "get", null, domain);
        call(baseUrl, "domains", "allocatePowerUsers", "{\"powerUsers\":\"25\"}", domain);
        call(baseUrl, "tenants", "list", null, Map.of());
        call(baseUrl, "tenants", "get", null, Map.of(EgnyteMspConstants.TENANT, "acme1-protect"));
        call(baseUrl, "plans", "list", null, Map.of());
        call(baseUrl, "plans", "quotePowerUsers", null, plan);
        call(baseUrl, "plans", "purchasePowerUsers&confirmPurchase=true", null, plan);
        call(baseUrl, "trials", "create",
                Map.of("domain", "newcustomer", "planId", "10", "powerUsers", "5", "storageGB", 100, "region", "us",
                        "firstName", "Dana"),
                Map.of());
        call(baseUrl, "trials", "activate", "{\"planId\":\"10\",\"powerUsers\":5,\"storageGB\":\"100\"}",
                Map.of(EgnyteMspConstants.DOMAIN, "newcustomer"));
    }

    @Test
    void theSecondServerAcceptsAllCalls() throws Exception {
        try (context; StrictMspServer server = new StrictMspServer()) {
            context.start();
            makeAll15(server.baseUrl(), "wh-1");
            assertThat(server.refused()).isEmpty();
            assertThat(server.accepted()).hasSize(15);
        }
    }

    @Test
    void theSimulatorAcceptsAllCalls() throws Exception {
        try (context; EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start()) {
            context.start();
            String id = simulator.addWebhook("https://other.msp.example/", List.of("USER_ADDED"), "X-Other", "other").id();
            makeAll15(simulator.baseUrl(), id);
            assertThat(simulator.calls()).allMatch(call -> call.status() < 300);
            assertThat(simulator.calls().stream().map(call -> call.method() + " " + call.path()).distinct()).hasSize(15 + 1)
                    .as("an activation looks at its domain first").contains("GET /pubapi/v1/msp/domains/newcustomer");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "POST | /trials/ | {\"domain\":\"a\",\"id\":\"10\",\"powerUsers\":1,\"storageGB\":1,\"region\":\"us\"}",
            "POST | /trials/ | {\"domain\":\"a\",\"id\":10,\"powerUsers\":1.0,\"storageGB\":1,\"region\":\"us\"}",
            "POST | /trials/ | {\"domain\":5,\"id\":10,\"powerUsers\":1,\"storageGB\":1,\"region\":\"us\"}",
            "POST | /trials/newcustomer/activate/ | {\"planId\":\"10\",\"powerUsers\":1,\"storageGB\":1}",
            "POST | /plans/10/power-users/quote/ | {\"powerUsers\":\"5\"}",
            "POST | /plans/10/power-users/quote/ | {}",
            "POST | /webhooks | {\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"A\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "POST | /webhooks | {\"webhook_url\":\"http://a.example\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X\",\"auth_header_value\":\"v\"}",
            "POST | /webhooks | {\"webhook_url\":\"https://a.example\",\"eventTypes\":[\"USER_ADDED\"],\"auth_header\":\"X\"}",
            "PUT | /plans | {}", "POST | /trials | {}" })
    void bothRefuseTheSame(String method, String path, String body) throws Exception {
        try (StrictMspServer server = new StrictMspServer();
             EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start()) {
            assertThat(status(server.baseUrl(), method, path, body)).isBetween(400, 405);
            assertThat(status(simulator.baseUrl(), method, path, body)).isBetween(400, 405);
            assertThat(server.refused()).hasSize(1);
        }
    }

    private static int status(String baseUrl, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + EgnyteMspSimulator.API_PATH + path))
                .header("Authorization", "Bearer simulator-token").header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
