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
package io.github.egnytemsp.camel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with a real HTTP server on a free port of the loopback address, and a client for it. */
public final class TestRuntime implements AutoCloseable {

    public static final String PATH = "/egnyte-msp/events";
    public static final String SECRET = "s3cr3t-of-the-webhook";
    public static final String HEADER = "X-Egnyte-Msp-Token";
    public static final String EVENT = """
            {"event_type":"RESELLER_MRR_CHANGED","reseller_code":"R-1","first_name":"Dana","last_name":"Example",
             "email":"dana@msp.example","company_name":"MSP Example","transaction_timestamp":"2026-11-01T10:15:30Z",
             "event_created_by":"system","is_event_by_staff_user":false}""";

    private final HttpClient client
            = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port;

    public TestRuntime() throws Exception {
        port = freePort();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
        context.getShutdownStrategy().setTimeout(5);
    }

    /** Starts a context with these routes. */
    public static TestRuntime with(RouteBuilder... routes) throws Exception {
        TestRuntime runtime = new TestRuntime();
        try {
            for (RouteBuilder route : routes) {
                runtime.context.addRoutes(route);
            }
            runtime.context.start();
            return runtime;
        } catch (Exception e) {
            runtime.close();
            throw e;
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The consumer's URI with the secret and more options. */
    public static String events(String... options) {
        return "egnyte-msp:events?webhookVerifyToken=RAW(" + SECRET + ")"
               + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    public DefaultCamelContext context() {
        return context;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    /** A delivery as Egnyte sends it, to be changed. */
    public HttpRequest.Builder delivery() {
        return HttpRequest.newBuilder(URI.create(url() + PATH)).timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json").header(HEADER, SECRET);
    }

    public HttpResponse<String> deliver(String body) throws Exception {
        return deliver(body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> deliver(byte[] body) throws Exception {
        return send(delivery().POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        context.stop();
    }
}
