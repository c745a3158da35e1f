package io.github.egnytemsp.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.delivery.WebhookSecrets;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import io.github.egnytemsp.camel.registration.DesiredWebhook;
import io.github.egnytemsp.camel.registration.WebhookKeeper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ObjectHelper;

/** {@code egnyte-msp:webhooks}. */
final class WebhookOperations implements Operations {

    private final EgnyteMspEndpoint endpoint;
    private final MspClient client;

    /**
     * @param endpoint the endpoint
     * @param client   the API
     */
    WebhookOperations(EgnyteMspEndpoint endpoint, MspClient client) {
        this.endpoint = endpoint;
        this.client = client;
    }

    @Override
    public ApiResult<?> run(EgnyteMspOperation operation, Exchange exchange) throws Exception {
        if (operation == EgnyteMspOperation.list) {
            return Calls.await(client.listWebhooks());
        }
        if (operation == EgnyteMspOperation.rotate) {
            return Operations.result(rotate(exchange.getMessage()));
        }
        RequestInput input = RequestInput.of(exchange);
        return switch (operation) {
            case get -> Calls.await(client.getWebhook(webhookId(input)));
            case register -> Calls.await(client.registerWebhook(registration(exchange.getMessage(), input)));
            case update -> Calls.await(client.updateWebhook(webhookId(input), registration(exchange.getMessage(), input)));
            case unregister -> Calls.await(client.unregisterWebhook(webhookId(input)));
            case ensure -> Operations.result(ensure(withAllTypes(registration(exchange.getMessage(), input))));
            default -> throw Operations.unexpected(operation);
        };
    }

    /** As the consumer's ensure does: without types it means all of them. */
    private static WebhookRegistration withAllTypes(WebhookRegistration given) {
        return !given.eventTypes().isEmpty() ? given : new WebhookRegistration(
                given.webhookUrl(), MspEventType.names(), given.authHeader(), given.authHeaderValue());
    }

    private EnsureResult ensure(WebhookRegistration registration) throws Exception {
        registration.requireComplete();
        DesiredWebhook desired = new DesiredWebhook(
                registration.webhookUrl(), Set.copyOf(registration.eventTypes()), registration.authHeader(),
                List.of(registration.authHeaderValue()));
        return Calls.await(endpoint.services().keeper(desired.url()).ensure(
                endpoint.services().webhookAccess(client, desired.url()), desired));
    }

    /** The running consumer of the webhook gets the new secret before the API does. */
    private EnsureResult rotate(Message message) throws Exception {
        String secret = message.getHeader(EgnyteMspConstants.AUTH_HEADER_VALUE, String.class);
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException(
                    "The new secret is missing: set the header " + EgnyteMspConstants.AUTH_HEADER_VALUE);
        }
        String inHeader = message.getHeader(EgnyteMspConstants.WEBHOOK_URL, String.class);
        String url = inHeader != null ? inHeader : configuration().getWebhookUrl();
        List<WebhookKeeper> keepers = endpoint.services().attachedKeepers(url);
        if (keepers.size() != 1) {
            throw new IllegalArgumentException(
                    "rotate changes the secret of one running consumer with registration=ensure, and there are "
                                               + keepers.size() + (url == null ? "" : " with the webhookUrl " + url)
                                               + ": name it with " + EgnyteMspConstants.WEBHOOK_URL);
        }
        return Calls.await(keepers.get(0).rotate(secret));
    }

    private String webhookId(RequestInput input) {
        return input.required(
                EgnyteMspConstants.WEBHOOK_ID, "webhookId", configuration().getWebhookId(), "webhook_id", "webhookId");
    }

    private WebhookRegistration registration(Message message, RequestInput input) {
        WebhookRegistration given = WebhookRegistration.fromJson(input.json());
        List<String> types = eventTypes(message.getHeader(EgnyteMspConstants.EVENT_TYPES));
        if (types.isEmpty()) {
            types = given.eventTypes();
        }
        if (types.isEmpty()) {
            types = eventTypes(configuration().getEventTypes());
        }
        return new WebhookRegistration(
                input.text(EgnyteMspConstants.WEBHOOK_URL, configuration().getWebhookUrl(), "webhook_url", "webhookUrl"), types,
                input.text(EgnyteMspConstants.AUTH_HEADER, configuration().getAuthHeader(), "auth_header", "authHeader"),
                input.text(EgnyteMspConstants.AUTH_HEADER_VALUE, WebhookSecrets.first(configuration().getWebhookVerifyToken()),
                        "auth_header_value", "authHeaderValue"));
    }

    private static List<String> eventTypes(Object value) {
        List<String> types = new ArrayList<>();
        for (Object type : ObjectHelper.createIterable(value, ",")) {
            if (type != null && !type.toString().isBlank()) {
                types.add(type.toString().trim());
            }
        }
        return types;
    }

    private EgnyteMspConfiguration configuration() {
        return endpoint.getConfiguration();
    }
}
