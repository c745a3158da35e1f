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

import javax.sql.DataSource;

import io.github.egnytemsp.camel.auth.AccessTokenProvider;
import io.github.egnytemsp.camel.inbox.EventState;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Every option: on the component for all endpoints, on an endpoint for itself. */
@UriParams
@Configurer
public class EgnyteMspConfiguration implements Cloneable {

    @UriParam(label = "common", displayName = "NFR Domain")
    private String nfrDomain;
    @UriParam(label = "common", displayName = "Base URL")
    private String baseUrl;
    @UriParam(label = "security", secret = true)
    private String accessToken;
    @UriParam(label = "security")
    private AccessTokenProvider accessTokenProvider;

    @UriParam(label = "security")
    private String tokenKeystore;
    @UriParam(label = "security", secret = true)
    private String keystorePassword;

    @UriParam(label = "producer")
    private EgnyteMspOperation operation;
    @UriParam(label = "producer")
    private String webhookId;
    @UriParam(label = "producer")
    private String domain;
    @UriParam(label = "producer")
    private String tenant;
    @UriParam(label = "producer")
    private String planId;
    @UriParam(label = "producer")
    private String planName;
    @UriParam(label = "producer")
    private Integer powerUsers;
    @UriParam(label = "producer", displayName = "Storage GB")
    private Integer storageGb;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean confirmPurchase;
    @UriParam(label = "producer", defaultValue = "0")
    private int maxPages;
    @UriParam(label = "producer", defaultValue = "List")
    private EgnyteMspOutputType outputType = EgnyteMspOutputType.List;
    @UriParam(label = "producer", defaultValue = "0")
    private int thresholdPercent;
    @UriParam(label = "producer")
    private String thresholdFields;

    @UriParam(label = "common", displayName = "Webhook URL")
    private String webhookUrl;
    @UriParam(label = "common")
    private String eventTypes;
    @UriParam(label = "common", defaultValue = "X-Egnyte-Msp-Token")
    private String authHeader = "X-Egnyte-Msp-Token";
    @UriParam(label = "security", secret = true)
    private String webhookVerifyToken;

    @UriParam(label = "consumer", defaultValue = "/egnyte-msp/events")
    private String path = "/egnyte-msp/events";
    @UriParam(label = "consumer,security")
    private boolean allowUnauthenticated;
    @UriParam(label = "consumer", defaultValue = "131072")
    private int maxBodySize = 128 * 1024;
    @UriParam(label = "consumer", defaultValue = "0")
    private int maxInFlight;
    @UriParam(label = "consumer")
    private IdempotentRepository idempotentRepository;

    @UriParam(label = "consumer", defaultValue = "none")
    private RegistrationMode registration = RegistrationMode.none;
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean unregisterOnStop;
    @UriParam(label = "consumer", defaultValue = "15m", javaType = "java.time.Duration")
    private long watchInterval = 15 * 60 * 1000L;
    @UriParam(label = "common")
    private StateRepository<String, String> stateRepository;

    @UriParam(label = "common", displayName = "Inbox URL")
    private String inboxUrl;
    @UriParam(label = "security")
    private String inboxUser;
    @UriParam(label = "security", secret = true)
    private String inboxPassword;
    @UriParam(label = "common")
    @Metadata(autowired = false)
    private DataSource dataSource;
    @UriParam(label = "common", defaultValue = "90d", javaType = "java.time.Duration")
    private long retention = 90L * 24 * 60 * 60 * 1000;
    @UriParam(label = "common")
    private String subscription;
    @UriParam(label = "consumer", defaultValue = "now")
    private SubscriptionStart startFrom = SubscriptionStart.now;
    @UriParam(label = "consumer", defaultValue = "60")
    private int maximumRedeliveries = 60;
    @UriParam(label = "consumer", defaultValue = "5s", javaType = "java.time.Duration")
    private long redeliveryDelay = 5_000;
    @UriParam(label = "consumer", defaultValue = "2")
    private double backOffMultiplier = 2;
    @UriParam(label = "consumer", defaultValue = "1h", javaType = "java.time.Duration")
    private long maximumRedeliveryDelay = 60 * 60 * 1000L;
    @UriParam(label = "consumer", defaultValue = "1")
    private int concurrentConsumers = 1;
    @UriParam(label = "consumer", defaultValue = "1s", javaType = "java.time.Duration")
    private long pollInterval = 1_000;
    @UriParam(label = "consumer", defaultValue = "1h", javaType = "java.time.Duration")
    private long healthMaxAge = 60 * 60 * 1000L;
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean healthDownOnFailed;
    @UriParam(label = "producer")
    private String eventId;
    @UriParam(label = "producer")
    private String eventType;
    @UriParam(label = "producer")
    private String resellerCode;
    @UriParam(label = "producer")
    private String since;
    @UriParam(label = "producer")
    private String until;
    @UriParam(label = "producer")
    private EventState state;
    @UriParam(label = "producer")
    private String text;
    @UriParam(label = "producer", defaultValue = "100")
    private int limit = 100;
    @UriParam(label = "producer")
    private Long before;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean dryRun;
    @UriParam(label = "producer", defaultValue = "30")
    private int days = 30;
    @UriParam(label = "producer", defaultValue = "UTC")
    private String zone = "UTC";

