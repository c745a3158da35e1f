package io.github.egnytemsp.camel.registration;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.egnytemsp.camel.model.Webhook;
import io.github.egnytemsp.camel.model.WebhookRegistration;

/**
 * The webhook that should be there.
 *
 * @param url        its https address: what makes a webhook ours
 * @param eventTypes which events, in any order
 * @param authHeader the name of the header that proves the origin
 * @param secrets    its accepted values; the first is the one to register
 */
public record DesiredWebhook(String url, Set<String> eventTypes, String authHeader, List<String> secrets) {

    /** Makes the collections unmodifiable. */
    public DesiredWebhook {
        eventTypes = Set.copyOf(eventTypes);
        secrets = List.copyOf(secrets);
    }

    /**
     * What is sent to register it.
     *
     * @return                          the registration with the first secret
     * @throws IllegalArgumentException if something is missing or wrong
     */
    public WebhookRegistration registration() {
        WebhookRegistration registration = registration(secrets.isEmpty() ? null : secrets.get(0));
        registration.requireComplete();
        return registration;
    }

    WebhookRegistration registration(String secret) {
        return new WebhookRegistration(url, eventTypes.stream().sorted().toList(), authHeader, secret);
    }

    boolean isOurs(Webhook webhook) {
        return webhook.webhookUrl() != null && normalized(webhook.webhookUrl()).equals(normalized(url));
    }

    /** Whether types and header are as they should be; the order of types and the case of the name do not matter. */
    boolean hasTypesAndHeader(Webhook webhook) {
        return Set.copyOf(webhook.eventTypes()).equals(eventTypes) && authHeader.equalsIgnoreCase(webhook.authHeader());
    }

    /** Whether the registered secret is the first of ours. */
    boolean hasFirstSecret(Webhook webhook) {
        return same(webhook.authHeaderValue(), secrets.get(0));
    }

    /** Whether the registered secret is one of ours. */
    boolean hasAcceptedSecret(Webhook webhook) {
        return secrets.stream().anyMatch(secret -> same(webhook.authHeaderValue(), secret));
    }

    private static boolean same(String registered, String secret) {
        return registered != null && MessageDigest.isEqual(
                registered.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String normalized(String url) {
        try {
            URI uri = URI.create(url.trim());
            if (uri.getHost() == null) {
                return url;
            }
            String port = uri.getPort() < 0 || uri.getPort() == 443 ? "" : ":" + uri.getPort();
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path + query;
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    /** Everything but the secrets. */
    @Override
    public String toString() {
        return "DesiredWebhook[" + url + ", " + eventTypes + ", " + authHeader + "]";
    }
}
