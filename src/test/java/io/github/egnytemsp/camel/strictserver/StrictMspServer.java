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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A second server of the MSP API, written from what is known of it and from nothing else: it shares no code with the
 * simulator. It has one account that never changes, and takes the 15 calls only as they are written down: method, path
 * to the last slash, media type, and each value of its type. What it refuses, it remembers.
 */
final class StrictMspServer implements AutoCloseable {

    private static final String WEBHOOK = "{\"webhook_id\":\"wh-1\",\"status\":\"enabled\"}";
    private static final String DETAILS = """
            {"webhook_id":"wh-1","event_types":["USER_ADDED"],"webhook_url":"https://hooks.msp.example/events",
             "auth_header":"X-Proof","auth_header_value":"proof","status":"enabled"}""";
    private static final String DOMAIN
            = """
                    {"domain":"acme1","planId":10,"planName":"Business","status":"active","createdOn":"2026-01-10","subscriptionDate":"2026-01-24",
                     "availablePuLicences":20,"usedPuLicences":3,"unusedPuLicences":17,"availableStorage":2000,"usedStorage":1,
                     "allocatedStorage":1000,"monthlyCost":1234.50,"features":[],"sources":[]}""";
    private static final String TENANT
            = """
                    {"tenant":"acme1-protect","domain":"acme1","planId":10,"planName":"Business","status":"active","cupUsed":3,"monthlyCost":40.00}""";
    private static final String PLAN = """
            {"id":1,"planId":10,"planName":"Business","maxPlanPuLicences":100,"costPerUser":12.50,"maxPlanStorage":5000}""";
    private static final String QUOTE = """
            {"previousPowerUsers":100,"newPowerUsers":110,"deltaPowerUsers":10,"deltaMonthly":"125.00","proratedCost":"50.00",
             "proratedDaysLeft":12,"proratedMonthsLeft":0}""";

    private record Call(String name, String method, String path, Class<?> body, int status, String answer) {
    }

    private final List<Call> calls = new ArrayList<>();
    private final Set<String> accepted = new ConcurrentSkipListSet<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    StrictMspServer() throws IOException {
        call("list webhooks", "GET", "/webhooks", null, 200, "[" + WEBHOOK + "]");
        call("register", "POST", "/webhooks", Requests.Registration.class, 200, WEBHOOK);
        call("details", "GET", "/webhooks/wh-1", null, 200, DETAILS);
        call("update", "PUT", "/webhooks/wh-1", Requests.Registration.class, 200, WEBHOOK);
        call("unregister", "DELETE", "/webhooks/wh-1", null, 200, "{\"success\":true}");
        call("list domains", "GET", "/domains", null, 200, page(DOMAIN));
        call("domain", "GET", "/domains/acme1", null, 200, DOMAIN);
        call("allocate power users", "POST", "/domains/acme1/power-users/allocate", Requests.PowerUsers.class, 200,
                "{\"domain\":\"acme1\",\"previousPowerUsers\":20,\"newPowerUsers\":25,\"poolAvailableAfter\":75}");
        call("list tenants", "GET", "/tenants", null, 200, page(TENANT));
        call("tenant", "GET", "/tenants/acme1-protect", null, 200, TENANT);
        call("list plans", "GET", "/plans", null, 200, page(PLAN));
        call("quote power users", "POST", "/plans/10/power-users/quote/", Requests.PowerUsers.class, 200, QUOTE);
        call("purchase power users", "POST", "/plans/10/power-users/purchase/", Requests.PowerUsers.class, 200, QUOTE);
        call("create trial", "POST", "/trials/", Requests.NewTrial.class, 201, """
                {"domain":"newcustomer","domainUrl":"https://newcustomer.egnyte.example","trialStart":"2026-11-26",
                 "trialEnd":"2026-12-11","powerUsers":5,"storageGB":100}""");
        call("activate trial", "POST", "/trials/newcustomer/activate/", Requests.Activation.class, 200,
                "{\"domain\":\"newcustomer\",\"domainUrl\":\"https://newcustomer.egnyte.example\",\"activationDate\":\"2026-11-26\"}");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void call(String name, String method, String path, Class<?> body, int status, String answer) {
        calls.add(new Call(name, method, "/pubapi/v1/msp" + path, body, status, answer));
    }

    private static String page(String only) {
        return "{\"next\":null,\"previous\":null,\"count\":1,\"results\":[" + only + "]}";
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Names of the calls that were right, each once. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** What was wrong with the others, but for look-ups of a domain that is not there. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        try (exchange) {
            if (!"Bearer simulator-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                refuse(exchange, 401, method + " " + path + ": no token");
                return;
            }
            for (Call call : calls) {
                if (call.path().equals(path) && call.method().equals(method)) {
                    String problem = problem(exchange, call, body);
                    if (problem == null) {
                        accepted.add(call.name());
                        send(exchange, call.status(), call.answer());
                    } else {
                        refuse(exchange, 400, call.name() + ": " + problem);
                    }
                    return;
                }
            }
            if (method.equals("GET") && path.equals("/pubapi/v1/msp/domains/newcustomer")) {
                send(exchange, 404, "{\"Errors\":[{\"description\":\"Not found\",\"code\":\"404\"}]}");
            } else {
                refuse(exchange, 404, method + " " + path + " is no call of the API");
            }
        }
    }

    private static String problem(HttpExchange exchange, Call call, byte[] body) {
        if (call.body() == null) {
            return body.length == 0 ? null : "a body where none belongs";
        }
        String mediaType = exchange.getRequestHeaders().getFirst("Content-Type");
        if (mediaType == null || !mediaType.matches("application/json(;\\s*charset=utf-8)?")) {
            return "the media type is " + mediaType;
        }
        try {
            Requests.MAPPER.readValue(body, call.body());
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void refuse(HttpExchange exchange, int status, String why) throws IOException {
        refused.add(why);
        send(exchange, status, "{\"errorMessage\":\"refused\"}");
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
