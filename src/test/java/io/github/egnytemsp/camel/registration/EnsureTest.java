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

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.model.EnsureAction;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import io.github.egnytemsp.camel.simulator.SimulatedEvents;
import io.github.egnytemsp.camel.simulator.SimulatedWebhook;
import io.github.egnytemsp.camel.simulator.SimulatorBuilder;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Exactly one webhook of ours, and right, whatever happens. */
class EnsureTest {

    private static final String URL = "https://hooks.msp.example/egnyte-msp/events";
    private static final String OTHER = "https://hooks.msp.example/other";
    private static final List<String> TYPES = List.of("USER_ADDED", "RESELLER_MRR_CHANGED");

    private final List<TestRuntime> runtimes = new ArrayList<>();
    // started here: it outlives contexts, as a store of the user's does
    private final MemoryStateRepository ids = started(new MemoryStateRepository());
    private EgnyteMspSimulator simulator = simulator().start();

    private static SimulatorBuilder simulator() {
        return EgnyteMspSimulator.builder().callsPerSecond(0).retrySchedule(Duration.ofMillis(50));
    }

    private void use(SimulatorBuilder builder) {
        simulator.close();
        simulator = builder.start();
    }

    private static MemoryStateRepository started(MemoryStateRepository repository) {
        ServiceHelper.startService(repository);
        return repository;
    }

    @AfterEach
    void stop() {
        runtimes.forEach(TestRuntime::close);
        simulator.close();
    }

