package io.github.egnytemsp.camel.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;

/**
 * How the API says that a limit was passed. Both documented styles: 403 with a Mashery header, and 429. A 403 without that
 * header is a missing permission.
 */
record RateLimits(Scope scope, Instant retryAt) {

    static final String QUOTA_CURRENT = "X-Accesstoken-Quota-Current";
    static final String QUOTA_ALLOTTED = "X-Accesstoken-Quota-Allotted";

    /** Longer, it is not about the calls of a second, whatever else the answer says. */
    private static final long LONGEST_SECOND = Duration.ofMinutes(15).toSeconds();

    private static final DateTimeFormatter RESET
            = DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy h:mm:ss a z", Locale.US);

    /**
     * Reads an answer.
     *
     * @return what it says about limits, or null if it is not about them
     */
    static RateLimits read(ApiAnswer answer, Instant now) {
        String mashery = answer.header("X-Mashery-Error-Code");
        boolean overRate = mashery != null && mashery.contains("OVER_RATE");
        boolean overLimit = answer.status() == 429
                || answer.status() == 403 && mashery != null && mashery.contains("OVER_");
        if (!overLimit) {
            return null;
        }
        long current = answer.number(QUOTA_CURRENT);
        long allotted = answer.number(QUOTA_ALLOTTED);
        boolean quotaUsedUp = mashery == null && allotted > 0 && current >= allotted;
        if (overRate || quotaUsedUp) {
            return new RateLimits(Scope.DAY, dayReset(answer, now));
        }
        long seconds = answer.number("Retry-After");
        if (seconds > LONGEST_SECOND) {
            return new RateLimits(Scope.DAY, dayReset(answer, now));
        }
        return new RateLimits(Scope.SECOND, now.plusSeconds(seconds < 0 ? 1 : seconds));
    }

    private static Instant dayReset(ApiAnswer answer, Instant now) {
        long seconds = answer.number("Retry-After");
        if (seconds > 0) {
            return now.plusSeconds(Math.min(seconds, Duration.ofDays(1).toSeconds()));
        }
        String reset = answer.header("X-Quota-Reset");
        if (reset != null) {
            try {
                return ZonedDateTime.parse(reset.trim(), RESET).toInstant();
            } catch (DateTimeException e) {
                // another form than was seen: the day's end is known without it
            }
        }
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
