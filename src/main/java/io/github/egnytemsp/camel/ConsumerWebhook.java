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
package io.github.egnytemsp.camel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import io.github.egnytemsp.camel.auth.TokenWarnings;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.delivery.WebhookSecrets;
import io.github.egnytemsp.camel.registration.DesiredWebhook;
import io.github.egnytemsp.camel.registration.KeeperStatus;
import io.github.egnytemsp.camel.registration.KeptWebhook;
import io.github.egnytemsp.camel.registration.WebhookKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects a consumer with the keeper of its webhook, if {@code registration=ensure} is set. */
final class ConsumerWebhook {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerWebhook.class);

    /** How long stopping waits for {@code unregisterOnStop}. */
    private static final Duration UNREGISTER_PATIENCE = Duration.ofSeconds(10);

    private final EgnyteMspEndpoint endpoint;
    private final WebhookSecrets secrets;
    private final BooleanSupplier listening;
    /** Null if the consumer does not manage a webhook. */
    private volatile WebhookKeeper keeper;
    private volatile TokenWarnings.Watched tokens;
    private KeptWebhook kept;

    /**
     * @param endpoint  the consumer's
     * @param secrets   the accepted secrets
     * @param listening whether deliveries can come in
     */
    ConsumerWebhook(EgnyteMspEndpoint endpoint, WebhookSecrets secrets, BooleanSupplier listening) {
        this.endpoint = endpoint;
        this.secrets = secrets;
        this.listening = listening;
    }

    /** Finds the keeper; wrong options fail here. */
    void find() {
        EgnyteMspConfiguration configuration = endpoint.getConfiguration();
        if (configuration.getRegistration() != RegistrationMode.ensure) {
            return;
        }
        EndpointServices services = endpoint.services();
        DesiredWebhook desired = endpoint.options().webhook(secrets);
        tokens = services.tokens();
        kept = new KeptWebhook(
                services.webhookAccess(services.client(), desired.url()), () -> endpoint.options().webhook(secrets),
                secrets::putFirst,
                listening, Duration.ofMillis(configuration.getWatchInterval()));
        keeper = services.keeper(desired.url());
    }

    /** Starts the keeper's checks as soon as the consumer listens. */
    void attach() throws Exception {
        if (keeper != null) {
            keeper.attach(kept);
        }
    }

    /** A failure, or an API that does not answer, must not prevent the route from stopping. */
    void detach() {
        WebhookKeeper last = keeper;
        keeper = null;
        if (last == null) {
            return;
        }
        String url = endpoint.getConfiguration().getWebhookUrl();
        CompletableFuture<Boolean> removed = null;
        try {
            removed = last.detach(kept, endpoint.getConfiguration().isUnregisterOnStop());
            if (removed.get(UNREGISTER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("The webhook for {} was unregistered", url);
            }
        } catch (TimeoutException e) {
            removed.cancel(true);
            LOG.warn(
                    "The webhook for {} was not unregistered within {}. The route stops, and Egnyte continues to send events."
                     + " Unregister the webhook by hand",
                    url, UNREGISTER_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The webhook for {} could not be unregistered. Egnyte continues to send events. {}", url,
                    Calls.unwrap(e).getMessage());
        }
    }

    /** The keeper's status, or null if the consumer does not manage a webhook. */
    KeeperStatus status() {
        WebhookKeeper current = keeper;
        return current == null ? null : current.status();
    }

    /** Warns before the access token ends; null if the consumer does not manage a webhook. */
    TokenWarnings.Watched tokens() {
        return tokens;
    }

    String rotate(String newSecret) throws EgnyteMspException, InterruptedException {
        WebhookKeeper current = keeper;
        if (current == null) {
            throw new IllegalStateException(
                    "This consumer has no webhook to change: registration=ensure is not set, or the route is stopped");
        }
        return Calls.await(current.rotate(newSecret)).done().toString();
    }

    void forgetOldSecrets() {
        WebhookKeeper current = keeper;
        if (current != null && !current.isFirstSecretRegistered()) {
            throw new IllegalStateException(
                    "The new secret is not registered yet. Without the old ones, every delivery would be rejected");
        }
        if (secrets != null) {
            secrets.keepFirstOnly();
        }
    }

    String checkNow() throws EgnyteMspException, InterruptedException {
        WebhookKeeper current = keeper;
        if (current == null) {
            return "registration=ensure is not set, or the route is stopped";
        }
        KeeperStatus status = Calls.await(current.checkNow());
        return status.phase() + (status.problem() == null ? "" : ": " + status.problem());
    }
}
