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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Tells by a GET whether this product answers at an address: it takes events by POST only, and says so. */
final class RunningInstance {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String path;

    /** @param path where events come to */
    RunningInstance(String path) {
        this.path = path;
    }

    /** Whether it receives events at this address. */
    boolean receivesEvents(URI address) {
        try {
            return isOurs(get(client(), address.resolve(path)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it has an operator's page at this address. */
    boolean hasOperatorPage(URI address) {
        try {
            HttpResponse<?> page = get(client(), address.resolve("/operator/"));
            return page.statusCode() == 200 && page.headers().firstValue("Content-Security-Policy").isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether an answer to a GET is one of the events' path. */
    static boolean isOurs(HttpResponse<?> answer) {
        return answer.statusCode() == 405 && answer.headers().firstValue("Allow").orElse("").equals("POST");
    }

    static HttpResponse<Void> get(HttpClient client, URI address) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).GET().build();
            return client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
    }
}
