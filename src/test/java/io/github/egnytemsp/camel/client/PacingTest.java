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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Five endpoints with one access token and 200 calls at once; at 40 calls a second, and at Egnyte's 2, which takes
 * minutes.
 */
class PacingTest {

    private static final int CALLS = 40;
    private static final List<String> ENDPOINTS
            = List.of("webhooks", "domains", "tenants", "plans", "domains?planName=Business");

    private EgnyteMspSimulator simulator;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Thread> callers = new ArrayList<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

    private void start(int perSecond, Duration maxWait) {
        simulator = EgnyteMspSimulator.builder().callsPerSecond(perSecond).start();
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(perSecond);
        component.getConfiguration().setMaxWait(maxWait.toMillis());
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
        callAll(40, Duration.ofMinutes(1));
    }

    @Test
    @Tag("long")
    void norDoesItAtEgnytesOwnLimit() {
        callAll(2, Duration.ofMinutes(3));
    }

    private void callAll(int perSecond, Duration maxWait) {
        start(perSecond, maxWait);
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
                    .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TERMINATED));
        }

        await().atMost(maxWait).until(() -> callers.stream().noneMatch(Thread::isAlive));

        assertThat(failures).isEmpty();
        List<ApiCall> calls = simulator.calls();
        assertThat(calls).hasSize(200).allMatch(call -> call.status() == 200);
        assertThat(simulator.maxCallsInAnySecond()).isLessThanOrEqualTo(perSecond);
        assertThat(strangersByEndpoint(calls)).as("calls that were made before those of an endpoint that asked earlier, but for"
                                                  + " those that had their places at the same time")
                .isEmpty();
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
