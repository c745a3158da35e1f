package io.github.egnytemsp.camel;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.observability.ApiHealthCheck;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultProducer;

/** Calls the MSP API. */
public class EgnyteMspProducer extends DefaultProducer {

    private MspClient client;
    private Operations webhooks;
    private Operations account;
    private Operations purchases;
    private Operations trials;
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
        webhooks = new WebhookOperations(getEndpoint(), client);
        account = new AccountOperations(getEndpoint(), client);
        purchases = new PurchaseOperations(configuration(), client);
        trials = new TrialOperations(configuration(), client);
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
                    getEndpoint().lookInterval(), getEndpoint().watchedTokens());
            healthCheck.setEnabled(getEndpoint().getComponent().isHealthCheckProducerEnabled());
            healthChecks.addHealthCheck(healthCheck);
        }
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        message.removeHeader(EgnyteMspConstants.UNCHANGED);
        EgnyteMspOperation operation = operation(message);
        ApiResult<?> result = operations(operation).run(operation, exchange);
        message.setBody(result.value());
        set(message, EgnyteMspConstants.HTTP_STATUS, result.httpStatus() == 0 ? null : result.httpStatus());
        set(message, EgnyteMspConstants.CALLS_TODAY, result.callsToday() < 0 ? null : result.callsToday());
        set(message, EgnyteMspConstants.CALLS_PER_DAY, result.callsPerDay() < 0 ? null : result.callsPerDay());
    }

    private Operations operations(EgnyteMspOperation operation) {
        return switch (getEndpoint().getResource()) {
            case webhooks -> webhooks;
            case trials -> trials;
            default -> operation == EgnyteMspOperation.quotePowerUsers || operation == EgnyteMspOperation.purchasePowerUsers
                    ? purchases : account;
        };
    }

    private EgnyteMspOperation operation(Message message) {
        Object header = message.getHeader(EgnyteMspConstants.OPERATION);
        return header == null
                ? EgnyteMspOperation.of(getEndpoint().getResource(), configuration().getOperation(), "operation")
                : EgnyteMspOperation.of(getEndpoint().getResource(), header, EgnyteMspConstants.OPERATION);
    }

    private static void set(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }

    private EgnyteMspConfiguration configuration() {
        return getEndpoint().getConfiguration();
    }
}
