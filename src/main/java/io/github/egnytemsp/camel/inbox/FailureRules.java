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
package io.github.egnytemsp.camel.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.egnytemsp.camel.inbox.Failure.Kind;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.Secrets;
import io.github.egnytemsp.camel.model.SmtpAnswer;
import org.apache.camel.TypeConversionException;

/** Classifies what a route throws. */
final class FailureRules {

    private static final Set<Integer> REFUSED_STATUSES = Set.of(400, 404, 409, 410, 413, 415, 422);
    private static final Set<Integer> DOWN_STATUSES = Set.of(408, 429, 502, 503, 504);
    private static final int LONGEST_ANSWER = 2048;
    private static final int LONGEST_READ = 8 * LONGEST_ANSWER;
    private static final int DEEPEST_CAUSE = 20;

    /**
     * Exceptions of clients of mail servers, brokers and databases for a lost connection, by name: the clients may not
     * be on the classpath.
     */
    private static final Pattern AWAY = Pattern.compile(
            ".*(Timeout|NotConnected|Disconnect|ConnectionFailed|Connection|MailConnect|NoHttpResponse|Unavailable)Exception"
                                                        // an answer that is none, as that of a login, or that has no end
                                                        + "|(ClientProtocol|ConnectionClosed|MalformedChunkCoding|TruncatedChunk"
                                                        + "|MessageConstraint|AnswerTooLong|Http)Exception");

    private FailureRules() {
    }

    /**
     * Classifies a failure.
     *
     * @param error   what the route failed with
     * @param now     for an answer that tells a time
     * @param secrets hides them: another system may show in its answer what it was sent
     */
    static Failure of(Throwable error, Instant now, Secrets secrets) {
        List<Throwable> causes = causes(error);
        Kind kind = Kind.OTHER;
        Duration retryAfter = null;
        String answer = "";
        for (Throwable cause : causes) {
            HttpAnswer http = HttpAnswer.of(cause);
            if (http != null) {
                kind = ofStatus(http.status());
                retryAfter = retryAfter(http.retryAfter(), now);
                answer = http.body().isEmpty() ? "" : ". Answer: " + LogText.of(hidden(http.body(), secrets), LONGEST_ANSWER);
                break;
            }
            if (isRefusal(cause)) {
                kind = Kind.REFUSED;
                break;
            }
            if (cause instanceof EventNotTakenException) {
                kind = Kind.NO_ANSWER;
                break;
            }
            // a client's own exception may say less than the one that it wraps
            Kind connection = ofConnection(cause);
            kind = connection == Kind.UNREACHABLE || kind == Kind.OTHER ? connection : kind;
        }
        return new Failure(kind, retryAfter, text(causes, secrets) + answer);
    }

    private static List<Throwable> causes(Throwable error) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = error;
             cause != null && causes.size() < DEEPEST_CAUSE && !causes.contains(cause);
             cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static Kind ofStatus(int status) {
        if (REFUSED_STATUSES.contains(status)) {
            return Kind.REFUSED;
        }
        if (status == 401 || status == 403) {
            return Kind.ACCESS_REFUSED;
        }
        if (DOWN_STATUSES.contains(status)) {
            return Kind.NO_ANSWER;
        }
        return status >= 500 ? Kind.SERVER_ERROR : Kind.OTHER;
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof EventRefusedException || cause instanceof MalformedEventException
                || cause instanceof TypeConversionException conversion && conversion.getValue() instanceof MspEvent
                || SmtpAnswer.status(cause) / 100 == 5;
    }

    private static Kind ofConnection(Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException || cause instanceof PortUnreachableException
                || cause.getClass().getSimpleName().equals("ConnectTimeoutException")) {
            return Kind.UNREACHABLE;
        }
        boolean cut = cause instanceof SocketException || cause instanceof InterruptedIOException
                || cause instanceof EOFException || cause instanceof ClosedChannelException
                || AWAY.matcher(cause.getClass().getSimpleName()).matches();
        return cut ? Kind.NO_ANSWER : Kind.OTHER;
    }

    /** Seconds, or a date (RFC 9110). */
    private static Duration retryAfter(String value, Instant now) {
        if (value == null) {
            return null;
        }
        try {
            return value.strip().matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(now, ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The root cause, and before it what is more than a wrapper of it. */
    private static String text(List<Throwable> causes, Secrets secrets) {
        Throwable root = causes.get(causes.size() - 1);
        HttpAnswer http = HttpAnswer.of(root);
        if (http != null) {
            return LogText.of("HTTP status " + http.status() + secrets.hide(http.text() + http.address()), 500);
        }
        String message = root.getMessage();
        if (message == null || message.isBlank()) {
            return root.getClass().getName();
        }
        String reason = root.getClass().getSimpleName() + ": " + reason(message, secrets);
        // Java's own says that the connection was refused, and not where
        String wrapper = root instanceof IOException && causes.size() > 1 ? causes.get(causes.size() - 2).getMessage() : null;
        return wrapper == null || wrapper.contains(message) ? reason : reason(wrapper, secrets) + ". " + reason;
    }

    private static String reason(String message, Secrets secrets) {
        return LogText.of(hidden(message, secrets).replaceAll("[?][^\\s]+", "?..."), LONGEST_ANSWER);
    }

    /** Hides secrets before the text is cut: half of a secret would not be found. */
    private static String hidden(String text, Secrets secrets) {
        // not by Camel's expressions: they take seconds for a text that somebody made for them
        return secrets.hide(text.substring(0, Math.min(text.length(), LONGEST_READ)));
    }
}
