package io.github.egnytemsp.camel.simulator;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends deliveries, again and again, until they are received. Each goes its own way: one that is slow or fails holds up no other, as long as fewer
 * than {@value #CONCURRENT_SENDS} are under way.
 */
final class DeliveryEngine implements WebhookStore.Listener, AutoCloseable {

    private static final Logger LOG = System.getLogger(DeliveryEngine.class.getName());
    private static final int CONCURRENT_SENDS = 64;

    /** A delivery as it goes on; guarded by the engine. */
    private static final class Item {
        final String id;
        final String eventId;
        final String webhookId;
        final String eventType;
        final byte[] body;
        final Optional<String> authHeaderValue;
        final List<Delivery.Attempt> attempts = new ArrayList<>();
        Delivery.State state = Delivery.State.PENDING;
        boolean queued;
        boolean sending;
        ScheduledFuture<?> nextSend;

        Item(String id, String eventId, String webhookId, String eventType, byte[] body, Optional<String> authHeaderValue) {
            this.id = id;
            this.eventId = eventId;
            this.webhookId = webhookId;
            this.eventType = eventType;
            this.body = body.clone();
            this.authHeaderValue = authHeaderValue;
        }

        boolean waiting() {
            return state == Delivery.State.PENDING && !sending;
        }

        Delivery snapshot() {
            return new Delivery(id, eventId, webhookId, eventType, body, attempts, state);
        }
    }

    private final WebhookStore webhooks;
    private final WebhookSender sender;
    private final List<Duration> retrySchedule;
    private final Clock clock;
    private final Executor executor;
    private final ScheduledExecutorService scheduler;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Deque<Item> due = new ArrayDeque<>();
    private int sending;
    private int pending;
    private boolean closed;

    DeliveryEngine(WebhookStore webhooks, WebhookSender sender, List<Duration> retrySchedule, Clock clock, Executor executor,
            ScheduledExecutorService scheduler) {
        this.webhooks = webhooks;
        this.sender = sender;
        this.retrySchedule = List.copyOf(retrySchedule);
        this.clock = clock;
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /** Sends as soon as possible; returns the delivery's id. A header value that is given here takes the place of the webhook's own. */
    synchronized String deliver(String eventId, String webhookId, String eventType, byte[] body, Optional<String> authHeaderValue) {
        if (closed) {
            throw new IllegalStateException("The simulator is closed");
        }
        Item item = new Item("delivery-" + (items.size() + 1), eventId, webhookId, eventType, body, authHeaderValue);
        items.put(item.id, item);
        pending++;
        sendNow(item);
        return item.id;
    }

    /** Another delivery of the same bytes to the same webhook; empty if there is no such delivery. */
    synchronized Optional<String> deliverAgain(String deliveryId) {
        return Optional.ofNullable(items.get(deliveryId))
                .map(item -> deliver(item.eventId, item.webhookId, item.eventType, item.body, item.authHeaderValue));
    }

    synchronized List<Delivery> all() {
        return items.values().stream().map(Item::snapshot).toList();
    }

    /** Sends everything that waits, except for disabled webhooks; returns how many. */
    synchronized int retryNow() {
        List<Item> waiting = items.values().stream().filter(item -> item.waiting() && isEnabled(item.webhookId)).toList();
        waiting.forEach(this::sendNow);
        return waiting.size();
    }

    synchronized boolean awaitIdle(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (pending > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    @Override
    public synchronized void webhookEnabled(String id) {
        items.values().stream().filter(item -> item.waiting() && item.webhookId.equals(id)).forEach(this::sendNow);
    }

    @Override
    public synchronized void webhookDeleted(String id) {
        items.values().stream().filter(item -> item.waiting() && item.webhookId.equals(id)).forEach(item -> end(item, Delivery.State.GIVEN_UP));
    }

    @Override
    public synchronized void close() {
        closed = true;
        due.clear();
    }

    private synchronized void sendNow(Item item) {
        if (!closed && item.waiting() && !item.queued) {
            cancelTimer(item);
            item.queued = true;
            due.addLast(item);
            sendDue();
        }
    }

    private void sendDue() {
        while (sending < CONCURRENT_SENDS && !due.isEmpty()) {
            Item item = due.removeFirst();
            item.queued = false;
            if (item.waiting()) {
                // one that finds its webhook disabled stays pending without a timer, until webhookEnabled
                webhooks.find(item.webhookId).ifPresentOrElse(webhook -> {
                    if (webhook.enabled()) {
                        send(item, webhook);
                    }
                }, () -> end(item, Delivery.State.GIVEN_UP));
            }
        }
    }

    private void send(Item item, SimulatedWebhook webhook) {
        Instant at = clock.instant();
        item.sending = true;
        sending++;
        sender.send(webhook, item.body, item.authHeaderValue.or(() -> Optional.of(webhook.authHeaderValue())))
                // not in this thread: sends that fail at once would nest as deep as the queue is long
                .whenCompleteAsync((status, failure) -> sent(item, status == null
                        ? new Delivery.Attempt(at, 0, failure.getMessage())
                        : new Delivery.Attempt(at, status, "")), executor);
    }

    private synchronized void sent(Item item, Delivery.Attempt attempt) {
        if (closed) {
            return;
        }
        boolean received = attempt.status() == 200;
        item.attempts.add(attempt);
        item.sending = false;
        sending--;
        if (webhooks.sent(item.webhookId, received)) {
            LOG.log(Level.INFO, "Webhook {0} is disabled after too many failed sends", item.webhookId);
        }
        if (received) {
            end(item, Delivery.State.DELIVERED);
        } else if (webhooks.find(item.webhookId).isEmpty()) {
            end(item, Delivery.State.GIVEN_UP);
        } else {
            int failures = item.attempts.size();
            Duration pause = retrySchedule.get(Math.min(failures, retrySchedule.size()) - 1);
            LOG.log(Level.DEBUG, "{0} failed: {1}; sent again in {2}", item.id, attempt, pause);
            item.nextSend = scheduler.schedule(() -> sendNow(item), pause.toNanos(), TimeUnit.NANOSECONDS);
        }
        sendDue();
    }

    private void end(Item item, Delivery.State state) {
        cancelTimer(item);
        item.state = state;
        pending--;
        notifyAll();
    }

    private boolean isEnabled(String webhookId) {
        return webhooks.find(webhookId).map(SimulatedWebhook::enabled).orElse(false);
    }

    private static void cancelTimer(Item item) {
        if (item.nextSend != null) {
            item.nextSend.cancel(false);
            item.nextSend = null;
        }
    }
}
