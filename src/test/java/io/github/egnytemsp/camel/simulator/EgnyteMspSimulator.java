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

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Plays the webhook part of the Egnyte MSP Public API, and Egnyte sending events to the webhooks registered with it.
 *
 * <pre>{@code
 * try (EgnyteMspSimulator egnyte
 *         = EgnyteMspSimulator.builder().publicAddress("https://hooks.msp.example", "http://127.0.0.1:8080").start()) {
 *     // point the connector's baseUrl at egnyte.baseUrl(), let it register https://hooks.msp.example/egnyte-msp/events, then
 *     egnyte.raise("USER_ADDED");
 *     egnyte.awaitIdle(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>
 * It refuses what Egnyte refuses: unknown tokens, calls over the limits, webhooks over the maximum, incomplete ones,
 * types that are not documented, addresses that are not https, and values of another type than the API's: {@code "42"}
 * is no number.
 *
 * <p>
 * <b>Deliveries.</b> As documented by Egnyte: POST of one JSON event with the configured header; 200 is received; after
 * any other status or a network failure it waits, and at the next repeat all that waits is sent together; after several
 * sends an event has failed for good; after several of those the webhook is disabled. Assumptions, as Egnyte publishes
 * nothing about them: a repeat has the same bytes, and the address and secret that the webhook has by then; the pauses
 * and the counts; what waits for a disabled webhook stays pending, and is sent once it is enabled; what waits for a
 * deleted one is given up; redirects are not followed.
 *
 * <p>
 * <b>It never leaves the machine.</b> It listens on 127.0.0.1. It sends to 127.0.0.1, localhost and [::1] only: a
 * {@code webhook_url} elsewhere needs a {@linkplain #addPublicAddress public address}, or its sends fail. An https
 * address on loopback is called as it is, and has to have a certificate that the JVM trusts.
 *
 * <p>
 * <b>Answers of the API</b> carry the {@code X-Accesstoken-*} counts of their token, except for limits that are off and
 * for 401, which belongs to no token; answers over a limit {@code Retry-After} and {@code X-Quota-Reset} too.
 *
 * <p>
 * Calls and deliveries are kept in memory until {@link #close()}. All methods may be called from any thread. The
 * control addresses below {@code /simulator} do the same by HTTP: {@code curl http://127.0.0.1:PORT/simulator} explains
 * them.
 */
public final class EgnyteMspSimulator implements AutoCloseable {

    /** Where the API begins, after {@link #baseUrl()}. */
    public static final String API_PATH = MspApi.PATH;

    private final SimulatorSettings<?> settings;
    private final String firstToken;
    private final SimulatorThreads threads = new SimulatorThreads();
    private final PublicAddresses publicAddresses;
    private final AccessTokens tokens;
    private final WebhookStore webhooks;
    private final WebhookSender sender;
    private final DeliveryEngine deliveries;
    private final RaisedEvents events;
    private final FaultPlan faults = new FaultPlan();
    private final CallLog calls;
    private final HttpFrontEnd frontEnd;
    private final SimulatedAccount account = new SimulatedAccount();

    EgnyteMspSimulator(SimulatorBuilder settings) {
        this.settings = settings;
        Clock clock = settings.clock;
        firstToken = settings.accessToken;
        publicAddresses = settings.publicAddresses;
        tokens = new AccessTokens(() -> new RateLimit(settings, clock));
        tokens.add(firstToken);
        webhooks = new WebhookStore(settings);
        sender = new WebhookSender(publicAddresses, settings, threads.workers(), threads.timer());
        deliveries = new DeliveryEngine(webhooks, sender, settings, clock, threads.workers(), threads.timer());
        webhooks.setListener(deliveries);
        events = new RaisedEvents(webhooks, deliveries, clock);
        calls = new CallLog(clock);
        MspApi api = new MspApi(
                tokens, settings, clock, faults, calls, new WebhookResource(webhooks, settings),
                new AccountResource(account, settings, clock), new TrialResource(account, clock));
        Router control = new Router(
                ControlErrors::of, new ControlHelp(), new ControlEvents(this), new ControlState(this),
                new ControlSettings(this), new ControlFaults(this));
        frontEnd = new HttpFrontEnd(settings.port, threads.workers(), threads.timer());
        Router browser = new Router(AuthorizationPage::error, new AuthorizationPage(() -> firstToken, clock));
        frontEnd.start(
                Map.of(MspApi.PATH, api::handle, ControlHelp.PATH, request -> Reply.now(control.route(request).asLines()),
                        AuthorizationPage.PATH, request -> Reply.now(browser.route(request))));
    }

    /**
     * Sets up a simulator.
     *
     * @return a builder with the default settings
     */
    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    /**
     * Runs a simulator until the process ends.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new SimulatorCommand(System.out, System.err).run(arguments));
    }

    /**
     * Where it listens; the connector's {@code baseUrl}.
     *
     * @return e.g. {@code http://127.0.0.1:41234}, without a slash at the end
     */
    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    /**
     * The port that it listens on.
     *
     * @return the port, also if the builder asked for any free one
     */
    public int port() {
        return frontEnd.port();
    }

    /**
     * Stops listening, breaks off what is under way, and ends the threads. In Java 17, one daemon thread of the JDK's
     * HTTP client is left until the next garbage collection.
     */
    @Override
    public void close() {
        deliveries.close();
        frontEnd.close();
        sender.close();
        threads.close();
    }

    /**
     * What the MSP and its customers have.
     *
     * @return the account, which can be changed at any time
     */
    public SimulatedAccount account() {
        return account;
    }

    /**
     * How it behaves. A change holds from the next call or send on.
     *
     * @return the settings, which can be changed at any time
     */
    public SimulatorSettings<?> settings() {
        return settings;
    }

    // access tokens

    /**
     * Accepts a token from now on, one that was revoked too. Each token has limits of its own.
     *
     * @param token the token
     */
    public void addAccessToken(String token) {
        tokens.add(token);
    }

    /**
     * Answers 401 to a token from now on, as after a change of the user's password.
     *
     * @param  token                  the token
     * @throws NoSuchElementException if it was never accepted
     */
    public void revokeAccessToken(String token) {
        if (!tokens.revoke(token)) {
            throw new NoSuchElementException("This access token was never accepted");
        }
    }

    // webhooks

    /**
     * The registered webhooks.
     *
     * @return a snapshot, smallest id first
     */
    public List<SimulatedWebhook> webhooks() {
        return webhooks.all();
    }

    /**
     * One webhook.
     *
     * @param  id its id
     * @return    a snapshot, or empty if there is none with this id
     */
    public Optional<SimulatedWebhook> webhook(String id) {
        return webhooks.find(id);
    }

    /**
     * Registers a webhook without a call of the API: somebody else did it.
     *
     * @param  url                      an https address
     * @param  eventTypes               one type or more
     * @param  authHeader               name of the header of deliveries
     * @param  authHeaderValue          its value
     * @return                          the webhook, enabled
     * @throws IllegalArgumentException if Egnyte would refuse it
     * @throws IllegalStateException    if there are as many webhooks as may be
     */
    public SimulatedWebhook addWebhook(String url, List<String> eventTypes, String authHeader, String authHeaderValue) {
        WebhookSettings settings = checked(new WebhookSettings(url, eventTypes, authHeader, authHeaderValue));
        return webhooks.add(settings).orElseThrow(() -> new IllegalStateException("No more webhooks can be registered"));
    }

    /**
     * Changes a webhook without a call of the API: somebody else did it.
     *
     * @param  id                       its id
     * @param  change                   makes the new webhook of the old one, e.g.
     *                                  {@code webhook -> webhook.withUrl("https://other.example/")}; keeps the id
     * @return                          the changed webhook
     * @throws NoSuchElementException   if there is none with this id
     * @throws IllegalArgumentException if Egnyte would refuse the result, or its id is another
     */
    public SimulatedWebhook changeWebhook(String id, UnaryOperator<SimulatedWebhook> change) {
        return webhooks.change(id, before -> {
            SimulatedWebhook after = change.apply(before);
            if (!after.id().equals(id)) {
                throw new IllegalArgumentException("A webhook keeps its id");
            }
            checked(WebhookSettings.of(after));
            return after;
        }).orElseThrow(() -> unknownWebhook(id));
    }

    /**
     * Disables a webhook, as Egnyte does after failed deliveries. What is pending waits.
     *
     * @param  id                     its id
     * @throws NoSuchElementException if there is none with this id
     */
    public void disableWebhook(String id) {
        changeWebhook(id, webhook -> webhook.withEnabled(false));
    }

    /**
     * Enables a webhook. What is pending is sent at once.
     *
     * @param  id                     its id
     * @throws NoSuchElementException if there is none with this id
     */
    public void enableWebhook(String id) {
        changeWebhook(id, webhook -> webhook.withEnabled(true));
    }

    /**
     * Deletes a webhook without a call of the API: somebody else did it. What is pending is given up.
     *
     * @param  id                     its id
     * @throws NoSuchElementException if there is none with this id
     */
    public void deleteWebhook(String id) {
        if (!webhooks.delete(id)) {
            throw unknownWebhook(id);
        }
    }

    /**
     * Plays a reverse proxy that ends TLS in front of the user's machine: a {@code webhook_url} that begins with the
     * public origin is called at the local address, with its path and query.
     *
     * @param  httpsPrefix              a whole origin, e.g. {@code https://hooks.msp.example}
     * @param  localPrefix              what takes its place, e.g. {@code http://127.0.0.1:8080}
     * @throws IllegalArgumentException if the first is not an https origin, or the second not on 127.0.0.1, localhost
     *                                  or [::1]
     */
    public void addPublicAddress(String httpsPrefix, String localPrefix) {
        publicAddresses.add(httpsPrefix, localPrefix);
    }

    // events

    /**
     * Raises a {@linkplain SimulatedEvents sample event}, which differs from every other that this simulator raised: a
     * delivery is sent to each enabled webhook that wants the type.
     *
     * @param  eventType any type
     * @return           the simulator's own id of the event, for {@link #deliveries(String)}
     */
    public String raise(String eventType) {
        return raise(eventType, Map.of());
    }

    /**
     * Raises a sample event with some fields changed or added.
     *
     * @param  eventType any type, which webhooks are chosen by
     * @param  overrides fields by name; values become JSON as Jackson writes them
     * @return           the simulator's own id of the event
     */
    public String raise(String eventType, Map<String, ?> overrides) {
        return events.raise(eventType, overrides, Optional.empty());
    }

    /**
     * Raises an event of any bytes, JSON or not, for every enabled webhook.
     *
     * @param  body what is sent
     * @return      the simulator's own id of the event
     */
    public String raiseRaw(byte[] body) {
        return raiseRaw(body, "");
    }

    /**
     * Raises an event of any bytes, JSON or not.
     *
     * @param  body                 what is sent
     * @param  eventTypeForMatching the type that webhooks are chosen by; empty for every enabled one
     * @return                      the simulator's own id of the event
     */
    public String raiseRaw(byte[] body, String eventTypeForMatching) {
        return events.raise(eventTypeForMatching, body);
    }

    /**
     * Raises a sample event that carries another secret than the webhook's, at each send: somebody who is not Egnyte,
     * or a secret that has been changed since.
     *
     * @param  eventType  any type
     * @param  wrongValue value of the header
     * @return            the simulator's own id of the event
     */
    public String deliverWithSecret(String eventType, String wrongValue) {
        return deliverWithSecret(eventType, wrongValue, Map.of());
    }

    String deliverWithSecret(String eventType, String wrongValue, Map<String, ?> overrides) {
        return events.raise(eventType, overrides, Optional.of(wrongValue));
    }

    /**
     * Queues a delivery to one webhook, which is sent again until it is received.
     *
     * @param  webhookId              the webhook
     * @param  body                   what is sent
     * @param  authHeaderValue        value of the header, in the place of the webhook's own
     * @return                        the delivery's id
     * @throws NoSuchElementException if there is no such webhook
     */
    public String deliver(String webhookId, byte[] body, String authHeaderValue) {
        known(webhookId);
        return deliveries.deliver(events.nextId(), webhookId, "", body, Optional.of(authHeaderValue));
    }

    /**
     * Delivers the same bytes once more to the same webhook: a duplicate.
     *
     * @param  deliveryId             a delivery, finished or not
     * @return                        the id of the new delivery, which belongs to the same event
     * @throws NoSuchElementException if there is no such delivery
     */
    public String deliverAgain(String deliveryId) {
        return deliveries.deliverAgain(deliveryId).orElseThrow(() -> new NoSuchElementException("No delivery " + deliveryId));
    }

    /**
     * Sends once to a webhook, enabled or not, outside all bookkeeping, and tells the answer.
     *
     * @param  webhookId              the webhook
     * @param  body                   what is sent
     * @return                        the status answered, or failed with an {@link java.io.IOException}
     * @throws NoSuchElementException if there is no such webhook
     */
    public CompletableFuture<Integer> deliverOnce(String webhookId, byte[] body) {
        SimulatedWebhook webhook = known(webhookId);
        return sender.send(webhook, body, Optional.of(webhook.authHeaderValue()));
    }

    /**
     * Sends once to a webhook, enabled or not, outside all bookkeeping, and tells the answer.
     *
     * @param  webhookId              the webhook
     * @param  body                   what is sent
     * @param  authHeaderValue        value of the header, in the place of the webhook's own; null leaves the header out
     * @return                        the status answered, or failed with an {@link java.io.IOException}
     * @throws NoSuchElementException if there is no such webhook
     */
    public CompletableFuture<Integer> deliverOnce(String webhookId, byte[] body, String authHeaderValue) {
        return sender.send(known(webhookId), body, Optional.ofNullable(authHeaderValue));
    }

    /**
     * Sends at once whatever is pending and not under way, except to disabled webhooks, whatever the schedule says.
     *
     * @return how many deliveries
     */
    public int retryNow() {
        return deliveries.retryNow();
    }

    /**
     * Every delivery, finished or not.
     *
     * @return a snapshot, oldest first
     */
    public List<Delivery> deliveries() {
        return deliveries.all();
    }

    /**
     * The deliveries of one event.
     *
     * @param  eventId what {@link #raise(String)} returned
     * @return         a snapshot, oldest first; empty if no webhook wanted it
     */
    public List<Delivery> deliveries(String eventId) {
        return deliveries.all().stream().filter(delivery -> delivery.eventId().equals(eventId)).toList();
    }

    /**
     * Waits until no delivery is {@link Delivery.State#PENDING}. One that waits for a disabled webhook is pending.
     *
     * @param  timeout               the longest wait
     * @return                       false if some are pending still
     * @throws IllegalStateException if the thread is interrupted, which it stays
     */
    public boolean awaitIdle(Duration timeout) {
        try {
            return deliveries.awaitIdle(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while deliveries are pending", e);
        }
    }

    // faults

    /**
     * Makes one of the next calls go wrong: the first that the fault matches. Several faults come one after the other.
     *
     * @param fault what goes wrong
     */
    public void failNext(Fault fault) {
        faults.add(fault);
    }

    /** Takes back the faults that have not happened. */
    public void clearFaults() {
        faults.clear();
    }

    /**
     * How many calls are still to fail.
     *
     * @return 0 if every fault has happened
     */
    public int pendingFaults() {
        return faults.size();
    }

    // calls

    /**
     * Every call of the API, refused ones too.
     *
     * @return a snapshot, in the order of arrival
     */
    public List<ApiCall> calls() {
        return calls.all();
    }

    /**
     * The calls of a token since 00:00 UTC, without those over a limit.
     *
     * @param  token the token
     * @return       the count; 0 for a token that was never accepted
     */
    public int callsToday(String token) {
        return tokens.callsToday(token);
    }

    /**
     * The most calls, of all tokens and refused ones too, that arrived within any second of real time.
     *
     * @return the count
     */
    public int maxCallsInAnySecond() {
        return calls.mostInAnySecond();
    }

    String firstToken() {
        return firstToken;
    }

    private SimulatedWebhook known(String webhookId) {
        return webhooks.find(webhookId).orElseThrow(() -> unknownWebhook(webhookId));
    }

    private static NoSuchElementException unknownWebhook(String id) {
        return new NoSuchElementException("No webhook " + id);
    }

    private static WebhookSettings checked(WebhookSettings settings) {
        if (!settings.problems().isEmpty()) {
            throw new IllegalArgumentException(settings.problems().toString());
        }
        return settings;
    }
}
