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
package io.github.egnytemsp.camel.operator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.RawConnection;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.apache.camel.builder.RouteBuilder;

/** The shipped routes with the operator's page, and a subscription {@code mail} that ends at {@code mock:mail}. */
final class OperatorPage implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ShippedRoutes routes;

    /** Somebody who has logged in. */
    record LoggedIn(String cookie, String token) {
    }

    OperatorPage(Path folder, Map<String, String> more) throws Exception {
        this(folder, more, "operator", "events-to-inbox");
    }

    private OperatorPage(Path folder, Map<String, String> more, String... files) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of("operator.enabled", "true", "operator.port", "0"));
        properties.putAll(more);
        routes = new ShippedRoutes(folder, properties, files);
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:inbox?subscription=mail").to("mock:mail");
            }
        });
    }

    /** A password is asked for. */
    static OperatorPage withPassword(Path folder, Map<String, String> more) throws Exception {
        return withPassword(folder, more, "operator", "events-to-inbox");
    }

    /** The same with other routes. */
    static OperatorPage withPassword(Path folder, Map<String, String> more, String... files) throws Exception {
        Path file = folder.resolve("password");
        new PasswordFile(file).write(PASSWORD);
        Map<String, String> properties = new HashMap<>(more);
        properties.put("operator.passwordFile", file.toString());
        return new OperatorPage(folder, properties, files);
    }

    ShippedRoutes routes() {
        return routes;
    }

    int port() {
        return routes.context().getRegistry().lookupByNameAndType("operator", OperatorServer.class).getPort();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** Sends what curl sends without a password. */
    HttpResponse<String> curl(String method, String path, String body) throws Exception {
        return send(request(method, path, body).header("X-Egnyte-Msp-Operator", "1"));
    }

    HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    /** What a page of this origin sends. */
    HttpRequest.Builder page(LoggedIn who, String method, String path, String body) {
        return request(method, path, body).header("Cookie", who.cookie()).header("Origin", origin())
                .header("X-Egnyte-Msp-Operator", who.token());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) throws Exception {
        return json(curl("GET", "/operator/api/" + path, ""));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    HttpResponse<String> logIn(String name, String password) throws Exception {
        return send(request("POST", "/operator/api/login", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}"));
    }

    LoggedIn loggedIn(String name) throws Exception {
        return loggedIn(logIn(name, PASSWORD));
    }

    static LoggedIn loggedIn(HttpResponse<String> answer) throws IOException {
        return new LoggedIn(
                answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0], json(answer).get("token").textValue());
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends anything, and returns everything that comes until the connection is closed. */
    String raw(String text) throws IOException {
        try (RawConnection connection = new RawConnection(port())) {
            return connection.send(text.replace("PORT", String.valueOf(port()))).rest();
        }
    }

    @Override
    public void close() {
        routes.close();
    }
}
