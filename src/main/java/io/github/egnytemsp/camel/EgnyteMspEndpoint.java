package io.github.egnytemsp.camel;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import io.github.egnytemsp.camel.auth.KeystorePassword;
import io.github.egnytemsp.camel.auth.KeystoreTokenProvider;
import io.github.egnytemsp.camel.auth.TokenWarnings;
import io.github.egnytemsp.camel.changes.ChangeDetector;
import io.github.egnytemsp.camel.client.CallExecutor;
import io.github.egnytemsp.camel.client.HttpTransport;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.delivery.DeliveryReceiver;
import io.github.egnytemsp.camel.delivery.WebhookListener;
import io.github.egnytemsp.camel.delivery.WebhookSecrets;
import io.github.egnytemsp.camel.model.BaseUrl;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.observability.Meters;
import io.github.egnytemsp.camel.registration.DesiredWebhook;
import io.github.egnytemsp.camel.registration.WebhookRegistrar;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StatefulService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receive events of Egnyte's Reseller Dashboard by webhook, and call the MSP Public API: webhooks, domains, tenants, plans
 * and trials.
 */
@ManagedResource(description = "Managed Egnyte MSP endpoint")
@UriEndpoint(firstVersion = "0.1.0", scheme = EgnyteMspConstants.SCHEME, title = "Egnyte MSP",
             syntax = "egnyte-msp:resource", category = { Category.CLOUD, Category.API },
             headersClass = EgnyteMspConstants.class)
