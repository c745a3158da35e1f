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

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends deliveries until they are received, or have failed for good. One that is slow or fails holds up no other, as
 * long as fewer than {@value #CONCURRENT_SENDS} are under way. What failed waits for its webhook's next repeat, which
 * sends all that waits together.
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

    /** The repeats of one webhook, as long as something is pending; guarded by the engine. */
    private static final class Repeats {
        int pending;
        int done;
        ScheduledFuture<?> next;

        void beginAnew() {
            done = 0;
            if (next != null) {
                next.cancel(false);
                next = null;
            }
        }
    }

    private final WebhookStore webhooks;
    private final WebhookSender sender;
    private final SimulatorSettings<?> settings;
    private final Clock clock;
    private final Executor executor;
    private final ScheduledExecutorService scheduler;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, Repeats> repeats = new HashMap<>();
    private final Deque<Item> due = new ArrayDeque<>();
    private int sending;
    private int pending;
    private boolean closed;

    DeliveryEngine(WebhookStore webhooks, WebhookSender sender, SimulatorSettings<?> settings, Clock clock, Executor executor,
                   ScheduledExecutorService scheduler) {
        this.webhooks = webhooks;
        this.sender = sender;
        this.settings = settings;
        this.clock = clock;
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /**
     * Sends as soon as possible; returns the delivery's id. A header value that is given here takes the place of the
     * webhook's own.
     */
    synchronized String deliver(
            String eventId, String webhookId, String eventType, byte[] body, Optional<String> authHeaderValue) {
        if (closed) {
            throw new IllegalStateException("The simulator is closed");
        }
        Item item = new Item("delivery-" + (items.size() + 1), eventId, webhookId, eventType, body, authHeaderValue);
        items.put(item.id, item);
        repeats.computeIfAbsent(webhookId, id -> new Repeats()).pending++;
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
        if (repeats.containsKey(id)) {
            repeats.get(id).beginAnew();
        }
        waitingFor(id).forEach(this::sendNow);
    }

    @Override
    public synchronized void webhookDeleted(String id) {
        waitingFor(id).forEach(item -> end(item, Delivery.State.GIVEN_UP));
    }

    @Override
    public synchronized void close() {
        closed = true;
        due.clear();
    }

    private synchronized void sendNow(Item item) {
        if (!closed && item.waiting() && !item.queued) {
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
        item.attempts.add(attempt);
        item.sending = false;
        sending--;
        if (attempt.status() == 200) {
            webhooks.received(item.webhookId);
            end(item, Delivery.State.DELIVERED);
        } else if (webhooks.find(item.webhookId).isEmpty()) {
            end(item, Delivery.State.GIVEN_UP);
        } else if (settings.failAfter > 0 && item.attempts.size() >= settings.failAfter) {
            LOG.log(Level.INFO, "{0} failed for good: {1}", item.id, attempt);
            if (webhooks.failedForGood(item.webhookId)) {
                LOG.log(Level.INFO, "Webhook {0} is disabled after too many events that failed for good", item.webhookId);
            }
            end(item, Delivery.State.FAILED);
        } else {
            LOG.log(Level.DEBUG, "{0} failed: {1}; sent again at the next repeat", item.id, attempt);
            scheduleRepeat(item.webhookId);
        }
        sendDue();
    }

    private void scheduleRepeat(String webhookId) {
        Repeats schedule = repeats.get(webhookId);
        if (schedule.next == null) {
            List<Duration> pauses = settings.retrySchedule;
            Duration pause = pauses.get(Math.min(schedule.done, pauses.size() - 1));
            schedule.done++;
            schedule.next = scheduler.schedule(() -> repeat(webhookId, schedule), pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void repeat(String webhookId, Repeats schedule) {
        schedule.next = null;
        waitingFor(webhookId).forEach(this::sendNow);
    }

    private void end(Item item, Delivery.State state) {
        item.state = state;
        pending--;
        Repeats schedule = repeats.get(item.webhookId);
        if (--schedule.pending == 0) {
            schedule.beginAnew();
            repeats.remove(item.webhookId);
        }
        notifyAll();
    }

    private List<Item> waitingFor(String webhookId) {
        return items.values().stream().filter(item -> item.waiting() && item.webhookId.equals(webhookId)).toList();
    }

    private boolean isEnabled(String webhookId) {
        return webhooks.find(webhookId).map(SimulatedWebhook::enabled).orElse(false);
    }
}
