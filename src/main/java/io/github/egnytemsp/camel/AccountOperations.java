package io.github.egnytemsp.camel;

import io.github.egnytemsp.camel.changes.ChangeDetector;
import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.client.Pages;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.MspRecords;
import io.github.egnytemsp.camel.model.PowerUserAllocation;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** {@code egnyte-msp:domains}, {@code :tenants} and {@code :plans}, but for prices: what customers have. */
final class AccountOperations implements Operations {

    private final EgnyteMspEndpoint endpoint;
    private final MspClient client;

    AccountOperations(EgnyteMspEndpoint endpoint, MspClient client) {
        this.endpoint = endpoint;
        this.client = client;
    }

    @Override
    public ApiResult<?> run(EgnyteMspOperation operation, Exchange exchange) throws Exception {
        return switch (operation) {
            case list -> list(exchange.getMessage());
            case changes -> changes(exchange);
            case get -> get(RequestInput.of(exchange));
            case allocatePowerUsers -> allocate(RequestInput.of(exchange), exchange.getMessage());
            default -> throw Operations.unexpected(operation);
        };
    }

    private ApiResult<?> list(Message message) throws Exception {
        Pages<?> pages = pages(planName(message), configuration().getMaxPages());
        return configuration().getOutputType() == EgnyteMspOutputType.Stream ? Operations.result(pages) : Calls.await(pages.all());
    }

    private String planName(Message message) {
        String inHeader = message.getHeader(EgnyteMspConstants.PLAN_NAME, String.class);
        return inHeader == null || inHeader.isBlank() ? configuration().getPlanName() : inHeader;
    }

    private Pages<?> pages(String planName, int maxPages) {
        return switch (endpoint.getResource()) {
            case domains -> client.listDomains(planName, maxPages);
            case tenants -> client.listTenants(planName, maxPages);
            case plans -> client.listPlans(maxPages);
            default -> throw new IllegalStateException("Not a list: " + endpoint.getResource());
        };
    }

    private ApiResult<?> get(RequestInput input) throws Exception {
        return endpoint.getResource() == EgnyteMspResource.domains
                ? Calls.await(client.getDomain(domain(input)))
                : Calls.await(client.getTenant(
                        input.required(EgnyteMspConstants.TENANT, "tenant", configuration().getTenant(), "tenant")));
    }

    private String domain(RequestInput input) {
        return input.required(EgnyteMspConstants.DOMAIN, "domain", configuration().getDomain(), "domain");
    }

    private ApiResult<?> changes(Exchange exchange) throws Exception {
        String planName = planName(exchange.getMessage());
        ChangeDetector detector = new ChangeDetector(
                endpoint.memory(),
                endpoint.memoryKey("changes of " + endpoint.getResource() + (planName == null ? "" : " of " + planName)),
                endpoint.getResource().name(), endpoint.thresholds());
        // every page: what a snapshot does not hold would be taken for removed
        Pages<?> pages = pages(planName, 0);
        ApiResult<? extends MspRecords<?>> list = Calls.await(pages.all());
        ChangeDetector.Detected detected = detector.detect(list.value(), pages.count());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                if (!done.isRollbackOnly() && !done.isRollbackOnlyLast()) {
                    detected.remember();
                }
            }
        });
        return new ApiResult<>(detected.changes(), list.httpStatus(), list.callsToday(), list.callsPerDay());
    }

    private ApiResult<PowerUserAllocation> allocate(RequestInput input, Message message) throws Exception {
        String name = domain(input);
        int powerUsers = input.requiredPositive(
                EgnyteMspConstants.POWER_USERS, "powerUsers", configuration().getPowerUsers(), "powerUsers");
        Domain domain = Calls.await(client.getDomain(name)).value();
        if (domain.usedPuLicences() != null && powerUsers < domain.usedPuLicences()) {
            throw new IllegalArgumentException(
                    "powerUsers is " + powerUsers + ", and " + domain.usedPuLicences() + " are in use in the domain " + name
                                               + ": nothing was sent");
        }
        if (domain.availablePuLicences() != null && powerUsers == domain.availablePuLicences()) {
            message.setHeader(EgnyteMspConstants.UNCHANGED, true);
            return Operations.result(new PowerUserAllocation(name, powerUsers, powerUsers, null, null));
        }
        try {
            return Calls.await(client.allocatePowerUsers(name, powerUsers));
        } catch (EgnyteMspOutcomeUnknownException e) {
            throw e.found(() -> "The domain " + name + " has " + Calls.await(client.getDomain(name)).value().availablePuLicences()
                                + " power users now");
        }
    }

    private EgnyteMspConfiguration configuration() {
        return endpoint.getConfiguration();
    }
}