public class EgnyteMspEndpoint extends DefaultEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(EgnyteMspEndpoint.class);
    private static final Duration LOOK_WITHOUT_WATCH = Duration.ofMinutes(15);

    @UriPath(description = "What the endpoint is about: events (consumer), or webhooks, domains, tenants, plans or trials"
                           + " (producers).")
    @Metadata(required = true)
    private EgnyteMspResource resource;
    @UriParam
    private EgnyteMspConfiguration configuration;

    private WebhookListener listener;

    /**
     * @param uri           the endpoint's URI
     * @param component     the component
     * @param configuration the options
     */
    public EgnyteMspEndpoint(String uri, EgnyteMspComponent component, EgnyteMspConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() throws Exception {
        if (resource == EgnyteMspResource.events) {
            throw new IllegalArgumentException(
                    "egnyte-msp:events is a consumer: use it in from. Producers are webhooks, domains, tenants, plans and trials");
        }
        EgnyteMspOperation operation = configuration.getOperation();
        boolean isDefault = operation == EgnyteMspOperation.list;
        if (!isDefault) {
            EgnyteMspOperation.of(resource, operation, "operation");
        }
        if (configuration.getMaxPages() < 0 || configuration.getThresholdPercent() < 0) {
            throw new IllegalArgumentException("maxPages and thresholdPercent must not be negative");
        }
        thresholds();
        requirePositive("powerUsers", configuration.getPowerUsers());
        requirePositive("storageGb", configuration.getStorageGb());
        return new EgnyteMspProducer(this);
    }

    private static void requirePositive(String option, Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(option + " must be 1 or more: " + value);
        }
    }

    /** What the operation changes tells of when it rises. */
    ChangeDetector.Thresholds thresholds() {
        return new ChangeDetector.Thresholds(configuration.getThresholdPercent(), set(configuration.getThresholdFields()));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (resource != EgnyteMspResource.events) {
            throw new IllegalArgumentException(
                    "egnyte-msp:" + resource + " is a producer: use it in to. The consumer is egnyte-msp:events");
        }
        EgnyteMspConsumer consumer = new EgnyteMspConsumer(this, processor, deliverySettings());
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public EgnyteMspComponent getComponent() {
        return (EgnyteMspComponent) super.getComponent();
    }

    /** The API, with this endpoint's options; wrong ones fail here. */
    MspClient createClient() {
        if (configuration.getMaxCallsPerSecond() < 0 || configuration.getMaxCallsPerDay() < 0
                || configuration.getMaxRetries() < 0 || configuration.getMaxWait() < 0) {
            throw new IllegalArgumentException(
                    "maxCallsPerSecond, maxCallsPerDay, maxRetries and maxWait must not be negative");
        }
        if (configuration.getConnectTimeout() <= 0 || configuration.getResponseTimeout() <= 0) {
            throw new IllegalArgumentException("connectTimeout and responseTimeout must be above 0");
        }
        AccessTokenProvider tokens = watchedTokens();
        HttpTransport transport = getComponent().transport(new HttpTransport.Settings(
                baseUrl(), configuration.getConnectTimeout(), configuration.getResponseTimeout(),
                configuration.getSslContextParameters(), configuration.getHttpComponent()));
        return new MspClient(new CallExecutor(
                transport, tokens, getComponent().governors(),
                new CallExecutor.Settings(
                        configuration.getMaxCallsPerSecond(), configuration.getMaxCallsPerDay(),
                        Duration.ofMillis(configuration.getMaxWait()), configuration.getMaxRetries(),
                        lookInterval()),
                Meters.ofCalls(getCamelContext())));
    }

    /** Also without a watch, nobody asks again and again with a token that was refused. */
    Duration lookInterval() {
        return configuration.getWatchInterval() == 0 ? LOOK_WITHOUT_WATCH : Duration.ofMillis(configuration.getWatchInterval());
    }

    private URI baseUrl() {
        return BaseUrl.of(configuration.getNfrDomain(), configuration.getBaseUrl());
    }

    /** Ensures the webhook with this URL. */
    WebhookRegistrar createRegistrar(MspClient client, String webhookUrl) {
        return new WebhookRegistrar(client, memory(), memoryKey(webhookUrl));
    }

    /** Where this endpoint remembers what it saw: the user's place, or the component's memory. */
    StateRepository<String, String> memory() {
        StateRepository<String, String> users = configuration.getStateRepository();
        if (users == null) {
            return getComponent().memory();
        }
        boolean started = users instanceof StatefulService service && service.isStarted();
        if (!started && !getCamelContext().hasService(users)) {
            try {
                // several endpoints may use it: it stops with the context; one that was started is somebody else's to stop
                getCamelContext().addService(users, true, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
        return users;
    }

    /** Under which it remembers something. Of a form that a file of lines with key=value keeps. */
    String memoryKey(String what) {
        // in ASCII too: Camel's file repository writes in the charset of the machine
        return "egnyte-msp " + URLEncoder.encode(baseUrl() + " " + what, StandardCharsets.UTF_8);
    }

    /**
     * The webhook that this consumer needs.
     *
     * @param  secrets                  the accepted secrets
     * @return                          how it should be
     * @throws IllegalArgumentException naming the option that is missing or wrong
     */
    DesiredWebhook desiredWebhook(WebhookSecrets secrets) {
        Set<String> types = wantedTypes();
        DesiredWebhook desired = new DesiredWebhook(
                configuration.getWebhookUrl(), types.isEmpty() ? Set.copyOf(MspEventType.names()) : types,
                configuration.getAuthHeader().trim(), secrets.values());
        desired.registration();
        return desired;
    }

    /** The access tokens, and warnings before they end; wrong options fail here. */
    TokenWarnings.Watched watchedTokens() {
        return getComponent().tokenWarnings().watch(BaseUrl.host(baseUrl()), tokens());
    }

    private AccessTokenProvider tokens() {
        String fixed = emptyToNull(configuration.getAccessToken());
        String keystore = emptyToNull(configuration.getTokenKeystore());
        AccessTokenProvider provider = configuration.getAccessTokenProvider();
        int sources = configuration.tokenSources();
        if (sources == 0) {
            throw new IllegalArgumentException("accessToken is missing (or tokenKeystore, or accessTokenProvider)");
        }
        if (sources > 1) {
            throw new IllegalArgumentException(
                    "accessToken, tokenKeystore and accessTokenProvider: set one of them, " + sources + " are set");
        }
        if (keystore != null) {
            return new KeystoreTokenProvider(
                    Path.of(keystore), KeystorePassword.read(configuration.getKeystorePassword()), baseUrl());
        }
        return provider != null ? provider : () -> fixed;
    }

    private static String emptyToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private DeliveryReceiver.Settings deliverySettings() {
        String path = configuration.getPath();
        if (path == null || !path.startsWith("/") || path.matches(".*[\\s?#{}*].*")) {
            throw new IllegalArgumentException("path must begin with / and be one fixed path, such as /egnyte-msp/events: " + path);
        }
        if (configuration.getMaxBodySize() < 1) {
            throw new IllegalArgumentException("maxBodySize must be 1 or more: " + configuration.getMaxBodySize());
        }
        if (configuration.getMaxInFlight() < 0) {
            throw new IllegalArgumentException("maxInFlight must not be negative: " + configuration.getMaxInFlight());
        }
        if (configuration.getWatchInterval() < 0) {
            throw new IllegalArgumentException("watchInterval must not be negative: " + configuration.getWatchInterval());
        }
        if (configuration.getAuthHeader() == null || configuration.getAuthHeader().isBlank()) {
            throw new IllegalArgumentException("authHeader is missing: the name of the header that Egnyte sends");
        }
        return new DeliveryReceiver.Settings(
                configuration.getAuthHeader().trim(), secrets(), configuration.getMaxBodySize(),
                configuration.getMaxInFlight(), wantedTypes(), configuration.getIdempotentRepository());
    }

    private WebhookSecrets secrets() {
        if (configuration.isAllowUnauthenticated() && configuration.getRegistration() == RegistrationMode.ensure) {
            throw new IllegalArgumentException(
                    "registration=ensure and allowUnauthenticated=true contradict: a webhook is registered with a secret");
        }
        String token = configuration.getWebhookVerifyToken();
        boolean missing = token == null || token.isBlank();
        if (!configuration.isAllowUnauthenticated()) {
            if (missing) {
                throw new IllegalArgumentException(
                        "webhookVerifyToken is missing: the value of the header " + configuration.getAuthHeader()
                                                   + " that Egnyte sends, a long random text");
            }
            return WebhookSecrets.of(token);
        }
        if (!missing) {
            throw new IllegalArgumentException("webhookVerifyToken and allowUnauthenticated=true contradict: remove one");
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
                        "eventTypes holds '" + type + "': event types are written like RESELLER_MRR_CHANGED");
            }
        }
        return types;
    }

    private static Set<String> set(String commaSeparated) {
        return commaSeparated == null || commaSeparated.isBlank() ? Set.of()
                : Arrays.stream(commaSeparated.split(",")).map(String::trim).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Where the consumer's deliveries come from, started; it stays until the endpoint goes. */
    WebhookListener listener(DeliveryReceiver first) {
        lock.lock();
        try {
            if (listener == null) {
                WebhookListener created = new WebhookListener(getCamelContext(), configuration.getPath(), first);
                ServiceHelper.startService(created);
                listener = created;
                getComponent().eventPaths().add(configuration.getPath());
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (resource == EgnyteMspResource.events) {
            // as an endpoint of platform-http does: the Camel CLI takes it as the sign that a server is needed, and cannot start
            // one any more when routes are starting
            getCamelContext().getComponent("platform-http");
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (listener != null) {
            getComponent().eventPaths().remove(configuration.getPath());
            ServiceHelper.stopAndShutdownService(listener);
            listener = null;
        }
        super.doStop();
    }

    /**
     * What the endpoint is about.
     *
     * @return the resource
     */
    @ManagedAttribute(description = "What the endpoint is about")
    public EgnyteMspResource getResource() {
        return resource;
    }

    /**
     * What the endpoint is about.
     *
     * @param resource the resource
     */
    public void setResource(EgnyteMspResource resource) {
        this.resource = resource;
    }

    /**
     * The options.
     *
     * @return the configuration
     */
    public EgnyteMspConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options.
     *
     * @param configuration the configuration
     */
    public void setConfiguration(EgnyteMspConfiguration configuration) {
        this.configuration = configuration;
    }
}
