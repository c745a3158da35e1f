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
package io.github.egnytemsp.camel.registration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.model.EnsureAction;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** One keeper for each webhook, whoever asks. */
class WebhookKeeperTest {

    private static final String URL = "https://hooks.msp.example/egnyte-msp/events";
    private static final String OPTIONS
            = "webhookUrl=" + URL + "&eventTypes=USER_ADDED&webhookVerifyToken=RAW(" + TestRuntime.SECRET + ")";

    private final EgnyteMspSimulator simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
    private final MemoryStateRepository ids = new MemoryStateRepository();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(simulator));

    @AfterEach
    void stop() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    private TestRuntime runtime(String baseUrl, String... consumers) throws Exception {
        TestRuntime runtime = new TestRuntime();
        opened.add(runtime);
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(baseUrl);
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        runtime.context().addComponent("egnyte-msp", component);
        ServiceHelper.startService(ids);
        runtime.context().getRegistry().bind("ids", ids);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String options : consumers) {
                    from("egnyte-msp:events?registration=ensure&" + options).routeId("events").to("mock:events");
                }
            }
        });
        runtime.context().start();
        return runtime;
    }

    private static EgnyteMspConsumer consumer(TestRuntime runtime) {
        return (EgnyteMspConsumer) runtime.context().getRoute("events").getConsumer();
    }

    private TestRuntime running(String options) throws Exception {
        TestRuntime runtime = runtime(simulator.baseUrl(), options);
        await().until(() -> consumer(runtime).getWebhookId() != null);
        return runtime;
    }

    private static EnsureResult call(TestRuntime runtime, String options, String... headers) throws Exception {
        FluentProducerTemplate call = runtime.context().createFluentProducerTemplate().to("egnyte-msp:webhooks?" + options);
        for (int i = 0; i < headers.length; i += 2) {
            call.withHeader(headers[i], headers[i + 1]);
        }
        Exchange exchange = call.send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(EnsureResult.class);
    }

    private long calls(String method) {
        return simulator.calls().stream().filter(call -> call.method().equals(method)).count();
    }

    @Test
    void manyWhoAskAtOnceRegisterOne() throws Exception {
        TestRuntime runtime = runtime(simulator.baseUrl(), OPTIONS);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<EnsureResult> ask = () -> call(runtime, "operation=ensure&" + OPTIONS);
            for (Future<EnsureResult> asked : threads.invokeAll(Collections.nCopies(8, ask))) {
                assertThat(asked.get().problem()).isNull();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(calls("POST")).isEqualTo(1);
        assertThat(calls("PUT")).isZero();
        assertThat(simulator.webhooks()).hasSize(1);
    }

    @Test
    void whatTheWatchKnowsCostsTheOperationOneCall() throws Exception {
        TestRuntime runtime = running(OPTIONS);
        int calls = simulator.calls().size();
        assertThat(call(runtime, "operation=ensure&" + OPTIONS).done()).containsExactly(EnsureAction.UNCHANGED);
        assertThat(simulator.calls()).hasSize(calls + 1);
    }

    @ParameterizedTest
    @CsvSource({
            "CamelEgnyteMspEventTypes,RESELLER_MRR_CHANGED,eventTypes are [USER_ADDED]",
            "CamelEgnyteMspAuthHeader,X-Else,authHeader is X-Egnyte",
            "CamelEgnyteMspAuthHeaderValue,ver-5b7a9e,webhookVerifyToken" })
    void theOperationMustAskForWhatTheConsumerKeeps(String header, String value, String named) throws Exception {
        TestRuntime runtime = running(OPTIONS);
        int calls = simulator.calls().size();
        assertThatThrownBy(() -> call(runtime, "operation=ensure&" + OPTIONS, header, value))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(named)
                .hasMessageNotContainingAny(TestRuntime.SECRET, "ver-5b7a9e");
        assertThat(simulator.calls()).hasSize(calls);

        runtime.context().getRouteController().stopRoute("events");
        assertThat(call(runtime, "operation=ensure&" + OPTIONS, header, value).done()).contains(EnsureAction.UPDATED);
    }

    @Test
    void theOperationDoesNotRegisterAnOldSecretAgain() throws Exception {
        TestRuntime runtime = running(OPTIONS);
        consumer(runtime).rotate("newer");
        assertThat(call(runtime, "operation=ensure&" + OPTIONS).done()).containsExactly(EnsureAction.UNCHANGED);
        assertThat(simulator.webhooks().get(0).authHeaderValue()).isEqualTo("newer");
    }

    @Test
    void rotateFindsTheWebhookByAnyFormOfItsUrl() throws Exception {
        TestRuntime runtime = running(OPTIONS);
        call(runtime, "operation=rotate", "CamelEgnyteMspWebhookUrl", URL.replace("hooks.msp.example", "HOOKS.msp.example:443"),
                "CamelEgnyteMspAuthHeaderValue", "newer");
        assertThat(simulator.webhooks().get(0).authHeaderValue()).isEqualTo("newer");
        assertThatThrownBy(() -> call(runtime, "operation=rotate", "CamelEgnyteMspWebhookUrl", URL + "/",
                "CamelEgnyteMspAuthHeaderValue", "x"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("There are 0");
    }

    @Test
    void twoConsumersCannotHaveTheSameWebhook() throws Exception {
        TestRuntime runtime = running(OPTIONS + "&unregisterOnStop=true");
        assertThatThrownBy(() -> runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?registration=ensure&path=/other&unregisterOnStop=true&" + OPTIONS).to("mock:other");
            }
        })).hasStackTraceContaining("Another running consumer has the webhookUrl");
        assertThat(simulator.webhooks()).as("not unregistered by the one that did not start").hasSize(1);
        assertThat(consumer(runtime).checkNow()).isEqualTo("RIGHT");
    }

    @Test
    void anApiThatDoesNotAnswerHoldsUpTheStopForTenSecondsOnly() throws Exception {
        TestRuntime runtime = running(OPTIONS + "&unregisterOnStop=true");
        simulator.failNext(Fault.delay(Duration.ofMinutes(5)).on("DELETE", "/pubapi/v1/msp/webhooks").times(10));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(runtime::close);
        await().atMost(Duration.ofSeconds(30)).until(stop::isDone);
    }

    @Test
    void anApiThatKeepsTheOldSecretKeepsItAccepted() throws Exception {
        AlteringServer server = new AlteringServer(details -> details.put("auth_header_value", TestRuntime.SECRET));
        opened.add(server);
        TestRuntime runtime = runtime(server.baseUrl(), OPTIONS + "&watchInterval=20");
        await().until(() -> consumer(runtime).getWebhookId() != null);
        consumer(runtime).rotate("newer");
        consumer(runtime).checkNow();
        assertThatThrownBy(() -> consumer(runtime).forgetOldSecrets()).hasMessageContaining("not registered");
        assertThat(server.calls("PUT")).isEqualTo(1);
    }

    @Test
    void restartsForgetNeitherTheFormOfTheUrlNorTheReplacement() throws Exception {
        List<UnaryOperator<ObjectNode>> alterations = List.of(
                details -> details.put("webhook_url", URL + "/"), details -> details.put("status", "disabled"));
        for (UnaryOperator<ObjectNode> alteration : alterations) {
            AlteringServer server = new AlteringServer(alteration);
            opened.add(server);
            for (int i = 0; i < 4; i++) {
                TestRuntime runtime = runtime(server.baseUrl());
                call(runtime, "operation=ensure&stateRepository=#ids&" + OPTIONS);
                call(runtime, "operation=ensure&stateRepository=#ids&" + OPTIONS);
                runtime.close();
            }
            assertThat(server.calls("POST")).isEqualTo(2);
            assertThat(server.webhooks()).hasSize(1);
        }
    }

    @Test
    void aWebhookThatIsListedAndHasNoDetailsIsNotRegisteredAgainAndAgain() throws Exception {
        TestRuntime runtime = runtime(simulator.baseUrl());
        call(runtime, "operation=ensure&" + OPTIONS);
        simulator.failNext(Fault.status(404).on("GET", "/pubapi/v1/msp/webhooks/").times(1000));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(runtime, "operation=ensure&" + OPTIONS))
                    .hasMessageContaining("its details are not found");
        }
        assertThat(calls("POST")).isEqualTo(1);
    }

    @Test
    void whoWaitsWhenTheComponentStopsGetsAFailure() throws Exception {
        TestRuntime runtime = runtime(simulator.baseUrl());
        simulator.failNext(Fault.delay(Duration.ofMinutes(5)).on("GET", "/pubapi/v1/msp/webhooks"));
        CompletableFuture<EnsureResult> asked = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                asked.complete(call(runtime, "operation=ensure&" + OPTIONS));
            } catch (Exception e) {
                asked.completeExceptionally(e);
            }
        });
        caller.start();
        await().until(() -> !simulator.calls().isEmpty());
        runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).stop();
        await().until(asked::isCompletedExceptionally);
    }
}
