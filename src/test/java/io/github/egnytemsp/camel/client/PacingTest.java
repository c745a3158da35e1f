package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.simulator.ApiCall;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Five endpoints with one access token and 200 calls at once. 40 calls a second instead of 2: only the test's length differs. */
class PacingTest {

    private static final int PER_SECOND = 40;
    private static final int CALLS = 40;
    private static final List<String> ENDPOINTS = List.of("webhooks", "domains", "tenants", "plans", "domains?planName=Business");

    private final EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(PER_SECOND).start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Thread> callers = new ArrayList<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() {
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(PER_SECOND);
        component.getConfiguration().setMaxWait(Duration.ofMinutes(1).toMillis());
        context.addComponent("egnyte-msp", component);
        context.start();
    }

    @AfterEach
    void stop() {
        callers.forEach(Thread::interrupt);
        context.stop();
        simulator.close();
    }

    @Test
    void theApiNeverSeesMoreThanAllowedTheOrderIsFairAndNoCallFails() {
        ProducerTemplate template = context.createProducerTemplate();
        for (String endpoint : ENDPOINTS) {
            List<Thread> group = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                Thread caller = new Thread(() -> {
                    Exchange exchange = template.send("egnyte-msp:" + endpoint, sent -> sent.getMessage().setBody(null));
                    if (exchange.getException() != null) {
                        failures.add(exchange.getException());
                    }
                });
                group.add(caller);
                caller.start();
            }
            callers.addAll(group);
            await().until(() -> group.stream().map(Thread::getState)
                    .allMatch(state -> state == Thread.State.TIMED_WAITING || state == Thread.State.TERMINATED));
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> callers.stream().noneMatch(Thread::isAlive));

        assertThat(failures).isEmpty();
        List<ApiCall> calls = simulator.calls();
        assertThat(calls).hasSize(200).allMatch(call -> call.status() == 200);
        assertThat(simulator.maxCallsInAnySecond()).isLessThanOrEqualTo(PER_SECOND);
        assertThat(strangersByEndpoint(calls)).as("calls that were made before those of an endpoint that asked earlier, but for"
                                                  + " those that had their places at the same time").isEmpty();
    }

    /** Each endpoint asked after the one before it had, so that its calls come behind. */
    private static List<String> strangersByEndpoint(List<ApiCall> calls) {
        List<String> strangers = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            String path = calls.get(i).path().replace(EgnyteMspSimulator.API_PATH + "/", "");
            int group = ENDPOINTS.indexOf(path);
            if (i < (group - 1) * CALLS + CALLS / 2 || i >= (group + 1) * CALLS + CALLS / 2) {
                strangers.add(i + ": " + path);
            }
        }
        return strangers;
    }
}
