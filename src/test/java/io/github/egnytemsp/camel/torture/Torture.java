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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.demo.DemoConnectWise;
import io.github.egnytemsp.camel.demo.DemoMailServer;
import io.github.egnytemsp.camel.demo.DemoTicketServer;
import io.github.egnytemsp.camel.demo.FreePort;
import io.github.egnytemsp.camel.demo.JournalBroker;
import io.github.egnytemsp.camel.demo.TicketSystem;
import io.github.egnytemsp.camel.demo.TicketSystem.Mishap;
import io.github.egnytemsp.camel.demo.TicketSystem.Ticket;
import io.github.egnytemsp.camel.simulator.Delivery;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.SimulatedEvents;
import io.github.egnytemsp.camel.simulator.SimulatedWebhook;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The routes of {@code routes/} in a process that is killed again and again, between an Egnyte that sends duplicates
 * and strangers without the secret, and sinks that fail. At the end, every event has to be where it belongs.
 * <p>
 * All chances come from one seed, which is printed; with threads and processes, the same seed makes a similar run and
 * not the same one.
 */
public final class Torture implements AutoCloseable {

    private static final String PUBLIC_ADDRESS = "https://hooks.msp.example";
    private static final String TOKEN = "token-of-the-torture";
    private static final String WRONG_TOKEN = "wrong-token-of-a-stranger";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LAST_WAIT = Duration.ofMinutes(3);
    private static final int LONGEST_OUTAGE_MILLIS = 1200;
    /** Resellers whose events the ticket systems never take: an answer that says so, and one that does not. */
    static final String REFUSED = "R-refused";
    static final String BROKEN = "R-broken";
    private static final String INBOX_QUEUE = "egnyte-msp-inbox";
    /** Mishaps of the ticket system; none of them is an answer that says "never again". */
    private static final List<Mishap> MISHAPS = List.of(
            new Mishap(false, 0), new Mishap(false, 500), new Mishap(false, 503),
            new Mishap(true, 0), new Mishap(true, 500), new Mishap(true, 503));

    private final Path folder;
    private final String inboxKind;
    private final int events;
    private final int kills;
    private final Random random;
    private final Random ticketRandom;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> answersToStrangers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger malformed = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final AtomicInteger outages = new AtomicInteger();
    private final AtomicInteger chaosUnderWay = new AtomicInteger();
    private DemoMailServer mail;
    private DemoTicketServer tickets;
    private DemoConnectWise connectWise;
    private JournalBroker broker;
    private CuttingProxy mailProxy;
    private CuttingProxy brokerProxy;
    private EgnyteMspSimulator egnyte;
    private SimulatedWebhook webhook;
    private RoutesProcess routes;
    private volatile boolean ticketsFail = true;

    private Torture(Path folder, String inboxKind, int events, int kills, long seed) {
        this.folder = folder;
        this.inboxKind = inboxKind;
        this.events = events;
        this.kills = kills;
        random = new Random(seed);
        ticketRandom = new Random(seed + 1);
    }

