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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.egnytemsp.camel.SmallHeapProcess;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.MspEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static io.github.egnytemsp.camel.demo.ShippedRoutes.WEBHOOK_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/** The shipped routes with a small heap, a sink that is down, 64 connections and bodies without end. */
class OverloadedRoutesTest {

    private static final int CONNECTIONS = 64;

    @TempDir
    private Path folder;

    @Test
    void theyHoldAndKeepWhatTheyAccepted() throws Exception {
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        try (SmallHeapProcess routes = new SmallHeapProcess(Routes.class, folder.toString())) {
            ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
            try {
                List<Future<?>> sent = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    int connection = i;
                    sent.add(senders.submit(() -> {
                        send(routes, connection, accepted);
                        return null;
                    }));
                }
                for (Future<?> future : sent) {
                    future.get();
                }
            } finally {
                senders.shutdownNow();
            }
            assertThat(accepted).isNotEmpty();
            assertThat(routes.isAlive()).isTrue();
            assertThat(routes.send(HttpClient.newHttpClient(), WEBHOOK_TOKEN, EVENT)).isEqualTo(200);
        }
        // it was killed
        try (ShippedRoutes routes = new ShippedRoutes(folder, Map.of(), "events-to-inbox")) {
            for (String id : accepted) {
                assertThat(routes.stored().get(id).path("eventId").asText()).isEqualTo(id);
            }
            assertThat(routes.stored().count("queue", "handled") + routes.stored().count("queue", "failed")).isZero();
        }
    }

    private static void send(SmallHeapProcess routes, int connection, Set<String> accepted) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int n = 0; n < 3; n++) {
            boolean right = (connection + n) % 2 == 0;
            assertThat(sendEndless(client, routes.url(), right ? WEBHOOK_TOKEN : "wrong"))
                    .isIn(right ? List.of(0, 413, 503) : List.of(0, 401));
            String event = EVENT.replace("R-1", "R-" + connection + "-" + n);
            int status = routes.send(client, WEBHOOK_TOKEN, event);
            assertThat(status).isIn(200, 503);
            if (status == 200) {
                accepted.add(MspEvent.parse(event.getBytes(StandardCharsets.UTF_8)).id());
            }
        }
    }

    /** Sends 20 MB without saying before how much it is; the status, or 0 if the server just closed the connection. */
    private static int sendEndless(HttpClient client, URI url, String secret) throws Exception {
        try {
            return client.send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60)).header(HEADER, secret)
                    .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                            new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)), new Spaces(20_000_000))))
                    .build(),
                    BodyHandlers.discarding()).statusCode();
        } catch (HttpTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return 0;
        }
    }

    private static final class Spaces extends InputStream {

        private int left;

        Spaces(int length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = Math.min(left, length);
            Arrays.fill(bytes, offset, offset + count, (byte) ' ');
            left -= count;
            return count == 0 ? -1 : count;
        }
    }

    /** The other process: the shipped routes, and a broker that is not there. */
    public static final class Routes {

        private Routes() {
        }

        public static void main(String[] arguments) throws Exception {
            ShippedRoutes routes = new ShippedRoutes(
                    Path.of(arguments[0]), Map.of("queue.enabled", "true", "queue.broker", "tcp://127.0.0.1:1"),
                    "events-to-inbox", "sink-queue");
            System.out.println("port " + URI.create(routes.url()).getPort());
        }
    }
}
