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
import java.net.URISyntaxException;
import java.time.Duration;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;

/**
 * Decides what follows from the outcome of a try: the only place that decides about retries. Pure: it uses no clock.
 */
final class RetryRules {

    private RetryRules() {
    }

    /** What to do next. */
    sealed interface Decision {

        /** The answer is the result. */
        record Succeed() implements Decision {
        }

        /** An earlier try, whose answer was lost, has succeeded. */
        record SucceedBefore() implements Decision {
        }

        /**
         * Try again after a pause.
         *
         * @param pause after this
         * @param asked whether the API asked for the pause, so that it counts as waiting
         */
        record Retry(Duration pause, boolean asked) implements Decision {
        }

        /**
         * Repeat the call at another path of the same host.
         *
         * @param to where
         */
        record Follow(URI to) implements Decision {
        }

        /** The call has failed. */
        record Fail() implements Decision {
        }
    }

    /**
     * The tries so far.
     *
     * @param number     how many tries failed before
     * @param maxRetries how many may be repeated
     * @param patience   how much longer the call may wait because the API asks for it
     * @param mayBeDone  whether an earlier try may have been carried out
     */
    record Attempt(int number, int maxRetries, Duration patience, boolean mayBeDone) {

        boolean last() {
            return number >= maxRetries;
        }
    }

    /**
     * Decides.
     *
     * @param  call    the call
     * @param  attempt the try
     * @param  outcome what became of it
     * @param  backOff pauses where the API asks for none
     * @param  baseUrl the address of the API
     * @return         what to do next
     */
    static Decision decide(ApiCall call, Attempt attempt, Outcome outcome, BackOff backOff, URI baseUrl) {
        if (outcome instanceof Outcome.Lost lost) {
            boolean safe = call.repeatable() || !lost.sent();
            return safe && lost.mayPass() && !attempt.last()
                    ? new Decision.Retry(backOff.pause(attempt.number()), false) : new Decision.Fail();
        }
        return answered(call, attempt, (Outcome.Answered) outcome, backOff, baseUrl);
    }

    private static Decision answered(
            ApiCall call, Attempt attempt, Outcome.Answered outcome, BackOff backOff, URI baseUrl) {
        ApiAnswer answer = outcome.answer();
        if (answer.isSuccess()) {
            return new Decision.Succeed();
        }
        if (attempt.mayBeDone() && answer.status() == 404 && "DELETE".equals(call.method())) {
            return new Decision.SucceedBefore();
        }
        RateLimits limits = outcome.limits();
        if (limits != null) {
            // it says that nothing was done: whatever the call does, it may be made again. The pacing waits
            boolean hopeless
                    = attempt.last() || limits.scope() == Scope.DAY || limits.pause().compareTo(attempt.patience()) > 0;
            return hopeless ? new Decision.Fail() : new Decision.Retry(Duration.ZERO, true);
        }
        if (answer.status() >= 500 && call.repeatable() && !attempt.last()) {
            Duration asked = answer.status() == 503 ? outcome.retryAfter() : null;
            if (asked == null || asked.isZero()) {
                return new Decision.Retry(backOff.pause(attempt.number()), false);
            }
            return asked.compareTo(attempt.patience()) > 0 ? new Decision.Fail() : new Decision.Retry(asked, true);
        }
        URI target = redirect(call, answer, baseUrl);
        return target != null ? new Decision.Follow(target) : new Decision.Fail();
    }

    /**
     * Where a GET may be made again, once; null for every other answer. The token goes to no other scheme, host or
     * port.
     */
    private static URI redirect(ApiCall call, ApiAnswer answer, URI baseUrl) {
        URI location = location(answer, call.address(baseUrl));
        return location != null && "GET".equals(call.method()) && call.redirect() == null && sameServer(location, baseUrl)
                ? location : null;
    }

    /** Where an answer sends its reader, or null. */
    static URI location(ApiAnswer answer, URI from) {
        String location = answer.header("Location");
        if (answer.status() < 300 || answer.status() > 399 || location == null) {
            return null;
        }
        try {
            return from.resolve(new URI(location.trim()));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean sameServer(URI one, URI other) {
        return one.getHost() != null && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getScheme().equalsIgnoreCase(other.getScheme()) && port(one) == port(other)
                && one.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
