package io.github.egnytemsp.camel;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.demo.ShippedRoutes;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.egnytemsp.camel.TestRuntime.EVENT;
import static io.github.egnytemsp.camel.TestRuntime.HEADER;
import static io.github.egnytemsp.camel.TestRuntime.PATH;
import static io.github.egnytemsp.camel.TestRuntime.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A slow sink, 64 connections, large bodies and a small heap: the receiver holds, says no where it must, and goes on. */
class OverloadTest {

    private static final int CONNECTIONS = 64;
    private static final int DELIVERIES = 4_000;
    private static final int LIMIT = 128 * 1024;

    @TempDir
    private Path folder;

    @Test
    void aReceiverWithASmallHeapHolds() throws Exception {
        Process receiver = withASmallHeap(Receiver.class);
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

    @Test
    void theShippedRoutesHoldWithASmallHeapWhateverTheLengthOfBodiesAndASinkThatIsDown() throws Exception {
        Process routes = withASmallHeap(Routes.class, folder.toString());
        try {
            BufferedReader output = new BufferedReader(new InputStreamReader(routes.getInputStream(), StandardCharsets.UTF_8));
            URI url = URI.create("http://127.0.0.1:" + port(output) + PATH);
            Set<String> accepted = ConcurrentHashMap.newKeySet();
            ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
            try {
                List<Future<?>> sent = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    int connection = i;
                    sent.add(senders.submit(() -> {
                        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                        for (int n = 0; n < 3; n++) {
                            boolean right = (connection + n) % 2 == 0;
                            assertThat(sendEndless(client, url, right ? ShippedRoutes.WEBHOOK_TOKEN : "wrong"))
                                    .isIn(right ? List.of(0, 413, 503) : List.of(0, 401));
                            String event = EVENT.replace("R-1", "R-" + connection + "-" + n);
                            int status = send(client, url, ShippedRoutes.WEBHOOK_TOKEN, event);
                            assertThat(status).isIn(200, 503);
                            if (status == 200) {
                                accepted.add(MspEvent.parse(event.getBytes(StandardCharsets.UTF_8)).id() + ".json");
                            }
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
            assertThat(accepted).isNotEmpty();
            assertThat(routes.isAlive()).isTrue();
            assertThat(send(HttpClient.newHttpClient(), url, ShippedRoutes.WEBHOOK_TOKEN, EVENT)).isEqualTo(200);
            await().untilAsserted(() -> {
                Set<String> kept = new HashSet<>(names(folder.resolve("sinks/queue")));
                kept.addAll(names(folder.resolve("sinks/queue/.retry")));
                assertThat(kept).containsAll(accepted);
            });
        } finally {
            routes.destroyForcibly();
            assertThat(routes.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Sends 20 MB without saying before how much it is; the status, or 0 if the server just closed the connection. */
    private static int sendEndless(HttpClient client, URI url, String secret) throws Exception {
        try {
            return client.send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60)).header(HEADER, secret)
                    .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                            new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)), new Spaces(20_000_000)))).build(),
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

    private static Set<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static Process withASmallHeap(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+ExitOnOutOfMemoryError", "-cp",
                System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
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

    /** The other process: the shipped routes, and a broker that is not there. */
    public static final class Routes {

        private Routes() {
        }

        public static void main(String[] arguments) throws Exception {
            ShippedRoutes routes = new ShippedRoutes(Path.of(arguments[0]), Map.of("queue.broker", "tcp://127.0.0.1:1"),
                    "events-to-inbox", "inbox-to-sinks", "sink-queue");
            System.out.println("port " + URI.create(routes.url()).getPort());
        }
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
