package io.github.egnytemsp.camel;

import io.github.egnytemsp.camel.auth.AccessTokenProvider;
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

    @UriParam(label = "common", displayName = "NFR Domain",
              description = "The MSP's own NFR (Not For Resale) domain: a name (acmemsp), a host (acmemsp.egnyte.com) or an"
                            + " https URL. The API is called there.")
    private String nfrDomain;
    @UriParam(label = "common", displayName = "Base URL",
              description = "The address of the API, scheme, host and port only: /pubapi/v1/msp is added. Derived from"
                            + " nfrDomain when not set. The only way to plain http: for the simulator and tests.")
    private String baseUrl;
    @UriParam(label = "security", secret = true, description = "The access token (bearer) of the MSP API.")
    private String accessToken;
    @UriParam(label = "security",
              description = "A bean that gives the access token, asked for each call. Instead of accessToken.")
    private AccessTokenProvider accessTokenProvider;

    @UriParam(label = "security",
              description = "A file with encrypted access tokens (PKCS#12), such as tokens.p12, written by the authorization command. The token of"
                            + " the host of nfrDomain or baseUrl is used, and read again when the file changes. Instead of"
                            + " accessToken.")
    private String tokenKeystore;
    @UriParam(label = "security", secret = true,
              description = "The password of the tokenKeystore, or file:PATH of a file whose first line it is.")
    private String keystorePassword;

    @UriParam(label = "producer", defaultValue = "list",
              description = "What the producer does. webhooks: list, get, register, update, unregister, ensure, rotate. domains:"
                            + " list, get, changes, allocatePowerUsers. tenants: list, get, changes. plans: list, changes,"
                            + " quotePowerUsers, purchasePowerUsers. trials: create or activate, without a default. The header"
                            + " CamelEgnyteMspOperation wins over it.")
    private EgnyteMspOperation operation = EgnyteMspOperation.list;
    @UriParam(label = "producer",
              description = "The id of the webhook to get, update or unregister. The body and the header"
                            + " CamelEgnyteMspWebhookId win over it.")
    private String webhookId;
    @UriParam(label = "producer",
              description = "The name of a customer's domain. The body and the header CamelEgnyteMspDomain win"
                            + " over it.")
    private String domain;
    @UriParam(label = "producer",
              description = "The name of a customer's Protect tenant. The body and the header"
                            + " CamelEgnyteMspTenant win over it.")
    private String tenant;
    @UriParam(label = "producer",
              description = "The id of a plan, as egnyte-msp:plans lists it. The body and the header CamelEgnyteMspPlanId win over"
                            + " it.")
    private String planId;
    @UriParam(label = "producer",
              description = "List only the domains or tenants of the plan with this name. The header"
                            + " CamelEgnyteMspPlanName wins over it.")
    private String planName;
    @UriParam(label = "producer",
              description = "How many power users there shall be: the whole number, not the difference. The body"
                            + " and the header CamelEgnyteMspPowerUsers win over it.")
    private Integer powerUsers;
    @UriParam(label = "producer", displayName = "Storage GB",
              description = "Storage of a trial or subscription, in GB. The body and the header"
                            + " CamelEgnyteMspStorageGb win over it.")
    private Integer storageGb;
    @UriParam(label = "producer", defaultValue = "false",
              description = "Buy power users without CamelEgnyteMspExpectedCost: at whatever they cost, charged"
                            + " at once.")
    private boolean confirmPurchase;
    @UriParam(label = "producer", defaultValue = "0",
              description = "The most pages of a list to ask for, a call each. 0 means all.")
    private int maxPages;
    @UriParam(label = "producer", defaultValue = "List",
              description = "How a list of domains, tenants or plans comes out. Stream: an iterator for Camel's"
                            + " splitter, that asks for the next page when it is needed.")
    private EgnyteMspOutputType outputType = EgnyteMspOutputType.List;
    @UriParam(label = "producer", defaultValue = "0",
              description = "With operation=changes: tell of what has risen above this part of what there is, in percent:"
                            + " power users, standard users and storage of domains, CUP of tenants and plans, allocated"
                            + " storage of plans. 0 means do not.")
    private int thresholdPercent;
    @UriParam(label = "producer",
              description = "With thresholdPercent: of which fields, separated by commas: usedPuLicences, usedSuLicences,"
                            + " usedStorage, totalCupUsed, allocatedPlanStorage. All of them if not set.")
    private String thresholdFields;

    @UriParam(label = "common", displayName = "Webhook URL",
              description = "The public https address that Egnyte sends events to, such as"
                            + " https://hooks.msp.example/egnyte-msp/events. The body and the header CamelEgnyteMspWebhookUrl win"
                            + " over it.")
    private String webhookUrl;
    @UriParam(label = "common",
              description = "Event types, separated by commas, such as USER_ADDED,RESELLER_INVOICE_PAID. Consumer: the types that"
                            + " go to the route, all if not set; other types are acknowledged and go no further. Producer: the"
                            + " types to register, for ensure all documented ones if not set; the body and the header"
                            + " CamelEgnyteMspEventTypes win over it.")
    private String eventTypes;
    @UriParam(label = "common", defaultValue = "X-Egnyte-Msp-Token",
              description = "The name of the header that Egnyte sends with each event to prove its origin.")
    private String authHeader = "X-Egnyte-Msp-Token";
    @UriParam(label = "security", secret = true,
              description = "The value of the header authHeader, by which Egnyte proves the origin of an event. Several, separated by commas, are all accepted; the first is the one"
                            + " that is registered. Required by the consumer.")
    private String webhookVerifyToken;

    @UriParam(label = "consumer", defaultValue = "/egnyte-msp/events",
              description = "The path on which platform-http listens. Each consumer has a path of its own.")
    private String path = "/egnyte-msp/events";
    @UriParam(label = "consumer,security",
              description = "Accept events without webhookVerifyToken: anybody who finds the address can then send events.")
    private boolean allowUnauthenticated;
    @UriParam(label = "consumer", defaultValue = "131072",
              description = "The longest body in bytes; a longer one is answered 413. Known events are about 300 bytes.")
    private int maxBodySize = 128 * 1024;
    @UriParam(label = "consumer", defaultValue = "0",
              description = "Deliveries in the route at once; one more is answered 503 with Retry-After. 0 means no limit.")
    private int maxInFlight;
    @UriParam(label = "consumer",
              description = "Remembers the ids of finished events: a finished event is acknowledged and not run again. An id"
                            + " is added after the route succeeded, never before.")
    private IdempotentRepository idempotentRepository;

    @UriParam(label = "consumer", defaultValue = "none",
              description = "What the consumer does about its webhook. ensure: after the listener accepts connections, and then"
                            + " every watchInterval, make sure that exactly one webhook with this webhookUrl exists, is enabled"
                            + " and has these eventTypes (all 20 documented ones if not set), this authHeader and the first"
                            + " webhookVerifyToken.")
    private RegistrationMode registration = RegistrationMode.none;
    @UriParam(label = "consumer", defaultValue = "false",
              description = "With registration=ensure: unregister the webhook when the route stops. Events of that time are then"
                            + " lost; without it Egnyte sends them again afterwards.")
    private boolean unregisterOnStop;
    @UriParam(label = "consumer", defaultValue = "15m", javaType = "java.time.Duration",
              description = "With registration=ensure: how often the webhook is looked at; less often when the day's calls run"
                            + " short. 0 means only at the start. Also the pause after which a refused access token is tried"
                            + " again.")
    private long watchInterval = 15 * 60 * 1000L;
    @UriParam(label = "common",
              description = "Remembers the webhook's id for ensure, and the last list for the operation changes. In memory when"
                            + " not set: a restart then costs ensure a few calls, and changes tells nothing of what changed"
                            + " before it.")
    private StateRepository<String, String> stateRepository;

    @UriParam(label = "advanced", defaultValue = "10s", javaType = "java.time.Duration",
              description = "The longest time to connect to the API.")
    private long connectTimeout = 10_000;
    @UriParam(label = "advanced", defaultValue = "30s", javaType = "java.time.Duration",
              description = "The longest time to wait for an answer of the API.")
    private long responseTimeout = 30_000;
    @UriParam(label = "advanced", defaultValue = "2",
              description = "Calls of the API a second, shared by all endpoints with the same address and token. 0 means no"
                            + " limit. Egnyte allows 2.")
    private int maxCallsPerSecond = 2;
    @UriParam(label = "advanced", defaultValue = "1000",
              description = "Calls of the API a day (UTC), shared by all endpoints with the same address and token. 0 means no"
                            + " limit. Egnyte allows 1,000.")
    private int maxCallsPerDay = 1000;
    @UriParam(label = "advanced", defaultValue = "10s", javaType = "java.time.Duration",
              description = "The longest that a call waits for its turn, or because the API says so, before it fails with"
                            + " EgnyteMspRateLimitException.")
    private long maxWait = 10_000;
    @UriParam(label = "advanced", defaultValue = "3",
              description = "Repeated tries, with growing pauses, of calls that are safe to repeat: GET, PUT and DELETE after"
                            + " network failures and 5xx, any call after the API refused it for its limits.")
    private int maxRetries = 3;
    @UriParam(label = "advanced,security", description = "TLS for calls of the API. camel-http's own when not set.")
    private SSLContextParameters sslContextParameters;
    @UriParam(label = "advanced",
              description = "The camel-http component to call the API with. The context's https (or http) when not set.")
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

    /**
     * The option {@code nfrDomain}.
     *
     * @return the value
     */
    public String getNfrDomain() {
        return nfrDomain;
    }

    /**
     * The MSP's own NFR (Not For Resale) domain: a name (acmemsp), a host (acmemsp.egnyte.com) or an https URL. The
     * API is called there.
     *
     * @param nfrDomain the value
     */
    public void setNfrDomain(String nfrDomain) {
        this.nfrDomain = nfrDomain;
    }

    /**
     * The option {@code baseUrl}.
     *
     * @return the value
     */
    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The address of the API, scheme, host and port only: /pubapi/v1/msp is added. Derived from nfrDomain when not
     * set. The only way to plain http: for the simulator and tests.
     *
     * @param baseUrl the value
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * The option {@code accessToken}.
     *
     * @return the value
     */
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

    /**
     * The option {@code accessTokenProvider}.
     *
     * @return the value
     */
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

    /**
     * The option {@code operation}.
     *
     * @return the value
     */
    public EgnyteMspOperation getOperation() {
        return operation;
    }

    /**
     * What the producer does. The header CamelEgnyteMspOperation wins over it.
     *
     * @param operation the value
     */
    public void setOperation(EgnyteMspOperation operation) {
        this.operation = operation;
    }

    /**
     * The option {@code webhookId}.
     *
     * @return the value
     */
    public String getWebhookId() {
        return webhookId;
    }

    /**
     * The id of the webhook to get, update or unregister. The body and the header CamelEgnyteMspWebhookId win over
     * it.
     *
     * @param webhookId the value
     */
    public void setWebhookId(String webhookId) {
        this.webhookId = webhookId;
    }

    /**
     * The option {@code webhookUrl}.
     *
     * @return the value
     */
    public String getWebhookUrl() {
        return webhookUrl;
    }

    /**
     * The public https address that Egnyte sends events to. The body and the header CamelEgnyteMspWebhookUrl win
     * over it.
     *
     * @param webhookUrl the value
     */
    public void setWebhookUrl(String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    /**
     * The option {@code eventTypes}.
     *
     * @return the value
     */
    public String getEventTypes() {
        return eventTypes;
    }

    /**
     * Event types, separated by commas. Consumer: the types that go to the route, all if not set; other types are
     * acknowledged and go no further. Producer: the types to register; the body and the header
     * CamelEgnyteMspEventTypes win over it. For ensure all documented ones if not set.
     *
     * @param eventTypes the value
     */
    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    /**
     * The option {@code authHeader}.
     *
     * @return the value
     */
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

    /**
     * The option {@code webhookVerifyToken}.
     *
     * @return the value
     */
    public String getWebhookVerifyToken() {
        return webhookVerifyToken;
    }

    /**
     * The value of the header authHeader, by which Egnyte proves the origin of an event. Several, separated by commas, are all accepted; the first is the one that is
     * registered. Required by the consumer.
     *
     * @param webhookVerifyToken the value
     */
    public void setWebhookVerifyToken(String webhookVerifyToken) {
        this.webhookVerifyToken = webhookVerifyToken;
    }

    /**
     * The option {@code path}.
     *
     * @return the value
     */
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

    /**
     * The option {@code allowUnauthenticated}.
     *
     * @return the value
     */
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

    /**
     * The option {@code maxBodySize}.
     *
     * @return the value
     */
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

    /**
     * The option {@code maxInFlight}.
     *
     * @return the value
     */
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

    /**
     * The option {@code idempotentRepository}.
     *
     * @return the value
     */
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

    /**
     * The option {@code connectTimeout}.
     *
     * @return the value
     */
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

    /**
     * The option {@code responseTimeout}.
     *
     * @return the value
     */
    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * The longest time to wait for an answer of the API.
     *
     * @param responseTimeout the value
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    /**
     * The option {@code maxCallsPerSecond}.
     *
     * @return the value
     */
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

    /**
     * The option {@code maxCallsPerDay}.
     *
     * @return the value
     */
    public int getMaxCallsPerDay() {
        return maxCallsPerDay;
    }

    /**
     * Calls of the API a day (UTC), shared by all endpoints with the same address and token. 0 means no limit.
     * Egnyte allows 1,000.
     *
     * @param maxCallsPerDay the value
     */
    public void setMaxCallsPerDay(int maxCallsPerDay) {
        this.maxCallsPerDay = maxCallsPerDay;
    }

    /**
     * The option {@code maxWait}.
     *
     * @return the value
     */
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

    /**
     * The option {@code maxRetries}.
     *
     * @return the value
     */
    public int getMaxRetries() {
        return maxRetries;
    }

    /**
     * Repeated tries, with growing pauses, of calls that are safe to repeat: GET, PUT and DELETE after network
     * failures and 5xx, any call after the API refused it for its limits.
     *
     * @param maxRetries the value
     */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    /**
     * The option {@code sslContextParameters}.
     *
     * @return the value
     */
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

    /**
     * The option {@code httpComponent}.
     *
     * @return the value
     */
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

    /**
     * The option {@code registration}.
     *
     * @return the value
     */
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

    /**
     * The option {@code unregisterOnStop}.
     *
     * @return the value
     */
    public boolean isUnregisterOnStop() {
        return unregisterOnStop;
    }

    /**
     * With registration=ensure: unregister the webhook when the route stops. Events of that time are then lost;
     * without it Egnyte sends them again afterwards.
     *
     * @param unregisterOnStop the value
     */
    public void setUnregisterOnStop(boolean unregisterOnStop) {
        this.unregisterOnStop = unregisterOnStop;
    }

    /**
     * The option {@code watchInterval}.
     *
     * @return the value
     */
    public long getWatchInterval() {
        return watchInterval;
    }

    /**
     * With registration=ensure: how often the webhook is looked at; less often when the day's calls run short. 0
     * means only at the start. Also the pause after which a refused access token is tried again.
     *
     * @param watchInterval the value
     */
    public void setWatchInterval(long watchInterval) {
        this.watchInterval = watchInterval;
    }

    /**
     * The option {@code stateRepository}.
     *
     * @return the value
     */
    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    /**
     * Remembers the webhook's id for ensure, and the last list for the operation changes. In memory when not set: a restart
     * then costs ensure a few calls, and changes tells nothing of what changed before it.
     *
     * @param stateRepository the value
     */
    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    /**
     * The option {@code tokenKeystore}.
     *
     * @return the value
     */
    public String getTokenKeystore() {
        return tokenKeystore;
    }

    /**
     * A file with encrypted access tokens (PKCS#12), written by the authorization command. The token of the host of
     * nfrDomain or baseUrl is used, and read again when the file changes. Instead of accessToken.
     *
     * @param tokenKeystore the value
     */
    public void setTokenKeystore(String tokenKeystore) {
        this.tokenKeystore = tokenKeystore;
    }

    /**
     * The option {@code keystorePassword}.
     *
     * @return the value
     */
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

    /**
     * The option {@code domain}.
     *
     * @return the value
     */
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

    /**
     * The option {@code tenant}.
     *
     * @return the value
     */
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

    /**
     * The option {@code planId}.
     *
     * @return the value
     */
    public String getPlanId() {
        return planId;
    }

    /**
     * The id of a plan. The body and the header CamelEgnyteMspPlanId win over it.
     *
     * @param planId the value
     */
    public void setPlanId(String planId) {
        this.planId = planId;
    }

    /**
     * The option {@code planName}.
     *
     * @return the value
     */
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

    /**
     * The option {@code powerUsers}.
     *
     * @return the value
     */
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

    /**
     * The option {@code storageGb}.
     *
     * @return the value
     */
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

    /**
     * The option {@code confirmPurchase}.
     *
     * @return the value
     */
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

    /**
     * The option {@code maxPages}.
     *
     * @return the value
     */
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

    /**
     * The option {@code outputType}.
     *
     * @return the value
     */
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

    /**
     * The option {@code thresholdPercent}.
     *
     * @return the value
     */
    public int getThresholdPercent() {
        return thresholdPercent;
    }

    /**
     * With operation=changes: tell of what has risen above this part of what there is, in percent: power users, standard
     * users and storage of domains, CUP of tenants and plans, allocated storage of plans. 0 means do not.
     *
     * @param thresholdPercent the value
     */
    public void setThresholdPercent(int thresholdPercent) {
        this.thresholdPercent = thresholdPercent;
    }

    /**
     * The option {@code thresholdFields}.
     *
     * @return the value
     */
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
}
