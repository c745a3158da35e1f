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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.observability.ApiHealthCheck;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;

/** Calls the MSP API. No thread is blocked while a call waits. */
public abstract class EgnyteMspProducer extends DefaultAsyncProducer {

    private static final List<String> HEADERS_OUT = List.of(
            EgnyteMspConstants.HTTP_STATUS, EgnyteMspConstants.CALLS_TODAY, EgnyteMspConstants.CALLS_PER_DAY,
            EgnyteMspConstants.UNCHANGED);

    private MspClient client;
    private WritableHealthCheckRepository healthChecks;
    private ApiHealthCheck healthCheck;

    EgnyteMspProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    /**
     * Starts an operation.
     *
     * @param  operation                one that the resource has
     * @param  exchange                 its input
     * @return                          its result, or its failure
     * @throws IllegalArgumentException if the input is wrong; no call was made
     */
    abstract CompletableFuture<OperationResult> run(EgnyteMspOperation operation, Exchange exchange);

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<OperationResult> result;
        try {
            result = run(getEndpoint().options().operation(getEndpoint().getResource(), exchange.getMessage()), exchange);
        } catch (RuntimeException e) {
            result = CompletableFuture.failedFuture(e);
        }
        if (result.isDone()) {
            result.whenComplete((done, failure) -> finish(exchange, done, failure));
            callback.done(true);
            return true;
        }
        result.whenComplete((done, failure) -> {
            finish(exchange, done, failure);
            callback.done(false);
        });
        return false;
    }

    private static void finish(Exchange exchange, OperationResult result, Throwable failure) {
        if (failure == null) {
            write(result, exchange.getMessage());
        } else {
            exchange.setException(Calls.unwrap(failure));
        }
    }

    private static void write(OperationResult result, Message message) {
        message.setBody(result.body());
        HEADERS_OUT.forEach(message::removeHeader);
        message.getHeaders().putAll(result.headers());
    }

    /** The exception for an operation that the resource does not have. */
    static IllegalStateException unexpected(EgnyteMspOperation operation) {
        return new IllegalStateException("Not an operation of this resource: " + operation);
    }

    /**
     * After a call without an answer: adds the result of a check to the failure. If the check fails, the failure is
     * unchanged.
     *
     * @param call the call
     * @param look makes the check, and describes its result
     */
    static <T> CompletableFuture<ApiResult<T>> orLook(
            CompletableFuture<ApiResult<T>> call, Supplier<CompletableFuture<String>> look) {
        return call.exceptionallyCompose(failure -> Calls.unwrap(failure) instanceof EgnyteMspOutcomeUnknownException unknown
                ? look.get().handle((found, lookFailed) -> told(unknown, found, lookFailed))
                        .thenCompose(CompletableFuture::failedFuture)
                : CompletableFuture.failedFuture(failure));
    }

    private static EgnyteMspOutcomeUnknownException told(
            EgnyteMspOutcomeUnknownException unknown, String found, Throwable lookFailed) {
        if (lookFailed == null) {
            return unknown.found(found);
        }
        unknown.addSuppressed(Calls.unwrap(lookFailed));
        return unknown;
    }

    RequestInput input(Exchange exchange) {
        return RequestInput.of(exchange, configuration());
    }

    MspClient client() {
        return client;
    }

    EgnyteMspConfiguration configuration() {
        return getEndpoint().getConfiguration();
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = getEndpoint().services().client();
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
                    getEndpoint().options().refusedTokenPause(), getEndpoint().services().tokens());
            healthCheck.setEnabled(getEndpoint().getComponent().isHealthCheckProducerEnabled());
            healthChecks.addHealthCheck(healthCheck);
        }
    }
}
