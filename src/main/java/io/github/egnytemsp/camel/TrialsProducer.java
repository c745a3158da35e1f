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

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.model.ActivationRequest;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.TrialActivation;
import io.github.egnytemsp.camel.model.TrialRequest;
import org.apache.camel.Exchange;

/** {@code egnyte-msp:trials}. */
final class TrialsProducer extends EgnyteMspProducer {

    TrialsProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    CompletableFuture<OperationResult> run(EgnyteMspOperation operation, Exchange exchange) {
        return switch (operation) {
            case create -> create(input(exchange));
            case activate -> activate(input(exchange));
            default -> throw unexpected(operation);
        };
    }

    private CompletableFuture<OperationResult> create(RequestInput input) {
        TrialRequest given = TrialRequest.fromJson(input.json());
        TrialRequest request = RequestInput.complete(new TrialRequest(
                input.text(InputField.DOMAIN), input.text(InputField.PLAN_ID_OF_TRIAL), input.integer(InputField.POWER_USERS),
                input.integer(InputField.STORAGE_GB), given.region(), given.username(), given.password(), given.firstName(),
                given.lastName()));
        return orLook(client().createTrial(request), () -> find(request.domain()).thenApply(
                domain -> domain.isPresent()
                        ? "The domain " + request.domain() + " exists now" : "There is no domain " + request.domain()))
                .thenApply(OperationResult::of);
    }

    private CompletableFuture<OperationResult> activate(RequestInput input) {
        String domain = input.required(InputField.DOMAIN);
        ActivationRequest request = RequestInput.complete(new ActivationRequest(
                input.text(InputField.PLAN_ID), input.integer(InputField.POWER_USERS), input.integer(InputField.STORAGE_GB)));
        return find(domain).thenCompose(now -> {
            now.ifPresent(found -> requireNotBelowUse(found, request));
            if (now.isPresent() && isSo(now.get(), request)) {
                return CompletableFuture.completedFuture(OperationResult.of(alreadySo(domain, now.get())).unchanged());
            }
            return orLook(client().activateTrial(domain, request), () -> client().getDomain(domain)
                    .thenApply(found -> "The domain " + domain + " has the status " + found.value().status()))
                    .thenApply(OperationResult::of);
        });
    }

    private static void requireNotBelowUse(Domain domain, ActivationRequest request) {
        if (domain.usedPuLicences() != null && request.powerUsers() < domain.usedPuLicences()) {
            throw new IllegalArgumentException(
                    "powerUsers is " + request.powerUsers() + ", but " + domain.usedPuLicences() + " are in use in the domain "
                                               + domain.domain() + ". No call was made");
        }
        if (domain.usedStorage() != null && BigDecimal.valueOf(request.storageGb()).compareTo(domain.usedStorage()) < 0) {
            throw new IllegalArgumentException(
                    "storageGB is " + request.storageGb() + ", but " + domain.usedStorage().toPlainString()
                                               + " are in use in the domain " + domain.domain() + ". No call was made");
        }
    }

    /**
     * Whether the domain is a subscription already, with these values. A trial has no {@code subscriptionDate} and must
     * be activated.
     */
    private static boolean isSo(Domain domain, ActivationRequest request) {
        BigDecimal storage = domain.allocatedStorage() != null ? domain.allocatedStorage() : domain.availableStorage();
        return domain.subscriptionDate() != null && request.planId().equals(domain.planId())
                && request.powerUsers().equals(domain.availablePuLicences()) && storage != null
                && storage.compareTo(BigDecimal.valueOf(request.storageGb())) == 0;
    }

    private static TrialActivation alreadySo(String domain, Domain now) {
        ObjectNode json = Json.mapper().createObjectNode().put("domain", domain);
        return TrialActivation.fromJson(json.put("activationDate", now.subscriptionDate().toString()));
    }

    /** Egnyte does not document that a trial is found as a domain. If it is not, only the API checks the values. */
    private CompletableFuture<Optional<Domain>> find(String domain) {
        return client().getDomain(domain).thenApply(found -> Optional.of(found.value())).exceptionallyCompose(
                failure -> Calls.unwrap(failure) instanceof EgnyteMspException refused && refused.getHttpStatus() == 404
                        ? CompletableFuture.completedFuture(Optional.empty()) : CompletableFuture.failedFuture(failure));
    }
}
