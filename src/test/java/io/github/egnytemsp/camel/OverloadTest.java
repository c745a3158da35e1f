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

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slow sink, 64 connections, large bodies and a small heap: the receiver holds, says no where it must, and goes on.
 */
class OverloadTest {

    private static final int CONNECTIONS = 64;
    private static final int DELIVERIES = 4_000;
    private static final int LIMIT = 128 * 1024;

    @Test
    void aReceiverWithASmallHeapHolds() throws Exception {
        try (SmallHeapProcess receiver = new SmallHeapProcess(Receiver.class)) {
            Map<Integer, AtomicInteger> answers = load(receiver);
            assertThat(answers.keySet()).as("%s", answers).isSubsetOf(200, 401, 413, 503).contains(200, 401, 413, 503);
            assertThat(receiver.isAlive()).isTrue();
            assertThat(receiver.send(HttpClient.newHttpClient(), SECRET, EVENT)).isEqualTo(200);
        }
    }

    private static Map<Integer, AtomicInteger> load(SmallHeapProcess receiver) throws Exception {
        Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
        ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> sent = new ArrayList<>();
            AtomicInteger next = new AtomicInteger();
            for (int i = 0; i < CONNECTIONS; i++) {
                sent.add(senders.submit(() -> {
                    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                    for (int n = next.getAndIncrement(); n < DELIVERIES; n = next.getAndIncrement()) {
                        String body = EVENT.replace("R-1", "R-" + n);
                        String padded = body + " ".repeat(n % 4 == 0 ? LIMIT : LIMIT - body.length());
                        int status = receiver.send(client, n % 3 == 0 ? "wrong" : SECRET, padded);
                        answers.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<?> future : sent) {
                future.get();
            }
        } finally {
            senders.shutdownNow();
        }
        return answers;
    }

    /** The other process: a route that takes its time. */
    public static final class Receiver {

        private Receiver() {
        }

        public static void main(String[] arguments) throws Exception {
            TestRuntime runtime = TestRuntime.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from(TestRuntime.events("maxInFlight=8", "maxBodySize=" + LIMIT)).delay(10).to("log:received?level=DEBUG");
                }
            });
            System.out.println("port " + runtime.port());
        }
    }
}
