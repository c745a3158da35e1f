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

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import io.github.egnytemsp.camel.registration.DesiredWebhook;
import io.github.egnytemsp.camel.registration.WebhookKeeper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code egnyte-msp:webhooks}. */
final class WebhooksProducer extends EgnyteMspProducer {

    private ExecutorService continuations;

    WebhooksProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        continuations
                = getEndpoint().getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "EgnyteMspProducer");
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(continuations);
        super.doStop();
    }

    @Override
    CompletableFuture<OperationResult> run(EgnyteMspOperation operation, Exchange exchange) {
        return switch (operation) {
            case list -> client().listWebhooks().thenApply(OperationResult::of);
            case get -> client().getWebhook(webhookId(input(exchange))).thenApply(OperationResult::of);
            case register -> client().registerWebhook(registration(input(exchange))).thenApply(OperationResult::of);
            case update -> update(input(exchange));
            case unregister -> client().unregisterWebhook(webhookId(input(exchange))).thenApply(OperationResult::of);
            case ensure -> leaveKeeper(ensure(input(exchange))).thenApply(OperationResult::of);
            case rotate -> leaveKeeper(rotate(exchange.getMessage())).thenApply(OperationResult::of);
            default -> throw unexpected(operation);
        };
    }

    /** A keeper has one thread. A route that continued in it and called the keeper again would wait for ever. */
    private <T> CompletableFuture<T> leaveKeeper(CompletableFuture<T> result) {
        return result.whenCompleteAsync((value, failure) -> {
        }, this::goOn);
    }

    private void goOn(Runnable route) {
        if (continuations.isShutdown()) {
            // the pool would drop it, and the exchange would never end
            route.run();
        } else {
            continuations.execute(route);
        }
    }

    private CompletableFuture<OperationResult> update(RequestInput input) {
        return client().updateWebhook(webhookId(input), registration(input)).thenApply(OperationResult::of);
    }

    private static String webhookId(RequestInput input) {
        return input.required(InputField.WEBHOOK_ID);
    }

    private static WebhookRegistration registration(RequestInput input) {
        return RequestInput.complete(registration(input, input.texts(InputField.EVENT_TYPES)));
    }

    private static WebhookRegistration registration(RequestInput input, List<String> eventTypes) {
        return new WebhookRegistration(
                input.text(InputField.WEBHOOK_URL), eventTypes, input.text(InputField.AUTH_HEADER),
                input.text(InputField.AUTH_HEADER_VALUE));
    }

    /** As the consumer's ensure does: without types it means all of them. */
    private CompletableFuture<EnsureResult> ensure(RequestInput input) {
        List<String> types = input.texts(InputField.EVENT_TYPES);
        WebhookRegistration registration
                = RequestInput.complete(registration(input, types.isEmpty() ? MspEventType.names() : types));
        DesiredWebhook desired = new DesiredWebhook(
                registration.webhookUrl(), Set.copyOf(registration.eventTypes()), registration.authHeader(),
                List.of(registration.authHeaderValue()));
        EndpointServices services = getEndpoint().services();
        return services.keeper(desired.url()).ensure(services.webhookAccess(client(), desired.url()), desired);
    }

    /** The running consumer of the webhook gets the new secret before the API does. */
    private CompletableFuture<EnsureResult> rotate(Message message) {
        String secret = message.getHeader(EgnyteMspConstants.AUTH_HEADER_VALUE, String.class);
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException(
                    "The new secret is missing: set the header " + EgnyteMspConstants.AUTH_HEADER_VALUE);
        }
        String inHeader = message.getHeader(EgnyteMspConstants.WEBHOOK_URL, String.class);
        String url = inHeader != null ? inHeader : configuration().getWebhookUrl();
        List<WebhookKeeper> keepers = getEndpoint().services().attachedKeepers(url);
        if (keepers.size() != 1) {
            throw new IllegalArgumentException(
                    "rotate changes the secret of one running consumer with registration=ensure. There are "
                                               + keepers.size() + (url == null ? "" : " with the webhookUrl " + LogText.of(url))
                                               + ": name one with " + EgnyteMspConstants.WEBHOOK_URL);
        }
        return keepers.get(0).rotate(secret);
    }
}