    /**
     * Runs it.
     *
     * @param  arguments the kinds of inboxes, one after the other; {@code torture.events}, {@code torture.kills} and
     *                   {@code torture.seed} are system properties
     * @throws Exception if it cannot run, or if an event got lost or came twice where it must not
     */
    public static void main(String[] arguments) throws Exception {
        // a cut connection ends a thread of GreenMail's with a stack trace, which is no news here
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (!thread.getName().startsWith("smtp:")) {
                failure.printStackTrace();
            }
        });
        String seed = System.getProperty("torture.seed", "");
        for (String inboxKind : arguments) {
            run(Path.of("target", "torture"), inboxKind, Integer.getInteger("torture.events", 3000),
                    Integer.getInteger("torture.kills", 25), seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed));
        }
    }

    /** Runs it in a folder that is emptied before; throws if something is wrong at the end. */
    static void run(Path folder, String inboxKind, int events, int kills, long seed) throws Exception {
        System.out.printf("torture: inbox " + inboxKind + ", -Dtorture.seed=%d -Dtorture.events=%d -Dtorture.kills=%d%n", seed,
                events, kills);
        delete(folder);
        Files.createDirectories(folder);
        TortureReport report;
        try (Torture torture = new Torture(folder, inboxKind, events, kills, seed)) {
            try {
                torture.start();
                torture.rage();
                report = torture.calm();
            } catch (Exception | Error e) {
                if (torture.routes != null) {
                    System.out.println("torture: the routes said at last\n" + torture.routes.lastLines());
                }
                throw e;
            }
        }
        System.out.println(report.table());
        report.check();
    }

    private void start() throws Exception {
        broker = new JournalBroker(folder.resolve("broker"));
        broker.start();
        brokerProxy = new CuttingProxy(broker.port(), 0.01, new Random(random.nextLong()));
        mail = new DemoMailServer();
        mailProxy = new CuttingProxy(URI.create(mail.url()).getPort(), 0.02, new Random(random.nextLong()));
        tickets = new DemoTicketServer();
        connectWise = new DemoConnectWise();
        for (TicketSystem system : List.of(tickets, connectWise)) {
            system.failBy(this::mishap);
            system.failOn("egnyte:" + REFUSED + ":", 422);
            system.failOn("egnyte:" + BROKEN + ":", 500);
        }

        int port = FreePort.findForRestarts();
        egnyte = EgnyteMspSimulator.builder().failAfter(0).deliveryTimeout(Duration.ofSeconds(5))
                .retrySchedule(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(600))
                .publicAddress(PUBLIC_ADDRESS, "http://127.0.0.1:" + port).start();
        webhook = egnyte.addWebhook(
                PUBLIC_ADDRESS + "/egnyte-msp/events", SimulatedEvents.TYPES, "X-Egnyte-Msp-Token", TOKEN);

        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("camel.server.port", String.valueOf(port));
        properties.put("inbox.dir", inbox().toString());
        properties.put("inbox.pollInterval", "50");
        properties.put("inbox.kind", inboxKind);
        properties.put("inbox.broker", "tcp://127.0.0.1:" + brokerProxy.port() + "?consumerWindowSize=0&callTimeout=3000");
        // more than what fails by chance needs; what always fails is given up
        properties.put("sink.retries", "60");
        properties.put("sink.retryPause", "20");
        properties.put("sink.longestRetryPause", "200");
        properties.put("mail.server", "smtp://127.0.0.1:" + mailProxy.port());
        properties.put("tickets.baseUrl", tickets.baseUrl());
        properties.put("connectwise.enabled", "true");
        properties.put("connectwise.baseUrl", connectWise.baseUrl());
        properties.put("queue.broker", "tcp://127.0.0.1:" + brokerProxy.port() + "?callTimeout=3000");
        Map<String, String> environment = Map.of(
                "EGNYTE_MSP_WEBHOOK_TOKEN", TOKEN, "CONNECTWISE_COMPANY", "company", "CONNECTWISE_PUBLIC_KEY", "public",
                "CONNECTWISE_PRIVATE_KEY", DemoConnectWise.PRIVATE_KEY, "CONNECTWISE_CLIENT_ID", DemoConnectWise.CLIENT_ID);
        routes = new RoutesProcess(properties, environment, folder.resolve("routes.log"));
    }

    private Path inbox() {
        return folder.resolve("inbox");
    }

    /** One life of the routes after the other, each with its share of events and of trouble. */
    private void rage() throws Exception {
        int left = events;
        for (int life = kills; life >= 0; life--) {
            int share = left / (life + 1);
            left -= share;
            int millis = 200 + random.nextInt(1300);
            raise();
            long before = done();
            routes.start();
            boolean killedWhileItStarts = life > 0 && random.nextInt(4) == 0;
            if (!killedWhileItStarts) {
                await("the routes to work", LONGEST_START).pollInterval(Duration.ofMillis(50))
                        .until(() -> alive() && done() > before);
            }
            for (int i = 1; i < share; i++) {
                later(millis, this::raise);
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                later(millis, this::outage);
            }
            CompletableFuture<Void> over = new CompletableFuture<>();
            threads.schedule(() -> over.complete(null), millis, TimeUnit.MILLISECONDS);
            over.get();
            if (life > 0) {
                routes.kill();
            }
        }
    }

    /** At a moment of the next so many milliseconds. */
    private void later(int millis, Chaos chaos) {
        after(random.nextInt(millis), chaos);
    }

    private void after(int millis, Chaos chaos) {
        chaosUnderWay.incrementAndGet();
        threads.schedule(() -> {
            try {
                chaos.run();
            } catch (Exception e) {
                failures.add(e);
            } finally {
                chaosUnderWay.decrementAndGet();
            }
        }, millis, TimeUnit.MILLISECONDS);
    }

    @FunctionalInterface
    private interface Chaos {
        void run() throws Exception;
    }

    private void raise() {
        String type = SimulatedEvents.TYPES.get(random.nextInt(SimulatedEvents.TYPES.size()));
        if (random.nextInt(25) == 0) {
            egnyte.raiseRaw(("{\"event_type\": \"" + type + "\", cut off " + malformed.incrementAndGet())
                    .getBytes(StandardCharsets.UTF_8), type);
        }
        String event = egnyte.raise(type, Map.of("reseller_code", reseller(), "company_name", "Müller & Söhne \"IT\" <b>"));
        if (random.nextInt(8) == 0) {
            List<Delivery> deliveries = egnyte.deliveries(event);
            after(random.nextInt(1000), () -> {
                egnyte.deliverAgain(deliveries.get(0).id());
                duplicates.incrementAndGet();
            });
        }
        if (random.nextInt(12) == 0) {
            stranger(type);
        }
        if (random.nextInt(30) == 0) {
            closeATicket(random.nextBoolean() ? tickets : connectWise);
        }
    }

    private String reseller() {
        return switch (random.nextInt(30)) {
            case 0 -> REFUSED;
            case 1 -> BROKEN;
            default -> "R-" + random.nextInt(Math.max(5, events / 100));
        };
    }

    /** Sends an event that nobody else sends, without the secret. */
    private void stranger(String type) {
        int number = strangers.incrementAndGet();
        byte[] body = SimulatedEvents.sample(type).put("email", "stranger-" + number + "@msp.example").toString()
                .getBytes(StandardCharsets.UTF_8);
        egnyte.deliverOnce(webhook.id(), body, WRONG_TOKEN)
                .whenComplete((status, failure) -> answersToStrangers.add(failure == null ? status : 0));
    }

    private void closeATicket(TicketSystem system) {
        List<Ticket> open = system.tickets().stream().filter(Ticket::open).toList();
        if (!open.isEmpty()) {
            system.closeTicket(open.get(random.nextInt(open.size())).number());
        }
    }

    private void outage() throws Exception {
        outages.incrementAndGet();
        int millis = 100 + random.nextInt(LONGEST_OUTAGE_MILLIS);
        switch (random.nextInt(4)) {
            case 0 -> {
                mailProxy.down();
                after(millis, mailProxy::up);
            }
            case 1 -> {
                brokerProxy.down();
                after(millis, brokerProxy::up);
            }
            case 2 -> {
                broker.stop();
                after(millis, broker::start);
            }
            default -> {
                TicketSystem system = random.nextBoolean() ? tickets : connectWise;
                system.failWith(503);
                after(millis, () -> system.failBy(this::mishap));
            }
        }
    }

    private Mishap mishap(boolean write) {
        return ticketsFail && ticketRandom.nextInt(10) == 0 ? MISHAPS.get(ticketRandom.nextInt(MISHAPS.size())) : null;
    }

    /** Everything works again; waits until nothing is under way, and counts. */
    private TortureReport calm() throws Exception {
        await("the trouble to end", LAST_WAIT).until(() -> chaosUnderWay.get() == 0);
        mailProxy.heal();
        brokerProxy.heal();
        ticketsFail = false;
        if (!failures.isEmpty()) {
            throw new ExecutionException("The torture itself failed", failures.peek());
        }
        await("all events to be received", LAST_WAIT).until(() -> alive() && egnyte.awaitIdle(Duration.ofMillis(100)));
        await("the folders to be empty", LAST_WAIT).pollInterval(Duration.ofMillis(100))
                .until(() -> alive() && waiting() == 0);
        await("answers to strangers", LAST_WAIT).until(() -> answersToStrangers.size() == strangers.get());
        routes.close();
        return new TortureReport(
                egnyte.deliveries(), broker.drain(), mail.mails(), tickets, connectWise, inbox(), isFile(), routes.log(),
                List.of(TOKEN, DemoConnectWise.PRIVATE_KEY), List.copyOf(answersToStrangers),
                "%d kills, %d outages, %d cut connections, %d failed calls of ticket systems, %d duplicates, %d malformed, %d wrong secrets"
                        .formatted(kills, outages.get(), mailProxy.cuts() + brokerProxy.cuts(),
                                tickets.refused() + connectWise.refused(), duplicates.get(), malformed.get(), strangers.get()));
    }

    private static ConditionFactory await(String what, Duration longest) {
        // not by the death of a thread of GreenMail's, see main
        return Awaitility.await(what).dontCatchUncaughtExceptions().atMost(longest);
    }

    private boolean alive() {
        if (!routes.isAlive()) {
            throw new IllegalStateException("The routes have ended by themselves");
        }
        return true;
    }

    /** What waits: first in the inbox, as it leaves it for the folders of the sinks. */
    private long waiting() throws IOException {
        long waiting = json(inbox()) + broker.messages(INBOX_QUEUE);
        for (String sink : List.of("queue", "tickets", "connectwise", "mail")) {
            Path folder = inbox().resolve("sinks").resolve(sink);
            waiting += json(folder) + json(folder.resolve(".retry"));
        }
        return waiting;
    }

    private boolean isFile() {
        return inboxKind.equals("file");
    }

    private long done() throws IOException {
        return json(inbox().resolve(isFile() ? ".done" : "sinks/queue/.done"));
    }

    private static long json(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(folder)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** Ends the routes first, then whatever else was started, also when the start failed half-way. */
    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable started : new AutoCloseable[] {
                routes, egnyte, mailProxy, brokerProxy, mail, tickets, connectWise, broker }) {
            if (started != null) {
                started.close();
            }
        }
    }
}
