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
package io.github.egnytemsp.camel.observability;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import io.github.egnytemsp.camel.auth.TokenWarnings;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspAuthenticationException;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;
import io.github.egnytemsp.camel.client.MspClient;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Up if the API accepts the access token. Camel's checks of producers are off unless they are switched on.
 * <p>
 * A check is asked every few seconds, and the API allows 1,000 calls a day: it makes one call each interval, and says
 * in between what came out.
 */
public final class ApiHealthCheck extends ReadinessCheck {

    private final MspClient client;
    private final Duration interval;
    private final TokenWarnings.Watched tokens;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Instant askedAt = Instant.MIN;
    private volatile EgnyteMspException failure;

    /**
     * @param id       the id of the check
     * @param client   the API
     * @param interval the shortest time between two calls
     * @param tokens   says when the access token ends
     */
    public ApiHealthCheck(String id, MspClient client, Duration interval, TokenWarnings.Watched tokens) {
        super(id);
        this.client = client;
        this.interval = interval;
        this.tokens = tokens;
    }

    @Override
    Result check(HealthCheckResultBuilder builder) {
        // while one probe asks, which may take long, the others are told what came out before
        boolean mayAsk = asking.tryLock();
        try {
            if (mayAsk) {
                ask();
            } else if (askedAt.equals(Instant.MIN)) {
                return builder.unknown().message("The first call of the API is not finished").build();
            }
            builder.detail("lastCheck", askedAt.toString());
            tokens.details().forEach(builder::detail);
            if (failure == null) {
                return builder.up().message(tokens.warning().orElse(null)).build();
            }
            builder.message(failure.getMessage());
            if (failure.getHttpStatus() > 0) {
                builder.detail(HTTP_RESPONSE_CODE, failure.getHttpStatus());
            }
            return builder.down().build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return builder.unknown().build();
        } finally {
            if (mayAsk) {
                asking.unlock();
            }
        }
    }

    private void ask() throws InterruptedException {
        Instant now = Instant.now();
        // asking again with a token that was refused costs no call while it is the same
        boolean tokenRefused = failure instanceof EgnyteMspAuthenticationException;
        if (!tokenRefused && now.isBefore(askedAt.plus(interval))) {
            return;
        }
        try {
            Calls.await(client.listWebhooks());
            failure = null;
        } catch (EgnyteMspRateLimitException e) {
            // over the limit: the token was accepted
            failure = null;
        } catch (EgnyteMspException e) {
            failure = e;
        }
        askedAt = now;
    }
}
