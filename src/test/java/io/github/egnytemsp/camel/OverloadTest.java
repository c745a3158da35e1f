package io.github.egnytemsp.camel;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static io.github.egnytemsp.camel.TestRuntime.PATH;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

/** A slow sink, 64 connections, large bodies and a small heap: the receiver holds, says no where it must, and goes on. */
class OverloadTest {

    private static final int CONNECTIONS = 64;
    private static final int DELIVERIES = 4_000;
    private static final int LIMIT = 128 * 1024;

    @Test
    void aReceiverWithASmallHeapHolds() throws Exception {
        Process receiver = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+ExitOnOutOfMemoryError", "-cp",
                System.getProperty("java.class.path"), Receiver.class.getName()).redirectErrorStream(true).start();
        try {
            BufferedReader output = new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.UTF_8));
            URI url = URI.create("http://127.0.0.1:" + port(output) + PATH);
            Map<Integer, AtomicInteger> answers = load(url);
            assertThat(answers.keySet()).as("%s", answers).isSubsetOf(200, 401, 413, 503).contains(200, 401, 413, 503);
            assertThat(receiver.isAlive()).isTrue();
            assertThat(send(HttpClient.newHttpClient(), url, SECRET, EVENT)).isEqualTo(200);
        } finally {
            receiver.destroy();
            assertThat(receiver.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static int port(BufferedReader output) throws Exception {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("port ")) {
                // what follows must be read, or the receiver stops at a full pipe
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {
                }));
                drain.setDaemon(true);
                drain.start();
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new IllegalStateException("The receiver did not start");
    }

    private static Map<Integer, AtomicInteger> load(URI url) throws Exception {
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
                        int status = send(client, url, n % 3 == 0 ? "wrong" : SECRET, padded);
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

    private static int send(HttpClient client, URI url, String secret, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).header(HEADER, secret)
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding()).statusCode();
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
