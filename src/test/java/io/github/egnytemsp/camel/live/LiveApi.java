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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Calls of the API as they are, without this library's client between: nothing is repeated, no redirect is followed
 * unseen.
 */
final class LiveApi {

    /** Two calls a second are allowed. */
    private static final Duration PACE = Duration.ofMillis(600);
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final URI baseUrl;
    private final String token;
    private final LiveReport report;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    /** When the last answer came: then no delay on the way brings two calls together. */
    private long lastCall = System.nanoTime() - PACE.toNanos();

    LiveApi(URI baseUrl, String token, LiveReport report) {
        this.baseUrl = baseUrl;
        this.token = token;
        this.report = report;
    }

    URI baseUrl() {
        return baseUrl;
    }

    /** A GET; a redirect to the same scheme, host and port is reported and followed once. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = call("GET", path, null);
        Optional<URI> location = answer.headers().firstValue("Location").map(answer.uri()::resolve);
        if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
            return answer;
        }
        boolean same = sameOrigin(location.get());
        boolean slash = location.get().getPath().equals(answer.uri().getPath() + "/");
        report.note("GET " + masked(path) + ": redirected, " + answer.statusCode()
                    + (same ? ", same host" : ", another host or scheme")
                    + (slash ? ", with a slash at the end" : ", another path"));
        return same ? send("GET", location.get(), null, token) : answer;
    }

    HttpResponse<String> call(String method, String path, String body) throws IOException, InterruptedException {
        return call(method, path, body, token);
    }

    HttpResponse<String> call(String method, String path, String body, String bearer) throws IOException, InterruptedException {
        return send(method, URI.create(baseUrl + "/pubapi/v1/msp" + path), body, bearer);
    }

    private HttpResponse<String> send(String method, URI uri, String body, String bearer)
            throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(lastCall + PACE.toNanos() - System.nanoTime());
        HttpRequest.Builder request
                = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + bearer)
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } finally {
            lastCall = System.nanoTime();
        }
    }

    boolean sameOrigin(URI other) {
        return baseUrl.getScheme().equals(other.getScheme()) && baseUrl.getHost().equals(other.getHost())
                && baseUrl.getPort() == other.getPort();
    }

    /** The body as JSON; missing if it is none, without an exception, whose message would quote it. */
    static JsonNode json(String body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Names of the headers, without the values. */
    static TreeSet<String> headerNames(HttpResponse<?> answer) {
        return new TreeSet<>(answer.headers().map().keySet());
    }

    /** The path without what it is about: resource names only. */
    static String masked(String path) {
        return path.replaceFirst("\\?.*", "?...").replaceFirst("^(/(?:webhooks|domains|tenants|plans)/)[^/]+", "$1...");
    }
}
