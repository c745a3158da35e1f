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
package io.github.egnytemsp.camel.simulator;

import java.time.Duration;
import java.util.Map;

/**
 * Something that goes wrong with one of the next calls of the API. Give it to
 * {@link EgnyteMspSimulator#failNext(Fault)}.
 *
 * <p>
 * Faults come after authentication and rate limits: a call that one of those refuses uses up no fault, and a call that
 * fails counts like any other.
 */
public final class Fault {

    /** What happens instead of, or after, the work. */
    enum Kind {
        /** Answer something else without doing the work. */
        ANSWER,
        /** Do the work, then close the connection. */
        LOSE_ANSWER,
        /** Close the connection without doing the work. */
        DROP,
        /** Do the work, answer later. */
        DELAY
    }

    private final Kind kind;
    private final Answer answer;
    private final Duration delay;
    private final String method;
    private final String pathPrefix;
    private final int times;

    private Fault(Kind kind, Answer answer, Duration delay, String method, String pathPrefix, int times) {
        this.kind = kind;
        this.answer = answer;
        this.delay = delay;
        this.method = method;
        this.pathPrefix = pathPrefix;
        this.times = times;
    }

    private static Fault of(Kind kind, Answer answer, Duration delay) {
        return new Fault(kind, answer, delay, "", "", 1);
    }

    /**
     * Answers with a status and an error body; nothing is done.
     *
     * @param  status                   an HTTP status from 200 to 599
     * @return                          the fault, its body in the shape {@link ErrorShape#ERRORS_DESCRIBED}
     * @throws IllegalArgumentException if the status is out of range
     */
    public static Fault status(int status) {
        return error(status, ErrorShape.ERRORS_DESCRIBED);
    }

    /**
     * Answers with a status and an error body of any shape; nothing is done.
     *
     * @param  status                   an HTTP status from 200 to 599
     * @param  shape                    the shape of the body
     * @return                          the fault
     * @throws IllegalArgumentException if the status is out of range
     */
    public static Fault error(int status, ErrorShape shape) {
        return of(Kind.ANSWER, shape.answer(checked(status), "SIMULATED_" + status, "Fault injected by the simulator"),
                Duration.ZERO);
    }

    /**
     * 503 that says when to come again; nothing is done.
     *
     * @param  retryAfter value of {@code Retry-After}, rounded up to seconds, at least 1
     * @return            the fault
     */
    public static Fault unavailable(Duration retryAfter) {
        return of(Kind.ANSWER,
                ErrorShape.FAULT.answer(503, "SERVICE_UNAVAILABLE", "Service Unavailable").retryAfter(retryAfter),
                Duration.ZERO);
    }

    /**
     * A redirect; nothing is done.
     *
     * @param  location where to: an address, or a path of this simulator
     * @return          the fault, with status 301
     */
    public static Fault redirect(String location) {
        return answer(301, Map.of("Location", location), "");
    }

    /**
     * Answers with anything; nothing is done.
     *
     * @param  status                   an HTTP status from 200 to 599
     * @param  headers                  headers of the answer, e.g. {@code Retry-After}
     * @param  body                     body of the answer, sent as UTF-8; may be empty
     * @return                          the fault
     * @throws IllegalArgumentException if the status is out of range
     */
    public static Fault answer(int status, Map<String, String> headers, String body) {
        return of(Kind.ANSWER, new Answer(checked(status), Map.copyOf(headers), body), Duration.ZERO);
    }

    /**
     * 403 of a full second, as documented by Egnyte; nothing is done.
     *
     * @return the fault, with {@code Retry-After} in 1 second
     */
    public static Fault overSecondLimit() {
        return overLimit(OverLimitStyle.MASHERY_403, RateLimit.Scope.SECOND, Duration.ofSeconds(1));
    }

