package io.github.egnytemsp.camel.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.net.ssl.SSLHandshakeException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import io.github.egnytemsp.camel.auth.TokenKeystoreException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import io.github.egnytemsp.camel.model.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one call: its turn, its token, its tries, its failure. The only place that decides what may be tried again.
 */
public final class CallExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(CallExecutor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private static final String MAY_BE_DONE = "It may have been done: look before calling again";
    private static final byte[] REMOVED = "{\"success\":true}".getBytes(StandardCharsets.US_ASCII);

    private final HttpTransport transport;
    private final AccessTokenProvider tokens;
    private final CallGovernors governors;
    private final Settings settings;
    private final TimeSource time;
    private final CallObserver observer;
    private volatile CallGovernor governor;

    /**
     * How calls are paced and repeated.
     *
     * @param maxCallsPerSecond 0 for no limit
     * @param maxCallsPerDay    0 for no limit
     * @param maxWait           the longest that one call waits for its turn
     * @param maxRetries        repeated tries of a call that is safe to repeat
     * @param refusedTokenPause how long a token that was refused (401) is not used again
     */
    public record Settings(int maxCallsPerSecond, int maxCallsPerDay, Duration maxWait, int maxRetries,
            Duration refusedTokenPause) {
    }

    /**
     * @param transport sends calls
     * @param tokens    where the access token comes from
     * @param governors pacing, shared by everything that uses the same token
     * @param settings  pacing and tries
     * @param observer  is told of every call
     */
    public CallExecutor(HttpTransport transport, AccessTokenProvider tokens, CallGovernors governors, Settings settings,
                        CallObserver observer) {
        this.transport = transport;
        this.tokens = tokens;
        this.governors = governors;
        this.settings = settings;
        this.time = governors.time();
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
        try {
            return CompletableFuture.completedFuture(make(call, reader));
        } catch (EgnyteMspException | InterruptedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> ApiResult<T> make(ApiCall call, Function<JsonNode, T> reader) throws EgnyteMspException, InterruptedException {
        String token = token();
        try {
            return execute(call, reader, token);
        } catch (EgnyteMspAuthenticationException e) {
            // another process may have stored a new one in the meantime
            String another = token();
            if (another.equals(token)) {
                throw e;
            }
            return execute(call, reader, another);
        }
    }

    private <T> ApiResult<T> execute(ApiCall call, Function<JsonNode, T> reader, String token)
            throws EgnyteMspException, InterruptedException {
        ApiAnswer answer = answer(call, token);
        try {
            return new ApiResult<>(
                    reader.apply(Json.mapper().readTree(answer.body())), answer.status(),
                    answer.number(RateLimits.QUOTA_CURRENT), callsPerDay(answer));
        } catch (IOException | IllegalStateException e) {
            String what = call + " was answered " + answer.status() + " with something that is not the API's JSON: "
                          + shown(answer, token, call.secret());
            throw call.repeatable()
                    ? new EgnyteMspException(what, answer.status(), null, null, null)
                    : new EgnyteMspOutcomeUnknownException(what + ". " + MAY_BE_DONE, answer.status(), null);
        }
    }

    /** A page of a proxy or a log-in says what is wrong; anything else may be an answer with a webhook's secret in it. */
    private static String shown(ApiAnswer answer, String... secrets) {
        String type = answer.header("Content-Type");
        return type != null && type.startsWith("text/html")
                ? ErrorBody.read(answer.body(), secrets).message() : answer.body().length + " bytes of " + type;
    }

    private long callsPerDay(ApiAnswer answer) {
        long allotted = answer.number(RateLimits.QUOTA_ALLOTTED);
        return allotted >= 0 ? allotted : settings.maxCallsPerDay();
    }

    URI baseUrl() {
        return transport.baseUrl();
    }

    /** Of the token that was used last. */
    double partOfCallsLeft() {
        CallGovernor current = governor;
        return current == null || current.callsPerDay() <= 0 ? 1 : (double) current.callsLeft() / current.callsPerDay();
    }

    private ApiAnswer answer(ApiCall call, String token) throws EgnyteMspException, InterruptedException {
        CallGovernor governor = governors.of(transport.baseUrl(), token, settings);
        this.governor = governor;
        Duration patience = settings.maxWait();
        boolean mayBeDone = false;
        for (int failures = 0;; failures++) {
            boolean last = failures >= settings.maxRetries();
            ApiAnswer answer = null;
            governor.requireTokenNotRefused();
            long start = time.nanoTime();
            CallGovernor.Turn turn = takeTurn(governor, patience, call.reserve());
            // only waiting counts: an answer that took long must not be taken for a limit
            patience = patience.minusNanos(time.nanoTime() - start);
            boolean sent = true;
            try {
                answer = send(call, token);
            } catch (Exception e) {
                sent = !neverSent(e);
                mayBeDone |= sent;
                requireRepeatable(call, e, last);
                LOG.debug("{} failed ({}), trying again", call, e.getClass().getSimpleName());
            } finally {
                governor.release(turn, sent);
            }
            if (answer == null) {
                pause(failures);
                continue;
            }
            governor.observe(turn, answer);
            if (governor.callsPerDay() > 0) {
                tell(someone -> someone.budget(transport.baseUrl(), governor.number(), governor::callsLeft));
            }
            if (answer.status() == 401) {
                governor.tokenRefused(settings.refusedTokenPause());
            } else {
                governor.tokenAccepted();
            }
            if (answer.isSuccess()) {
                return answer;
            }
            if (mayBeDone && answer.status() == 404 && "DELETE".equals(call.method())) {
                return new ApiAnswer(200, answer.headers(), REMOVED);
            }
            RateLimits limits = RateLimits.read(answer, time.now());
            if (limits != null) {
                governor.closeUntil(limits.scope(), limits.retryAt());
                if (last || limits.scope() == Scope.DAY || limits.retryAt().isAfter(time.now().plus(patience))) {
                    throw overLimit(call, answer, limits);
                }
            } else if (answer.status() >= 500 && call.repeatable() && !last) {
                mayBeDone = true;
                LOG.debug("{} was answered {}, trying again", call, answer.status());
                pause(failures);
            } else {
                throw failure(call, answer, token);
            }
        }
    }

    private CallGovernor.Turn takeTurn(CallGovernor governor, Duration patience, boolean reserve)
            throws EgnyteMspRateLimitException, InterruptedException {
        long start = System.nanoTime();
        try {
            return governor.acquire(patience, reserve);
        } finally {
            long nanos = System.nanoTime() - start;
            tell(someone -> someone.waited(nanos));
        }
    }

    private ApiAnswer send(ApiCall call, String token) throws Exception {
        long start = System.nanoTime();
        ApiAnswer answer = null;
        try {
            answer = transport.send(call, token);
            return answer;
        } finally {
            int status = answer == null ? 0 : answer.status();
            long nanos = System.nanoTime() - start;
            tell(someone -> someone.called(call.resource(), call.operation(), status, nanos));
        }
    }

    /** Who only looks never changes what becomes of a call. */
    private void tell(Consumer<CallObserver> what) {
        try {
            what.accept(observer);
        } catch (RuntimeException e) {
            LOG.debug("A call could not be counted", e);
        }
    }

    private String token() throws EgnyteMspException {
        String token;
        try {
            token = tokens.accessToken();
        } catch (Exception e) {
            throw new EgnyteMspException(
                    "The access token cannot be read: " + (e instanceof TokenKeystoreException
                            ? e.getMessage() : "the accessTokenProvider failed with " + e.getClass().getSimpleName()),
                    0, null, null, e);
        }
        if (token == null || token.isBlank()) {
            throw new EgnyteMspAuthenticationException(
                    "There is no access token yet. " + tokens.advice(), 0, null, null);
        }
        return token.trim();
    }

    private void requireRepeatable(ApiCall call, Exception e, boolean last)
            throws EgnyteMspException, InterruptedException {
        if (e instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        boolean neverSent = neverSent(e);
        if (!call.repeatable() && !neverSent) {
            throw new EgnyteMspOutcomeUnknownException(
                    call + " was sent and no answer came (" + e.getClass().getSimpleName() + "). " + MAY_BE_DONE, 0, e);
        }
        if (!(e instanceof IOException)) {
            throw new EgnyteMspException(call + " failed: " + e.getClass().getSimpleName(), 0, null, null, e);
        }
        if (last) {
            throw new EgnyteMspException(
                    call + " failed: " + transport.baseUrl() + (neverSent ? " cannot be reached (" : " did not answer (")
                                         + e.getClass().getSimpleName() + ")",
                    0, null, null, e);
        }
    }

    /** Whether the failure shows that no byte of the request has arrived. */
    private static boolean neverSent(Exception e) {
        return e instanceof ConnectException || e instanceof UnknownHostException || e instanceof NoRouteToHostException
                || e instanceof SSLHandshakeException
                // its own class of HttpClient's, but a SocketTimeoutException in name: nothing was sent either
                || e.getClass().getSimpleName().equals("ConnectTimeoutException")
                || e.getClass().getSimpleName().equals("ConnectionRequestTimeoutException");
    }

    private void pause(int failures) throws InterruptedException {
        long millis = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        time.sleep(Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1)));
    }

    private static EgnyteMspRateLimitException overLimit(ApiCall call, ApiAnswer answer, RateLimits limits) {
        return new EgnyteMspRateLimitException(
                call + " was answered " + answer.status() + ": over the limit of calls a "
                                               + limits.scope().name().toLowerCase(Locale.ROOT) + "; try again at "
                                               + limits.retryAt(),
                answer.status(), limits.scope(), limits.retryAt());
    }

    private static EgnyteMspException failure(ApiCall call, ApiAnswer answer, String token) {
        ErrorBody error = ErrorBody.read(answer.body(), token, call.secret());
        StringBuilder message = new StringBuilder(call + " was answered " + answer.status());
        if (error.code() != null) {
            message.append(" (").append(error.code()).append(')');
        }
        if (error.message() != null) {
            message.append(": ").append(error.message());
        }
        if (answer.status() == 401) {
            message.append(". The access token is not valid (any more): it dies when its user changes the password or"
                           + " revokes access. Get a new one: java -jar camel-egnyte-msp.jar authorize");
            return new EgnyteMspAuthenticationException(message.toString(), 401, error.code(), error.message());
        }
        if (answer.status() >= 500 && !call.repeatable()) {
            // of a gateway, too, behind which it was done
            return new EgnyteMspOutcomeUnknownException(message + ". " + MAY_BE_DONE, answer.status(), null);
        }
        return new EgnyteMspException(message.toString(), answer.status(), error.code(), error.message(), null);
    }
}
