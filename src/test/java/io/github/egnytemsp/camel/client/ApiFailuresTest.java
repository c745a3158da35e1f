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

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
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
import org.junit.jupiter.params.provider.ValueSource;

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
            "{\"errorMessage\":\"no such domain\"} | | no such domain",
            "{\"detail\":\"not now\",\"errorCode\":\"E7\",\"requestId\":\"r-1\"} | E7 | not now",
            "{\"Errors\":[{\"description\":\"one\",\"code\":\"1\"},{\"description\":\"two\",\"code\":\"2\"}]} | 1 | one (1); two (2)",
            "{\"errors\":[{\"msg\":\"one\",\"code\":\"A\"},{\"msg\":\"two\"}]} | A | one (A); two",
            "{\"formErrors\":[{\"code\":\"F\",\"msg\":\"wrong\"}]} | F | wrong",
            "{\"inputErrors\":{\"domain\":[{\"msg\":\"taken\",\"code\":\"T\"}],\"region\":[{\"msg\":\"unknown\",\"code\":\"U\"}]}} "
                                                                                 + "| T | domain: taken (T); region: unknown (U)",
            "{\"errors\":{\"inputErrors\":{\"domain\":[{\"msg\":\"taken\",\"code\":\"T\"}]}}} | T | domain: taken",
            "{\"fault\":{\"faultstring\":\"Rejected\",\"detail\":{\"errorcode\":\"policies.Quota\"}}} | policies.Quota | Rejected",
            "<?xml version='1.0'?><error><m>closed</m></error> | | closed",
            "{\"message\":7,\"code\":null} | | 7",
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
    void theIdOfTheRequestIsKeptForAQuestionToEgnyte() {
        simulator.failNext(Fault.answer(422, Map.of(), "{\"detail\":\"not now\",\"requestId\":\"r-1\"}"));
        EgnyteMspException e = failure("list", null);
        assertThat(e.getRequestId()).isEqualTo("r-1");
        assertThat(e).hasMessageContaining("r-1");
    }

    @Test
    void aListOfErrorsIsBoundedToo() {
        String entry = "{\"msg\":\"" + "x".repeat(200) + "\",\"code\":\"proof-value\"}";
        simulator.failNext(
                Fault.answer(422, Map.of(), "{\"errors\":[" + String.join(",", Collections.nCopies(200, entry)) + "]}"));
        EgnyteMspException e = failure("register", REGISTRATION);
        assertThat(e.getMessage()).hasSizeBetween(1_000, 2_500).doesNotContain("proof-value");
    }

    @ParameterizedTest
    @CsvSource({ "401,", "403,ERR_403_DEVELOPER_INACTIVE" })
    void aTokenThatIsRefusedIsReadAgainOnce(int status, String code) throws Exception {
        context.getRegistry().bind("tokens",
                (io.github.egnytemsp.camel.auth.AccessTokenProvider) () -> simulator.calls().isEmpty()
                        ? "another-token" : "simulator-token");
        context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setAccessToken(null);
        simulator.addAccessToken("another-token");
        simulator.failNext(Fault.answer(status, code == null ? Map.of() : Map.of("X-Mashery-Error-Code", code), ""));
        call("list", null, "accessTokenProvider=#tokens");
        assertThat(simulator.calls()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({ "ERR_403_DEVELOPER_INACTIVE,", ",<h1>Developer Inactive</h1>" })
    void anInactiveDeveloperIsARefusedToken(String code, String body) {
        simulator.failNext(
                Fault.answer(403, code == null ? Map.of() : Map.of("X-Mashery-Error-Code", code), body == null ? "" : body));
        EgnyteMspException e = failure("list", null);
        assertThat(e).isInstanceOf(EgnyteMspAuthenticationException.class)
                .hasMessageContaining("It may have expired", "java -jar camel-egnyte-msp.jar authorize");
        assertThat(e.getHttpStatus()).isEqualTo(403);
        assertThat(failure("list", null)).as("not tried again").isInstanceOf(EgnyteMspAuthenticationException.class)
                .hasMessageContaining("refused the access token (403)", "java -jar camel-egnyte-msp.jar authorize");
        assertThat(simulator.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "429,", "403,ERR_403_DEVELOPER_OVER_QPS", "503," })
    void aDateAfterWhichToTryAgainIsHeeded(int status, String code) {
        Map<String, String> headers = new HashMap<>(Map.of("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"));
        if (code != null) {
            headers.put("X-Mashery-Error-Code", code);
        }
        simulator.failNext(Fault.answer(status, headers, ""));
        assertThat(failure("list", null).getHttpStatus()).isEqualTo(status);
        assertThat(simulator.calls()).as("the wait is longer than maxWait").hasSize(1);
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
    @CsvSource(delimiter = '|',
               value = { "200 | <html>Thank you</html>", "200 | []", "201 |", "504 | <h1>Gateway Timeout</h1>" })
    void anAnswerThatDoesNotTellWhetherItWasDoneIsAnUnknownOutcome(int status, String body) {
        simulator.failNext(Fault.answer(status, Map.of(), body == null ? "" : body));
        EgnyteMspException e = failure("register", REGISTRATION);
        assertThat(e).isInstanceOf(EgnyteMspOutcomeUnknownException.class).hasMessageContaining("POST /webhooks",
                "may have done it");
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

        assertThat(failure("unregister", null, "webhookId=" + id).getHttpStatus()).as("the first try must find it")
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(OverLimitStyle.class)
    void callsOverTheSecondsLimitAreMadeAgainAfterAWhileRegisterToo(OverLimitStyle style) throws Exception {
        start(EgnyteMspSimulator.builder().callsPerSecond(1).overLimitStyle(style).start());
        call("list", null);
        call("register", REGISTRATION);
        assertThat(simulator.webhooks()).hasSize(1);
        assertThat(simulator.calls()).extracting(ApiCall::status).contains(200)
                .contains(style == OverLimitStyle.TOO_MANY_REQUESTS_429 ? 429 : 403);
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
        assertThat(failure("get", null, "webhookId=1")).hasMessageContaining("bytes of application/json")
                .hasMessageNotContaining("registered-secret");
        simulator.addAccessToken("simulator<-token>");
        simulator.failNext(Fault.answer(400, Map.of(), "<p>no webhook with simulator<-token>, a secret</p>"));
        context.getComponent("egnyte-msp", EgnyteMspComponent.class).getConfiguration().setAccessToken("simulator<-token>");
        assertThat(failure("get", null, "webhookId=2")).hasMessageContaining("a secret").hasMessageNotContaining("simulator");
    }

    @Test
    void anAnswerWithoutEndIsNotReadToTheEnd() {
        simulator.failNext(Fault.answer(200, Map.of(), "x".repeat(2 * 1024 * 1024)).times(2));
        assertThat(failure("list", null, "maxRetries=0")).hasMessageContaining("more than 1048576 bytes");
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

    @ParameterizedTest
    @CsvSource({ "301,/pubapi/v1/msp/domains/", "302,/pubapi/v1/msp/domains", "307,?a=b", "308,BASE/pubapi/v1/msp/domains/" })
    void aRedirectOfAGetOnTheSameServerIsFollowed(int status, String location) throws Exception {
        simulator.failNext(Fault.answer(status, Map.of("Location", location.replace("BASE", simulator.baseUrl())), ""));
        simulator.failNext(Fault.answer(200, Map.of(), "[]"));
        call("list", null);
        assertThat(simulator.calls()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://127.0.0.1/", "http://127.0.0.1:1/", "http://evil.example/", "//evil.example/x", "http://user@BASE/x",
            "mailto:dana@msp.example" })
    void noRedirectToAnotherServerIsFollowedBecauseTheTokenWouldGoThere(String location) {
        String to = location.replace("BASE", simulator.baseUrl().replace("http://", ""));
        simulator.failNext(Fault.answer(302, Map.of("Location", to), ""));
        EgnyteMspException e = failure("list", null);
        assertThat(e).hasMessageContaining("not followed").hasMessageNotContaining("user@");
        assertThat(e.getHttpStatus()).isEqualTo(302);
        assertThat(simulator.calls()).hasSize(1);
    }

    @Test
    void aRedirectIsFollowedOnceAndOnlyThatOfAGet() {
        simulator.failNext(Fault.answer(302, Map.of("Location", "/pubapi/v1/msp/elsewhere"), "").times(3));
        assertThat(failure("list", null).getHttpStatus()).isEqualTo(302);
        assertThat(simulator.calls()).hasSize(2);
        assertThat(failure("register", REGISTRATION).getHttpStatus()).isEqualTo(302);
        assertThat(simulator.calls()).hasSize(3);
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
                .isInstanceOf(EgnyteMspException.class).hasMessageContaining("accessTokenProvider")
                .hasRootCauseMessage("vault is sealed");
    }
}