    /**
     * 403 of a full second without the Mashery header, which a proxy took: only the body says what it is. Nothing is
     * done.
     *
     * @return the fault, with {@code Retry-After} in 1 second
     */
    public static Fault overSecondLimitWithoutHeader() {
        return overLimit(OverLimitStyle.PLAIN_403, RateLimit.Scope.SECOND, Duration.ofSeconds(1));
    }

    /**
     * 403 of a full day, as documented by Egnyte; nothing is done.
     *
     * @param  retryAfter value of {@code Retry-After}, rounded up to seconds, at least 1
     * @return            the fault
     */
    public static Fault overDayLimit(Duration retryAfter) {
        return overLimit(OverLimitStyle.MASHERY_403, RateLimit.Scope.DAY, retryAfter);
    }

    /**
     * 429, as documented by Egnyte; nothing is done.
     *
     * @param  retryAfter value of {@code Retry-After}, rounded up to seconds, at least 1
     * @return            the fault
     */
    public static Fault tooManyRequests(Duration retryAfter) {
        return overLimit(OverLimitStyle.TOO_MANY_REQUESTS_429, RateLimit.Scope.SECOND, retryAfter);
    }

    private static Fault overLimit(OverLimitStyle style, RateLimit.Scope scope, Duration retryAfter) {
        return of(Kind.ANSWER, ApiErrors.overLimit(style, scope, retryAfter), Duration.ZERO);
    }

    /**
     * 403 {@code ERR_403_DEVELOPER_INACTIVE}, a refused token; nothing is done.
     *
     * @return the fault
     */
    public static Fault developerInactive() {
        return of(Kind.ANSWER, ApiErrors.refusedToken(RefusedTokenStyle.DEVELOPER_INACTIVE_403), Duration.ZERO);
    }

    /**
     * 403 without the Mashery header, a real permission failure; nothing is done.
     *
     * @return the fault
     */
    public static Fault forbidden() {
        return of(Kind.ANSWER, ApiErrors.of(403, "Forbidden"), Duration.ZERO);
    }

    /**
     * Does the work, then closes the connection with no answer: the client cannot know what happened.
     *
     * @return the fault
     */
    public static Fault loseAnswer() {
        return of(Kind.LOSE_ANSWER, null, Duration.ZERO);
    }

    /**
     * Closes the connection with no answer, and nothing is done.
     *
     * @return the fault
     */
    public static Fault dropConnection() {
        return of(Kind.DROP, null, Duration.ZERO);
    }

    /**
     * Does the work at once and answers late.
     *
     * @param  delay how much later, by real time
     * @return       the fault
     */
    public static Fault delay(Duration delay) {
        return of(Kind.DELAY, null, delay);
    }

    /**
     * The same fault, only for some calls.
     *
     * @param  onlyMethod     an HTTP method, or empty for any
     * @param  onlyPathPrefix what the path begins with, e.g. {@code /pubapi/v1/msp/webhooks}, or empty for any
     * @return                a changed copy
     */
    public Fault on(String onlyMethod, String onlyPathPrefix) {
        return new Fault(kind, answer, delay, onlyMethod, onlyPathPrefix, times);
    }

    /**
     * The same fault, for more than one call.
     *
     * @param  count                    how many calls, at least 1
     * @return                          a changed copy
     * @throws IllegalArgumentException if the count is less than 1
     */
    public Fault times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A fault must happen at least once, not " + count + " times");
        }
        return new Fault(kind, answer, delay, method, pathPrefix, count);
    }

    /** What it does, to which calls. */
    @Override
    public String toString() {
        return "Fault[" + kind + (answer == null ? "" : " " + answer.status())
               + ", method=" + method + ", path=" + pathPrefix + ", times=" + times + "]";
    }

    Kind kind() {
        return kind;
    }

    Answer answer() {
        return answer;
    }

    Duration delay() {
        return delay;
    }

    int times() {
        return times;
    }

    boolean matches(Request request) {
        return (method.isEmpty() || method.equals(request.method())) && request.path().startsWith(pathPrefix);
    }

    private static int checked(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("Not a status from 200 to 599: " + status);
        }
        return status;
    }
}
