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
package io.github.egnytemsp.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ApplicationTest {

    private static final String EVENT = "{\"event_type\":\"USER_ADDED\",\"reseller_code\":\"AB12CD\"}";

    @Autowired
    Application.Events events;
    @Value("${local.server.port}")
    int port;

    private HttpRequest.Builder delivery() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/egnyte-msp/events"))
                .header("Content-Type", "application/json").header("X-Egnyte-Msp-Token", "secret-of-the-test");
    }

    private void assertAnswer(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> answer = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                .send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
        assertThat(answer.headers().firstValue("Transfer-Encoding")).as("beside Content-Length no client takes it").isEmpty();
    }

    @Test
    void everyDeliveryGetsItsAnswer() throws Exception {
        assertAnswer(delivery().POST(BodyPublishers.ofString(EVENT)), 200);
        assertThat(events.types).contains("USER_ADDED");
        assertAnswer(delivery().POST(BodyPublishers.ofString("no JSON")), 400);
        assertAnswer(delivery().setHeader("X-Egnyte-Msp-Token", "wrong").POST(BodyPublishers.ofString(EVENT)), 401);
        assertAnswer(delivery().GET(), 405);
        assertAnswer(delivery().POST(BodyPublishers.ofString("x".repeat(200_000))), 413);
        assertAnswer(delivery().header("Content-Encoding", "gzip").POST(BodyPublishers.ofString(EVENT)), 415);
    }
}
