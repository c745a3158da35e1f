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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.model.EnsureResult;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A repair that did not hold is reported, and not made again and again. */
class RepairsThatDoNotHoldTest {

    private static final String URL = "https://hooks.msp.example/egnyte-msp/events";
    private static final String SECRET = TestRuntime.SECRET;
    private static final List<String> TYPES = List.of("USER_ADDED", "RESELLER_MRR_CHANGED");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final List<TestRuntime> runtimes = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private AlteringServer server;

    /** What a server makes of what it is sent, and how the problem names it. */
    enum Altered {
        ONE_TYPE_FEWER("event_types", details -> {
            ((ArrayNode) details.get("event_types")).remove(0);
            return details;
        }),
        ONE_TYPE_MORE("event_types", details -> {
            ((ArrayNode) details.get("event_types")).add("RESELLER_NEW_TYPE");
            return details;
        }),
        NO_TYPES("event_types", details -> details.without("event_types")),
        ANOTHER_HEADER("auth_header", details -> details.put("auth_header", "Authorization")),
        MASKED_SECRET("auth_header_value", details -> details.put("auth_header_value", "****")),
        SHORTENED_SECRET("auth_header_value", details -> details.put("auth_header_value", SECRET.substring(0, 9) + "...")),
        ANOTHER_MASK_EACH_TIME("auth_header_value",
                               details -> details.put("auth_header_value", "masked-" + COUNTER.incrementAndGet())),
        EMPTY_SECRET("auth_header_value", details -> details.put("auth_header_value", "")),
        NO_SECRET("auth_header_value", details -> details.without("auth_header_value")),
        UNKNOWN_STATUS("status", details -> details.put("status", "active")),
        URL_WITH_A_SLASH("webhook_url", details -> details.put("webhook_url", URL + "/")),
        URL_IN_LOWER_CASE("webhook_url", details -> details.put("webhook_url", URL.replace("events", "Events"))),
        NO_URL("webhook_url", details -> details.without("webhook_url"));

        private final String point;
        private final UnaryOperator<ObjectNode> alteration;

        Altered(String point, UnaryOperator<ObjectNode> alteration) {
            this.point = point;
            this.alteration = alteration;
        }
    }

    /** Forms that mean the same. */
    enum SameInAnotherForm {
        TYPES_IN_LOWER_CASE(details -> {
            ArrayNode types = details.putArray("event_types");
            TYPES.forEach(type -> types.add(type.toLowerCase(Locale.ROOT)));
            return details;
        }),
        TYPES_IN_ANOTHER_ORDER(details -> {
            ArrayNode types = (ArrayNode) details.get("event_types");
            types.add(types.remove(0));
            return details;
        }),
        TYPES_TWICE(details -> {
            ArrayNode types = (ArrayNode) details.get("event_types");
            return (ObjectNode) details.set("event_types", types.deepCopy().addAll(types));
        }),
        HEADER_IN_UPPER_CASE(details -> details.put("auth_header",
                details.get("auth_header").textValue().toUpperCase(Locale.ROOT))),
        HOST_AND_SCHEME_IN_UPPER_CASE(details -> details.put("webhook_url",
                URL.replace("https://hooks.msp", "HTTPS://HOOKS.msp"))),
        URL_WITH_THE_PORT(details -> details.put("webhook_url", URL.replace(".example", ".example:443"))),
        URL_WITH_AN_ESCAPE(details -> details.put("webhook_url", URL.replace("events", "%65vents"))),
        URL_WITH_WHITE_SPACE(details -> details.put("webhook_url", " " + URL + " ")),
        STATUS_IN_UPPER_CASE(details -> details.put("status", "ENABLED")),
        STATUS_CAPITALIZED(details -> details.put("status", "Enabled")),
        NO_STATUS(details -> details.without("status"));

        private final UnaryOperator<ObjectNode> alteration;

        SameInAnotherForm(UnaryOperator<ObjectNode> alteration) {
            this.alteration = alteration;
        }
    }

