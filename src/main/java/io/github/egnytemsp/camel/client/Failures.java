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

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import io.github.egnytemsp.camel.auth.TokenKeystoreException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;

/** The exceptions of calls, and their messages. None of them holds a secret or an unbounded text. */
final class Failures {

    private static final String MAY_BE_DONE = "Egnyte may have done it: check before you call again";
    private static final String WHY_REFUSED
            = "It may have expired (Egnyte's newer texts say 30 days), or its user changed the password"
              + " or revoked access. ";

    /** Seen in a client of the portal; Egnyte does not document it. */
    private static final String IN_FIVES = ". Egnyte may sell power users in fives: try a multiple of 5";
    private static final Set<Integer> REFUSED_INPUT = Set.of(400, 409, 422);

    private Failures() {
    }

    /** The exception for the outcome of the last try of a call. */
    static EgnyteMspException of(ApiCall call, Outcome outcome, URI baseUrl, String token, String advice) {
        if (outcome instanceof Outcome.Lost lost) {
            return lost(call, lost, baseUrl);
        }
        Outcome.Answered answered = (Outcome.Answered) outcome;
        return answered.limits() != null
                ? overLimit(call, answered.answer(), answered.limits())
                : answered(call, answered.answer(), baseUrl, token, advice);
    }

    private static EgnyteMspException lost(ApiCall call, Outcome.Lost lost, URI baseUrl) {
        String cause = lost.cause().getClass().getSimpleName();
        if (!call.repeatable() && lost.sent()) {
            return new EgnyteMspOutcomeUnknownException(
                    call + " was sent, but no answer came (" + cause + "). " + MAY_BE_DONE, 0, lost.cause());
        }
        String what;
        if (lost.cause() instanceof AnswerTooLongException) {
            what = lost.cause().getMessage();
        } else if (lost.mayPass()) {
            what = baseUrl + (lost.sent() ? " did not answer (" : " cannot be reached (") + cause + ")";
        } else {
            what = cause;
        }
        return new EgnyteMspException(call + " failed: " + what, 0, null, null, lost.cause());
    }

    private static EgnyteMspRateLimitException overLimit(ApiCall call, ApiAnswer answer, RateLimits limits) {
        return new EgnyteMspRateLimitException(
                call + " was answered " + answer.status() + ": the limit of calls per "
                                               + limits.scope().name().toLowerCase(Locale.ROOT) + " is exceeded. Try again at "
                                               + limits.retryAt(),
                answer.status(), limits.scope(), limits.retryAt());
    }

    private static EgnyteMspException answered(ApiCall call, ApiAnswer answer, URI baseUrl, String token, String advice) {
        URI location = RetryRules.location(answer, call.address(baseUrl));
        if (location != null) {
            return redirected(call, answer, location);
        }
        ErrorBody error = ErrorBody.read(answer.body(), token, call.secret());
        StringBuilder message = new StringBuilder(call + " was answered " + answer.status());
        if (error.code() != null) {
            message.append(" (").append(error.code()).append(')');
        }
        if (error.message() != null) {
            message.append(": ").append(error.message());
        }
        if (error.requestId() != null) {
            message.append(" (request ").append(error.requestId()).append(')');
        }
        if (RefusedToken.isRefusal(answer)) {
            message.append(". The access token is not valid. ").append(WHY_REFUSED).append(advice);
            return new EgnyteMspAuthenticationException(
                    message.toString(), answer.status(), error.code(), error.message(), error.requestId());
        }
        if (answer.status() >= 500 && !call.repeatable()) {
            // a gateway may send it although the API has done the call
            return new EgnyteMspOutcomeUnknownException(message + ". " + MAY_BE_DONE, answer.status(), null);
        }
        if (call.operation().endsWith("PowerUsers") && REFUSED_INPUT.contains(answer.status())) {
            message.append(IN_FIVES);
        }
        return new EgnyteMspException(
                message.toString(), answer.status(), error.code(), error.message(), error.requestId(), null);
    }

    private static EgnyteMspException redirected(ApiCall call, ApiAnswer answer, URI location) {
        return new EgnyteMspException(
                call + " was answered " + answer.status() + " with a redirect to "
                                      + (location.getHost() == null ? "another address" : ErrorBody.tidy(location.getHost()))
                                      + ", which is not followed. Only a GET follows one redirect, and only to the same"
                                      + " scheme, host and port, because the request carries the access token",
                answer.status(), null, null, null);
    }

    /** A successful answer without the API's JSON. */
    static EgnyteMspException notJson(ApiCall call, ApiAnswer answer, String token) {
        String type = answer.header("Content-Type");
        // a page of a proxy or a login explains the problem; anything else may be an answer with a webhook's secret in it
        String shown = type != null && type.startsWith("text/html")
                ? ErrorBody.read(answer.body(), token, call.secret()).message()
                : answer.body().length + " bytes of " + (type == null ? null : ErrorBody.tidy(type));
        String what = call + " was answered " + answer.status() + ", but not with the API's JSON: " + shown;
        return call.repeatable()
                ? new EgnyteMspException(what, answer.status(), null, null, null)
                : new EgnyteMspOutcomeUnknownException(what + ". " + MAY_BE_DONE, answer.status(), null);
    }

    /** The component was stopped while the call was under way or waited. */
    static EgnyteMspException stopped(ApiCall call, boolean mayBeDone) {
        String what = call + " was cancelled because the component stops";
        return mayBeDone && !call.repeatable()
                ? new EgnyteMspOutcomeUnknownException(what + ". " + MAY_BE_DONE, 0, null)
                : new EgnyteMspException(what, 0, null, null, null);
    }

    static EgnyteMspException tokenUnreadable(Exception e) {
        return new EgnyteMspException(
                "The access token cannot be read: " + (e instanceof TokenKeystoreException
                        ? e.getMessage() : "the accessTokenProvider failed with " + e.getClass().getSimpleName()),
                0, null, null, e);
    }

    static EgnyteMspAuthenticationException noToken(AccessTokenProvider tokens) {
        return new EgnyteMspAuthenticationException(
                "There is no access token yet. " + tokens.advice(), 0, null, null, null);
    }

    static EgnyteMspAuthenticationException tokenNotTriedAgain(int status, Instant until, String advice) {
        return new EgnyteMspAuthenticationException(
                "Egnyte refused the access token (" + status + "). It is not tried again before " + until + ". " + WHY_REFUSED
                                                    + advice,
                status, null, null, null);
    }

    static EgnyteMspRateLimitException noPlace(Instant retryAt) {
        return new EgnyteMspRateLimitException(
                "The limit of calls per second left no room for this call within maxWait (a call counts until one second after"
                                               + " its answer). Try again at " + retryAt
                                               + ", make fewer calls at once, or raise maxWait",
                0, Scope.SECOND, retryAt);
    }

    static EgnyteMspRateLimitException dayOver(long callsToday, Instant reset) {
        return new EgnyteMspRateLimitException(
                "Today's calls are used up (" + callsToday + " were made; some are reserved for the webhook). Try again at "
                                               + reset + ", when Egnyte's day ends (00:00 UTC)",
                0, Scope.DAY, reset);
    }
}
