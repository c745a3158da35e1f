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

import io.github.egnytemsp.camel.changes.ChangeDetector;
import io.github.egnytemsp.camel.client.Pages;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** The common part of domains, tenants and plans: lists in pages, and changes since the last list. */
abstract class ListProducer extends EgnyteMspProducer {

    ListProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    /** The list: of one plan where the API can filter it, page by page. */
    abstract Pages<? extends MspRecord> pages(String planName, int maxPages);

    CompletableFuture<OperationResult> list(Exchange exchange) {
        Pages<? extends MspRecord> pages = pages(planName(exchange.getMessage()), configuration().getMaxPages());
        return configuration().getOutputType() == EgnyteMspOutputType.Stream
                ? CompletableFuture.completedFuture(OperationResult.of(pages)) : pages.all().thenApply(OperationResult::of);
    }

    /** Every page: a record that is missing in a snapshot would be reported as removed. */
    CompletableFuture<OperationResult> changes(Exchange exchange) {
        String planName = planName(exchange.getMessage());
        return changes(exchange, planName, pages(planName, 0));
    }

    private <T extends MspRecord> CompletableFuture<OperationResult> changes(
            Exchange exchange, String planName, Pages<T> pages) {
        EgnyteMspEndpoint endpoint = getEndpoint();
        ChangeDetector detector = new ChangeDetector(
                endpoint.services().memory(),
                endpoint.services()
                        .memoryKey("changes of " + endpoint.getResource() + (planName == null ? "" : " of " + planName)),
                endpoint.getResource().name(), endpoint.options().thresholds());
        return pages.all().thenApply(list -> {
            ChangeDetector.Detected detected = detector.detect(list.value(), pages.count());
            exchange.getExchangeExtension().addOnCompletion(remembering(detected));
            return OperationResult.of(list, detected.changes());
        });
    }

    private static SynchronizationAdapter remembering(ChangeDetector.Detected detected) {
        return new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                if (!done.isRollbackOnly() && !done.isRollbackOnlyLast()) {
                    detected.remember();
                }
            }
        };
    }

    private String planName(Message message) {
        String inHeader = message.getHeader(EgnyteMspConstants.PLAN_NAME, String.class);
        return inHeader == null || inHeader.isBlank() ? configuration().getPlanName() : inHeader;
    }
}
