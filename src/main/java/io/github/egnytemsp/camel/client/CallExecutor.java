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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import io.github.egnytemsp.camel.client.RetryRules.Attempt;
import io.github.egnytemsp.camel.client.RetryRules.Decision;
import io.github.egnytemsp.camel.model.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes calls: waits for a turn, sends, and retries as {@link RetryRules} decide. A waiting call uses no thread; a
 * running one uses a thread of the transport.
 */
public final class CallExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(CallExecutor.class);
    private static final byte[] DONE = "{\"success\":true}".getBytes(StandardCharsets.US_ASCII);

    private final HttpTransport transport;
    private final AccessTokenProvider tokens;
    private final CallLimits limits;
    private final Settings settings;
    private final TimeSource time;
    private final CallObserver observer;
    private final BackOff backOff = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(8));
    private volatile DayBudget lastDay;

    /**
     * How calls are paced and repeated.
     *
     * @param maxCallsPerSecond 0 for no limit
     * @param maxCallsPerDay    0 for no limit
     * @param maxWait           the longest that one call waits for its turn
     * @param maxRetries        repeated tries of a call that is safe to repeat
     * @param refusedTokenPause how long a token that was refused is not used again
     */
    public record Settings(int maxCallsPerSecond, int maxCallsPerDay, Duration maxWait, int maxRetries,
            Duration refusedTokenPause) {
    }

    /**
     * @param transport sends calls
     * @param tokens    where the access token comes from
     * @param limits    shared by everything that uses the same token
     * @param settings  pacing and tries
     * @param observer  is told of every call
     */
    public CallExecutor(HttpTransport transport, AccessTokenProvider tokens, CallLimits limits, Settings settings,
                        CallObserver observer) {
        this.transport = transport;
        this.tokens = tokens;
        this.limits = limits;
        this.settings = settings;
        this.time = limits.time();
        this.observer = observer;
    }

    /**
     * Makes a call and reads its answer.
     *
     * @param  call   the call
     * @param  reader reads the API's JSON; {@link IllegalStateException} if it is of another kind
     * @return        what was read, and what the answer tells about the day's calls
     */
    <T> CompletableFuture<ApiResult<T>> execute(ApiCall call, Function<JsonNode, T> reader) {
        Run<T> run = new Run<>(call, reader);
        run.begin();
        return run.result;
    }

    /** The part of the day's calls that is left for the last used token, 0 to 1. */
    double partOfCallsLeft() {
        DayBudget day = lastDay;
        return day == null || day.callsPerDay() <= 0 ? 1 : (double) day.callsLeft() / day.callsPerDay();
    }

    private String token() throws EgnyteMspException {
        String token;
        try {
            token = tokens.accessToken();
        } catch (Exception e) {
            throw Failures.tokenUnreadable(e);
        }
        if (token == null || token.isBlank()) {
            throw Failures.noToken(tokens);
        }
        return token.trim();
    }

    /** A failing observer must not affect the call, nor one that was compiled for other meters. */
    private void tell(Consumer<CallObserver> what) {
        try {
            what.accept(observer);
        } catch (RuntimeException | Error e) {
            LOG.debug("A call could not be counted", e);
        }
    }

    /** One call. Only one thread at a time works on it. */
    private final class Run<T> implements HttpTransport.Pending {

        private final Function<JsonNode, T> reader;
        private final CompletableFuture<ApiResult<T>> result = new CompletableFuture<>();
        private volatile ApiCall call;
        private volatile boolean mayBeDone;
        private String token;
        private boolean tokenRenewed;
        private TokenLimits ofToken;
        private Duration patience = settings.maxWait();
        private volatile CompletableFuture<CallTurns.Turn> turn;
        private int failures;

        Run(ApiCall call, Function<JsonNode, T> reader) {
            this.call = call;
            this.reader = reader;
        }

        void begin() {
            try {
                use(token());
            } catch (EgnyteMspException e) {
                result.completeExceptionally(e);
                return;
            }
            transport.begin(this);
            result.whenComplete((value, failure) -> {
                transport.end(this);
                stopWaiting();
            });
            queue();
        }

        private void use(String newToken) {
            token = newToken;
            ofToken = limits.of(transport.baseUrl(), newToken, settings);
            lastDay = ofToken.day();
        }

        /** A call that was cancelled or abandoned leaves the queue. */
        private void stopWaiting() {
            CompletableFuture<CallTurns.Turn> current = turn;
            if (current != null) {
                current.cancel(false);
            }
        }

        private void queue() {
            if (result.isDone()) {
                return;
            }
            try {
                ofToken.refused().requireNotRefused(tokens.advice());
                ofToken.day().requireCallsLeft(call.reserve());
            } catch (EgnyteMspException e) {
                fail(e);
                return;
            }
            long since = time.nanoTime();
            turn = ofToken.turns().take(patience, call.reserve(), transport.longestCall());
            turn.whenComplete((given, failure) -> {
                if (given == null && result.isDone()) {
                    return;
                }
                long waited = time.nanoTime() - since;
                tell(someone -> someone.waited(waited));
                // only waiting counts: an answer that took long must not be taken for a limit
                patience = patience.minusNanos(waited);
                work(() -> {
                    if (failure instanceof EgnyteMspException refused) {
                        fail(refused);
                    } else if (failure != null) {
                        abandon();
                    } else {
                        make(given);
                    }
                }, given);
            });
            if (result.isDone()) {
                stopWaiting();
            }
        }

        /**
         * In a thread of the transport's: what happens later must not wait for it, nor for what the caller does then.
         */
        private void work(Runnable step, CallTurns.Turn given) {
            try {
                transport.execute(() -> {
                    try {
                        step.run();
                    } catch (RuntimeException | Error e) {
                        LOG.warn("{} failed", call, e);
                        fail(Failures.of(call, new Outcome.Lost(e), transport.baseUrl(), token, tokens.advice()));
                    }
                });
            } catch (RejectedExecutionException e) {
                if (given != null) {
                    ofToken.turns().giveBack(given);
                }
                abandon();
            }
        }

        private void make(CallTurns.Turn given) {
            LocalDate day;
            try {
                if (result.isDone()) {
                    ofToken.turns().giveBack(given);
                    return;
                }
                day = ofToken.day().take(call.reserve());
            } catch (EgnyteMspRateLimitException e) {
                ofToken.turns().giveBack(given);
                fail(e);
                return;
            }
            boolean before = mayBeDone;
            mayBeDone = true;
            Outcome outcome = send();
            boolean sent = !(outcome instanceof Outcome.Lost lost) || lost.sent();
            ofToken.day().release(day, sent);
            long callsToday = -1;
            try {
                if (outcome instanceof Outcome.Answered answered) {
                    callsToday = answered.answer().number(RateLimits.QUOTA_CURRENT);
                    learn(day, answered);
                }
            } finally {
                ofToken.turns().release(given, sent, callsToday);
            }
            Attempt attempt = new Attempt(failures, settings.maxRetries(), patience, before);
            mayBeDone = before || outcome instanceof Outcome.Lost && sent
                    || outcome instanceof Outcome.Answered answered && answered.answer().status() >= 500;
            go(RetryRules.decide(call, attempt, outcome, backOff, transport.baseUrl()), outcome);
        }

        private Outcome send() {
            long start = System.nanoTime();
            int status = 0;
            try {
                ApiAnswer answer = transport.send(call, token);
                status = answer.status();
                return new Outcome.Answered(answer, RateLimits.read(answer, time.now()), answer.retryAfter(time.now()));
            } catch (Exception | Error e) {
                return new Outcome.Lost(e);
            } finally {
                int told = status;
                long nanos = System.nanoTime() - start;
                tell(someone -> someone.called(call.resource(), call.operation(), told, nanos));
            }
        }

        private void learn(LocalDate day, Outcome.Answered answered) {
            ofToken.day().observe(day, answered.answer());
            if (ofToken.day().callsPerDay() > 0) {
                tell(someone -> someone.budget(transport.baseUrl(), ofToken.number(), ofToken.day()::callsLeft));
            }
            if (RefusedToken.isRefusal(answered.answer())) {
                ofToken.refused().refused(answered.answer(), settings.refusedTokenPause());
            } else {
                ofToken.refused().accepted();
            }
            RateLimits over = answered.limits();
            if (over != null && over.scope() == Scope.DAY) {
                ofToken.day().closeUntil(over.retryAt());
            } else if (over != null) {
                ofToken.turns().closeUntil(over.retryAt());
            }
        }

        private void go(Decision decision, Outcome outcome) {
            if (decision instanceof Decision.Succeed) {
                succeed(((Outcome.Answered) outcome).answer());
            } else if (decision instanceof Decision.SucceedBefore) {
                succeed(new ApiAnswer(200, ((Outcome.Answered) outcome).answer().headers(), DONE));
            } else if (decision instanceof Decision.Follow follow) {
                call = call.redirected(follow.to());
                queue();
            } else if (decision instanceof Decision.Retry retry) {
                again(retry, outcome);
            } else {
                fail(Failures.of(call, outcome, transport.baseUrl(), token, tokens.advice()));
            }
        }

        private void again(Decision.Retry retry, Outcome outcome) {
            failures++;
            LOG.debug("{} is retried after {}: {}", call, retry.pause(), outcome);
            tell(someone -> someone.retried(call.resource(), call.operation(), retry.pause()));
            if (retry.asked()) {
                patience = patience.minus(retry.pause());
            }
            if (retry.pause().isZero()) {
                queue();
                return;
            }
            try {
                time.schedule(retry.pause(), () -> work(this::queue, null));
            } catch (RejectedExecutionException e) {
                abandon();
            }
        }

        private void succeed(ApiAnswer answer) {
            ApiResult<T> read;
            try {
                read = new ApiResult<>(
                        reader.apply(Json.mapper().readTree(answer.body())), answer.status(),
                        answer.number(RateLimits.QUOTA_CURRENT), callsPerDay(answer));
            } catch (IOException | RuntimeException | StackOverflowError e) {
                // a parser's message quotes the answer, which may hold a webhook's secret
                LOG.debug("The answer to {} cannot be read: {}", call, e.getClass().getSimpleName());
                fail(Failures.notJson(call, answer, token));
                return;
            }
            result.complete(read);
        }

        private long callsPerDay(ApiAnswer answer) {
            long allotted = answer.number(RateLimits.QUOTA_ALLOTTED);
            return allotted >= 0 ? allotted : settings.maxCallsPerDay();
        }

        private void fail(EgnyteMspException failure) {
            if (failure instanceof EgnyteMspAuthenticationException && !tokenRenewed) {
                // another process may have stored a new one in the meantime
                tokenRenewed = true;
                try {
                    String another = token();
                    if (!another.equals(token)) {
                        use(another);
                        queue();
                        return;
                    }
                } catch (EgnyteMspException e) {
                    result.completeExceptionally(e);
                    return;
                }
            }
            result.completeExceptionally(failure);
        }

        @Override
        public void abandon() {
            result.completeExceptionally(Failures.stopped(call, mayBeDone));
        }
    }
}
