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
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.PowerUserAllocation;
import org.apache.camel.Exchange;

/** {@code egnyte-msp:domains}: customers' domains and their power users. */
final class DomainsProducer extends ListProducer {

    DomainsProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    CompletableFuture<OperationResult> run(EgnyteMspOperation operation, Exchange exchange) {
        return switch (operation) {
            case list -> list(exchange);
            case changes -> changes(exchange);
            case get -> client().getDomain(input(exchange).required(InputField.DOMAIN)).thenApply(OperationResult::of);
            case allocatePowerUsers -> allocate(input(exchange));
            default -> throw unexpected(operation);
        };
    }

    @Override
    Pages<Domain> pages(String planName, int maxPages) {
        return client().listDomains(planName, maxPages);
    }

    private CompletableFuture<OperationResult> allocate(RequestInput input) {
        String name = input.required(InputField.DOMAIN);
        int powerUsers = input.requiredPositive(InputField.POWER_USERS);
        return client().getDomain(name).thenCompose(now -> allocate(name, now.value(), powerUsers));
    }

    private CompletableFuture<OperationResult> allocate(String name, Domain now, int powerUsers) {
        if (now.usedPuLicences() != null && powerUsers < now.usedPuLicences()) {
            throw new IllegalArgumentException(
                    "powerUsers is " + powerUsers + ", but " + now.usedPuLicences() + " are in use in the domain " + name
                                               + ". No call was made");
        }
        if (now.availablePuLicences() != null && powerUsers == now.availablePuLicences()) {
            return CompletableFuture.completedFuture(OperationResult.of(PowerUserAllocation.fromJson(
                    Json.mapper().createObjectNode().put("domain", name).put("previousPowerUsers", powerUsers)
                            .put("newPowerUsers", powerUsers)))
                    .unchanged());
        }
        return orLook(client().allocatePowerUsers(name, powerUsers), () -> client().getDomain(name)
                .thenApply(
                        domain -> "The domain " + name + " has " + domain.value().availablePuLicences() + " power users now"))
                .thenApply(OperationResult::of);
    }
}
