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

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.Webhook;

/**
 * A webhook as Egnyte stores it.
 *
 * @param id         its id
 * @param status     as the API spells it, or null
 * @param url        its address, or null
 * @param eventTypes its types, in upper case
 * @param authHeader the name of the header that proves the origin, or null
 * @param secret     the value of that header, perhaps masked, or null
 */
record StoredWebhook(String id, String status, String url, Set<String> eventTypes, String authHeader, String secret) {

    /** A webhook about which nothing is known. */
    static final StoredWebhook NOTHING = new StoredWebhook("", "", null, Set.of(), null, null);

    /** Compares ids as numbers if both are, otherwise as text: every replica gets the same order. */
    static final Comparator<StoredWebhook> SMALLEST_ID = Comparator
            .comparing(
                    (StoredWebhook webhook) -> webhook.id().matches("[0-9]+") ? new BigInteger(webhook.id()) : BigInteger.ZERO)
            .thenComparing(StoredWebhook::id);

    /** From the answer to a get, which may not repeat the id. */
    static StoredWebhook of(String id, Webhook details) {
        return new StoredWebhook(
                id, details.status(), details.webhookUrl(), upperCase(details.eventTypes()), details.authHeader(),
                details.authHeaderValue());
    }

    /** From what was sent: the answer to register and update has only an id and a status. */
    static StoredWebhook sent(String id, String status, DesiredWebhook desired) {
        return new StoredWebhook(
                id, status == null ? "enabled" : status, desired.url(), upperCase(desired.eventTypes()), desired.authHeader(),
                desired.firstSecret());
    }

    static Set<String> upperCase(Collection<String> eventTypes) {
        return eventTypes.stream().map(type -> type.trim().toUpperCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    StoredWebhook withStatus(String newStatus) {
        return new StoredWebhook(id, newStatus, url, eventTypes, authHeader, secret);
    }

    boolean isDisabled() {
        return status != null && status.trim().equalsIgnoreCase("disabled");
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return LogText.of("StoredWebhook[" + id + ", " + status + ", " + url + ", " + eventTypes + ", " + authHeader + "]");
    }
}
