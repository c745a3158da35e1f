package io.github.egnytemsp.camel.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import io.github.egnytemsp.camel.model.UnregisterResult;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import io.github.egnytemsp.camel.simulator.ApiCall;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.Fault;
import io.github.egnytemsp.camel.simulator.OverLimitStyle;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What becomes of a call when the API, the network or the limits say no. */
class ApiFailuresTest {

    private static final WebhookRegistration REGISTRATION = new WebhookRegistration(
            "https://hooks.msp.example/events", List.of("USER_ADDED"), "X-Proof", "proof-value");

    private EgnyteMspSimulator simulator;
    private DefaultCamelContext context;

    @BeforeEach
    void start() {
        start(EgnyteMspSimulator.builder().callsPerSecond(0).maxWebhooks(1).start());
    }

    private void start(EgnyteMspSimulator newSimulator) {
        stop();
        simulator = newSimulator;
        context = new DefaultCamelContext();
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        context.addComponent("egnyte-msp", component);
        context.start();
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.stop();
            simulator.close();
        }
    }

    private Exchange call(String operation, Object body, String... options) throws Exception {
        FluentProducerTemplate template = context.createFluentProducerTemplate().to(
                "egnyte-msp:webhooks?operation=" + operation + (options.length == 0 ? "" : "&" + String.join("&", options)));
        Exchange exchange = template.withBody(body).send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    private EgnyteMspException failure(String operation, Object body, String... options) {
        return catchThrowableOfType(EgnyteMspException.class, () -> call(operation, body, options));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"message\":\"Max webhook limit exceeded.\",\"code\":\"webhook_limit_exceeded_error\"} "
                                         + "| webhook_limit_exceeded_error | Max webhook limit exceeded.",
            "{\"Errors\":[{\"description\":\"No such thing\",\"code\":\"404\"}]} | 404 | No such thing",
            "{\"errors\":{\"inputErrors\":[{\"code\":\"BAD_URL\",\"message\":\"not a URL\"}]}} | BAD_URL | not a URL",
            "{\"code\":\"DOMAIN_TAKEN\",\"suggestions\":[\"acme1\"]} | DOMAIN_TAKEN | Suggestions: [\"acme1\"].",
            "{\"errors\":{\"inputErrors\":[{\"message\":\"taken\",\"suggestedDomains\":[\"acme1\"]}]}} | | Suggestions: [\"acme1\"]. taken",
            "<html><h1>Sorry</h1> we are closed</html> | | Sorry we are closed",
            "{\"unknown\":{\"shape\":1}} | | {\"unknown\":{\"shape\":1}}",
            "[] | | []",
            "{broken | | {broken" })
    void everyShapeOfErrorIsRead(String body, String code, String message) {
        simulator.failNext(Fault.answer(422, Map.of("Content-Type", "application/json"), body));

        EgnyteMspException e = failure("list", null);

        assertThat(e.getHttpStatus()).isEqualTo(422);
        assertThat(e.getApiCode()).isEqualTo(code);
        assertThat(e.getApiMessage()).isEqualTo(message);
        assertThat(e.getMessage()).contains("GET /webhooks", "422");
    }

    @Test
    void messagesAreBoundedAndHoldNoSecret() {
        simulator.failNext(Fault.answer(400, Map.of(),
                "{\"message\":\"bad simulator-token and proof-value " + "x".repeat(100_000) + "\"}"));

        EgnyteMspException e = failure("register", REGISTRATION);

        assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("simulator-token").doesNotContain("proof-value");
        assertThat(e.getApiMessage()).hasSizeLessThan(400).doesNotContain("proof-value");
    }

    @Test
    void theWebhookLimitIsReported() throws Exception {
        call("register", REGISTRATION);
        EgnyteMspException e = failure("register", REGISTRATION);
        assertThat(e.getHttpStatus()).isEqualTo(409);
        assertThat(e.getApiCode()).isEqualTo("webhook_limit_exceeded_error");
    }

    @Test
    void aRevokedTokenIsAnAuthenticationFailureThatSaysWhatToDo() {
        simulator.revokeAccessToken("simulator-token");
        EgnyteMspException e = failure("list", null);
        assertThat(e).isInstanceOf(EgnyteMspAuthenticationException.class).hasMessageContaining("Get a new one");
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void aMissingPermissionIsNotTakenForALimitAndNotRepeated() {
        simulator.failNext(Fault.forbidden());
        EgnyteMspException e = failure("list", null);
        assertThat(e).isExactlyInstanceOf(EgnyteMspException.class);
        assertThat(e.getHttpStatus()).isEqualTo(403);
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void readingIsRepeatedAfterServerErrorsAndBrokenConnections() throws Exception {
        simulator.failNext(Fault.status(503));
        simulator.failNext(Fault.loseAnswer());
        call("list", null);
        assertThat(simulator.calls()).hasSize(3);
    }

    @Test
    void answersThatTakeLongerThanMaxWaitAreNotTakenForALimit() throws Exception {
        simulator.failNext(Fault.delay(Duration.ofSeconds(2)).times(2));
        context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setMaxCallsPerSecond(2);
        call("list", null, "responseTimeout=300", "maxWait=1000");
        assertThat(simulator.calls()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "200 | <html>Thank you</html>", "200 | []", "201 |", "504 | <h1>Gateway Timeout</h1>" })
    void anAnswerThatDoesNotTellWhetherItWasDoneIsAnUnknownOutcome(int status, String body) {
        simulator.failNext(Fault.answer(status, Map.of(), body == null ? "" : body));
        EgnyteMspException e = failure("register", REGISTRATION);
        assertThat(e).isInstanceOf(EgnyteMspOutcomeUnknownException.class).hasMessageContaining("POST /webhooks", "may have been done");
        assertThat(e.getHttpStatus()).isEqualTo(status);
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void triesAreBounded() {
        simulator.failNext(Fault.status(500).times(10));
        EgnyteMspException e = failure("list", null, "maxRetries=1");
        assertThat(e.getHttpStatus()).isEqualTo(500);
        assertThat(simulator.calls()).hasSize(2);
    }

    @Test
    void registeringIsNeverRepeatedWhenTheAnswerIsLost() {
        simulator.failNext(Fault.loseAnswer().on("POST", "/pubapi/v1/msp/webhooks"));
        EgnyteMspException e = failure("register", REGISTRATION);
        assertThat(e).isInstanceOf(EgnyteMspOutcomeUnknownException.class).hasMessageContaining("POST /webhooks");
        assertThat(simulator.webhooks()).as("it was done, and once").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "500", "502", "503" })
    void registeringIsNotRepeatedAfterServerErrors(int status) {
        simulator.failNext(Fault.status(status).times(5));
        assertThat(failure("register", REGISTRATION).getHttpStatus()).isEqualTo(status);
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void anAnswerThatComesTooLateIsAnUnknownOutcome() {
        simulator.failNext(Fault.delay(Duration.ofSeconds(5)));
        assertThat(failure("register", REGISTRATION, "responseTimeout=200"))
                .isInstanceOf(EgnyteMspOutcomeUnknownException.class);
    }

    @Test
    void aServerThatCannotBeReachedHasDoneNothing() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        EgnyteMspException e = failure("register", REGISTRATION, "baseUrl=http://127.0.0.1:" + port, "maxRetries=0");
        assertThat(e).isExactlyInstanceOf(EgnyteMspException.class).hasMessageContaining("cannot be reached");
        assertThat(e.getHttpStatus()).isZero();
    }

    @Test
    void aRepeatedUnregisterThatFindsNothingAnyMoreHasSucceeded() throws Exception {
        String id = simulator.addWebhook("https://hooks.msp.example/x", List.of("USER_ADDED"), "X", "y").id();
        simulator.failNext(Fault.loseAnswer());
        assertThat(call("unregister", null, "webhookId=" + id).getMessage().getBody(UnregisterResult.class).success()).isTrue();
        assertThat(simulator.calls()).extracting(ApiCall::method).containsExactly("DELETE", "DELETE");

        assertThat(failure("unregister", null, "webhookId=" + id).getHttpStatus()).as("the first try must find it").isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(OverLimitStyle.class)
    void callsOverTheSecondsLimitAreMadeAgainAfterAWhileRegisterToo(OverLimitStyle style) throws Exception {
        start(EgnyteMspSimulator.builder().callsPerSecond(1).overLimitStyle(style).start());
        call("list", null);
        call("register", REGISTRATION);
        assertThat(simulator.webhooks()).hasSize(1);
        assertThat(simulator.calls()).extracting(ApiCall::status).contains(200)
                .contains(style == OverLimitStyle.MASHERY_403 ? 403 : 429);
    }

    @Test
    void aLongRetryAfterFailsAtOnceAndSaysWhen() {
        simulator.failNext(Fault.tooManyRequests(Duration.ofSeconds(90)));
        EgnyteMspRateLimitException e = catchThrowableOfType(EgnyteMspRateLimitException.class, () -> call("list", null));
        assertThat(e.getScope()).isEqualTo(Scope.SECOND);
        assertThat(e.getRetryAt()).isAfter(java.time.Instant.now().plusSeconds(80));
        assertThat(e.getHttpStatus()).isEqualTo(429);
    }

    @ParameterizedTest
    @EnumSource(OverLimitStyle.class)
    void aDayThatIsUsedUpFailsAtOnceAndAsksNoMore(OverLimitStyle style) throws Exception {
        start(EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(2).overLimitStyle(style).start());
        call("list", null, "maxCallsPerDay=0");
        call("list", null, "maxCallsPerDay=0");
        for (int i = 0; i < 3; i++) {
            EgnyteMspRateLimitException e = catchThrowableOfType(
                    EgnyteMspRateLimitException.class, () -> call("list", null, "maxCallsPerDay=0"));
            assertThat(e.getScope()).isEqualTo(Scope.DAY);
            assertThat(e.getRetryAt()).isAfter(java.time.Instant.now());
        }
        assertThat(simulator.calls()).as("after the first refusal nothing is sent").hasSize(3);
    }

    @Test
    void theDaysLimitIsKeptWithoutBeingToldBecauseTheAnswersTellTheCount() throws Exception {
        start(EgnyteMspSimulator.builder().callsPerSecond(0).callsPerDay(2).start());
        call("list", null);
        call("list", null);
        EgnyteMspRateLimitException e = catchThrowableOfType(EgnyteMspRateLimitException.class, () -> call("list", null));
        assertThat(e.getScope()).isEqualTo(Scope.DAY);
        assertThat(simulator.calls()).hasSize(2);
    }

    @Test
    void somethingElseThanTheApiIsRecognized() {
        simulator.failNext(Fault.answer(200, Map.of("Content-Type", "text/html"), "<html>Log in to the Wi-Fi</html>"));
        assertThat(failure("list", null)).hasMessageContaining("Log in to the Wi-Fi");
    }

    @Test
    void anAnswerThatIsNotReadIsNotShownBecauseASecretMayBeInIt() {
        simulator.failNext(Fault.answer(200, Map.of("Content-Type", "application/json"),
                "{\"webhook_id\":\"1\",\"auth_header_value\":\"registered-secret\"} trailing"));
        assertThat(failure("get", null, "webhookId=1")).hasMessageContaining("bytes of application/json").hasMessageNotContaining("registered-secret");
        simulator.addAccessToken("simulator<-token>");
        simulator.failNext(Fault.answer(400, Map.of(), "<p>no webhook with simulator<-token>, a secret</p>"));
        context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setAccessToken("simulator<-token>");
        assertThat(failure("get", null, "webhookId=2")).hasMessageContaining("a secret").hasMessageNotContaining("simulator");
    }

    @Test
    void anAnswerWithoutEndIsNotReadToTheEnd() {
        simulator.failNext(Fault.answer(200, Map.of(), "x".repeat(17 * 1024 * 1024)).times(2));
        assertThat(failure("list", null, "maxRetries=0")).hasMessageContaining("did not answer").cause().hasMessageContaining("16777216");
    }

    @Test
    void whatWasDoneNeedsNoBodyToBeBelieved() throws Exception {
        simulator.failNext(Fault.answer(204, Map.of(), ""));
        assertThat(call("unregister", null, "webhookId=1").getMessage().getBody(UnregisterResult.class).success()).isTrue();
        simulator.failNext(Fault.answer(200, Map.of(), ""));
        call("update", REGISTRATION, "webhookId=1");
    }

    @Test
    void aRefusedTokenIsNotTriedAgainAndAgainAlsoWithoutAWatch() {
        simulator.revokeAccessToken("simulator-token");
        for (int i = 0; i < 3; i++) {
            assertThat(failure("list", null, "watchInterval=0")).isInstanceOf(EgnyteMspAuthenticationException.class);
        }
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void metersThatFailChangeNoOutcome() throws Exception {
        context.getRegistry().bind("metricsRegistry", MeterRegistry.class, new SimpleMeterRegistry() {
            @Override
            protected Timer newTimer(Meter.Id id, DistributionStatisticConfig distribution, PauseDetector pauses) {
                throw new IllegalStateException("full");
            }
        });
        call("register", REGISTRATION);
        assertThat(simulator.webhooks()).hasSize(1);
    }

    @Test
    void redirectsAreNotFollowed() {
        simulator.failNext(Fault.answer(302, Map.of("Location", simulator.baseUrl() + "/elsewhere"), ""));
        assertThat(failure("list", null).getHttpStatus()).isEqualTo(302);
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void aTokenProviderIsAskedForEachCall() throws Exception {
        String[] token = { null };
        context.getRegistry().bind("tokens", (io.github.egnytemsp.camel.auth.AccessTokenProvider) () -> token[0]);
        context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setAccessToken(null);

        assertThat(failure("list", null, "accessTokenProvider=#tokens"))
                .isInstanceOf(EgnyteMspAuthenticationException.class).hasMessageContaining("accessTokenProvider");
        assertThat(simulator.calls()).isEmpty();
        token[0] = "simulator-token";
        call("list", null, "accessTokenProvider=#tokens");
    }

    @Test
    void aTokenProviderThatFailsIsNamed() {
        context.getRegistry().bind("tokens", (io.github.egnytemsp.camel.auth.AccessTokenProvider) () -> {
            throw new IOException("vault is sealed");
        });
        context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setAccessToken(null);
        assertThatThrownBy(() -> call("list", null, "accessTokenProvider=#tokens"))
                .isInstanceOf(EgnyteMspException.class).hasMessageContaining("accessTokenProvider").hasRootCauseMessage("vault is sealed");
    }
}
