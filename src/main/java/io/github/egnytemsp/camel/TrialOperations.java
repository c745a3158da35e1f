package io.github.egnytemsp.camel;

import java.math.BigDecimal;
import java.util.Map;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.model.ActivationRequest;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Trial;
import io.github.egnytemsp.camel.model.TrialActivation;
import io.github.egnytemsp.camel.model.TrialRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code egnyte-msp:trials}. */
final class TrialOperations implements Operations {

    private final EgnyteMspConfiguration configuration;
    private final MspClient client;

    TrialOperations(EgnyteMspConfiguration configuration, MspClient client) {
        this.configuration = configuration;
        this.client = client;
    }

    @Override
    public ApiResult<?> run(EgnyteMspOperation operation, Exchange exchange) throws Exception {
        RequestInput input = RequestInput.of(exchange);
        return switch (operation) {
            case create -> create(input);
            case activate -> activate(input, exchange.getMessage());
            default -> throw Operations.unexpected(operation);
        };
    }

    private ApiResult<Trial> create(RequestInput input) throws Exception {
        TrialRequest given = TrialRequest.fromJson(input.json());
        TrialRequest request = new TrialRequest(
                input.text(EgnyteMspConstants.DOMAIN, configuration.getDomain(), "domain"),
                input.text(EgnyteMspConstants.PLAN_ID, configuration.getPlanId(), "planId", "id"), powerUsers(input),
                storage(input), given.region(), given.username(), given.password(), given.firstName(), given.lastName());
        request.requireComplete();
        try {
            return Calls.await(client.createTrial(request));
        } catch (EgnyteMspOutcomeUnknownException e) {
            throw e.found(() -> exists(request.domain())
                    ? "The domain " + request.domain() + " exists now" : "There is no domain " + request.domain());
        }
    }

    private ApiResult<TrialActivation> activate(RequestInput input, Message message) throws Exception {
        String domain = input.required(EgnyteMspConstants.DOMAIN, "domain", configuration.getDomain(), "domain");
        ActivationRequest request = new ActivationRequest(
                input.text(EgnyteMspConstants.PLAN_ID, configuration.getPlanId(), "planId"), powerUsers(input),
                storage(input));
        request.requireComplete();
        Domain now = domainOrNull(domain);
        if (now != null) {
            requireNotBelowUse(now, request);
            if (isSo(now, request)) {
                message.setHeader(EgnyteMspConstants.UNCHANGED, true);
                return Operations.result(new TrialActivation(domain, null, now.subscriptionDate(), Map.of()));
            }
        }
        try {
            return Calls.await(client.activateTrial(domain, request));
        } catch (EgnyteMspOutcomeUnknownException e) {
            throw e.found(() -> "The domain " + domain + " has the status " + Calls.await(client.getDomain(domain)).value().status());
        }
    }

    private static void requireNotBelowUse(Domain domain, ActivationRequest request) {
        if (domain.usedPuLicences() != null && request.powerUsers() < domain.usedPuLicences()) {
            throw new IllegalArgumentException(
                    "powerUsers is " + request.powerUsers() + ", and " + domain.usedPuLicences() + " are in use in the domain "
                                               + domain.domain() + ": nothing was sent");
        }
        if (domain.usedStorage() != null && BigDecimal.valueOf(request.storageGb()).compareTo(domain.usedStorage()) < 0) {
            throw new IllegalArgumentException(
                    "storageGB is " + request.storageGb() + ", and " + domain.usedStorage().toPlainString()
                                               + " are in use in the domain " + domain.domain() + ": nothing was sent");
        }
    }

    private Integer powerUsers(RequestInput input) {
        return input.integer(EgnyteMspConstants.POWER_USERS, "powerUsers", configuration.getPowerUsers(), "powerUsers");
    }

    private Integer storage(RequestInput input) {
        return input.integer(
                EgnyteMspConstants.STORAGE_GB, "storageGb", configuration.getStorageGb(), "storageGB", "storageGb");
    }

    /** A subscription already, with just that: a trial, which has no date of subscription, is to be activated all the same. */
    private static boolean isSo(Domain domain, ActivationRequest request) {
        return domain.subscriptionDate() != null && request.planId().equals(domain.planId())
                && request.powerUsers().equals(domain.availablePuLicences()) && domain.availableStorage() != null
                && domain.availableStorage().compareTo(BigDecimal.valueOf(request.storageGb())) == 0;
    }

    private boolean exists(String domain) throws EgnyteMspException, InterruptedException {
        return domainOrNull(domain) != null;
    }

    /** That a trial can be asked for as a domain is not documented: where it cannot, the API guards alone. */
    private Domain domainOrNull(String domain) throws EgnyteMspException, InterruptedException {
        try {
            return Calls.await(client.getDomain(domain)).value();
        } catch (EgnyteMspException e) {
            if (e.getHttpStatus() == 404) {
                return null;
            }
            throw e;
        }
    }
}
