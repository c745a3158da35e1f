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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The registered webhooks, by id, and how many events in a row have failed for good at each. */
final class WebhookStore {

    /** Learns of changes that deliveries depend on; called without any lock of the store. */
    interface Listener {
        void webhookEnabled(String id);

        void webhookDeleted(String id);
    }

    private final SimulatorSettings<?> settings;
    private final TreeMap<String, SimulatedWebhook> webhooks = new TreeMap<>();
    private final Map<String, Integer> failedInARow = new HashMap<>();
    private long lastNumber;
    private Listener listener;

    WebhookStore(SimulatorSettings<?> settings) {
        this.settings = settings;
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
    synchronized Optional<SimulatedWebhook> add(WebhookSettings wanted) {
        if (webhooks.size() >= settings.maxWebhooks) {
            return Optional.empty();
        }
        lastNumber++;
        // looks like a random UUID, but is ordered: which one is the smallest is no accident in a test
        SimulatedWebhook webhook = wanted.toWebhook(String.format("00000000-0000-4000-8000-%012x", lastNumber), true);
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

    /** Notes that an event was received. */
    synchronized void received(String id) {
        failedInARow.remove(id);
    }

    /** Notes that an event has failed for good; returns whether the webhook is disabled by it. */
    synchronized boolean failedForGood(String id) {
        SimulatedWebhook webhook = webhooks.get(id);
        int failed = failedInARow.merge(id, 1, Integer::sum);
        boolean disable = webhook != null && webhook.enabled() && settings.disableAfter > 0 && failed >= settings.disableAfter;
        if (disable) {
            webhooks.put(id, webhook.withEnabled(false));
        }
        return disable;
    }
}
