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
package io.github.egnytemsp.camel.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.operator.OperatorServer;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.awaitility.Awaitility.await;

/**
 * The files of {@code routes/} at work, with a simulated Egnyte on one side and real mail, tickets and a queue on the
 * other, all on 127.0.0.1. Runs until Ctrl-C, or for {@code -Ddemo.seconds}; fails if an event got lost.
 */
public final class Demo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Path FOLDER = Path.of("target", "demo");
    private static final String PUBLIC_ADDRESS = "https://hooks.msp.example";
    /** For what is under way after Ctrl-C. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(5);
    /** For the routes, on a machine that is busy. */
    private static final Duration START_WAIT = Duration.ofMinutes(3);
    /** For the rest of the day, on a machine that is busy. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(60);

    private final DemoScreen screen = new DemoScreen(System.out);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private DemoServices services;
    private EgnyteMspSimulator egnyte;
    private DemoPassword password;
    private ShippedRoutes routes;
    private DemoLedger ledger;
    private DemoObserver observer;
    private volatile CompletableFuture<Void> day;

    private Demo() {
    }

    private void start() throws Exception {
        deleteOldInbox();
        password = DemoPassword.make(FOLDER);
        services = new DemoServices();
        // ?secret=wrong fails again and again, and the demo's webhook is not to be disabled for that
        egnyte = EgnyteMspSimulator.builder().failAfter(0).start();
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.put("camel.component.egnyte-msp.baseUrl", egnyte.baseUrl());
        properties.put("camel.component.egnyte-msp.accessToken", "simulator-token");
        properties.put("egnyte-msp.webhook.url", PUBLIC_ADDRESS + "/egnyte-msp/events");
        properties.put("egnyte-msp.registration", "ensure");
        properties.put("operator.enabled", "true");
        properties.put("operator.port", "0");
        properties.put("operator.passwordFile", password.file().toString());
        properties.put("tickets.customerFields", DemoDay.CUSTOMER_FIELD);
        properties.put("tickets.customers." + DemoDay.CUSTOMER, "34");
        properties.put("camel.component.egnyte-msp.redeliveryDelay", "300ms");
        properties.put("camel.component.egnyte-msp.maximumRedeliveryDelay", "1s");
        routes = new ShippedRoutes(FOLDER.resolve("inbox"), properties);
        egnyte.addPublicAddress(PUBLIC_ADDRESS, routes.url());
        ledger = new DemoLedger(types("tickets.eventTypes"), types("mail.eventTypes"));
        observer = new DemoObserver(egnyte, services, routes.stored(), ledger, screen);
    }

    /**
     * Runs the demo.
     *
     * @param  arguments            ignored
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.getInteger("demo.seconds", Integer.MAX_VALUE));
        Demo demo = new Demo();
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread onCtrlC = new Thread(() -> {
            interrupted.countDown();
            demo.end();
        });
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        try {
            demo.start();
            demo.play();
        } catch (Exception e) {
            if (interrupted.getCount() > 0) {
                LOG.error("The demo cannot start", e);
                System.err.println("The demo cannot start: " + e + "; see " + FOLDER.resolve("demo.log"));
                System.exit(1);
            }
            // the servers were taken away from under the start
        }
        if (interrupted.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            // Maven would take the classes away from under it
            onCtrlC.join();
            return;
        }
        Runtime.getRuntime().removeShutdownHook(onCtrlC);
        boolean right = demo.finish(LONG_WAIT);
        demo.close();
        if (!right) {
            System.err.println("The numbers of the demo are wrong; see " + FOLDER.resolve("demo.log"));
            System.exit(1);
        }
    }

    private void end() {
        try {
            if (day != null) {
                finish(SHORT_WAIT);
            }
            close();
        } catch (RuntimeException e) {
            LOG.warn("The demo did not stop cleanly", e);
        }
    }

    private void play() throws Exception {
        screen.text("The routes of routes/ run at " + routes.url() + ", the simulated Egnyte at " + egnyte.baseUrl());
        screen.text("Inbox: " + routes.inbox().resolve("inbox.db") + ", log: " + FOLDER.resolve("demo.log"));
        screen.text("Operator's page: " + operator() + " password: " + password.text());
        await("the routes register their webhook").atMost(START_WAIT).until(() -> egnyte.webhooks().size() == 1);
        screen.text("The routes have registered their webhook, number " + egnyte.webhooks().get(0).id());
        screen.text("");
        screen.heading();
        threads.scheduleWithFixedDelay(observer::look, 100, 100, TimeUnit.MILLISECONDS);
        day = new DemoDay(egnyte, services.tickets(), screen).play(threads);
        day.thenRun(() -> threads.schedule(this::explain, 2, TimeUnit.SECONDS));
    }

    private String operator() {
        return routes.context().getRegistry().lookupByNameAndType(OperatorServer.NAME, OperatorServer.class).getUrl();
    }

    private void explain() {
        screen.text(
                """

                        The day is over. Raise more events, also with ?times=2, ?secret=wrong or ?malformed=true:
                          curl -X POST %1$s/simulator/events/RESELLER_INVOICE_PAID
                        or send one to the routes yourself:
                          curl -i %2$s/egnyte-msp/events -H 'X-Egnyte-Msp-Token: %3$s' -d '{"event_type":"RESELLER_MRR_CHANGED","company_name":"Other MSP"}'
                        See what came and what became of it, with the password %5$s:
                          %4$s
                        The same without a browser, such as once more what the ticket system was given:
                          curl -u demo:%5$s -H 'X-Egnyte-Msp-Operator: 1' '%4$sapi/events?limit=5'
                          curl -u demo:%5$s -H 'X-Egnyte-Msp-Operator: 1' -H 'Content-Type: application/json' %4$sapi/replay -d '{"subscription":"halopsa","eventType":"RESELLER_MRR_CHANGED"}'
                        Ctrl-C ends the demo."""
                        .formatted(egnyte.baseUrl(), routes.url(), ShippedRoutes.WEBHOOK_TOKEN, operator(), password.text()));
    }

    /** Waits for what is under way, prints the summary, and says whether the numbers are right. */
    private boolean finish(Duration wait) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        threads.scheduleWithFixedDelay(() -> {
            observer.look();
            if (day.isDone() && ledger.isRight()) {
                settled.complete(null);
            }
        }, 0, 50, TimeUnit.MILLISECONDS);
        boolean right = false;
        try {
            settled.get(wait.toSeconds(), TimeUnit.SECONDS);
            right = !day.isCompletedExceptionally();
        } catch (TimeoutException e) {
            screen.text(day.isDone() ? ledger.surplus() : "The day is not over");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        screen.text("");
        screen.text(ledger.summary());
        return right;
    }

    /** Stops whatever was started: also when the start failed half-way, or Maven would wait for the threads. */
    @Override
    public void close() {
        threads.shutdownNow();
        // deliveries first, sinks last: as little as possible fails on the way
        close(egnyte);
        close(routes);
        close(services);
    }

    private static void close(AutoCloseable server) {
        try {
            if (server != null) {
                server.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("A server of the demo did not stop", e);
        }
    }

    private Set<String> types(String property) {
        return Set.of(routes.context().resolvePropertyPlaceholders("{{" + property + "}}").split(","));
    }

    private static void deleteOldInbox() throws IOException {
        Path inbox = FOLDER.resolve("inbox");
        if (Files.isDirectory(inbox)) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(inbox)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
