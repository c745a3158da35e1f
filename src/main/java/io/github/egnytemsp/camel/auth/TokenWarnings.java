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
package io.github.egnytemsp.camel.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns in time that an access token ends or may end. The log has one line a day for each token, however many endpoints
 * use it. A token of unknown life that is still in use after 30 days has shown that it lives longer: its line comes
 * once a start only.
 */
public final class TokenWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(TokenWarnings.class);
    private static final Duration BETWEEN_LINES = Duration.ofDays(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Subject, Instant> lines = new ConcurrentHashMap<>();

    /** Tells one token from another without the token. */
    private record Subject(String host, TokenAge age) {
    }

    /**
     * @param clock the time, and the zone of the dates in messages
     */
    public TokenWarnings(Clock clock) {
        this.clock = clock;
    }

    /**
     * Looks after the tokens of a provider: now, and while they are read.
     *
     * @param  host   the host of the NFR domain, for messages
     * @param  tokens the provider
     * @return        a provider of the same tokens
     */
    public Watched watch(String host, AccessTokenProvider tokens) {
        Watched watched = new Watched(host, tokens);
        watched.look();
        return watched;
    }

    private void log(Subject subject, String warning) {
        boolean outlived = !subject.age().isEndKnown() && clock.instant().isAfter(subject.age().end());
        lines.compute(subject, (key, last) -> {
            if (last != null && (outlived || !isDue(last, BETWEEN_LINES))) {
                return last;
            }
            LOG.warn("{}", warning);
            return clock.instant();
        });
    }

    /** Also if the clock was ahead at the last time. */
    private boolean isDue(Instant last, Duration pause) {
        return Duration.between(last, clock.instant()).abs().compareTo(pause) >= 0;
    }

    /** A provider whose tokens are looked after. */
    public final class Watched implements AccessTokenProvider {

        private final String host;
        private final AccessTokenProvider tokens;
        private volatile Instant lastLook = Instant.MIN;

        private Watched(String host, AccessTokenProvider tokens) {
            this.host = host;
            this.tokens = tokens;
        }

        @Override
        public String accessToken() throws Exception {
            if (isDue(lastLook, BETWEEN_LOOKS)) {
                look();
            }
            return tokens.accessToken();
        }

        @Override
        public Optional<TokenAge> age() throws Exception {
            return tokens.age();
        }

        @Override
        public String advice() {
            return tokens.advice();
        }

        /**
         * Says that the token ends soon, and logs it if that is due.
         *
         * @return a sentence for people, or empty if the end is far or the token cannot be read
         */
        public Optional<String> warning() {
            return look();
        }

        /**
         * When the token was issued and ends, for health checks.
         *
         * @return {@code token.issued}, and {@code token.expires} or, if Egnyte did not say when,
         *         {@code token.mayExpire}, and {@code token.warning} if one is due; empty if nothing is known
         */
        public Map<String, String> details() {
            Map<String, String> details = new LinkedHashMap<>();
            readAge().ifPresent(age -> {
                details.put("token.issued", age.issuedAt().toString());
                details.put(age.isEndKnown() ? "token.expires" : "token.mayExpire", age.end().toString());
            });
            // MicroProfile Health shows details only
            warning().ifPresent(warning -> details.put("token.warning", warning));
            return details;
        }

        private Optional<String> look() {
            Instant now = clock.instant();
            lastLook = now;
            return readAge().filter(age -> age.isEnding(now)).map(age -> {
                String warning
                        = "The access token of " + host + " " + age.endInWords(clock) + " (" + age.issueInWords(clock) + "). "
                          + tokens.advice();
                log(new Subject(host, age), warning);
                return warning;
            });
        }

        /** A file that cannot be read is the failure of the next call, which says more. */
        private Optional<TokenAge> readAge() {
            try {
                return tokens.age();
            } catch (Exception e) {
                LOG.debug("The age of the access token of {} cannot be read: {}", host, e.getClass().getName());
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return tokens.toString();
        }
    }
}
