package io.github.egnytemsp.camel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.delivery.WebhookSecrets;
import io.github.egnytemsp.camel.health.ApiHealthCheck;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import io.github.egnytemsp.camel.registration.DesiredWebhook;
import io.github.egnytemsp.camel.registration.WebhookRegistrar;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ObjectHelper;

/** Calls the MSP API. */
public class EgnyteMspProducer extends DefaultProducer {

    private MspClient client;
    private WritableHealthCheckRepository healthChecks;
    private ApiHealthCheck healthCheck;

    EgnyteMspProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = getEndpoint().createClient();
        addHealthCheck();
    }

    @Override
    protected void doStop() throws Exception {
        if (healthChecks != null) {
            healthChecks.removeHealthCheck(healthCheck);
            healthChecks = null;
        }
        super.doStop();
    }

    private void addHealthCheck() {
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                getEndpoint().getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null) {
            healthCheck = new ApiHealthCheck(
                    "producer:" + EgnyteMspConstants.SCHEME + "-" + getEndpoint().getId(), client,
                    Duration.ofMillis(configuration().getWatchInterval()));
            healthCheck.setEnabled(getEndpoint().getComponent().isHealthCheckProducerEnabled());
            healthChecks.addHealthCheck(healthCheck);
        }
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        switch (operation(message)) {
            case list -> answer(message, client.listWebhooks());
            case get -> answer(message, client.getWebhook(webhookId(message, RequestInput.of(exchange))));
            case register -> answer(message, client.registerWebhook(registration(message, RequestInput.of(exchange))));
            case update -> {
                RequestInput input = RequestInput.of(exchange);
                answer(message, client.updateWebhook(webhookId(message, input), registration(message, input)));
            }
            case unregister -> answer(message, client.unregisterWebhook(webhookId(message, RequestInput.of(exchange))));
            case ensure -> message.setBody(ensure(registration(message, RequestInput.of(exchange))));
            case rotate -> message.setBody(rotate(message));
        }
    }

    private EnsureResult ensure(WebhookRegistration registration) throws Exception {
        registration.requireComplete();
        DesiredWebhook desired = new DesiredWebhook(
                registration.webhookUrl(), Set.copyOf(registration.eventTypes()), registration.authHeader(),
                List.of(registration.authHeaderValue()));
        return getEndpoint().createRegistrar(client, desired.url()).ensure(desired, WebhookRegistrar.Look.START);
    }

    /** Every running consumer of the webhook gets the new secret before the API does. */
    private EnsureResult rotate(Message message) throws Exception {
        String secret = message.getHeader(EgnyteMspConstants.AUTH_HEADER_VALUE, String.class);
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException(
                    "The new secret is missing: set the header " + EgnyteMspConstants.AUTH_HEADER_VALUE);
        }
        String url = strongest(message, EgnyteMspConstants.WEBHOOK_URL, null, configuration().getWebhookUrl());
        List<EgnyteMspConsumer> consumers = getEndpoint().getCamelContext().getRoutes().stream()
                .map(Route::getConsumer)
                .filter(EgnyteMspConsumer.class::isInstance).map(EgnyteMspConsumer.class::cast)
                .filter(consumer -> consumer.keepsWebhook(url)).toList();
        if (consumers.size() != 1) {
            throw new IllegalArgumentException(
                    "rotate changes the secret of one running consumer with registration=ensure, and there are "
                                               + consumers.size() + (url == null ? "" : " with the webhookUrl " + url)
                                               + ": name it with " + EgnyteMspConstants.WEBHOOK_URL);
        }
        return consumers.get(0).changeSecret(secret);
    }

    private EgnyteMspOperation operation(Message message) {
        Object header = message.getHeader(EgnyteMspConstants.OPERATION);
        return header == null
                ? EgnyteMspOperation.of(getEndpoint().getResource(), configuration().getOperation(), "operation")
                : EgnyteMspOperation.of(getEndpoint().getResource(), header, EgnyteMspConstants.OPERATION);
    }

    private String webhookId(Message message, RequestInput input) {
        String id = strongest(
                message, EgnyteMspConstants.WEBHOOK_ID, input.text("webhook_id", "webhookId"),
                configuration().getWebhookId());
        if (id == null) {
            throw new IllegalArgumentException(
                    "webhookId is missing: set the header " + EgnyteMspConstants.WEBHOOK_ID
                                               + ", webhook_id in the body or the option webhookId");
        }
        return id;
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
                strongest(message, EgnyteMspConstants.WEBHOOK_URL, given.webhookUrl(), configuration().getWebhookUrl()), types,
                strongest(message, EgnyteMspConstants.AUTH_HEADER, given.authHeader(), configuration().getAuthHeader()),
                strongest(message, EgnyteMspConstants.AUTH_HEADER_VALUE, given.authHeaderValue(),
                        WebhookSecrets.first(configuration().getWebhookVerifyToken())));
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

    /** A header wins over the body, the body over the endpoint's option. */
    private static String strongest(Message message, String header, String inBody, String option) {
        String inHeader = message.getHeader(header, String.class);
        for (String value : new String[] { inHeader, inBody, option }) {
            if (value != null && !value.isBlank()) {
                return value.trim();
            }
        }
        return null;
    }

    private static void answer(Message message, ApiResult<?> result) {
        message.setBody(result.value());
        message.setHeader(EgnyteMspConstants.HTTP_STATUS, result.httpStatus());
        set(message, EgnyteMspConstants.CALLS_TODAY, result.callsToday());
        set(message, EgnyteMspConstants.CALLS_PER_DAY, result.callsPerDay());
    }

    private static void set(Message message, String header, long value) {
        if (value >= 0) {
            message.setHeader(header, value);
        } else {
            message.removeHeader(header);
        }
    }

    private EgnyteMspConfiguration configuration() {
        return getEndpoint().getConfiguration();
    }
}
