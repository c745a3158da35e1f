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
package io.github.egnytemsp.camel.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.simulator.SimulatedEvents;

/** Sends events as Egnyte does: again and again until one of the processes answers 200, and some of them twice. */
final class Sender implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int MALFORMED_ONE_OF = 25;
    private static final int TWICE_ONE_OF = 8;
    private static final int STRANGER_ONE_OF = 12;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final List<ReceiverProcess> receivers;
    private final Random random;
    private final BlockingQueue<Letter> waiting = new LinkedBlockingQueue<>();
    private final List<MspEvent> remembered = new ArrayList<>();
    private final Map<String, MspEvent> accepted = new ConcurrentHashMap<>();
    private final Set<String> malformed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger sends = new AtomicInteger();
    private final AtomicInteger twice = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final AtomicInteger strangersTaken = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    Sender(List<ReceiverProcess> receivers, Random random) {
        this.receivers = receivers;
        this.random = random;
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::sendOn, "sender");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** What is sent: an event, or what only looks like one. */
    private record Letter(byte[] body, MspEvent event) {
    }

    /** Sends so many more. */
    void add(int count) {
        for (int i = 0; i < count; i++) {
            String type = SimulatedEvents.TYPES.get(random.nextInt(SimulatedEvents.TYPES.size()));
            if (random.nextInt(MALFORMED_ONE_OF) == 0) {
                unanswered.incrementAndGet();
                waiting.add(new Letter(
                        ("{\"event_type\": \"" + type + "\", cut off " + made.incrementAndGet())
                                .getBytes(StandardCharsets.UTF_8),
                        null));
            }
            add(event(type, random.nextInt(20) == 0 ? Sink.REFUSED : "R-" + random.nextInt(50)));
        }
    }

    void add(MspEvent event) {
        unanswered.incrementAndGet();
        waiting.add(new Letter(event.toBytes(), event));
    }

    /** An event that there was not before. */
    MspEvent event(String type, String reseller) {
        int number = made.incrementAndGet();
        ObjectNode json = SimulatedEvents.sample(type).put("reseller_code", reseller)
                .put("email", "dana-" + number + "@msp.example").put("company_name", "Müller & Söhne \"IT\" <b>");
        try {
            return MspEvent.parse(json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sendOn() {
        try {
            while (true) {
                Letter letter = waiting.take();
                if (send(letter.body) == 200) {
                    if (letter.event == null) {
                        malformed.add(EventId.ofBytes(letter.body));
                    } else {
                        accepted.put(letter.event.id(), letter.event);
                    }
                    unanswered.decrementAndGet();
                } else {
                    waiting.add(letter);
                    Torture.pause(20);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int send(byte[] body) throws InterruptedException {
        ReceiverProcess receiver = receivers.get(random.nextInt(receivers.size()));
        if (random.nextInt(STRANGER_ONE_OF) == 0) {
            strangers.incrementAndGet();
            if (sendAndWait(receiver, new String(body, StandardCharsets.UTF_8).replace("dana-", "stranger-")
                    .getBytes(StandardCharsets.UTF_8), "wrong-" + Receiver.SECRET)
                == 200) {
                strangersTaken.incrementAndGet();
            }
        }
        if (random.nextInt(TWICE_ONE_OF) == 0) {
            twice.incrementAndGet();
            ReceiverProcess another = receivers.get(random.nextInt(receivers.size()));
            CompletableFuture<Integer> first = answer(another, body, Receiver.SECRET);
            int second = sendAndWait(receiver, body, Receiver.SECRET);
            return Math.max(second == 200 ? 200 : 0, first.join() == 200 ? 200 : 0);
        }
        return sendAndWait(receiver, body, Receiver.SECRET);
    }

    private int sendAndWait(ReceiverProcess receiver, byte[] body, String secret) {
        return answer(receiver, body, secret).join();
    }

    /** Sends once: the status, or 0 without an answer. */
    CompletableFuture<Integer> answer(ReceiverProcess receiver, byte[] body, String secret) {
        sends.incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + Receiver.PATH))
                .timeout(LONGEST_ANSWER).header(Receiver.HEADER, secret).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, failure) -> failure == null ? response.statusCode() : 0);
    }

    /** Somebody else has sent it, and it was answered 200. */
    void accept(MspEvent event) {
        accepted.put(event.id(), event);
    }

    /** Somebody else has sent it, and it was not answered 200: to be sent later. */
    void remember(MspEvent event) {
        remembered.add(event);
    }

    /** Sends what was remembered. */
    void addRemembered() {
        remembered.forEach(this::add);
        remembered.clear();
    }

    /** Whether all are answered 200. */
    boolean isDone() {
        return unanswered.get() == 0;
    }

    /** What was answered 200, by id. */
    Map<String, MspEvent> accepted() {
        return Map.copyOf(accepted);
    }

    /** The ids of bodies that are no event, which were answered 200. */
    Set<String> malformed() {
        return Set.copyOf(malformed);
    }

    boolean hasTakenStrangers() {
        return strangersTaken.get() > 0;
    }

    String story() {
        return "%d events and %d bodies that are none answered 200 after %d sends, %d of them twice at once; %d wrong secrets"
                .formatted(
                        accepted.size(), malformed.size(), sends.get(), twice.get(), strangers.get());
    }

    @Override
    public void close() throws IOException {
        threads.forEach(Thread::interrupt);
    }
}
