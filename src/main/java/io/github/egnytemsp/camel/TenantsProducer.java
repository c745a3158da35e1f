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