    @UriParam(label = "advanced", defaultValue = "10s", javaType = "java.time.Duration")
    private long connectTimeout = 10_000;
    @UriParam(label = "advanced", defaultValue = "30s", javaType = "java.time.Duration")
    private long responseTimeout = 30_000;
    @UriParam(label = "advanced", defaultValue = "2")
    private int maxCallsPerSecond = 2;
    @UriParam(label = "advanced", defaultValue = "1000")
    private int maxCallsPerDay = 1000;
    @UriParam(label = "advanced", defaultValue = "10s", javaType = "java.time.Duration")
    private long maxWait = 10_000;
    @UriParam(label = "advanced", defaultValue = "3")
    private int maxRetries = 3;
    @UriParam(label = "advanced,security")
    private SSLContextParameters sslContextParameters;
    @UriParam(label = "advanced")
    @Metadata(autowired = false)
    private HttpComponent httpComponent;

    /**
     * A copy that can be changed.
     *
     * @return a configuration with the same values
     */
    public EgnyteMspConfiguration copy() {
        try {
            return (EgnyteMspConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** How many of the options are set that say where the access token comes from: one should be. */
    int tokenSources() {
        return (isBlank(accessToken) ? 0 : 1) + (isBlank(tokenKeystore) ? 0 : 1) + (accessTokenProvider == null ? 0 : 1);
    }

    /** Takes over those options, set or not. */
    void useTokenOf(EgnyteMspConfiguration other) {
        accessToken = other.accessToken;
        accessTokenProvider = other.accessTokenProvider;
        tokenKeystore = other.tokenKeystore;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** {@return the option {@code nfrDomain}} */
    public String getNfrDomain() {
        return nfrDomain;
    }

    /**
     * The MSP's own NFR (Not For Resale) domain: a name (acmemsp), a host (acmemsp.egnyte.com) or an https URL. The API
     * is called there.
     *
     * @param nfrDomain the value
     */
    public void setNfrDomain(String nfrDomain) {
        this.nfrDomain = nfrDomain;
    }

    /** {@return the option {@code baseUrl}} */
    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The address of the API, scheme, host and port only: /pubapi/v1/msp is added. Derived from nfrDomain when not set.
     * The only way to plain http: for the simulator and tests.
     *
     * @param baseUrl the value
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** {@return the option {@code accessToken}} */
    public String getAccessToken() {
        return accessToken;
    }

    /**
     * The access token (bearer) of the MSP API.
     *
     * @param accessToken the value
     */
    public void setAccessToken(String accessToken) {
        this.accessToken = accessToken;
    }

    /** {@return the option {@code accessTokenProvider}} */
    public AccessTokenProvider getAccessTokenProvider() {
        return accessTokenProvider;
    }

    /**
     * A bean that gives the access token, asked for each call. Instead of accessToken.
     *
     * @param accessTokenProvider the value
     */
    public void setAccessTokenProvider(AccessTokenProvider accessTokenProvider) {
        this.accessTokenProvider = accessTokenProvider;
    }

    /** {@return the option {@code operation}} */
    public EgnyteMspOperation getOperation() {
        return operation;
    }

    /**
     * What the producer does; the first one is done without it. webhooks: list, get, register, update, unregister,
     * ensure, rotate. domains: list, get, changes, allocatePowerUsers. tenants: list, get, changes. plans: list,
     * changes, quotePowerUsers, purchasePowerUsers. trials: create or activate, one of which must be named. inbox:
     * store, storeMalformed, list, get, count, replay, forget, days, subscriptions, pause, resume, remove. The header
     * CamelEgnyteMspOperation wins over it.
     *
     * @param operation the value
     */
    public void setOperation(EgnyteMspOperation operation) {
        this.operation = operation;
    }

    /** {@return the option {@code webhookId}} */
    public String getWebhookId() {
        return webhookId;
    }

    /**
     * The id of the webhook to get, update or unregister. The body and the header CamelEgnyteMspWebhookId win over it.
     *
     * @param webhookId the value
     */
    public void setWebhookId(String webhookId) {
        this.webhookId = webhookId;
    }

    /** {@return the option {@code webhookUrl}} */
    public String getWebhookUrl() {
        return webhookUrl;
    }

    /**
     * The public https address that Egnyte sends events to, such as https://hooks.msp.example/egnyte-msp/events. The
     * body and the header CamelEgnyteMspWebhookUrl win over it.
     *
     * @param webhookUrl the value
     */
    public void setWebhookUrl(String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    /** {@return the option {@code eventTypes}} */
    public String getEventTypes() {
        return eventTypes;
    }

    /**
     * Event types, separated by commas, such as USER_ADDED,RESELLER_INVOICE_PAID. Consumer: the types that go to the
     * route, all if not set; other types are acknowledged and go no further. Producer: the types to register, for
     * ensure all documented ones if not set; the body and the header CamelEgnyteMspEventTypes win over it.
     *
     * @param eventTypes the value
     */
    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    /** {@return the option {@code authHeader}} */
    public String getAuthHeader() {
        return authHeader;
    }

    /**
     * The name of the header that Egnyte sends with each event to prove its origin.
     *
     * @param authHeader the value
     */
    public void setAuthHeader(String authHeader) {
        this.authHeader = authHeader;
    }

    /** {@return the option {@code webhookVerifyToken}} */
    public String getWebhookVerifyToken() {
        return webhookVerifyToken;
    }

    /**
     * The value of the header authHeader, by which Egnyte proves the origin of an event. Several, separated by commas,
     * are all accepted; the first is the one that is registered. Required by the consumer.
     *
     * @param webhookVerifyToken the value
     */
    public void setWebhookVerifyToken(String webhookVerifyToken) {
        this.webhookVerifyToken = webhookVerifyToken;
    }

    /** {@return the option {@code path}} */
    public String getPath() {
        return path;
    }

    /**
     * The path on which platform-http listens. Each consumer has a path of its own.
     *
     * @param path the value
     */
    public void setPath(String path) {
        this.path = path;
    }

    /** {@return the option {@code allowUnauthenticated}} */
    public boolean isAllowUnauthenticated() {
        return allowUnauthenticated;
    }

    /**
     * Accept events without webhookVerifyToken: anybody who finds the address can then send events.
     *
     * @param allowUnauthenticated the value
     */
    public void setAllowUnauthenticated(boolean allowUnauthenticated) {
        this.allowUnauthenticated = allowUnauthenticated;
    }

    /** {@return the option {@code maxBodySize}} */
    public int getMaxBodySize() {
        return maxBodySize;
    }

    /**
     * The longest body in bytes; a longer one is answered 413. Known events are about 300 bytes.
     *
     * @param maxBodySize the value
     */
    public void setMaxBodySize(int maxBodySize) {
        this.maxBodySize = maxBodySize;
    }

    /** {@return the option {@code maxInFlight}} */
    public int getMaxInFlight() {
        return maxInFlight;
    }

    /**
     * Deliveries in the route at once; one more is answered 503 with Retry-After. 0 means no limit.
     *
     * @param maxInFlight the value
     */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /** {@return the option {@code idempotentRepository}} */
    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Remembers the ids of finished events: a finished event is acknowledged and not run again. An id is added after
     * the route succeeded, never before.
     *
     * @param idempotentRepository the value
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    /** {@return the option {@code connectTimeout}} */
    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * The longest time to connect to the API.
     *
     * @param connectTimeout the value
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** {@return the option {@code responseTimeout}} */
    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * The longest time to wait for the whole answer of the API, from the request to its last byte.
     *
     * @param responseTimeout the value
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    /** {@return the option {@code maxCallsPerSecond}} */
    public int getMaxCallsPerSecond() {
        return maxCallsPerSecond;
    }

    /**
     * Calls of the API a second, shared by all endpoints with the same address and token. 0 means no limit. Egnyte
     * allows 2.
     *
     * @param maxCallsPerSecond the value
     */
    public void setMaxCallsPerSecond(int maxCallsPerSecond) {
        this.maxCallsPerSecond = maxCallsPerSecond;
    }

    /** {@return the option {@code maxCallsPerDay}} */
    public int getMaxCallsPerDay() {
        return maxCallsPerDay;
    }

    /**
     * Calls of the API a day (UTC), shared by all endpoints with the same address and token. 0 means no limit. Egnyte
     * allows 1,000.
     *
     * @param maxCallsPerDay the value
     */
    public void setMaxCallsPerDay(int maxCallsPerDay) {
        this.maxCallsPerDay = maxCallsPerDay;
    }

    /** {@return the option {@code maxWait}} */
    public long getMaxWait() {
        return maxWait;
    }

    /**
     * The longest that a call waits for its turn, or because the API says so, before it fails with
     * EgnyteMspRateLimitException.
     *
     * @param maxWait the value
     */
    public void setMaxWait(long maxWait) {
        this.maxWait = maxWait;
    }

    /** {@return the option {@code maxRetries}} */
    public int getMaxRetries() {
        return maxRetries;
    }

    /**
     * Repeated tries, with growing pauses, of calls that are safe to repeat: GET, PUT and DELETE after network failures
     * and 5xx, any call after the API refused it for its limits.
     *
     * @param maxRetries the value
     */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    /** {@return the option {@code sslContextParameters}} */
    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS for calls of the API. camel-http's own when not set.
     *
     * @param sslContextParameters the value
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    /** {@return the option {@code httpComponent}} */
    public HttpComponent getHttpComponent() {
        return httpComponent;
    }

    /**
     * The camel-http component to call the API with. The context's https (or http) when not set.
     *
     * @param httpComponent the value
     */
    public void setHttpComponent(HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    /** {@return the option {@code registration}} */
    public RegistrationMode getRegistration() {
        return registration;
    }

    /**
     * What the consumer does about its webhook. ensure: after the listener accepts connections, and then every
     * watchInterval, make sure that exactly one webhook with this webhookUrl exists, is enabled and has these
     * eventTypes (all 20 documented ones if not set), this authHeader and the first webhookVerifyToken.
     *
     * @param registration the value
     */
    public void setRegistration(RegistrationMode registration) {
        this.registration = registration;
    }

    /** {@return the option {@code unregisterOnStop}} */
    public boolean isUnregisterOnStop() {
        return unregisterOnStop;
    }

    /**
     * With registration=ensure: unregister the webhook when the route stops. Events of that time are then lost; without
     * it Egnyte sends them again afterwards.
     *
     * @param unregisterOnStop the value
     */
    public void setUnregisterOnStop(boolean unregisterOnStop) {
        this.unregisterOnStop = unregisterOnStop;
    }

    /** {@return the option {@code watchInterval}} */
    public long getWatchInterval() {
        return watchInterval;
    }

    /**
     * With registration=ensure: how often the webhook is looked at; less often when the day's calls run short. 0 means
     * only at the start. Also the pause after which a refused access token is tried again.
     *
     * @param watchInterval the value
     */
    public void setWatchInterval(long watchInterval) {
        this.watchInterval = watchInterval;
    }

    /** {@return the option {@code stateRepository}} */
    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    /**
     * Remembers the webhook's id for ensure, and the last list for the operation changes. In memory when not set: a
     * restart then costs ensure a few calls, and changes tells nothing of what changed before it.
     *
     * @param stateRepository the value
     */
    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    /** {@return the option {@code tokenKeystore}} */
    public String getTokenKeystore() {
        return tokenKeystore;
    }

    /**
     * A file with encrypted access tokens (PKCS#12), such as tokens.p12, written by the authorization command. The
     * token of the host of nfrDomain or baseUrl is used, and read again when the file changes. Instead of accessToken.
     *
     * @param tokenKeystore the value
     */
    public void setTokenKeystore(String tokenKeystore) {
        this.tokenKeystore = tokenKeystore;
    }

    /** {@return the option {@code keystorePassword}} */
    public String getKeystorePassword() {
        return keystorePassword;
    }

    /**
     * The password of the tokenKeystore, or file:PATH of a file whose first line it is.
     *
     * @param keystorePassword the value
     */
    public void setKeystorePassword(String keystorePassword) {
        this.keystorePassword = keystorePassword;
    }

    /** {@return the option {@code domain}} */
    public String getDomain() {
        return domain;
    }

    /**
     * The name of a customer's domain. The body and the header CamelEgnyteMspDomain win over it.
     *
     * @param domain the value
     */
    public void setDomain(String domain) {
        this.domain = domain;
    }

    /** {@return the option {@code tenant}} */
    public String getTenant() {
        return tenant;
    }

    /**
     * The name of a customer's Protect tenant. The body and the header CamelEgnyteMspTenant win over it.
     *
     * @param tenant the value
     */
    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    /** {@return the option {@code planId}} */
    public String getPlanId() {
        return planId;
    }

    /**
     * The id of a plan, as egnyte-msp:plans lists it. The body and the header CamelEgnyteMspPlanId win over it.
     *
     * @param planId the value
     */
    public void setPlanId(String planId) {
        this.planId = planId;
    }

    /** {@return the option {@code planName}} */
    public String getPlanName() {
        return planName;
    }

    /**
     * List only the domains or tenants of the plan with this name. The header CamelEgnyteMspPlanName wins over it.
     *
     * @param planName the value
     */
    public void setPlanName(String planName) {
        this.planName = planName;
    }

    /** {@return the option {@code powerUsers}} */
    public Integer getPowerUsers() {
        return powerUsers;
    }

    /**
     * How many power users there shall be: the whole number, not the difference. The body and the header
     * CamelEgnyteMspPowerUsers win over it.
     *
     * @param powerUsers the value
     */
    public void setPowerUsers(Integer powerUsers) {
        this.powerUsers = powerUsers;
    }

    /** {@return the option {@code storageGb}} */
    public Integer getStorageGb() {
        return storageGb;
    }

    /**
     * Storage of a trial or subscription, in GB. The body and the header CamelEgnyteMspStorageGb win over it.
     *
     * @param storageGb the value
     */
    public void setStorageGb(Integer storageGb) {
        this.storageGb = storageGb;
    }

    /** {@return the option {@code confirmPurchase}} */
    public boolean isConfirmPurchase() {
        return confirmPurchase;
    }

    /**
     * Buy power users without CamelEgnyteMspExpectedCost: at whatever they cost, charged at once.
     *
     * @param confirmPurchase the value
     */
    public void setConfirmPurchase(boolean confirmPurchase) {
        this.confirmPurchase = confirmPurchase;
    }

    /** {@return the option {@code maxPages}} */
    public int getMaxPages() {
        return maxPages;
    }

    /**
     * The most pages of a list to ask for, a call each. 0 means all.
     *
     * @param maxPages the value
     */
    public void setMaxPages(int maxPages) {
        this.maxPages = maxPages;
    }

    /** {@return the option {@code outputType}} */
    public EgnyteMspOutputType getOutputType() {
        return outputType;
    }

    /**
     * How a list of domains, tenants or plans comes out. Stream: an iterator for Camel's splitter, that asks for the
     * next page when it is needed.
     *
     * @param outputType the value
     */
    public void setOutputType(EgnyteMspOutputType outputType) {
        this.outputType = outputType;
    }

    /** {@return the option {@code thresholdPercent}} */
    public int getThresholdPercent() {
        return thresholdPercent;
    }

    /**
     * With operation=changes: tell of what has risen above this part of what there is, in percent: power users,
     * standard users and storage of domains, CUP of tenants and plans, allocated storage of plans. 0 means do not.
     *
     * @param thresholdPercent the value
     */
    public void setThresholdPercent(int thresholdPercent) {
        this.thresholdPercent = thresholdPercent;
    }

    /** {@return the option {@code thresholdFields}} */
    public String getThresholdFields() {
        return thresholdFields;
    }

    /**
     * With thresholdPercent: of which fields, separated by commas: usedPuLicences, usedSuLicences, usedStorage,
     * totalCupUsed, allocatedPlanStorage. All of them if not set.
     *
     * @param thresholdFields the value
     */
    public void setThresholdFields(String thresholdFields) {
        this.thresholdFields = thresholdFields;
    }

    /** {@return the option {@code inboxUrl}} */
    public String getInboxUrl() {
        return inboxUrl;
    }

    /**
     * The JDBC URL of the database in which egnyte-msp:inbox keeps events: jdbc:sqlite:inbox.db (embedded) or
     * jdbc:postgresql://host/database. Its driver is a dependency of the application.
     *
     * @param inboxUrl the value
     */
    public void setInboxUrl(String inboxUrl) {
        this.inboxUrl = inboxUrl;
    }

    /** {@return the option {@code inboxUser}} */
    public String getInboxUser() {
        return inboxUser;
    }

    /**
     * The user of inboxUrl's database.
     *
     * @param inboxUser the value
     */
    public void setInboxUser(String inboxUser) {
        this.inboxUser = inboxUser;
    }

    /** {@return the option {@code inboxPassword}} */
    public String getInboxPassword() {
        return inboxPassword;
    }

    /**
     * The password of inboxUrl's database.
     *
     * @param inboxPassword the value
     */
    public void setInboxPassword(String inboxPassword) {
        this.inboxPassword = inboxPassword;
    }

    /** {@return the option {@code dataSource}} */
    public DataSource getDataSource() {
        return dataSource;
    }

    /**
     * The data source of the database in which egnyte-msp:inbox keeps events, instead of inboxUrl. Without both, the
     * only one in the registry.
     *
     * @param dataSource the value
     */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** {@return the option {@code retention}} */
    public long getRetention() {
        return retention;
    }

    /**
     * How long events are kept after every subscription has handled them. What waits or was given up is never deleted
     * by itself. 0 keeps all.
     *
     * @param retention the value
     */
    public void setRetention(long retention) {
        this.retention = retention;
    }

    /** {@return the option {@code subscription}} */
    public String getSubscription() {
        return subscription;
    }

    /**
     * The name of a durable subscription: a-z, 0-9 and -. Consumers of one name share its events. Required by the
     * consumer of egnyte-msp:inbox; a filter of its operations.
     *
     * @param subscription the value
     */
    public void setSubscription(String subscription) {
        this.subscription = subscription;
    }

    /** {@return the option {@code startFrom}} */
    public SubscriptionStart getStartFrom() {
        return startFrom;
    }

    /**
     * Where a new subscription begins: now, or with the earliest stored event.
     *
     * @param startFrom the value
     */
    public void setStartFrom(SubscriptionStart startFrom) {
        this.startFrom = startFrom;
    }

    /** {@return the option {@code maximumRedeliveries}} */
    public int getMaximumRedeliveries() {
        return maximumRedeliveries;
    }

    /**
     * Further tries of one event before egnyte-msp:inbox gives it up. Tries while the other side is down do not count.
     *
     * @param maximumRedeliveries the value
     */
    public void setMaximumRedeliveries(int maximumRedeliveries) {
        this.maximumRedeliveries = maximumRedeliveries;
    }

    /** {@return the option {@code redeliveryDelay}} */
    public long getRedeliveryDelay() {
        return redeliveryDelay;
    }

    /**
     * The pause before an event is tried again the first time.
     *
     * @param redeliveryDelay the value
     */
    public void setRedeliveryDelay(long redeliveryDelay) {
        this.redeliveryDelay = redeliveryDelay;
    }

    /** {@return the option {@code backOffMultiplier}} */
    public double getBackOffMultiplier() {
        return backOffMultiplier;
    }

    /**
     * Each further pause is so many times as long as the one before.
     *
     * @param backOffMultiplier the value
     */
    public void setBackOffMultiplier(double backOffMultiplier) {
        this.backOffMultiplier = backOffMultiplier;
    }

    /** {@return the option {@code maximumRedeliveryDelay}} */
    public long getMaximumRedeliveryDelay() {
        return maximumRedeliveryDelay;
    }

    /**
     * The longest pause between two tries.
     *
     * @param maximumRedeliveryDelay the value
     */
    public void setMaximumRedeliveryDelay(long maximumRedeliveryDelay) {
        this.maximumRedeliveryDelay = maximumRedeliveryDelay;
    }

    /** {@return the option {@code concurrentConsumers}} */
    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /**
     * How many events of a subscription a process works on at once. With 1, they go in the order in which they were
     * stored.
     *
     * @param concurrentConsumers the value
     */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    /** {@return the option {@code pollInterval}} */
    public long getPollInterval() {
        return pollInterval;
    }

    /**
     * How often a subscription looks for what other replicas have stored or left. Events stored by its own process are
     * seen at once.
     *
     * @param pollInterval the value
     */
    public void setPollInterval(long pollInterval) {
        this.pollInterval = pollInterval;
    }

    /** {@return the option {@code healthMaxAge}} */
    public long getHealthMaxAge() {
        return healthMaxAge;
    }

    /**
     * The health check of a subscription is down if no event was handled for longer than this although some wait, and
     * nobody has paused it. 0: it stays up.
     *
     * @param healthMaxAge the value
     */
    public void setHealthMaxAge(long healthMaxAge) {
        this.healthMaxAge = healthMaxAge;
    }

    /** {@return the option {@code healthDownOnFailed}} */
    public boolean isHealthDownOnFailed() {
        return healthDownOnFailed;
    }

    /**
     * The health check of a subscription is down while stored events were given up and not replayed.
     *
     * @param healthDownOnFailed the value
     */
    public void setHealthDownOnFailed(boolean healthDownOnFailed) {
        this.healthDownOnFailed = healthDownOnFailed;
    }

    /** {@return the option {@code eventId}} */
    public String getEventId() {
        return eventId;
    }

    /**
     * The id of an event: for get, and a filter of list, count, replay and forget.
     *
     * @param eventId the value
     */
    public void setEventId(String eventId) {
        this.eventId = eventId;
    }

    /** {@return the option {@code eventType}} */
    public String getEventType() {
        return eventType;
    }

    /**
     * A filter of list, count, replay and forget: the type of the events. As all filters: the body and the header win
     * over it.
     *
     * @param eventType the value
     */
    public void setEventType(String eventType) {
        this.eventType = eventType;
    }

    /** {@return the option {@code resellerCode}} */
    public String getResellerCode() {
        return resellerCode;
    }

    /**
     * A filter of list, count, replay and forget: the code of the reseller.
     *
     * @param resellerCode the value
     */
    public void setResellerCode(String resellerCode) {
        this.resellerCode = resellerCode;
    }

    /** {@return the option {@code since}} */
    public String getSince() {
        return since;
    }

    /**
     * A filter of list, count, replay and forget: events stored at this time or later, such as 2026-11-01T00:00:00Z, a
     * date (UTC), or milliseconds since 1970.
     *
     * @param since the value
     */
    public void setSince(String since) {
        this.since = since;
    }

    /** {@return the option {@code until}} */
    public String getUntil() {
        return until;
    }

    /**
     * A filter of list, count, replay and forget: events stored before this time.
     *
     * @param until the value
     */
    public void setUntil(String until) {
        this.until = until;
    }

    /** {@return the option {@code state}} */
    public EventState getState() {
        return state;
    }

    /**
     * A filter of list, count, replay and forget: what became of the event at the subscription, or at any. malformed:
     * what was received and is no event, which no subscription gets.
     *
     * @param state the value
     */
    public void setState(EventState state) {
        this.state = state;
    }

    /** {@return the option {@code text}} */
    public String getText() {
        return text;
    }

    /**
     * A filter of list, count, replay and forget: a text that the event holds, in any case of letters.
     *
     * @param text the value
     */
    public void setText(String text) {
        this.text = text;
    }

    /** {@return the option {@code limit}} */
    public int getLimit() {
        return limit;
    }

    /**
     * How many events list returns at the most, up to 1000.
     *
     * @param limit the value
     */
    public void setLimit(int limit) {
        this.limit = limit;
    }

    /** {@return the option {@code before}} */
    public Long getBefore() {
        return before;
    }

    /**
     * A filter of list: the events before the one with this sequence number, which is the last one of the page before.
     *
     * @param before the value
     */
    public void setBefore(Long before) {
        this.before = before;
    }

    /** {@return the option {@code dryRun}} */
    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * Whether replay or forget only counts.
     *
     * @param dryRun the value
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** {@return the option {@code days}} */
    public int getDays() {
        return days;
    }

    /**
     * How many days the operation days returns, with today, up to 366.
     *
     * @param days the value
     */
    public void setDays(int days) {
        this.days = days;
    }

    /** {@return the option {@code zone}} */
    public String getZone() {
        return zone;
    }

    /**
     * The time zone whose days the operation days returns, such as Europe/Berlin.
     *
     * @param zone the value
     */
    public void setZone(String zone) {
        this.zone = zone;
    }
}