    /** An instance with a consumer that ensures its webhook. */
    private TestRuntime instance(String secrets, String... options) throws Exception {
        TestRuntime runtime = runtime();
        runtime.context().getRegistry().bind("ids", ids);
        String uri = "egnyte-msp:events?registration=ensure&webhookUrl=" + URL + "&eventTypes=" + String.join(",", TYPES)
                     + "&webhookVerifyToken=RAW(" + secrets + ")"
                     + (options.length == 0 ? "" : "&" + String.join("&", options));
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("events").to("mock:events");
            }
        });
        runtime.context().start();
        return runtime;
    }

    private TestRuntime runtime() throws Exception {
        TestRuntime runtime = new TestRuntime();
        runtimes.add(runtime);
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        runtime.context().addComponent("egnyte-msp", component);
        return runtime;
    }

    private static EgnyteMspConsumer consumer(TestRuntime runtime) {
        return (EgnyteMspConsumer) runtime.context().getRoute("events").getConsumer();
    }

    private void awaitEnsured(TestRuntime runtime) {
        await().until(() -> consumer(runtime).getWebhookId() != null);
    }

    /** The operation, with a memory of its own unless it is said. */
    private EnsureResult ensure(TestRuntime runtime, String secret, Object... headers) throws Exception {
        org.apache.camel.FluentProducerTemplate call = runtime.context().createFluentProducerTemplate().to(
                "egnyte-msp:webhooks?operation=ensure&webhookUrl=" + URL + "&eventTypes=" + String.join(",", TYPES)
                                                                                                           + "&webhookVerifyToken=RAW("
                                                                                                           + secret + ")");
        for (int i = 0; i < headers.length; i += 2) {
            call.withHeader((String) headers[i], headers[i + 1]);
        }
        Exchange exchange = call.send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(EnsureResult.class);
    }

    private EnsureResult ensure() throws Exception {
        TestRuntime runtime = runtime();
        runtime.context().start();
        return ensure(runtime, "proof");
    }

    private List<SimulatedWebhook> ours() {
        return simulator.webhooks().stream().filter(webhook -> webhook.url().equals(URL)).toList();
    }

    private SimulatedWebhook others(int count) {
        SimulatedWebhook last = null;
        for (int i = 0; i < count; i++) {
            last = simulator.addWebhook(OTHER + i, TYPES, "X-Other", "other");
        }
        return last;
    }

    @Test
    void createsOneWhereThereIsNoneAndThenNeedsOneCall() throws Exception {
        int n = 4;
        others(n);
        TestRuntime runtime = runtime();
        runtime.context().start();

        assertThat(ensure(runtime, "proof").done()).containsExactly(EnsureAction.CREATED);
        assertThat(simulator.calls().size()).isLessThanOrEqualTo(n + 3);
        assertThat(ours()).singleElement().satisfies(webhook -> {
            assertThat(webhook.eventTypes()).containsExactlyInAnyOrderElementsOf(TYPES);
            assertThat(webhook.authHeader()).isEqualTo("X-Egnyte-Msp-Token");
            assertThat(webhook.authHeaderValue()).isEqualTo("proof");
        });

        int calls = simulator.calls().size();
        assertThat(ensure(runtime, "proof").done()).containsExactly(EnsureAction.UNCHANGED);
        assertThat(simulator.calls()).hasSize(calls + 1);
        assertThat(simulator.webhooks()).hasSize(n + 1);
    }

    @Test
    void theAnswerHasAJsonForm() throws Exception {
        assertThat(new EnsureResult("7", "enabled", java.util.Set.of(EnsureAction.DUPLICATES_REMOVED, EnsureAction.ADOPTED))
                .toJson()
                .toString())
                .isEqualTo("{\"webhook_id\":\"7\",\"status\":\"enabled\",\"done\":[\"adopted\",\"duplicates removed\"]}");
    }

    @Test
    void adoptsTheOneThatIsThereWhateverTheOrderOfItsTypes() throws Exception {
        SimulatedWebhook existing = simulator.addWebhook(
                "https://HOOKS.msp.example:443/egnyte-msp/events", List.of(TYPES.get(1), TYPES.get(0)), "x-egnyte-msp-TOKEN",
                "proof");

        EnsureResult result = ensure();

        assertThat(result.done()).containsExactly(EnsureAction.ADOPTED);
        assertThat(result.webhookId()).isEqualTo(existing.id());
        assertThat(simulator.webhooks()).containsExactly(existing);
    }

    @ParameterizedTest
    @ValueSource(strings = { "types", "header", "secret" })
    void updatesWhatIsWrong(String what) throws Exception {
        SimulatedWebhook existing = simulator.addWebhook(URL, what.equals("types") ? List.of("USER_ADDED") : TYPES,
                what.equals("header") ? "X-Else" : "X-Egnyte-Msp-Token", what.equals("secret") ? "else" : "proof");

        EnsureResult result = ensure();

        assertThat(result.done()).contains(EnsureAction.UPDATED);
        assertThat(ours()).singleElement().satisfies(webhook -> {
            assertThat(webhook.id()).isEqualTo(existing.id());
            assertThat(webhook.eventTypes()).containsExactlyInAnyOrderElementsOf(TYPES);
            assertThat(webhook.authHeader()).isEqualTo("X-Egnyte-Msp-Token");
            assertThat(webhook.authHeaderValue()).isEqualTo("proof");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void enablesADisabledOneAndMakesItAnewWhereAnUpdateDoesNotEnable(boolean enableOnUpdate) throws Exception {
        use(simulator().enableOnUpdate(enableOnUpdate));
        SimulatedWebhook existing = simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");
        simulator.disableWebhook(existing.id());

        EnsureResult result = ensure();

        assertThat(result.done()).contains(EnsureAction.ENABLED);
        assertThat(result.status()).isEqualTo("enabled");
        assertThat(ours()).singleElement().satisfies(webhook -> {
            assertThat(webhook.enabled()).isTrue();
            assertThat(webhook.id().equals(existing.id())).isEqualTo(enableOnUpdate);
        });
    }

    @Test
    void ofSeveralTheSmallestIdStaysAndOthersAreNotTouched() throws Exception {
        SimulatedWebhook smallest = simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");
        SimulatedWebhook other = others(1);
        simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");
        simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");

        assertThat(ensure().done()).contains(EnsureAction.DUPLICATES_REMOVED);
        assertThat(simulator.webhooks()).containsExactly(smallest, other);
    }

    @Test
    void aWebhookWhoseUrlSomebodyChangedIsNotOursAnyMore() throws Exception {
        TestRuntime runtime = runtime();
        runtime.context().start();
        String id = ensure(runtime, "proof").webhookId();
        simulator.changeWebhook(id, webhook -> webhook.withUrl(OTHER));

        EnsureResult result = ensure(runtime, "proof");

        assertThat(result.done()).containsExactly(EnsureAction.CREATED);
        assertThat(simulator.webhook(id).orElseThrow().url()).isEqualTo(OTHER);
        assertThat(ours()).hasSize(1);
    }

    @Test
    void replicasThatStartAtOnceWithoutACommonMemoryEndWithOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<EnsureResult>> starts = List.of(this::ensure, this::ensure, this::ensure);
            for (Future<EnsureResult> start : threads.invokeAll(starts)) {
                start.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ensure().done()).containsAnyOf(EnsureAction.ADOPTED, EnsureAction.DUPLICATES_REMOVED);
        assertThat(ours()).hasSize(1);
    }

    @Test
    void aCreateWhoseAnswerWasLostIsFoundAndNotRepeated() throws Exception {
        simulator.failNext(Fault.loseAnswer().on("POST", "/pubapi/v1/msp/webhooks"));
        EnsureResult result = ensure();
        assertThat(ours()).singleElement().extracting(SimulatedWebhook::id).isEqualTo(result.webhookId());
        assertThat(simulator.calls()).filteredOn(call -> call.method().equals("POST")).hasSize(1);
    }

    @Test
    void aCreateThatWasLostBeforeItWasDoneIsMadeOnceMore() throws Exception {
        simulator.failNext(Fault.dropConnection().on("POST", "/pubapi/v1/msp/webhooks"));
        assertThat(ensure().done()).containsExactly(EnsureAction.CREATED);
        assertThat(ours()).hasSize(1);
    }

    static List<Fault> faultsAfterWhichACallMayBeRepeated() {
        return List.of(Fault.overSecondLimit(), Fault.tooManyRequests(Duration.ofSeconds(1)), Fault.dropConnection(),
                Fault.loseAnswer(), Fault.delay(Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @MethodSource("faultsAfterWhichACallMayBeRepeated")
    void faultsWhileCreatingDoNotMakeASecondOne(Fault fault) throws Exception {
        simulator.failNext(fault.on("POST", "/pubapi/v1/msp/webhooks"));
        ensure();
        assertThat(ours()).hasSize(1);
    }

    static List<Fault> faultsWhileLooking() {
        List<Fault> faults = new ArrayList<>(faultsAfterWhichACallMayBeRepeated());
        faults.add(Fault.status(500));
        faults.add(Fault.status(503));
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faultsWhileLooking")
    void faultsWhileLookingDoNotMakeASecondOne(Fault fault) throws Exception {
        SimulatedWebhook existing = simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");
        simulator.failNext(fault.on("GET", "/pubapi/v1/msp/webhooks"));
        assertThat(ensure().done()).containsExactly(EnsureAction.ADOPTED);
        assertThat(ours()).containsExactly(existing);
    }

    @Test
    void aCrashBetweenCreatingAndRememberingIsFoundAtTheNextStart() throws Exception {
        TestRuntime runtime = runtime();
        runtime.context().start();
        // the list after the create fails for good: the id is not remembered
        simulator.failNext(Fault.delay(Duration.ZERO).on("GET", "/pubapi/v1/msp/webhooks"));
        simulator.failNext(Fault.status(418).on("GET", "/pubapi/v1/msp/webhooks"));
        assertThatThrownBy(() -> ensure(runtime, "proof")).isInstanceOf(EgnyteMspException.class);
        assertThat(ours()).hasSize(1);

        assertThat(ensure(runtime, "proof").done()).containsExactly(EnsureAction.ADOPTED);
        assertThat(ours()).hasSize(1);
    }

    @Test
    void atTheLimitOursIsAdoptedAndWithoutOursTheErrorSaysHowManyThereAre() throws Exception {
        use(simulator().maxWebhooks(3));
        SimulatedWebhook other = others(2);
        simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");
        assertThat(ensure().done()).containsExactly(EnsureAction.ADOPTED);
        assertThat(simulator.calls()).noneMatch(call -> call.status() == 409);

        simulator.changeWebhook(ours().get(0).id(), webhook -> webhook.withUrl(OTHER));
        EgnyteMspException e = catchThrowableOfType(EgnyteMspException.class, this::ensure);
        assertThat(e).hasMessageContaining("There are 3 webhooks").hasMessageContaining(URL);
        assertThat(e.getHttpStatus()).isEqualTo(409);
        assertThat(other).isNotNull();
    }

    @Test
    void theConsumerEnsuresAfterItsStartAndATenthRestartIsOneCall() throws Exception {
        for (int i = 0; i < 10; i++) {
            int before = simulator.calls().size();
            TestRuntime runtime = instance("proof", "stateRepository=#ids");
            awaitEnsured(runtime);
            if (i > 0) {
                assertThat(simulator.calls()).hasSize(before + 1);
            }
            runtime.close();
            assertThat(ours()).as("the webhook outlives the route").hasSize(1);
        }
    }

    @Test
    void aRouteThatRestartsDoesNotRegisterAgain() throws Exception {
        TestRuntime runtime = instance("proof");
        awaitEnsured(runtime);
        String id = consumer(runtime).getWebhookId();
        runtime.context().getRouteController().stopRoute("events");
        runtime.context().getRouteController().startRoute("events");
        awaitEnsured(runtime);
        assertThat(consumer(runtime).getWebhookId()).isEqualTo(id);
        assertThat(simulator.webhooks()).hasSize(1);
    }

    @Test
    void unregisterOnStopIsForThoseWhoWantIt() throws Exception {
        TestRuntime runtime = instance("proof", "unregisterOnStop=true");
        awaitEnsured(runtime);
        runtime.close();
        assertThat(simulator.webhooks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "egnyte-msp:events?registration=ensure&webhookVerifyToken=a | webhookUrl",
            "egnyte-msp:events?registration=ensure&webhookVerifyToken=a&webhookUrl=http://plain.example/ | https",
            "egnyte-msp:events?registration=ensure&allowUnauthenticated=true&webhookUrl=https://h.example/ | allowUnauthenticated",
            "egnyte-msp:events?registration=ensure&webhookVerifyToken=a&webhookUrl=https://h.example/&eventTypes=oops | oops",
            "egnyte-msp:events?registration=ensure&webhookVerifyToken=a&webhookUrl=https://h.example/&accessToken= | accessToken",
            "egnyte-msp:events?registration=ensure&webhookVerifyToken=a&webhookUrl=https://h.example/&watchInterval=-1 | watchInterval" })
    void wrongOptionsFailAtTheStart(String uri, String message) throws Exception {
        TestRuntime runtime = runtime();
        if (uri.contains("accessToken=")) {
            runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setAccessToken(null);
        }
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri.replace("&accessToken=", "")).to("mock:events");
            }
        });
        assertThatThrownBy(() -> runtime.context().start()).hasStackTraceContaining(message);
        assertThat(simulator.calls()).isEmpty();
    }

    @Test
    void theWatchRepairsWhatOthersDo() throws Exception {
        TestRuntime runtime = instance("proof", "watchInterval=50");
        awaitEnsured(runtime);
        String id = consumer(runtime).getWebhookId();

        simulator.disableWebhook(id);
        await().until(() -> simulator.webhook(id).orElseThrow().enabled());

        simulator.changeWebhook(id, webhook -> webhook.withAuthHeaderValue("somebody's"));
        await().until(() -> simulator.webhook(id).orElseThrow().authHeaderValue().equals("proof"));

        simulator.deleteWebhook(id);
        await().until(() -> ours().size() == 1);

        SimulatedWebhook duplicate = simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");
        await().until(() -> simulator.webhook(duplicate.id()).isEmpty());
    }

    @Test
    void theWatchDoesNotEnableWhileTheRouteIsSuspended() throws Exception {
        TestRuntime runtime = instance("proof", "watchInterval=20");
        awaitEnsured(runtime);
        String id = consumer(runtime).getWebhookId();
        runtime.context().getRouteController().suspendRoute("events");
        await().pollDelay(Duration.ofMillis(60)).until(() -> true);
        simulator.disableWebhook(id);
        int calls = simulator.calls().size();
        await().pollDelay(Duration.ofMillis(200)).until(() -> simulator.calls().size() == calls);
        assertThat(simulator.webhook(id).orElseThrow().enabled()).isFalse();

        runtime.context().getRouteController().resumeRoute("events");
        await().until(() -> simulator.webhook(id).orElseThrow().enabled());
    }

    @Test
    void anApiThatIsDownAtTheStartDoesNotKeepTheRouteFromReceiving() throws Exception {
        simulator.failNext(Fault.status(400).times(1));
        TestRuntime runtime = instance("proof");
        await().until(() -> consumer(runtime).getWebhookProblem() != null);
        assertThat(runtime.send(runtime.delivery().setHeader(TestRuntime.HEADER, "proof")
                .POST(BodyPublishers.ofString(TestRuntime.EVENT))).statusCode()).isEqualTo(200);
        assertThat(consumer(runtime).checkNow()).isEqualTo("RIGHT");
        assertThat(ours()).hasSize(1);
    }

    @Test
    void aRevokedTokenStopsTheCallsNotTheDeliveriesAndANewTokenIsPickedUp() throws Exception {
        String[] token = { "simulator-token" };
        TestRuntime runtime = runtime();
        runtime.context().getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setAccessToken(null);
        runtime.context().getRegistry().bind("tokens", (io.github.egnytemsp.camel.auth.AccessTokenProvider) () -> token[0]);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?registration=ensure&webhookVerifyToken=proof&accessTokenProvider=#tokens&webhookUrl="
                     + URL)
                        .routeId("events").to("mock:events");
            }
        });
        runtime.context().start();
        awaitEnsured(runtime);
        simulator.revokeAccessToken("simulator-token");
        int calls = simulator.calls().size();
        for (int i = 0; i < 5; i++) {
            assertThat(consumer(runtime).checkNow()).startsWith("FAILED").containsIgnoringCase("get a new one");
        }
        assertThat(simulator.calls()).as("one attempt, not five").hasSize(calls + 1);
        assertThat(runtime.send(runtime.delivery().setHeader(TestRuntime.HEADER, "proof")
                .POST(BodyPublishers.ofString(TestRuntime.EVENT))).statusCode()).isEqualTo(200);

        simulator.addAccessToken("new-token");
        token[0] = "new-token";
        assertThat(consumer(runtime).checkNow()).isEqualTo("RIGHT");
    }

    /** An instance that is a member of a cluster. */
    private TestRuntime member(FileLockClusterService cluster, Path locks, String options) throws Exception {
        TestRuntime runtime = runtime();
        runtime.context().getRegistry().bind("ids", ids);
        cluster.setRoot(locks.toString());
        cluster.setAcquireLockDelay(20, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(20, TimeUnit.MILLISECONDS);
        cluster.setId("member-" + runtimes.size());
        runtime.context().addService(cluster);
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?registration=ensure&webhookVerifyToken=proof&watchInterval=50&webhookUrl=" + URL
                     + options)
                        .routeId("events").to("mock:events");
            }
        });
        runtime.context().start();
        return runtime;
    }

    @Test
    void aFollowerThatStopsLeavesTheLeadersWebhook(@TempDir Path locks) throws Exception {
        TestRuntime leader = member(new FileLockClusterService(), locks, "&stateRepository=#ids");
        awaitEnsured(leader);
        TestRuntime follower = member(new FileLockClusterService(), locks, "&stateRepository=#ids&unregisterOnStop=true");
        await().until(() -> consumer(follower).checkNow().equals("FOLLOWER"));
        follower.close();
        assertThat(simulator.webhooks()).hasSize(1);
    }

    @Test
    void inAClusterOnlyTheLeaderCalls(@TempDir Path locks) throws Exception {
        List<TestRuntime> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(member(new FileLockClusterService(), locks, ""));
        }
        await().until(() -> members.stream().filter(member -> consumer(member).getWebhookId() != null).count() == 1);
        TestRuntime leader
                = members.stream().filter(member -> consumer(member).getWebhookId() != null).findFirst().orElseThrow();
        assertThat(simulator.calls()).filteredOn(call -> call.method().equals("POST")).hasSize(1);

        leader.close();
        members.remove(leader);
        await().until(() -> members.stream().anyMatch(member -> consumer(member).getWebhookId() != null));
        assertThat(simulator.webhooks()).hasSize(1);
        assertThat(simulator.calls()).filteredOn(call -> call.method().equals("POST")).hasSize(1);
    }

    @Test
    void theSecretIsChangedOnARunningInstanceWithoutOneRefusedDelivery() throws Exception {
        TestRuntime runtime = instance("old");
        simulator.addPublicAddress("https://hooks.msp.example", runtime.url());
        awaitEnsured(runtime);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger raised = new AtomicInteger();
        Thread load = new Thread(() -> {
            while (!stop.get() && raised.get() < 5_000) {
                simulator.raise(SimulatedEvents.TYPES.get(7), Map.of("reseller_code", "R-" + raised.incrementAndGet()));
                java.util.concurrent.locks.LockSupport.parkNanos(200_000);
            }
        });
        load.start();
        try {
            await().until(() -> raised.get() > 50);
            assertThat(consumer(runtime).rotate("new")).contains("updated");
            int then = raised.get();
            await().until(() -> raised.get() > then + 50);
            runtime.context().createFluentProducerTemplate().to("egnyte-msp:webhooks?operation=rotate")
                    .withHeader("CamelEgnyteMspAuthHeaderValue", "newest").send();
            int again = raised.get();
            await().until(() -> raised.get() > again + 50);
        } finally {
            stop.set(true);
            load.join();
        }
        assertThat(simulator.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(ours().get(0).authHeaderValue()).isEqualTo("newest");
        assertThat(simulator.deliveries()).allSatisfy(
                delivery -> assertThat(delivery.attempts()).noneMatch(attempt -> attempt.status() == 401));
        assertThat(runtime.mock("events").getReceivedCounter()).isGreaterThan(100);

        consumer(runtime).forgetOldSecrets();
        assertThat(simulator.deliverOnce(ours().get(0).id(), TestRuntime.EVENT.getBytes(), "old").get()).isEqualTo(401);
        assertThat(simulator.deliverOnce(ours().get(0).id(), TestRuntime.EVENT.getBytes(), "newest").get()).isEqualTo(200);
    }

    @Test
    void replicasThatAreRolledOneAfterTheOtherDoNotFightAndRefuseNothing() throws Exception {
        String[] steps = { "old", "old,new", "new,old", "new" };
        TestRuntime[] replicas = { instance(steps[0], "watchInterval=30"), instance(steps[0], "watchInterval=30") };
        for (TestRuntime replica : replicas) {
            awaitEnsured(replica);
        }
        for (int step = 1; step < steps.length; step++) {
            for (int i = 0; i < replicas.length; i++) {
                replicas[i].close();
                replicas[i] = instance(steps[step], "watchInterval=30");
                awaitEnsured(replicas[i]);
                String registered = ours().get(0).authHeaderValue();
                for (TestRuntime replica : replicas) {
                    assertThat(replica.send(replica.delivery().setHeader(TestRuntime.HEADER, registered)
                            .POST(BodyPublishers.ofString(TestRuntime.EVENT))).statusCode()).isEqualTo(200);
                }
                assertThat(ours()).hasSize(1);
            }
        }
        assertThat(ours().get(0).authHeaderValue()).isEqualTo("new");
    }

    @Test
    void aWebhookThatStaysDisabledIsReplacedOnceAndNotForEver() throws Exception {
        use(simulator().enableOnUpdate(false));
        TestRuntime runtime = instance("proof", "watchInterval=20");
        awaitEnsured(runtime);
        String first = consumer(runtime).getWebhookId();
        simulator.disableWebhook(first);
        await().until(() -> !first.equals(consumer(runtime).getWebhookId()));

        simulator.disableWebhook(consumer(runtime).getWebhookId());
        await().until(() -> "disabled".equals(consumer(runtime).getWebhookStatus()));
        int calls = simulator.calls().size();
        await().until(() -> simulator.calls().size() > calls + 6);
        assertThat(simulator.calls()).filteredOn(call -> call.method().equals("POST")).hasSize(2);
        assertThat(consumer(runtime).getWebhookProblem()).contains("disabled", "Ask Egnyte");

        simulator.enableWebhook(consumer(runtime).getWebhookId());
        await().until(() -> consumer(runtime).getWebhookProblem() == null);
    }

    @Test
    void whereAnotherUrlIsStoredThanWasRegisteredNotMoreAndMoreAreMade() throws Exception {
        simulator.failNext(
                Fault.answer(200, Map.of(), "{\"webhook_id\":\"1\",\"status\":\"enabled\",\"webhook_url\":\"" + URL + "/\"}")
                        .on("GET", "/pubapi/v1/msp/webhooks/").times(1000));
        TestRuntime runtime = instance("proof", "watchInterval=20");
        await().until(() -> consumer(runtime).getWebhookProblem() != null);
        assertThat(consumer(runtime).getWebhookProblem()).contains("stored with " + URL + "/", "Set webhookUrl");
        int calls = simulator.calls().size();
        await().until(() -> simulator.calls().size() > calls + 3);
        assertThat(simulator.calls()).filteredOn(call -> call.method().equals("POST")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void anUpdateThatDoesNotTellTheStatusHasEnabled() throws Exception {
        SimulatedWebhook existing = simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");
        simulator.disableWebhook(existing.id());
        simulator.failNext(Fault.answer(200, Map.of(), "{}").on("PUT", "/pubapi/v1/msp/webhooks"));
        assertThat(ensure().webhookId()).isEqualTo(existing.id());
        assertThat(simulator.calls()).noneMatch(call -> call.method().equals("DELETE"));
    }

    @Test
    void detailsWithoutAnIdAreOfTheOneThatWasAskedFor() throws Exception {
        SimulatedWebhook existing = simulator.addWebhook(URL, TYPES, "X-Egnyte-Msp-Token", "proof");
        simulator.failNext(Fault.answer(200, Map.of(), """
                {"status":"enabled","webhook_url":"%s","event_types":["USER_ADDED","RESELLER_MRR_CHANGED"],
                 "auth_header":"X-Egnyte-Msp-Token","auth_header_value":"proof"}""".formatted(URL)).on("GET",
                "/pubapi/v1/msp/webhooks/"));
        EnsureResult result = ensure();
        assertThat(result.webhookId()).isEqualTo(existing.id());
        assertThat(result.done()).containsExactly(EnsureAction.ADOPTED);
    }

    @Test
    void aClusterThatCannotBeReachedDoesNotKeepTheContextFromStarting(@TempDir Path locks) throws Exception {
        AtomicInteger views = new AtomicInteger();
        TestRuntime runtime = member(new FileLockClusterService() {
            @Override
            public CamelClusterView getView(String namespace) throws Exception {
                if (views.incrementAndGet() == 1) {
                    throw new java.io.IOException("no cluster");
                }
                return super.getView(namespace);
            }
        }, locks, "");
        awaitEnsured(runtime);
        assertThat(simulator.webhooks()).hasSize(1);
        assertThat(views).hasValueGreaterThan(1);
    }

    @Test
    void aConsumerThatCouldNotStartDoesNotUnregisterTheWebhookOfAnother() throws Exception {
        TestRuntime runtime = instance("proof", "unregisterOnStop=true");
        awaitEnsured(runtime);
        assertThatThrownBy(() -> runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?registration=ensure&webhookVerifyToken=proof&unregisterOnStop=true&webhookUrl=" + URL)
                        .to("mock:second");
            }
        })).hasStackTraceContaining("Another consumer listens");
        assertThat(ours()).hasSize(1);
    }

    @Test
    void oldSecretsAreNotForgottenWhileTheNewOneIsNotRegistered() throws Exception {
        TestRuntime runtime = instance("old");
        awaitEnsured(runtime);
        simulator.failNext(Fault.status(400).times(1));
        assertThatThrownBy(() -> consumer(runtime).rotate("new")).isInstanceOf(EgnyteMspException.class);
        assertThatThrownBy(() -> consumer(runtime).forgetOldSecrets()).hasMessageContaining("not registered");
        assertThat(consumer(runtime).checkNow()).isEqualTo("RIGHT");
        consumer(runtime).forgetOldSecrets();
        assertThat(ours().get(0).authHeaderValue()).isEqualTo("new");
    }
}
