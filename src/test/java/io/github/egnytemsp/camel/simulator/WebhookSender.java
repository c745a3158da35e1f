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
package io.github.egnytemsp.camel.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sends one event to one webhook, once. */
final class WebhookSender implements AutoCloseable {

    private final PublicAddresses addresses;
    private final SimulatorSettings<?> settings;
    private final ScheduledExecutorService scheduler;
    private final HttpClient client;
    private final Set<CompletableFuture<?>> inFlight = ConcurrentHashMap.newKeySet();

    WebhookSender(PublicAddresses addresses, SimulatorSettings<?> settings, Executor executor,
                  ScheduledExecutorService scheduler) {
        this.addresses = addresses;
        this.settings = settings;
        this.scheduler = scheduler;
        this.client = HttpClient.newBuilder()
                .executor(executor)
                // HTTP/2 would add upgrade headers to the request
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                // a proxy of the JVM's would take deliveries off this machine
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /**
     * The status answered, or an {@link IOException} that says why there was none and holds no secret. No header is
     * sent if its value is empty.
     */
    CompletableFuture<Integer> send(SimulatedWebhook webhook, byte[] body, Optional<String> authHeaderValue) {
        Optional<URI> target = addresses.resolve(webhook.url());
        if (target.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException(
                    "Not sent: " + URI.create(webhook.url()).getHost()
                                                                  + " is not on this machine. The simulator sends nowhere else: map the address with publicAddress"));
        }
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(target.get())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            authHeaderValue.ifPresent(value -> request.setHeader(webhook.authHeader(), value));
            return send(request.build());
        } catch (IllegalArgumentException e) {
            // without the JDK's message, which may hold the value
            return CompletableFuture.failedFuture(new IOException(
                    "Not sent: the address, the header " + webhook.authHeader()
                                                                  + " or its value is not valid in HTTP"));
        }
    }

    private CompletableFuture<Integer> send(HttpRequest request) {
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        CompletableFuture<Integer> status = new CompletableFuture<>();
        inFlight.add(exchange);
        Duration timeout = settings.deliveryTimeout;
        // cancelling ends the exchange wherever it is; the request's own timeout would not cover an answer's body
        ScheduledFuture<?> deadline = scheduler.schedule(() -> {
            status.completeExceptionally(
                    new IOException("Cancelled: no complete answer within " + timeout.toMillis() + " ms"));
            exchange.cancel(true);
        }, timeout.toNanos(), TimeUnit.NANOSECONDS);
        exchange.whenComplete((response, failure) -> {
            deadline.cancel(false);
            inFlight.remove(exchange);
            if (failure == null) {
                status.complete(response.statusCode());
            } else {
                status.completeExceptionally(new IOException(reason(failure)));
            }
        });
        return status;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName() : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Breaks off every send that is under way. */
    @Override
    public void close() {
        inFlight.forEach(exchange -> exchange.cancel(true));
    }
}
