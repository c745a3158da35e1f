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

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.egnytemsp.camel.auth.TokenWarnings;
import io.github.egnytemsp.camel.client.CallLimits;
import io.github.egnytemsp.camel.client.HttpTransport;
import io.github.egnytemsp.camel.client.SystemTime;
import io.github.egnytemsp.camel.client.TimeSource;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.InboxStatus;
import io.github.egnytemsp.camel.inbox.Inboxes;
import io.github.egnytemsp.camel.observability.StatusSource;
import io.github.egnytemsp.camel.registration.WebhookKeepers;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.service.ServiceHelper;

/** Receives events of Egnyte's Reseller Dashboard and calls the MSP Public API. */
@Component(EgnyteMspConstants.SCHEME)
public class EgnyteMspComponent extends HealthCheckComponent implements StatusSource {

    /** An endpoint's source of the token replaces the component's, which may be another option. */
    private static final EgnyteMspConfiguration NO_TOKEN = new EgnyteMspConfiguration();

    @Metadata(description = "The options that every endpoint starts with.")
    private EgnyteMspConfiguration configuration = new EgnyteMspConfiguration();

    private final Map<HttpTransport.Settings, HttpTransport> transports = new ConcurrentHashMap<>();
    private final Set<String> eventPaths = ConcurrentHashMap.newKeySet();
    private TimeSource time;
    private InboxSharing sharing;
    private CallLimits limits;
    private WebhookKeepers keepers;
    private Inboxes inboxes;
    private final TokenWarnings tokenWarnings = new TokenWarnings(Clock.systemDefaultZone());

    private PropertyConfigurer componentConfigurer;
    private PropertyConfigurer endpointConfigurer;

    /** For Camel. */
    public EgnyteMspComponent() {
    }

    /**
     * @param camelContext the context
     */
    public EgnyteMspComponent(CamelContext camelContext) {
        super(camelContext);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        EgnyteMspConfiguration options = configuration.copy();
        options.useTokenOf(NO_TOKEN);
        EgnyteMspEndpoint endpoint = new EgnyteMspEndpoint(uri, this, options);
        endpoint.setResource(resource(remaining));
        setProperties(endpoint, parameters);
        if (options.tokenSources() == 0) {
            options.useTokenOf(configuration);
        }
        return endpoint;
    }

    private static EgnyteMspResource resource(String remaining) {
        for (EgnyteMspResource resource : EgnyteMspResource.values()) {
            if (resource.name().equalsIgnoreCase(remaining)) {
                return resource;
            }
        }
        throw new IllegalArgumentException(
                "egnyte-msp:" + remaining + " does not exist. Use events (consumer), inbox (both), webhooks, domains,"
                                           + " tenants, plans or trials (producers)");
    }

    /** The transport for these settings, started; shared by all endpoints that have the same. */
    HttpTransport transport(HttpTransport.Settings settings) {
        HttpTransport transport
                = transports.computeIfAbsent(settings, key -> new HttpTransport(getCamelContext(), key, time));
        ServiceHelper.startService(transport);
        return transport;
    }

    /**
     * Where ids of webhooks, snapshots and alerts are remembered if the user has no other place: the database of the
     * only inbox, or the memory of this process.
     *
     * @return started with the component
     */
    public StateRepository<String, String> memory() {
        return sharing;
    }

    /**
     * Whether a consumer listens on a path, running or not.
     *
     * @param  path the path of a request
     * @return      true if events come there
     */
    public boolean isPathOfEvents(String path) {
        return eventPaths.contains(path);
    }

    /** The paths on which consumers listen, for them to keep. */
    Set<String> eventPaths() {
        return eventPaths;
    }

    WebhookKeepers keepers() {
        return keepers;
    }

    /**
     * The databases in which events are kept.
     *
     * @return those that are open
     */
    public Inboxes inboxes() {
        return inboxes;
    }

    /**
     * The limits of calls of the API.
     *
     * @return for all access tokens
     */
    public CallLimits limits() {
        return limits;
    }

    /**
     * The clock of the component.
     *
     * @return the machine's, or the one that is bound in the registry
     */
    public TimeSource time() {
        return time;
    }

    /**
     * The age of the access token of the component's options.
     *
     * @return                          for as long as the options stay the same
     * @throws IllegalArgumentException if they have no token
     */
    public TokenWarnings.Watched tokens() {
        return new EndpointServices(this, new EndpointOptions(configuration)).tokens();
    }

    TokenWarnings tokenWarnings() {
        return tokenWarnings;
    }

    @Override
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("inboxes", inboxes.all().stream().map(EgnyteMspComponent::status).toList());
        status.put("calls", limits.status());
        return status;
    }

    private static Map<String, Object> status(Inbox inbox) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("database", inbox.name());
        InboxStatus current = inbox.status();
        String problem = inbox.problem();
        status.put("reachable", problem == null && current != null);
        if (problem != null) {
            status.put("problem", problem);
        }
        status.put("replica", inbox.replicaId());
        if (current != null) {
            if (current.lastStored() != null) {
                status.put("lastStored", current.lastStored().toString());
            }
            status.put("malformed", current.malformed());
            Map<String, Object> subscriptions = new LinkedHashMap<>();
            current.subscriptions()
                    .forEach((name, backlog) -> subscriptions.put(name, ManagedInboxConsumer.toMap(backlog)));
            status.put("subscriptions", subscriptions);
        }
        return status;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // tests bind a clock of their own
        TimeSource bound = getCamelContext().getRegistry().findSingleByType(TimeSource.class);
        time = bound != null ? bound : new SystemTime(getCamelContext());
        inboxes = new Inboxes(getCamelContext(), time);
        sharing = new InboxSharing(inboxes);
        limits = new CallLimits(time, sharing::limits);
        keepers = new WebhookKeepers(time, sharing::election);
        // endpoints open inboxes while routes are made, before the component starts
        ServiceHelper.startService(time);
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        componentConfigurer = new LocaleIndependentConfigurer(super.getComponentPropertyConfigurer());
        endpointConfigurer = new LocaleIndependentConfigurer(super.getEndpointPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return componentConfigurer;
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return endpointConfigurer;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(sharing, time);
        if (configuration.getInboxUrl() != null) {
            // without an endpoint too: what replicas share is there
            new EndpointServices(this, new EndpointOptions(configuration)).inbox();
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        keepers.stop();
        inboxes.stop();
        ServiceHelper.stopService(sharing);
        transports.values().forEach(ServiceHelper::stopAndShutdownService);
        transports.clear();
        ServiceHelper.stopService(time);
    }

    /**
     * The options that every endpoint starts with.
     *
     * @return the configuration, never null
     */
    public EgnyteMspConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options that every endpoint starts with.
     *
     * @param configuration the configuration
     */
    public void setConfiguration(EgnyteMspConfiguration configuration) {
        this.configuration = configuration;
    }
}
