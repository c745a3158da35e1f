package io.github.egnytemsp.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.egnytemsp.camel.auth.TokenWarnings;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.delivery.DeliveryObserver;
import io.github.egnytemsp.camel.delivery.DeliveryReceiver;
import io.github.egnytemsp.camel.delivery.WebhookListener;
import io.github.egnytemsp.camel.delivery.EventHandler;
import io.github.egnytemsp.camel.delivery.RareLog;
import io.github.egnytemsp.camel.delivery.WebhookSecrets;
import io.github.egnytemsp.camel.observability.EventsHealthCheck;
import io.github.egnytemsp.camel.observability.StatusSource;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.observability.Meters;
import io.github.egnytemsp.camel.registration.DesiredWebhook;
import io.github.egnytemsp.camel.registration.KeeperStatus;
import io.github.egnytemsp.camel.registration.KeptWebhook;
import io.github.egnytemsp.camel.registration.WebhookKeeper;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives events. Each delivery has a fresh exchange: nothing of the HTTP request reaches the route but the event. */
@ManagedResource(description = "Managed Egnyte MSP consumer")
public class EgnyteMspConsumer extends DefaultConsumer implements EventHandler, StatusSource, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(EgnyteMspConsumer.class);

    /** How long stopping waits for {@code unregisterOnStop}. */
    private static final Duration UNREGISTER_PATIENCE = Duration.ofSeconds(10);

    private final DeliveryReceiver receiver;
    private final WebhookSecrets secrets;
    private final RareLog malformed = new RareLog();
    private volatile WebhookListener listener;
    private DeliveryObserver meters = DeliveryObserver.NONE;
    private volatile WebhookKeeper keeper;
    private KeptWebhook kept;
    /** Null if nobody looks after the webhook. */
    private volatile TokenWarnings.Watched tokens;

    EgnyteMspConsumer(EgnyteMspEndpoint endpoint, Processor processor, DeliveryReceiver.Settings settings) {
        super(endpoint, processor);
        this.receiver = new DeliveryReceiver(settings, this);
        this.secrets = settings.secrets();
        HealthCheck check = new EventsHealthCheck(
                endpoint.getConfiguration().getPath(), this::isListening, this::keeperStatus, receiver.counters(),
                () -> tokens);
        check.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(check);
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        IdempotentRepository repository = getEndpoint().getConfiguration().getIdempotentRepository();
        if (repository != null && !getEndpoint().getCamelContext().hasService(repository)) {
            // several routes may use it: it stops with the context
            getEndpoint().getCamelContext().addService(repository, true, true);
        }
        if (isEnsuring()) {
            findKeeper();
        }
        meters = Meters.ofDeliveries(getEndpoint().getCamelContext(), name(), state(keeper));
        receiver.observe(meters);
        WebhookListener paths = getEndpoint().listener(receiver);
        paths.attach(receiver);
        listener = paths;
        if (keeper != null) {
            keeper.attach(kept);
        }
    }

    /** The route's, or of a consumer without a route the path, which is its own too. */
    private String name() {
        return getRoute() == null ? getEndpoint().getConfiguration().getPath() : getRoute().getRouteId();
    }

    /** Null if nobody looks after the webhook. */
    private KeeperStatus keeperStatus() {
        WebhookKeeper current = keeper;
        return current == null ? null : current.status();
    }

    private Meters.ConsumerState state(WebhookKeeper keeper) {
        return new Meters.ConsumerState(
                receiver::inFlight, receiver.counters()::lastDelivery, keeper == null ? null : () -> keeper.status().isUp());
    }

    private void findKeeper() {
        DesiredWebhook desired = getEndpoint().desiredWebhook(secrets);
        tokens = getEndpoint().watchedTokens();
        kept = new KeptWebhook(
                getEndpoint().services().webhookAccess(getEndpoint().createClient(), desired.url()), () -> getEndpoint().desiredWebhook(secrets),
                secrets::putFirst, this::isListening, Duration.ofMillis(getEndpoint().getConfiguration().getWatchInterval()));
        keeper = getEndpoint().services().keeper(desired.url());
    }

    private boolean isEnsuring() {
        return getEndpoint().getConfiguration().getRegistration() == RegistrationMode.ensure;
    }

    @Override
    protected void doStop() throws Exception {
        WebhookKeeper last = keeper;
        keeper = null;
        try {
            if (last != null) {
                detach(last);
            }
        } finally {
            if (listener != null) {
                listener.detach(receiver);
                listener = null;
            }
            meters.stopped();
            super.doStop();
        }
    }

    /** A failure, or an API that does not answer, must not keep the route from stopping. */
    private void detach(WebhookKeeper last) {
        String url = getEndpoint().getConfiguration().getWebhookUrl();
        CompletableFuture<Boolean> removed = null;
        try {
            removed = last.detach(kept, getEndpoint().getConfiguration().isUnregisterOnStop());
            if (removed.get(UNREGISTER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("The webhook for {} was unregistered", url);
            }
        } catch (TimeoutException e) {
            removed.cancel(true);
            LOG.warn("The webhook for {} was not unregistered within {}, and the route stops without it: Egnyte goes on sending."
                     + " Unregister it by hand", url, UNREGISTER_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The webhook for {} could not be unregistered: Egnyte goes on sending. {}", url, Calls.unwrap(e).getMessage());
        }
    }

    @Override
    public boolean isOpen() {
        return isStarted();
    }

    /** Whether deliveries can come in: the route takes them, and the socket is bound. */
    boolean isListening() {
        WebhookListener current = listener;
        return isOpen() && current != null && current.isListening();
    }

    @Override
    public Answer run(MspEvent event) {
        Exchange exchange = createExchange(false);
        EventMessage.fill(exchange.getIn(), event);
        return process(exchange, Answer.FAILED);
    }

    @Override
    public Answer runMalformed(byte[] body, MalformedEventException cause) {
        if (!getEndpoint().isBridgeErrorHandler()) {
            warnOfMalformed(cause);
            return Answer.MALFORMED;
        }
        Exchange exchange = createExchange(false);
        exchange.getIn().setBody(body);
        exchange.getIn().setHeader(EgnyteMspConstants.EVENT_ID, EventId.ofBytes(body));
        // what Camel's own bridge does; that one replaces the body by a message, and does not tell the outcome
        exchange.setException(cause);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, cause);
        exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
        return process(exchange, Answer.MALFORMED);
    }

    private void warnOfMalformed(MalformedEventException cause) {
        long times = malformed.happened();
        if (times > 0) {
            LOG.warn("No event, though with the right header, {} times since this was last said: answered {}. bridgeErrorHandler=true would"
                     + " hand it to the route's error handler. The last one: {}",
                    times, Answer.MALFORMED.status(), cause.getMessage());
        }
    }

    /** Runs an exchange to its end, completions included, and says what came of it. */
    private Answer process(Exchange exchange, Answer failed) {
        exchange.setPattern(ExchangePattern.InOnly);
        Answer answer = failed;
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            doneUoW(exchange);
            if (exchange.getException(EventNotTakenException.class) != null || isRouteBehindStopped(exchange)) {
                answer = Answer.NOT_TAKEN;
            } else if (exchange.getException() == null && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast()) {
                answer = Answer.RECEIVED;
            }
            releaseExchange(exchange, false);
        }
        return answer;
    }

    /** The Kamelet's route runs, and the user's does not. By name, as camel-kamelet need not be there. */
    private static boolean isRouteBehindStopped(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure != null
                && failure.getClass().getName().equals("org.apache.camel.component.kamelet.KameletConsumerNotAvailableException");
    }

    /**
     * Changes the secret without one refused delivery: from now on the new one is accepted too, and then it is registered. The
     * old ones stay accepted until {@link #forgetOldSecrets()} or the next start. Put the new one first into
     * {@code webhookVerifyToken} before that.
     *
     * @param  newSecret                the new secret
     * @return                          what was done, in words
     * @throws IllegalArgumentException if it cannot be the value of an HTTP header
     * @throws IllegalStateException    if this consumer does not keep a webhook right
     * @throws EgnyteMspException       if the API refuses or cannot be reached; the new secret is accepted all the same, and
     *                                  the keeper goes on trying
     * @throws InterruptedException     if the thread was interrupted
     */
    @ManagedOperation(description = "Changes the secret of the webhook: the new one is accepted from now on, then registered")
    public String rotate(String newSecret) throws EgnyteMspException, InterruptedException {
        WebhookKeeper current = keeper;
        if (current == null) {
            throw new IllegalStateException("This consumer has no webhook to change: registration=ensure is not set, or it is stopped");
        }
        return Calls.await(current.rotate(newSecret)).done().toString();
    }

    /**
     * Accepts the registered secret only from now on.
     *
     * @throws IllegalStateException if the first secret is not known to be the registered one
     */
    @ManagedOperation(description = "Accepts the first secret only from now on")
    public void forgetOldSecrets() {
        WebhookKeeper current = keeper;
        if (current != null && !current.isFirstSecretRegistered()) {
            throw new IllegalStateException("The new secret is not registered yet: without the old ones every delivery would be refused");
        }
        if (secrets != null) {
            secrets.keepFirstOnly();
        }
    }

    /**
     * Looks at the webhook now, and repairs it. A repair that did not hold is not repeated.
     *
     * @return                      what came out
     * @throws EgnyteMspException   never: a failure is a part of what came out
     * @throws InterruptedException if the thread was interrupted
     */
    @ManagedOperation(description = "Looks at the webhook now, and repairs it")
    public String checkNow() throws EgnyteMspException, InterruptedException {
        WebhookKeeper current = keeper;
        if (current == null) {
            return "registration=ensure is not set, or the route is stopped";
        }
        KeeperStatus status = Calls.await(current.checkNow());
        return status.phase() + (status.problem() == null ? "" : ": " + status.problem());
    }

    @Override
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("path", getEndpoint().getConfiguration().getPath());
        status.put("open", isListening());
        Map<String, Object> deliveries = new LinkedHashMap<>();
        for (Answer answer : Answer.values()) {
            deliveries.put(answer.name().toLowerCase(Locale.ROOT), receiver.counters().countOf(answer));
        }
        status.put("deliveries", deliveries);
        if (receiver.counters().lastDelivery() != null) {
            status.put("lastDelivery", receiver.counters().lastDelivery().toString());
        }
        KeeperStatus current = keeperStatus();
        if (current != null) {
            Map<String, Object> webhook = new LinkedHashMap<>();
            webhook.put("phase", current.phase().toString());
            webhook.put("id", current.webhookId());
            webhook.put("status", current.status());
            webhook.put("url", getEndpoint().getConfiguration().getWebhookUrl());
            webhook.put("checkedAt", current.checkedAt() == null ? null : current.checkedAt().toString());
            webhook.put("problem", current.problem());
            webhook.values().removeIf(Objects::isNull);
            status.put("webhook", webhook);
        }
        return status;
    }

    /**
     * The webhook's id.
     *
     * @return the id, or null
     */
    @ManagedAttribute(description = "The id of the webhook that is kept right")
    public String getWebhookId() {
        KeeperStatus current = keeperStatus();
        return current == null ? null : current.webhookId();
    }

    /**
     * The webhook's status at the last check.
     *
     * @return {@code enabled}, {@code disabled}, or null
     */
    @ManagedAttribute(description = "The status of the webhook at the last check")
    public String getWebhookStatus() {
        KeeperStatus current = keeperStatus();
        return current == null ? null : current.status();
    }

    /**
     * What is wrong with the webhook.
     *
     * @return the problem, or null
     */
    @ManagedAttribute(description = "What is wrong with the webhook")
    public String getWebhookProblem() {
        KeeperStatus current = keeperStatus();
        return current == null ? null : current.problem();
    }

    /**
     * When the webhook was looked at.
     *
     * @return the time of the last check, or null
     */
    @ManagedAttribute(description = "When the webhook was looked at")
    public Date getLastCheck() {
        KeeperStatus current = keeperStatus();
        return current == null || current.checkedAt() == null ? null : Date.from(current.checkedAt());
    }

    /**
     * When a delivery with the right header came.
     *
     * @return the time of the last one, or null
     */
    @ManagedAttribute(description = "When the last delivery with the right header came")
    public Date getLastDelivery() {
        Instant last = receiver.counters().lastDelivery();
        return last == null ? null : Date.from(last);
    }

    /**
     * Deliveries that were answered 200.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries that were answered 200")
    public long getDeliveriesAccepted() {
        return receiver.counters().countOfStatus(200);
    }

    /**
     * Deliveries of an event that was finished before.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries of an event that was finished before")
    public long getDuplicates() {
        return receiver.counters().countOf(Answer.DUPLICATE);
    }

    /**
     * Deliveries with a missing or wrong secret.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries that were answered 401: the secret was missing or wrong")
    public long getDeliveriesUnauthorized() {
        return receiver.counters().countOf(Answer.UNAUTHORIZED);
    }

    /**
     * Deliveries whose route failed, or could not take them.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries whose route failed, or could not take them")
    public long getDeliveriesFailed() {
        return receiver.counters().countOf(Answer.FAILED) + receiver.counters().countOf(Answer.NOT_TAKEN);
    }

    /**
     * Deliveries that were put off.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries that were answered 503")
    public long getDeliveriesUnavailable() {
        return receiver.counters().countOfStatus(503);
    }
}
