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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import io.github.egnytemsp.camel.registration.Difference.Point;

/**
 * The webhook as the consumer's options describe it.
 *
 * @param url        its https address: what makes a webhook ours
 * @param eventTypes which events, in any order
 * @param authHeader the name of the header that proves the origin
 * @param secrets    its accepted values; the first is the one to register
 */
public record DesiredWebhook(String url, Set<String> eventTypes, String authHeader, List<String> secrets) {

    /**
     * Makes the collections unmodifiable.
     *
     * @param url        its https address: what makes a webhook ours
     * @param eventTypes which events, in any order
     * @param authHeader the name of the header that proves the origin
     * @param secrets    its accepted values; the first is the one to register
     */
    public DesiredWebhook {
        eventTypes = Set.copyOf(eventTypes);
        secrets = List.copyOf(secrets);
    }

    /**
     * The body of the call that registers it.
     *
     * @return                          the registration with the first secret
     * @throws IllegalArgumentException if something is missing or wrong
     */
    public WebhookRegistration registration() {
        WebhookRegistration registration = registration(secrets.isEmpty() ? null : firstSecret());
        registration.requireComplete();
        return registration;
    }

    WebhookRegistration registration(String secret) {
        return new WebhookRegistration(url, eventTypes.stream().sorted().toList(), authHeader, secret);
    }

    String firstSecret() {
        return secrets.get(0);
    }

    boolean hasUrlOf(StoredWebhook webhook) {
        return WebhookUrl.same(url, webhook.url());
    }

    /** Whether the secret that Egnyte stores is one that the consumer accepts. */
    boolean accepts(StoredWebhook webhook) {
        return secrets.stream().anyMatch(secret -> same(secret, webhook.secret()));
    }

    /**
     * Compares it with what Egnyte stores. The order and case of event types, the case of the header's name and the
     * form of the address are ignored. A disabled webhook is not a difference; an unknown status is.
     */
    List<Difference> differences(StoredWebhook webhook) {
        List<Difference> differences = new ArrayList<>();
        if (!hasUrlOf(webhook)) {
            differences.add(new Difference(Point.URL, url, webhook.url()));
        }
        if (!webhook.eventTypes().equals(StoredWebhook.upperCase(eventTypes))) {
            differences.add(new Difference(Point.TYPES, text(eventTypes), text(webhook.eventTypes())));
        }
        if (!authHeader.equalsIgnoreCase(webhook.authHeader())) {
            differences.add(new Difference(Point.HEADER, authHeader, webhook.authHeader()));
        }
        if (!same(firstSecret(), webhook.secret())) {
            differences.add(new Difference(Point.SECRET, firstSecret(), webhook.secret()));
        }
        if (webhook.status() != null && !webhook.isDisabled() && !webhook.status().trim().equalsIgnoreCase("enabled")) {
            differences.add(new Difference(Point.STATUS, "enabled", webhook.status()));
        }
        return differences;
    }

    private static String text(Set<String> eventTypes) {
        return eventTypes.isEmpty() ? "" : eventTypes.stream().sorted().toList().toString();
    }

    /**
     * Rejects a request that differs from the webhook of a running consumer.
     *
     * @throws IllegalArgumentException naming what differs
     */
    void requireSame(DesiredWebhook asked) {
        List<String> wrong = new ArrayList<>();
        if (!StoredWebhook.upperCase(asked.eventTypes).equals(StoredWebhook.upperCase(eventTypes))) {
            wrong.add("eventTypes are " + text(eventTypes) + ", not " + LogText.of(text(asked.eventTypes)));
        }
        if (!authHeader.equalsIgnoreCase(asked.authHeader)) {
            wrong.add("authHeader is " + authHeader + ", not " + LogText.of(asked.authHeader));
        }
        if (secrets.stream().noneMatch(secret -> same(secret, asked.firstSecret()))) {
            wrong.add("the secret (webhookVerifyToken, auth_header_value) is not one that the consumer accepts");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "A running consumer manages the webhook for " + url + ". ensure must use its settings: "
                                               + String.join("; ", wrong));
        }
    }

    private static boolean same(String secret, String stored) {
        return stored != null && MessageDigest.isEqual(
                stored.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything but the secrets. */
    @Override
    public String toString() {
        return "DesiredWebhook[" + url + ", " + eventTypes + ", " + authHeader + "]";
    }
}
