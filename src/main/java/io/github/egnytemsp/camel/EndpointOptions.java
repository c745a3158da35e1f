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
package io.github.egnytemsp.camel;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import io.github.egnytemsp.camel.auth.KeystorePassword;
import io.github.egnytemsp.camel.auth.KeystoreTokenProvider;
import io.github.egnytemsp.camel.changes.ChangeDetector;
import io.github.egnytemsp.camel.client.CallExecutor;
import io.github.egnytemsp.camel.client.HttpTransport;
import io.github.egnytemsp.camel.delivery.DeliveryReceiver;
import io.github.egnytemsp.camel.delivery.WebhookSecrets;
import io.github.egnytemsp.camel.files.LocalPath;
import io.github.egnytemsp.camel.inbox.InboxSettings;
import io.github.egnytemsp.camel.inbox.RedeliveryPolicy;
import io.github.egnytemsp.camel.inbox.SubscriberSettings;
import io.github.egnytemsp.camel.inbox.Subscription;
import io.github.egnytemsp.camel.model.BaseUrl;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.Placeholders;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import io.github.egnytemsp.camel.observability.InboxHealthCheck;
import io.github.egnytemsp.camel.registration.DesiredWebhook;
import org.apache.camel.Message;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes settings of the options, and refuses wrong ones: what was given, and what is right. Nothing is kept. */
final class EndpointOptions {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointOptions.class);
    private static final Duration REFUSED_TOKEN_PAUSE_WITHOUT_WATCH = Duration.ofMinutes(15);

    private final EgnyteMspConfiguration configuration;

    /**
     * @param configuration the options
     */
    EndpointOptions(EgnyteMspConfiguration configuration) {
        this.configuration = configuration;
    }

    /** What a producer needs whatever it is asked for. */
    void requireOperation(EgnyteMspResource resource) {
        EgnyteMspOperation operation = configuration.getOperation();
        if (operation != null) {
            EgnyteMspOperation.of(resource, operation, "operation");
        }
        requireNotNegative("maxPages", configuration.getMaxPages());
        thresholds();
        requirePositive("powerUsers", configuration.getPowerUsers());
        requirePositive("storageGb", configuration.getStorageGb());
    }

    /**
     * What is to be done with a message.
     *
     * @throws IllegalArgumentException if the resource has no such operation, or needs one to be named
     */
    EgnyteMspOperation operation(EgnyteMspResource resource, Message message) {
        Object header = message.getHeader(EgnyteMspConstants.OPERATION);
        if (header != null) {
            return EgnyteMspOperation.of(resource, header, EgnyteMspConstants.OPERATION);
        }
        EgnyteMspOperation option = configuration.getOperation();
        EgnyteMspOperation operation = option == null ? EgnyteMspOperation.defaultOf(resource) : option;
        if (operation == null) {
            throw new IllegalArgumentException(
                    "operation is missing: " + resource + " has the operations " + EgnyteMspOperation.namesOf(resource));
        }
        return operation;
    }

    /** What the operation changes tells of when it rises. */
    ChangeDetector.Thresholds thresholds() {
        requireNotNegative("thresholdPercent", configuration.getThresholdPercent());
        return new ChangeDetector.Thresholds(configuration.getThresholdPercent(), set(configuration.getThresholdFields()));
    }

    URI baseUrl() {
        return BaseUrl.of(configuration.getNfrDomain(), configuration.getBaseUrl());
    }

    HttpTransport.Settings transport() {
        requirePositive("connectTimeout", configuration.getConnectTimeout());
        requirePositive("responseTimeout", configuration.getResponseTimeout());
        return new HttpTransport.Settings(
                baseUrl(), configuration.getConnectTimeout(), configuration.getResponseTimeout(),
                configuration.getSslContextParameters(), configuration.getHttpComponent());
    }

    CallExecutor.Settings calls() {
        requireNotNegative("maxCallsPerSecond", configuration.getMaxCallsPerSecond());
        requireNotNegative("maxCallsPerDay", configuration.getMaxCallsPerDay());
        requireNotNegative("maxRetries", configuration.getMaxRetries());
        requireNotNegative("maxWait", configuration.getMaxWait());
        return new CallExecutor.Settings(
                configuration.getMaxCallsPerSecond(), configuration.getMaxCallsPerDay(),
                Duration.ofMillis(configuration.getMaxWait()), configuration.getMaxRetries(), refusedTokenPause());
    }

    /** The time between the request for a comparison and the comparison. */
    Duration quietPeriod() {
        return Duration.ofMillis(configuration.getQuietPeriod());
    }

    /** Also without a watch, nobody asks again and again with a token that was refused. */
    Duration refusedTokenPause() {
        return configuration.getWatchInterval() == 0
                ? REFUSED_TOKEN_PAUSE_WITHOUT_WATCH : Duration.ofMillis(configuration.getWatchInterval());
    }

    StateRepository<String, String> stateRepository() {
        return configuration.getStateRepository();
    }

    AccessTokenProvider tokens() {
        String fixed = emptyToNull(Placeholders.requireResolved("accessToken", configuration.getAccessToken()));
        String keystore = emptyToNull(configuration.getTokenKeystore());
        AccessTokenProvider provider = configuration.getAccessTokenProvider();
        int sources = configuration.tokenSources();
        if (sources == 0) {
            throw new IllegalArgumentException("accessToken is missing: set accessToken, tokenKeystore or accessTokenProvider");
        }
        if (sources > 1) {
            throw new IllegalArgumentException(
                    "Set only one of accessToken, tokenKeystore and accessTokenProvider: " + sources + " are set");
        }
        if (keystore != null) {
            return new KeystoreTokenProvider(
                    LocalPath.of("tokenKeystore", keystore),
                    KeystorePassword
                            .read(Placeholders.requireResolved("keystorePassword", configuration.getKeystorePassword())),
                    baseUrl());
        }
        return provider != null ? provider : () -> fixed;
    }

    private static String emptyToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /**
     * The webhook that this consumer needs.
     *
     * @param  secrets                  the accepted secrets
     * @return                          how it should be
     * @throws IllegalArgumentException naming the option that is missing or wrong
     */
    DesiredWebhook webhook(WebhookSecrets secrets) {
        Set<String> types = wantedTypes();
        DesiredWebhook desired = new DesiredWebhook(
                configuration.getWebhookUrl(), types.isEmpty() ? Set.copyOf(MspEventType.names()) : types,
                configuration.getAuthHeader().trim(), secrets.values());
        RequestInput.requireOptions(new WebhookRegistration(
                desired.url(), List.copyOf(desired.eventTypes()), desired.authHeader(), secrets.values().get(0)));
        return desired;
    }

    DeliveryReceiver.Settings deliveries() {
        String path = configuration.getPath();
        if (path == null || !path.startsWith("/") || path.matches(".*[\\s?#{}*].*")) {
            throw new IllegalArgumentException(
                    "path must begin with / and be one fixed path, such as /egnyte-msp/events: " + path);
        }
        requirePositive("maxBodySize", configuration.getMaxBodySize());
        requireNotNegative("maxInFlight", configuration.getMaxInFlight());
        requireNotNegative("watchInterval", configuration.getWatchInterval());
        if (configuration.getAuthHeader() == null || configuration.getAuthHeader().isBlank()) {
            throw new IllegalArgumentException(
                    "authHeader is missing: set it to the name of the header in which Egnyte sends the secret");
        }
        return new DeliveryReceiver.Settings(
                configuration.getAuthHeader().trim(), secrets(), configuration.getMaxBodySize(),
                configuration.getMaxInFlight(), wantedTypes(), configuration.getIdempotentRepository());
    }

    /**
     * Where events are kept.
     *
     * @param  registry                 has the application's data source
     * @throws IllegalArgumentException if that is not said, or said twice
     */
    InboxSettings inbox(Registry registry) {
        String url = emptyToNull(configuration.getInboxUrl());
        DataSource dataSource = configuration.getDataSource();
        requireNotNegative("retention", configuration.getRetention());
        if (url != null && dataSource != null) {
            throw new IllegalArgumentException("inboxUrl and dataSource are both set: remove one");
        }
        if (url == null && dataSource == null) {
            dataSource = registry.findSingleByType(DataSource.class);
            if (dataSource == null) {
                throw new IllegalArgumentException(
                        "inboxUrl is missing: set it to the JDBC URL of a database, such as jdbc:sqlite:inbox.db. Or set"
                                                   + " dataSource: the registry has none or several");
            }
        }
        return new InboxSettings(
                url, emptyToNull(configuration.getInboxUser()),
                Placeholders.requireResolved("inboxPassword", configuration.getInboxPassword()), dataSource,
                Duration.ofMillis(configuration.getRetention()));
    }

    /**
     * How a consumer works on its subscription.
     *
     * @throws IllegalArgumentException naming the option that is missing or wrong
     */
    SubscriberSettings subscriber() {
        requireNotNegative("maximumRedeliveries", configuration.getMaximumRedeliveries());
        requirePositive("redeliveryDelay", configuration.getRedeliveryDelay());
        requirePositive("maximumRedeliveryDelay", configuration.getMaximumRedeliveryDelay());
        requirePositive("concurrentConsumers", configuration.getConcurrentConsumers());
        requirePositive("pollInterval", configuration.getPollInterval());
        if (!(configuration.getBackOffMultiplier() >= 1)) {
            throw new IllegalArgumentException("backOffMultiplier must be 1 or more: " + configuration.getBackOffMultiplier());
        }
        if (emptyToNull(configuration.getSubscription()) == null) {
            throw new IllegalArgumentException(
                    "subscription is missing: set the name of the durable subscription, such as mail (a-z, 0-9 and -)");
        }
        return new SubscriberSettings(
                new Subscription(
                        configuration.getSubscription().trim(), subscribedTypes(),
                        configuration.getStartFrom() == SubscriptionStart.earliest),
                new RedeliveryPolicy(
                        configuration.getMaximumRedeliveries(), Duration.ofMillis(configuration.getRedeliveryDelay()),
                        configuration.getBackOffMultiplier(), Duration.ofMillis(configuration.getMaximumRedeliveryDelay())),
                configuration.getConcurrentConsumers(), Duration.ofMillis(configuration.getPollInterval()));
    }

    /** When the health check of a subscription is down. */
    InboxHealthCheck.Settings subscriptionHealth() {
        requireNotNegative("healthMaxAge", configuration.getHealthMaxAge());
        return new InboxHealthCheck.Settings(
                configuration.getSubscription().trim(), configuration.getConcurrentConsumers(),
                Duration.ofMillis(configuration.getHealthMaxAge()), configuration.isHealthDownOnFailed());
    }

    private static boolean isMeant(String type, String known) {
        return type.endsWith("*") ? known.startsWith(type.substring(0, type.length() - 1)) : known.equals(type);
    }

    private List<String> subscribedTypes() {
        Set<String> types = set(configuration.getEventTypes());
        for (String type : types) {
            if (!type.equals("*")
                    && !MspEventType.isWellFormed(type.endsWith("_*") ? type.substring(0, type.length() - 2) : type)) {
                throw new IllegalArgumentException(
                        "eventTypes has '" + type + "'. Write event types like RESELLER_MRR_CHANGED, or"
                                                   + " RESELLER_INVOICE_* for all that begin with RESELLER_INVOICE_");
            }
        }
        types.stream().filter(type -> MspEventType.names().stream().noneMatch(known -> isMeant(type, known))).forEach(
                type -> LOG.warn("eventTypes has {}, but Egnyte documents no such event type: it selects no known event",
                        type));
        return types.contains("*") ? List.of() : List.copyOf(types);
    }

    private WebhookSecrets secrets() {
        if (configuration.isAllowUnauthenticated() && configuration.getRegistration() == RegistrationMode.ensure) {
            throw new IllegalArgumentException(
                    "registration=ensure and allowUnauthenticated=true contradict each other: a webhook is registered with"
                                               + " a secret");
        }
        String token = Placeholders.requireResolved("webhookVerifyToken", configuration.getWebhookVerifyToken());
        boolean missing = token == null || token.isBlank();
        if (!configuration.isAllowUnauthenticated()) {
            if (missing) {
                throw new IllegalArgumentException(
                        "webhookVerifyToken is missing: set it to a long random text. Egnyte sends it in the header "
                                                   + configuration.getAuthHeader());
            }
            return WebhookSecrets.of(token);
        }
        if (!missing) {
            throw new IllegalArgumentException(
                    "webhookVerifyToken and allowUnauthenticated=true contradict each other: remove one");
        }
        LOG.warn("allowUnauthenticated=true: anybody who finds the address {} can send events. Set webhookVerifyToken",
                configuration.getPath());
        return null;
    }

    private Set<String> wantedTypes() {
        Set<String> types = set(configuration.getEventTypes());
        for (String type : types) {
            if (!MspEventType.isWellFormed(type)) {
                throw new IllegalArgumentException(
                        "eventTypes has '" + type + "'. Write event types like RESELLER_MRR_CHANGED");
            }
        }
        return types;
    }

    private static Set<String> set(String commaSeparated) {
        return commaSeparated == null || commaSeparated.isBlank()
                ? Set.of()
                : Arrays.stream(commaSeparated.split(",")).map(String::trim)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void requireNotNegative(String option, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(option + " must not be negative: " + value);
        }
    }

    private static void requirePositive(String option, Number value) {
        if (value != null && value.longValue() < 1) {
            throw new IllegalArgumentException(option + " must be 1 or more: " + value);
        }
    }
}
