package io.github.egnytemsp.camel;

import java.util.concurrent.CompletableFuture;

import io.github.egnytemsp.camel.client.Pages;
import io.github.egnytemsp.camel.model.Tenant;
import org.apache.camel.Exchange;

/** {@code egnyte-msp:tenants}: customers' Protect tenants. */
final class TenantsProducer extends ListProducer {

    TenantsProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    CompletableFuture<OperationResult> run(EgnyteMspOperation operation, Exchange exchange) {
        return switch (operation) {
            case list -> list(exchange);
            case changes -> changes(exchange);
            case get -> client().getTenant(input(exchange).required(InputField.TENANT)).thenApply(OperationResult::of);
            default -> throw unexpected(operation);
        };
    }

    @Override
    Pages<Tenant> pages(String planName, int maxPages) {
        return client().listTenants(planName, maxPages);
    }
}
