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

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.auth.TokenWarnings;
import io.github.egnytemsp.camel.delivery.DeliveryCounters;
import io.github.egnytemsp.camel.registration.KeeperStatus;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Up only when events can come: the listener works and, with {@code registration=ensure}, the webhook is there and
 * enabled. Camel calls it for the consumer of each route, if its consumer checks are on.
 */
public final class EventsHealthCheck extends ReadinessCheck {

    private final BooleanSupplier listening;
    private final Supplier<KeeperStatus> webhook;
    private final DeliveryCounters counters;
    private final Supplier<TokenWarnings.Watched> tokens;

    /**
     * @param path      where events come in: no other consumer has the same
     * @param listening whether the listener works
     * @param webhook   what is known of the webhook, or null if nobody looks after it
     * @param counters  how many deliveries had which answer
     * @param tokens    says when the access token ends, or gives null if nobody looks after the webhook
     */
    public EventsHealthCheck(String path, BooleanSupplier listening, Supplier<KeeperStatus> webhook, DeliveryCounters counters,
                             Supplier<TokenWarnings.Watched> tokens) {
        super("egnyte-msp-events:" + path);
        this.listening = listening;
        this.webhook = webhook;
        this.counters = counters;
        this.tokens = tokens;
    }

    @Override
    Result check(HealthCheckResultBuilder builder) {
        for (int status : new int[] { 200, 400, 401, 405, 413, 415, 500, 503 }) {
            builder.detail("deliveries." + status, counters.countOfStatus(status));
        }
        if (counters.lastDelivery() != null) {
            builder.detail("lastDelivery", counters.lastDelivery().toString());
        }
        if (!listening.getAsBoolean()) {
            return builder.down().message("The route is stopped or suspended, or the HTTP server does not listen").build();
        }
        KeeperStatus status = webhook.get();
        return status == null ? builder.up().build() : webhook(builder, status);
    }

    private Result webhook(HealthCheckResultBuilder builder, KeeperStatus status) {
        builder.detail("webhook.phase", status.phase().name());
        if (status.webhookId() != null) {
            builder.detail("webhook.id", status.webhookId());
        }
        if (status.status() != null) {
            builder.detail("webhook.status", status.status());
        }
        if (status.checkedAt() != null) {
            builder.detail("webhook.lastCheck", status.checkedAt().toString());
        }
        TokenWarnings.Watched token = tokens.get();
        token.details().forEach(builder::detail);
        if (status.problem() != null) {
            // MicroProfile Health shows details only
            builder.detail("webhook.problem", status.problem());
        }
        if (status.isUp()) {
            return builder.up().message(token.warning().orElse(null)).build();
        }
        return builder.down()
                .message(status.problem() == null ? "The webhook has not been checked yet" : status.problem()).build();
    }
}
