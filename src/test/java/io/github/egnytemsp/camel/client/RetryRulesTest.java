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
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLHandshakeException;

import io.github.egnytemsp.camel.client.RetryRules.Attempt;
import io.github.egnytemsp.camel.client.RetryRules.Decision;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What follows from each outcome. POST changes something; ASK is a POST that only asks. */
class RetryRulesTest {

    private static final URI BASE = URI.create("https://acmemsp.egnyte.com");
    private static final Instant NOW = Instant.parse("2026-11-01T23:59:50Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** 1 s after the first failure, 2 s after the second. */
    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(8), () -> 1);
    private static final Attempt FIRST = new Attempt(0, 2, PATIENCE, false);
    private static final Attempt SECOND = new Attempt(1, 2, PATIENCE, true);
    private static final Attempt LAST = new Attempt(2, 2, PATIENCE, true);

    private static ApiCall call(String kind) {
        byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
        return switch (kind) {
            case "GET" -> ApiCall.get("list", "/domains", "planName=Business");
            case "PUT" -> ApiCall.put("update", "/webhooks/1", body, null);
            case "DELETE" -> ApiCall.delete("unregister", "/webhooks/1");
            case "ASK" -> ApiCall.ask("quotePowerUsers", "/plans/1/power-users/quote/", body);
            case "POST" -> ApiCall.post("register", "/webhooks", body, null);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Throwable cause(String name) {
        return switch (name) {
            case "refused" -> new ConnectException();
            case "unknown host" -> new UnknownHostException();
            case "no route" -> new NoRouteToHostException();
            case "handshake" -> new SSLHandshakeException("made up");
            case "connect time-out" -> new ConnectTimeoutException("made up");
            case "no connection free" -> new ConnectionRequestTimeoutException("made up");
            case "stopped" -> new RejectedExecutionException();
            case "reset" -> new SocketException();
            case "time-out" -> new SocketTimeoutException();
            case "closed" -> new NoHttpResponseException("made up");
            case "too long" -> new AnswerTooLongException(1);
            case "bug" -> new IllegalStateException();
            case "memory" -> new OutOfMemoryError("made up");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Outcome answer(int status, String retryAfter, String mashery, String body) {
        Map<String, Object> headers = new HashMap<>();
        if (retryAfter != null) {
            headers.put("Retry-After", retryAfter);
        }
        if (mashery != null) {
            headers.put("X-Mashery-Error-Code", mashery);
        }
        return answer(status, headers, body);
    }

    private static Outcome answer(int status, Map<String, Object> headers, String body) {
        ApiAnswer answer = new ApiAnswer(status, headers, (body == null ? "" : body).getBytes(StandardCharsets.UTF_8));
        return new Outcome.Answered(answer, RateLimits.read(answer, NOW), answer.retryAfter(NOW));
    }

    private static String decide(String kind, Attempt attempt, Outcome outcome) {
        Decision decision = RetryRules.decide(call(kind), attempt, outcome, BACK_OFF, BASE);
        if (decision instanceof Decision.Retry retry) {
            return (retry.asked() ? "asked " : "again ") + retry.pause().toSeconds();
        }
        return decision instanceof Decision.Follow follow ? "to " + follow.to() : decision.getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource({
            "refused, again 1, again 1", "unknown host, again 1, again 1", "no route, again 1, again 1",
            "handshake, again 1, again 1", "connect time-out, again 1, again 1", "no connection free, again 1, again 1",
            "stopped, Fail, Fail",
            "reset, again 1, Fail", "time-out, again 1, Fail", "closed, again 1, Fail",
            "too long, Fail, Fail", "bug, Fail, Fail", "memory, Fail, Fail" })
    void whenNoAnswerComesACallThatChangesSomethingIsMadeAgainOnlyIfNothingWasSent(String cause, String others, String post) {
        Outcome lost = new Outcome.Lost(cause(cause));
        for (String kind : new String[] { "GET", "PUT", "DELETE", "ASK" }) {
            assertThat(decide(kind, FIRST, lost)).as(kind).isEqualTo(others);
            assertThat(decide(kind, LAST, lost)).as(kind).isEqualTo("Fail");
        }
        assertThat(decide("POST", FIRST, lost)).isEqualTo(post);
        assertThat(decide("POST", LAST, lost)).isEqualTo("Fail");
    }

    @Test
    void thePauseGrows() {
        assertThat(decide("GET", SECOND, new Outcome.Lost(new IOException()))).isEqualTo("again 2");
        assertThat(decide("GET", SECOND, answer(500, Map.of(), null))).isEqualTo("again 2");
    }

    @ParameterizedTest
    @CsvSource({
            "200,,,,Succeed", "201,,,,Succeed", "204,,,,Succeed",
            "400,,,,Fail", "401,,,,Fail", "404,,,,Fail", "409,,,,Fail", "422,,,,Fail",
            "401,5,,,Fail", "409,5,,,Fail",
            "403,,,,Fail", "403,5,,no permission,Fail",
            "403,,ERR_403_NOT_AUTHORIZED,,Fail",
            "403,,ERR_403_DEVELOPER_INACTIVE,,Fail", "403,5,,<h1>Developer Inactive</h1>,Fail",
            "403,,ERR_403_DEVELOPER_OVER_QPS,,asked 0", "403,10,ERR_403_DEVELOPER_OVER_QPS,,asked 0",
            "403,11,ERR_403_DEVELOPER_OVER_QPS,,Fail", "403,,,<h1>Developer Over Qps</h1>,asked 0",
            "403,,ERR_403_DEVELOPER_OVER_RATE,,Fail", "403,1,ERR_403_DEVELOPER_OVER_RATE,,Fail",
            "403,,,<h1>Developer Over Rate</h1>,Fail",
            "429,,,,asked 0", "429,0,,,asked 0", "429,10,,,asked 0", "429,11,,,Fail", "429,901,,,Fail",
            "429,'Mon, 02 Nov 2026 00:00:00 GMT',,,asked 0", "429,'Mon, 02 Nov 2026 00:00:01 GMT',,,Fail",
            "429,'Sun, 01 Nov 2026 00:00:00 GMT',,,asked 0", "429,soon,,,asked 0" })
    void whatIsNoFailureOfTheServerIsDecidedAlikeForEveryCall(
            int status, String retryAfter, String mashery, String body, String decision) {
        Outcome answered = answer(status, retryAfter, mashery, body);
        for (String kind : new String[] { "GET", "PUT", "DELETE", "ASK", "POST" }) {
            assertThat(decide(kind, FIRST, answered)).as(kind).isEqualTo(decision);
            assertThat(decide(kind, new Attempt(2, 2, PATIENCE, false), answered)).as(kind)
                    .isEqualTo(decision.equals("Succeed") ? "Succeed" : "Fail");
        }
    }

    @ParameterizedTest
    @CsvSource({
            "500,,again 1", "501,,again 1", "502,,again 1", "504,,again 1", "599,,again 1", "500,5,again 1", "502,60,again 1",
            "503,,again 1", "503,soon,again 1", "503,-5,again 1", "503,0,again 1",
            "503,1,asked 1", "503,10,asked 10", "503,11,Fail", "503,9223372036854775807,Fail",
            "503,'Mon, 02 Nov 2026 00:00:00 GMT',asked 10", "503,'Mon, 02 Nov 2026 00:00:01 GMT',Fail",
            "503,'Sun, 01 Nov 2026 00:00:00 GMT',again 1", "503,'Fri, 01 Jan 2100 00:00:00 GMT',Fail" })
    void afterAFailureOfTheServerACallThatChangesSomethingIsNotMadeAgain(int status, String retryAfter, String decision) {
        Outcome answered = answer(status, retryAfter, null, null);
        for (String kind : new String[] { "GET", "PUT", "DELETE", "ASK" }) {
            assertThat(decide(kind, FIRST, answered)).as(kind).isEqualTo(decision);
            assertThat(decide(kind, LAST, answered)).as(kind).isEqualTo("Fail");
        }
        assertThat(decide("POST", FIRST, answered)).isEqualTo("Fail");
    }

    @ParameterizedTest
    @CsvSource({
            "DELETE,false,Fail", "DELETE,true,SucceedBefore", "GET,true,Fail", "PUT,true,Fail", "ASK,true,Fail",
            "POST,true,Fail" })
    void onlyARemovalThatMayHaveBeenDoneBeforeHasSucceededIfNothingIsFound(String kind, boolean mayBeDone, String decision) {
        assertThat(decide(kind, new Attempt(2, 2, PATIENCE, mayBeDone), answer(404, Map.of(), null))).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({
            "/pubapi/v1/msp/domains/, to https://acmemsp.egnyte.com/pubapi/v1/msp/domains/",
            "https://ACMEMSP.egnyte.com:443/x?a=b, to https://ACMEMSP.egnyte.com:443/x?a=b",
            "http://acmemsp.egnyte.com/x, Fail", "https://acmemsp.egnyte.com:8443/x, Fail", "https://other.example/x, Fail",
            "//other.example/x, Fail", "https://acmemsp.egnyte.com@other.example/x, Fail",
            "https://user@acmemsp.egnyte.com/x, Fail",
            "mailto:x@msp.example, Fail", "https:///x, Fail", "'/with space', Fail" })
    void aRedirectIsFollowedOnceByAGetOfTheSameServer(String location, String decision) {
        Outcome answered = answer(301, Map.of("Location", location), null);
        assertThat(decide("GET", FIRST, answered)).isEqualTo(decision);
        for (String kind : new String[] { "PUT", "DELETE", "ASK", "POST" }) {
            assertThat(decide(kind, FIRST, answered)).as(kind).isEqualTo("Fail");
        }
        ApiCall followed = call("GET").redirected(URI.create("https://acmemsp.egnyte.com/once"));
        assertThat(RetryRules.decide(followed, FIRST, answered, BACK_OFF, BASE)).isEqualTo(new Decision.Fail());
    }

    @Test
    void aRedirectWithoutAnAddressIsAFailure() {
        assertThat(decide("GET", FIRST, answer(302, Map.of(), null))).isEqualTo("Fail");
    }
}
