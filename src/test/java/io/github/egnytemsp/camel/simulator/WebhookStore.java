package io.github.egnytemsp.camel.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The registered webhooks, by id, and how many sends to each have failed in a row. */
final class WebhookStore {

    /** Learns of changes that deliveries depend on; called without any lock of the store. */
    interface Listener {
        void webhookEnabled(String id);

        void webhookDeleted(String id);
    }

    private final int maxWebhooks;
    private final int disableAfter;
    private final TreeMap<String, SimulatedWebhook> webhooks = new TreeMap<>();
    private final Map<String, Integer> failedInARow = new HashMap<>();
    private long lastNumber;
    private Listener listener;

    /** A {@code disableAfter} of 0 is never. */
    WebhookStore(int maxWebhooks, int disableAfter) {
        this.maxWebhooks = maxWebhooks;
        this.disableAfter = disableAfter;
    }

    void setListener(Listener listener) {
        this.listener = listener;
    }

    synchronized List<SimulatedWebhook> all() {
        return List.copyOf(webhooks.values());
    }

    synchronized Optional<SimulatedWebhook> find(String id) {
        return Optional.ofNullable(webhooks.get(id));
    }

    /** Adds an enabled webhook, unless there are as many as may be. */
    synchronized Optional<SimulatedWebhook> add(WebhookSettings settings) {
        if (webhooks.size() >= maxWebhooks) {
            return Optional.empty();
        }
        lastNumber++;
        // looks like a random UUID, but is ordered: which one is the smallest is no accident in a test
        SimulatedWebhook webhook = settings.toWebhook(String.format("00000000-0000-4000-8000-%012x", lastNumber), true);
        webhooks.put(webhook.id(), webhook);
        return Optional.of(webhook);
    }

    /** Puts what the change makes of it in the place of a webhook; empty if there is none with this id. */
    Optional<SimulatedWebhook> change(String id, UnaryOperator<SimulatedWebhook> change) {
        SimulatedWebhook before;
        SimulatedWebhook after;
        synchronized (this) {
            before = webhooks.get(id);
            if (before == null) {
                return Optional.empty();
            }
            after = change.apply(before);
            webhooks.put(id, after);
            if (after.enabled() && !before.enabled()) {
                failedInARow.remove(id);
            }
        }
        if (after.enabled() && !before.enabled()) {
            listener.webhookEnabled(id);
        }
        return Optional.of(after);
    }

    boolean delete(String id) {
        boolean deleted;
        synchronized (this) {
            deleted = webhooks.remove(id) != null;
            failedInARow.remove(id);
        }
        if (deleted) {
            listener.webhookDeleted(id);
        }
        return deleted;
    }

    /** Notes how a send ended; returns whether the webhook is disabled by it. */
    synchronized boolean sent(String id, boolean received) {
        SimulatedWebhook webhook = webhooks.get(id);
        if (webhook == null || received) {
            failedInARow.remove(id);
            return false;
        }
        int failed = failedInARow.merge(id, 1, Integer::sum);
        boolean disable = webhook.enabled() && disableAfter > 0 && failed >= disableAfter;
        if (disable) {
            webhooks.put(id, webhook.withEnabled(false));
        }
        return disable;
    }
}
