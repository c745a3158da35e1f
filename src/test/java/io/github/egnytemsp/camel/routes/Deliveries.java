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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;

/** What the tests of the routes send, and what they look at. */
final class Deliveries {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Deliveries() {
    }

    /** An event that differs from others by its number. */
    static String event(String type, int number) {
        return event(type, number, "MSP Example");
    }

    static String event(String type, int number, String companyInJson) {
        return """
                {"event_type":"%s", "reseller_code":"R-%d","first_name":"Dana","last_name":"Example","email":"dana@msp.example",
                 "company_name":"%s","transaction_timestamp":"2026-11-01T10:15:30Z","event_created_by":"system",
                 "is_event_by_staff_user":false,"amount":1.50}
                """.formatted(type, number, companyInJson);
    }

    static String id(String event) throws MalformedEventException {
        return MspEvent.parse(event.getBytes(StandardCharsets.UTF_8)).id();
    }

    /** Sends as Egnyte does; the answer's status. */
    static int deliver(ShippedRoutes routes, String body) throws Exception {
        return send(routes, "POST", "/egnyte-msp/events", body).statusCode();
    }

    /** The same, to routes in another process. */
    static int deliver(String url, String secret, String body) throws Exception {
        return send(url, secret, "POST", "/egnyte-msp/events", HttpRequest.BodyPublishers.ofString(body)).statusCode();
    }

    static int deliver(ShippedRoutes routes, byte[] body) throws Exception {
        return send(routes, "POST", "/egnyte-msp/events", HttpRequest.BodyPublishers.ofByteArray(body)).statusCode();
    }

    static HttpResponse<String> send(ShippedRoutes routes, String method, String path, String body) throws Exception {
        return send(routes, method, path, HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(ShippedRoutes routes, String method, String path, HttpRequest.BodyPublisher body)
            throws Exception {
        return send(routes.url(), ShippedRoutes.WEBHOOK_TOKEN, method, path, body);
    }

    private static HttpResponse<String> send(
            String url, String secret, String method, String path, HttpRequest.BodyPublisher body)
            throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json").header("X-Egnyte-Msp-Token", secret)
                        .method(method, body).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Stores an event, as the route events-to-inbox does. */
    static void store(ShippedRoutes routes, String event) {
        routes.context().createProducerTemplate().sendBody("egnyte-msp:inbox", event);
    }
}
