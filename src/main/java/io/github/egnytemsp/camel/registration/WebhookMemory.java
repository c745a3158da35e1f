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
package io.github.egnytemsp.camel.registration;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import io.github.egnytemsp.camel.client.BackOff;

/**
 * What a keeper has learnt about its webhook. The id, the stored form of the address and the replacement are also kept
 * in the state repository. Which repairs held is kept in memory only: after a restart, learning it again costs one
 * update.
 */
final class WebhookMemory {

    private static final Duration DAY = Duration.ofDays(1);
    private static final BackOff PAUSES = new BackOff(Duration.ofHours(1), DAY, () -> 1);

    private final Map<Entry, String> learnt = new EnumMap<>(Entry.class);
    private final Repairs repairs = new Repairs();
    private Instant enabledLast;
    private int enablings;
    private Instant enabledSince;
    private volatile boolean oldSecretStored;

    /** The entries that are kept over restarts. */
    private enum Entry {
        ID(""),
        /** The webhook that was registered here and is stored with another address, with that address. */
        STORED_FORM(".form"),
        /** A webhook that took the place of a disabled one. If it is disabled too, another one would not help. */
        REPLACEMENT(".replacement");

        private final String suffix;

        Entry(String suffix) {
            this.suffix = suffix;
        }
    }

    Repairs repairs() {
        return repairs;
    }

    /** The webhook's id, or null. */
    String id(WebhookAccess access) {
        return get(access, Entry.ID);
    }

    void rememberId(WebhookAccess access, String id) {
        set(access, Entry.ID, id);
    }

    /** Forgets the webhook, which was removed. */
    void forgetWebhook(WebhookAccess access) {
        for (Entry entry : Entry.values()) {
            set(access, entry, "");
        }
    }

    /** Whether Egnyte stores the webhook that was registered here with just this address. */
    boolean isStoredForm(WebhookAccess access, StoredWebhook webhook) {
        return form(webhook).equals(get(access, Entry.STORED_FORM));
    }

    void rememberStoredForm(WebhookAccess access, StoredWebhook webhook) {
        set(access, Entry.STORED_FORM, form(webhook));
    }

    /** On one line and without {@code =}: Camel's file repository cannot store others. */
    private static String form(StoredWebhook webhook) {
        return URLEncoder.encode(webhook.id() + " " + webhook.url(), StandardCharsets.UTF_8);
    }

    boolean isReplacement(WebhookAccess access, String id) {
        return id.equals(get(access, Entry.REPLACEMENT));
    }

    void rememberReplacement(WebhookAccess access, String id) {
        set(access, Entry.REPLACEMENT, id);
    }

    /** Whether enabling may be tried now: after a failure, only after growing pauses. */
    boolean mayEnable(Instant now) {
        return enabledLast == null || !now.isBefore(enabledLast.plus(PAUSES.pause(enablings - 1)));
    }

    void enabling(Instant now) {
        enabledLast = now;
        enablings++;
    }

    /** Records the status of a get. The status in the answer to an update is not trusted. */
    void seenStatus(WebhookAccess access, boolean disabled, Instant now) {
        if (disabled) {
            enabledSince = null;
            return;
        }
        enabledLast = null;
        enablings = 0;
        if (enabledSince == null) {
            enabledSince = now;
        } else if (!now.isBefore(enabledSince.plus(DAY)) && get(access, Entry.REPLACEMENT) != null) {
            // it has worked well: if it is disabled one day, another one may help again
            set(access, Entry.REPLACEMENT, "");
        }
    }

    boolean isOldSecretStored() {
        return oldSecretStored;
    }

    void seenOldSecret(boolean stored) {
        oldSecretStored = stored;
    }

    private String get(WebhookAccess access, Entry entry) {
        String value = access.states().getState(access.stateKey() + entry.suffix);
        if (value == null || value.isEmpty()) {
            value = learnt.get(entry);
        }
        return value == null || value.isEmpty() ? null : value;
    }

    private void set(WebhookAccess access, Entry entry, String value) {
        learnt.put(entry, value);
        if (!value.isEmpty() || access.states().getState(access.stateKey() + entry.suffix) != null) {
            access.states().setState(access.stateKey() + entry.suffix, value);
        }
    }
}
