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
package io.github.egnytemsp.camel.registration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.model.Webhook;
import io.github.egnytemsp.camel.model.WebhookRegistration;

/** The webhook calls of the API, blocking. */
final class WebhookCalls {

    private static final int NOT_FOUND = 404;
    private static final int LIMIT_EXCEEDED = 409;

    private final MspClient client;

    WebhookCalls(MspClient client) {
        this.client = client;
    }

    List<String> ids() throws EgnyteMspException, InterruptedException {
        return Calls.await(client.listWebhooks()).value().stream().map(Webhook::webhookId).filter(Objects::nonNull).toList();
    }

    /** Returns the details, or empty if the webhook no longer exists. */
    Optional<StoredWebhook> get(String id) throws EgnyteMspException, InterruptedException {
        try {
            return Optional.of(StoredWebhook.of(id, Calls.await(client.getWebhook(id)).value()));
        } catch (EgnyteMspException e) {
            if (e.getHttpStatus() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Updates a webhook and returns its status. An answer without a status counts as enabled. */
    String update(String id, WebhookRegistration registration) throws EgnyteMspException, InterruptedException {
        String status = Calls.await(client.updateWebhook(id, registration)).value().status();
        return status == null ? "enabled" : status;
    }

    void remove(String id) throws EgnyteMspException, InterruptedException {
        try {
            Calls.await(client.unregisterWebhook(id));
        } catch (EgnyteMspException e) {
            if (e.getHttpStatus() != NOT_FOUND) {
                throw e;
            }
        }
    }

    /** @param others how many there are, for the message if there are too many; below 0 if that is not known */
    StoredWebhook register(DesiredWebhook desired, int others) throws EgnyteMspException, InterruptedException {
        try {
            ApiResult<Webhook> registered = Calls.await(client.registerWebhook(desired.registration()));
            String id = registered.value().webhookId();
            if (id == null) {
                throw new EgnyteMspException(
                        "The answer to the registration of the webhook has no webhook_id", registered.httpStatus(), null, null,
                        null);
            }
            return StoredWebhook.sent(id, registered.value().status(), desired);
        } catch (EgnyteMspException e) {
            if (e.getHttpStatus() != LIMIT_EXCEEDED) {
                throw e;
            }
            throw new EgnyteMspException(
                    e.getMessage() + (others < 0 ? ". There are others" : ". There are " + others)
                                         + " webhooks, none of them with the"
                                         + " URL " + desired.url()
                                         + ": unregister one that is not needed, or ask Egnyte for more",
                    LIMIT_EXCEEDED, e.getApiCode(), e.getApiMessage(), e);
        }
    }
}
