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

import io.github.egnytemsp.camel.agreements.ProposalState;
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
    @UriParam(label = "producer")
    private String adapter;
    @UriParam(label = "producer", defaultValue = "true")
    private boolean reportOnly = true;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean onlyIfDue;
    @UriParam(label = "producer", defaultValue = "2m", javaType = "java.time.Duration")
    private long quietPeriod = 120_000;
    @UriParam(label = "producer")
    private ProposalState proposalState;
    @UriParam(label = "producer")
    private Long proposalId;
    @UriParam(label = "producer")
    private Integer revision;
    @UriParam(label = "producer")
    private String decidedBy;

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
     * The MSP's own NFR (Not For Resale) domain, to which the API is called: a name (acmemsp), a host
     * (acmemsp.egnyte.com) or an https URL without a path. Required to call the API, unless baseUrl is set.
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
     * The address of the API: scheme, host and port, such as https://acmemsp.egnyte.com. The component appends
     * /pubapi/v1/msp. If not set, it is derived from nfrDomain; if both are set, baseUrl wins. Only baseUrl may be
     * plain http, for the simulator and for tests.
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
     * The access token (bearer token) of the MSP API. To call the API, set exactly one of accessToken, tokenKeystore
     * and accessTokenProvider.
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
     * A bean that returns the access token. It is asked for each call of the API. Set it instead of accessToken or
     * tokenKeystore.
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
     * What the producer does. If not set, it is the first operation of the resource; trials needs one. webhooks: list,
     * get, register, update, unregister, ensure, rotate. domains: list, get, changes, allocatePowerUsers. tenants:
     * list, get, changes. plans: list, changes, quotePowerUsers, purchasePowerUsers. trials: create, activate. inbox:
     * store, storeMalformed, list, get, count, replay, forget, days, subscriptions, pause, resume, remove. agreements:
     * list, get, compare, usage, request, report, approve, refuse, apply. The header CamelEgnyteMspOperation wins over
     * this option.
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
     * The id of a webhook, for get, update and unregister. The body and the header CamelEgnyteMspWebhookId win over
     * this option.
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
     * The public https address to which Egnyte sends events, such as https://hooks.msp.example/egnyte-msp/events.
     * Required with registration=ensure, and for register, update and ensure. Of producers, the body and the header
     * CamelEgnyteMspWebhookUrl win over this option.
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
     * Event types, separated by commas, such as USER_ADDED,RESELLER_INVOICE_PAID. egnyte-msp:events passes only these
     * to the route, all if not set; it answers 200 to others and drops them. egnyte-msp:inbox passes only these to the
     * subscription, all if not set; the name of a type may end with an asterisk, which matches the rest. register and
     * update require them; ensure registers all documented types if not set. Of producers, the body and the header
     * CamelEgnyteMspEventTypes win over this option.
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
     * The name of the HTTP header that Egnyte sends with each event to prove its origin. Its value is
     * webhookVerifyToken. Of producers, the body and the header CamelEgnyteMspAuthHeader win over this option.
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
     * The secret by which Egnyte proves the origin of an event: the value of the header authHeader, a long random text
     * in printable ASCII. Several secrets, separated by commas, are all accepted; the first one is registered. Required
     * by egnyte-msp:events, unless allowUnauthenticated is true. Of producers, the body and the header
     * CamelEgnyteMspAuthHeaderValue win over this option.
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
     * The path on which platform-http listens for events. It begins with / and holds no parameters. Each consumer needs
     * a path of its own.
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
     * Accept events without a secret. Anybody who knows the address can then send events; the start logs a warning. It
     * is rejected together with webhookVerifyToken or registration=ensure.
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
     * The maximum size of a delivery's body, in bytes. A larger body is answered with 413. Known events have about 300
     * bytes.
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
     * The maximum number of deliveries in the route at the same time. One more is answered with 503 and Retry-After. 0
     * means no limit.
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
     * A repository of the ids of finished events. An event whose id it holds is answered with 200 and not passed to the
     * route. An id is added only after the route has succeeded. If not set, an event that is sent again runs again.
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
     * The maximum time to connect to the API.
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
     * The maximum time from a request to the last byte of the API's answer.
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
     * The maximum number of API calls a second, shared by all endpoints with the same address and token. 0 means no
     * limit. Egnyte allows 2.
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
     * The maximum number of API calls a day (UTC), shared by all endpoints with the same address and token. 0 means no
     * limit. Egnyte allows 1,000.
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
     * The maximum time for which a call waits for its turn or for the Retry-After of the API. A call that would wait
     * longer fails with EgnyteMspRateLimitException. 0 means that no call waits.
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
     * The maximum number of retries of a call, with growing pauses. GET, PUT and DELETE are retried after network
     * failures and 5xx; any call is retried after the API has rejected it for its limits. 0 means no retries.
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
     * TLS settings for calls of the API. If not set, those of the http component apply.
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
     * The camel-http component that calls the API. If not set, it is the context's component https, or http for a plain
     * http baseUrl.
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
     * Whether the consumer maintains its webhook. none: it does not. ensure: once the listener accepts connections, and
     * then every watchInterval, it makes sure that exactly one webhook with this webhookUrl exists, is enabled, and has
     * these eventTypes (all documented ones if not set), this authHeader and the first webhookVerifyToken.
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
     * Unregister the webhook when the route stops, with registration=ensure. Egnyte then sends no events until the next
     * start, and never sends those of the meantime. If false, Egnyte sends them again later.
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
     * How often registration=ensure checks the webhook. It checks less often when the day's calls run short. 0 means
     * only at the start. A rejected access token is not used again for the same time, or for 15 minutes if this is 0.
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
     * A repository that keeps the webhook's id for ensure, and the last list for the operation changes, over restarts.
     * If not set, they are in the inbox's database if there is one, else in memory: after a restart ensure needs more
     * calls, and changes has nothing to compare with.
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
     * The path of an encrypted file (PKCS#12) of access tokens, such as tokens.p12, which the command authorize writes.
     * The component uses the token that is stored for the host of nfrDomain or baseUrl, and reads the file again when
     * it changes. Set it instead of accessToken or accessTokenProvider, together with keystorePassword.
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
     * The password of tokenKeystore, in printable ASCII: the password itself, or file:PATH to read it from the first
     * line of a file. Required with tokenKeystore.
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
     * The name of a customer's domain. The body and the header CamelEgnyteMspDomain win over this option.
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
     * The name of a customer's Protect tenant. The body and the header CamelEgnyteMspTenant win over this option.
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
     * The planId of a plan, as the list of egnyte-msp:plans has it (its id is another number). The body and the header
     * CamelEgnyteMspPlanId win over this option.
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
     * A filter of list and changes of domains and tenants: the name of their plan. The header CamelEgnyteMspPlanName
     * wins over this option.
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
     * The number of power users afterwards, in total, 1 or more. It is not the difference. The body and the header
     * CamelEgnyteMspPowerUsers win over this option.
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
     * The storage of a trial or subscription, in GB, 1 or more. The body and the header CamelEgnyteMspStorageGb win
     * over this option.
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
     * Whether purchasePowerUsers buys at any price, without the header CamelEgnyteMspExpectedCost. Egnyte charges at
     * once.
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
     * The maximum number of pages that list requests, with one call each. 0 means all pages.
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
     * The form of the lists of domains, tenants and plans. List: a List of all records. Stream: an iterator for Camel's
     * splitter, which requests each page when it is needed.
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
     * A threshold for the operation changes, in percent of what is available: changes reports each record whose use has
     * risen above it. It checks power users, standard users and storage of domains, CUP of tenants and plans, and
     * allocated storage of plans. 0 means no threshold.
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
     * The fields that thresholdPercent checks, separated by commas: usedPuLicences, usedSuLicences, usedStorage,
     * totalCupUsed, allocatedPlanStorage. If not set, all of them.
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
     * jdbc:postgresql://host/database. Add the driver as a dependency. If neither inboxUrl nor dataSource is set, the
     * only DataSource of the registry is used.
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
     * The user of the database of inboxUrl.
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
     * The password of the database of inboxUrl.
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
     * A DataSource in which egnyte-msp:inbox keeps events, instead of inboxUrl.
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
     * How long an event is kept after every subscription has handled it. Waiting and failed events are never deleted
     * automatically. 0 keeps all events.
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
     * The name of a durable subscription: 1 to 64 characters of a-z, 0-9 and -. Consumers of the same name share its
     * events. Required by the consumer of egnyte-msp:inbox and by pause, resume and remove; a filter of the other
     * operations.
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
     * Where a new subscription begins. now: with the next event that is stored. earliest: with the oldest stored event.
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
     * The maximum number of retries of one event; then it is failed. Retries while the other side is down do not count.
     * 0 means no retries.
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
     * The pause before the first retry of an event.
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
     * The factor by which each pause between retries is longer than the one before, 1 or more.
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
     * The maximum pause between two retries of an event.
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
     * The number of events of the subscription that this process handles at the same time. With 1, events are handled
     * in the order in which they were stored.
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
     * How often the subscription checks for events that other processes have stored or left unfinished. Events that its
     * own process stores are handled at once.
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
     * The health check of the subscription is down if events wait and none was handled for longer than this. A paused
     * subscription stays up. 0 turns this check off.
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
     * Whether the health check of the subscription is down while it has failed events.
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
     * The id of an event, or its first 8 or more digits: required by get, a filter of list, count, replay and forget.
     * The body and the header CamelEgnyteMspEventId win over this option.
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
     * A filter of list, count, replay and forget: the type of the event. The body and the header
     * CamelEgnyteMspEventType win over this option.
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
     * A filter of list, count, replay and forget: the code of the reseller. The body and the header
     * CamelEgnyteMspResellerCode win over this option.
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
     * A filter of list, count, replay and forget: events stored, or proposals changed, at this time or later. A time
     * with its offset (2026-11-01T10:15:30Z), a date in UTC (2026-11-01), or milliseconds since 1970. The body and the
     * header CamelEgnyteMspSince win over this option.
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
     * A filter of list, count, replay and forget: events stored, or proposals changed, before this time, written as for
     * since. The body and the header CamelEgnyteMspUntil win over this option.
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
     * A filter of list, count, replay and forget: the state of the event at the subscription, or at any subscription if
     * none is named. malformed selects bodies that are no event. The body and the header CamelEgnyteMspState win over
     * this option.
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
     * A filter of list, count, replay and forget: text that the event contains, upper or lower case. The body and the
     * header CamelEgnyteMspText win over this option.
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
     * The maximum number of events (1 to 1000) or proposals (1 to 10000) that list returns. The body and the header
     * CamelEgnyteMspLimit win over this option.
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
     * A filter of list: events before the one with this sequence number. For the next page, set it to the seq of the
     * last event of this page. The body and the header CamelEgnyteMspBefore win over this option.
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
     * Whether replay and forget only count the events. The body and the header CamelEgnyteMspDryRun win over this
     * option.
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
     * The number of days that the operation days returns, today included, 1 to 366. The body and the header
     * CamelEgnyteMspDays win over this option.
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
     * The time zone in which the operation days counts days, such as Europe/Berlin. The body and the header
     * CamelEgnyteMspZone win over this option.
     *
     * @param zone the value
     */
    public void setZone(String zone) {
        this.zone = zone;
    }

    /** {@return the option {@code adapter}} */
    public String getAdapter() {
        return adapter;
    }

    /**
     * The name of the adapter for agreements. The component calls the routes direct:NAME-agreement-read,
     * direct:NAME-agreement-write and direct:NAME-agreement-mark.
     *
     * @param adapter the value
     */
    public void setAdapter(String adapter) {
        this.adapter = adapter;
    }

    /** {@return the option {@code reportOnly}} */
    public boolean isReportOnly() {
        return reportOnly;
    }

    /**
     * Whether comparisons of agreements only report. While this is true, no proposal can be approved, and nothing is
     * written to the other system.
     *
     * @param reportOnly the value
     */
    public void setReportOnly(boolean reportOnly) {
        this.reportOnly = reportOnly;
    }

    /** {@return the option {@code onlyIfDue}} */
    public boolean isOnlyIfDue() {
        return onlyIfDue;
    }

    /**
     * Whether the operation compare only compares if a comparison was requested at least quietPeriod ago, or if this is
     * the first one of the month (UTC). If nothing is due, the result is null.
     *
     * @param onlyIfDue the value
     */
    public void setOnlyIfDue(boolean onlyIfDue) {
        this.onlyIfDue = onlyIfDue;
    }

    /** {@return the option {@code quietPeriod}} */
    public long getQuietPeriod() {
        return quietPeriod;
    }

    /**
     * The time between the request for a comparison and the comparison. More requests in this time add no comparison.
     *
     * @param quietPeriod the value
     */
    public void setQuietPeriod(long quietPeriod) {
        this.quietPeriod = quietPeriod;
    }

    /** {@return the option {@code proposalState}} */
    public ProposalState getProposalState() {
        return proposalState;
    }

    /**
     * A filter of the operation list of agreements: the state of the proposal. The body and the header
     * CamelEgnyteMspProposalState win over this option.
     *
     * @param proposalState the value
     */
    public void setProposalState(ProposalState proposalState) {
        this.proposalState = proposalState;
    }

    /** {@return the option {@code proposalId}} */
    public Long getProposalId() {
        return proposalId;
    }

    /**
     * The number of the proposal for get, approve and refuse. The body and the header CamelEgnyteMspProposalId win over
     * this option.
     *
     * @param proposalId the value
     */
    public void setProposalId(Long proposalId) {
        this.proposalId = proposalId;
    }

    /** {@return the option {@code revision}} */
    public Integer getRevision() {
        return revision;
    }

    /**
     * The revision of the proposal that was seen by the person who approves or refuses it. If the proposal has another
     * revision now, the decision is rejected. The body and the header CamelEgnyteMspRevision win over this option.
     *
     * @param revision the value
     */
    public void setRevision(Integer revision) {
        this.revision = revision;
    }

    /** {@return the option {@code decidedBy}} */
    public String getDecidedBy() {
        return decidedBy;
    }

    /**
     * The name of the person who approves or refuses a proposal, 1 to 100 characters. The body and the header
     * CamelEgnyteMspDecidedBy win over this option.
     *
     * @param decidedBy the value
     */
    public void setDecidedBy(String decidedBy) {
        this.decidedBy = decidedBy;
    }
}