    @BeforeEach
    void captureTheLog() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        runtimes.forEach(TestRuntime::close);
        logger().detachAppender(log);
        if (server != null) {
            server.close();
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.github.egnytemsp.camel.registration");
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream().filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void serve(UnaryOperator<ObjectNode> alteration) throws Exception {
        server = new AlteringServer(alteration);
    }

    private TestRuntime runtime() throws Exception {
        TestRuntime runtime = new TestRuntime();
        runtimes.add(runtime);
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        component.getConfiguration().setMaxCallsPerDay(0);
        component.getConfiguration().setWebhookUrl(URL);
        component.getConfiguration().setWebhookVerifyToken(SECRET);
        component.getConfiguration().setEventTypes(String.join(",", TYPES));
        runtime.context().addComponent("egnyte-msp", component);
        return runtime;
    }

    /** An instance that looks at its webhook all the time. */
    private TestRuntime instance(String... types) throws Exception {
        TestRuntime runtime = runtime();
        runtime.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("egnyte-msp:events?registration=ensure&watchInterval=20"
                     + (types.length == 0 ? "" : "&eventTypes=" + String.join(",", types))).routeId("events").to("mock:events");
            }
        });
        runtime.context().start();
        return runtime;
    }

    private static EgnyteMspConsumer consumer(TestRuntime runtime) {
        return (EgnyteMspConsumer) runtime.context().getRoute("events").getConsumer();
    }

    private static String awaitProblem(TestRuntime runtime) {
        return await().until(() -> consumer(runtime).getWebhookProblem(), problem -> problem != null);
    }

    private static EnsureResult ensure(TestRuntime runtime) throws Exception {
        Exchange exchange = runtime.context().createFluentProducerTemplate().to("egnyte-msp:webhooks?operation=ensure").send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(EnsureResult.class);
    }

    private void awaitLooks(int count) {
        int calls = server.calls();
        await().until(() -> server.calls() > calls + count);
    }

    @ParameterizedTest
    @EnumSource
    void theWatchStopsRepairingAndReportsThePointOnce(Altered altered) throws Exception {
        serve(altered.alteration);
        TestRuntime runtime = instance();
        assertThat(awaitProblem(runtime)).contains(altered.point).doesNotContain(SECRET);
        awaitLooks(20);
        long updates = server.calls("PUT");
        awaitLooks(20);

        assertThat(server.calls("PUT")).isEqualTo(updates).isLessThanOrEqualTo(3);
        assertThat(server.calls("POST")).isLessThanOrEqualTo(2);
        assertThat(server.webhooks()).hasSize(1);
        assertThat(warnings()).filteredOn(line -> line.contains(altered.point)).hasSize(1);
        assertThat(warnings()).hasSize(1).noneMatch(line -> line.contains(SECRET));
        HealthCheck.Result health = ((HealthCheckAware) consumer(runtime)).getHealthCheck().call();
        // events come: whoever takes traffic away from an instance that is not ready would lose them
        assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health.getDetails().get("webhook.problem").toString()).contains(altered.point).doesNotContain(SECRET);
    }

    /** Of whatever field of a webhook the API makes a novel: no line of the log and no detail is longer, or two. */
    @Test
    void longTextsOfTheApiAreShownShortAndOnOneLine() throws Exception {
        String novel = "x\r\n\u001b[31m\u202e".repeat(10_000);
        server = new AlteringServer(details -> {
            details.put("webhook_url", URL + "/" + novel).put("auth_header", novel).put("status", novel);
            ((ArrayNode) details.get("event_types")).add(novel);
            return details;
        }, "a".repeat(100_000));
        TestRuntime runtime = instance();
        String problem = awaitProblem(runtime);
        awaitLooks(20);

        HealthCheck.Result health = ((HealthCheckAware) consumer(runtime)).getHealthCheck().call();
        List<String> shown = new ArrayList<>(log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        shown.addAll(List.of(problem, consumer(runtime).getWebhookId(), consumer(runtime).getWebhookStatus(),
                consumer(runtime).checkNow()));
        health.getDetails().values().forEach(detail -> shown.add(detail.toString()));
        assertThat(shown).isNotEmpty().allMatch(line -> line.length() < 5_000)
                .noneMatch(line -> line.matches("(?s).*[\\p{Cntrl}\u202e].*"));
        assertThat(consumer(runtime).getWebhookId()).hasSizeLessThan(300).endsWith("... (100003 characters)");
    }

    @ParameterizedTest
    @EnumSource
    void theOperationStopsRepairingAndReportsThePoint(Altered altered) throws Exception {
        serve(altered.alteration);
        TestRuntime runtime = runtime();
        runtime.context().start();
        for (int i = 0; i < 6; i++) {
            ensure(runtime);
        }
        long updates = server.calls("PUT");
        EnsureResult result = ensure(runtime);

        assertThat(result.problem()).contains(altered.point).doesNotContain(SECRET);
        assertThat(result.toJson().get("problem").textValue()).isEqualTo(result.problem());
        assertThat(server.calls("PUT")).isEqualTo(updates).isLessThanOrEqualTo(3);
        assertThat(server.calls("POST")).isLessThanOrEqualTo(2);
        assertThat(server.webhooks()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anotherFormOfTheSameNeedsNoRepair(SameInAnotherForm form) throws Exception {
        serve(form.alteration);
        TestRuntime runtime = instance();
        await().until(() -> consumer(runtime).getWebhookId() != null);
        awaitLooks(20);
        assertThat(ensure(runtime).problem()).isNull();
        assertThat(consumer(runtime).getWebhookProblem()).isNull();
        assertThat(server.calls("POST")).isEqualTo(1);
        assertThat(server.calls("PUT")).isZero();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aWebhookThatStaysDisabledIsRegisteredOnceMoreHoweverOftenItIsAskedFor() throws Exception {
        serve(details -> details.put("status", "disabled"));
        TestRuntime runtime = runtime();
        runtime.context().start();
        for (int i = 0; i < 6; i++) {
            ensure(runtime);
        }
        long updates = server.calls("PUT");
        EnsureResult result = ensure(runtime);
        assertThat(result.status()).isEqualTo("disabled");
        assertThat(result.problem()).contains("disabled", "Ask Egnyte");
        assertThat(server.calls("POST")).isLessThanOrEqualTo(2);
        assertThat(server.calls("PUT")).isEqualTo(updates).isLessThanOrEqualTo(2);
        assertThat(server.webhooks()).hasSize(1);
    }

    @Test
    void whatTheOperationHasLearntTheWatchKnowsAndTheOtherWayRound() throws Exception {
        serve(details -> details.put("status", "disabled"));
        TestRuntime runtime = instance();
        assertThat(awaitProblem(runtime)).contains("Ask Egnyte");
        awaitLooks(10);
        long changes = server.calls("POST") + server.calls("PUT") + server.calls("DELETE");
        for (int i = 0; i < 5; i++) {
            ensure(runtime);
            consumer(runtime).checkNow();
        }
        assertThat(server.calls("POST") + server.calls("PUT") + server.calls("DELETE")).isEqualTo(changes);
        HealthCheck.Result health = ((HealthCheckAware) consumer(runtime)).getHealthCheck().call();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void whatSomebodyElseChangesLaterIsRepaired() throws Exception {
        serve(Altered.MASKED_SECRET.alteration);
        TestRuntime runtime = instance();
        awaitProblem(runtime);
        long updates = server.calls("PUT");
        server.change(details -> {
            details.putArray("event_types").add("USER_ADDED");
            return details;
        });
        await().until(() -> server.webhooks().get(0).get("event_types").size() == TYPES.size());
        assertThat(server.calls("PUT")).isEqualTo(updates + 1);
        assertThat(consumer(runtime).getWebhookProblem()).contains("auth_header_value");
    }

    @Test
    void aProblemThatIsOverIsNotReportedAnyMore() throws Exception {
        serve(Altered.ONE_TYPE_FEWER.alteration);
        TestRuntime runtime = instance();
        awaitProblem(runtime);
        server.change(details -> {
            ArrayNode types = details.putArray("event_types");
            TYPES.forEach(types::add);
            return details;
        });
        await().until(() -> consumer(runtime).getWebhookProblem() == null);
    }

    @Test
    void anotherSecretIsSentOnceAlthoughTheLastOneCameBackMasked() throws Exception {
        serve(Altered.MASKED_SECRET.alteration);
        TestRuntime runtime = instance();
        awaitProblem(runtime);
        long updates = server.calls("PUT");
        // a look of the watch may send it first: this one then has nothing to do
        consumer(runtime).rotate("another");
        awaitLooks(10);
        assertThat(server.calls("PUT")).isEqualTo(updates + 1);
        consumer(runtime).forgetOldSecrets();
    }

    @Test
    void replicasWithDifferentTypesStopOverwritingEachOther() throws Exception {
        serve(UnaryOperator.identity());
        TestRuntime one = instance("USER_ADDED");
        await().until(() -> consumer(one).getWebhookId() != null);
        TestRuntime other = instance("RESELLER_MRR_CHANGED");
        await().until(() -> consumer(other).getWebhookId() != null);
        String problem = await().until(() -> {
            String ofOne = consumer(one).getWebhookProblem();
            return ofOne != null ? ofOne : consumer(other).getWebhookProblem();
        }, found -> found != null);
        assertThat(problem).contains("event_types", "USER_ADDED", "RESELLER_MRR_CHANGED", "another instance");
        awaitLooks(20);
        long updates = server.calls("PUT");
        awaitLooks(40);
        assertThat(server.calls("PUT")).isEqualTo(updates);
    }
}
