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

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The names of the headers. */
public final class EgnyteMspConstants {

    /** The scheme of endpoint URIs. */
    public static final String SCHEME = "egnyte-msp";

    /** The operation; wins over the option operation */
    @Metadata(label = "producer", javaType = "String or io.github.egnytemsp.camel.EgnyteMspOperation")
    public static final String OPERATION = "CamelEgnyteMspOperation";

    /** The id of a webhook; wins over the option webhookId */
    @Metadata(label = "producer", javaType = "String")
    public static final String WEBHOOK_ID = "CamelEgnyteMspWebhookId";

    /** The public https address to which Egnyte sends events; wins over the option webhookUrl */
    @Metadata(label = "producer", javaType = "String")
    public static final String WEBHOOK_URL = "CamelEgnyteMspWebhookUrl";

    /** Event types to register: a collection, an array, or text with commas; wins over the option eventTypes */
    @Metadata(label = "producer", javaType = "java.util.Collection or String")
    public static final String EVENT_TYPES = "CamelEgnyteMspEventTypes";

    /** The name of the HTTP header that Egnyte sends with each event; wins over the option authHeader */
    @Metadata(label = "producer", javaType = "String")
    public static final String AUTH_HEADER = "CamelEgnyteMspAuthHeader";

    /**
     * The secret: the value of the HTTP header that Egnyte sends with each event; wins over the option
     * webhookVerifyToken. For rotate, the new secret
     */
    @Metadata(label = "producer", javaType = "String")
    public static final String AUTH_HEADER_VALUE = "CamelEgnyteMspAuthHeaderValue";

    /** The name of a customer's domain; wins over the option domain */
    @Metadata(label = "producer", javaType = "String")
    public static final String DOMAIN = "CamelEgnyteMspDomain";

    /** The name of a customer's Protect tenant; wins over the option tenant */
    @Metadata(label = "producer", javaType = "String")
    public static final String TENANT = "CamelEgnyteMspTenant";

    /** The planId of a plan; wins over the option planId */
    @Metadata(label = "producer", javaType = "String")
    public static final String PLAN_ID = "CamelEgnyteMspPlanId";

    /** The name of a plan, as a filter of list and changes; wins over the option planName */
    @Metadata(label = "producer", javaType = "String")
    public static final String PLAN_NAME = "CamelEgnyteMspPlanName";

    /** The number of power users afterwards, in total, not the difference; wins over the option powerUsers */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String POWER_USERS = "CamelEgnyteMspPowerUsers";

    /** The storage of a trial or subscription, in GB; wins over the option storageGb */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String STORAGE_GB = "CamelEgnyteMspStorageGb";

    /**
     * The price at which purchasePowerUsers may buy: the proratedCost of a quote. The purchase is rejected at any other
     * price
     */
    @Metadata(label = "producer", javaType = "java.math.BigDecimal")
    public static final String EXPECTED_COST = "CamelEgnyteMspExpectedCost";

    /** Set to true if nothing would change, so that no call was made; otherwise not set */
    @Metadata(label = "producer", javaType = "Boolean")
    public static final String UNCHANGED = "CamelEgnyteMspUnchanged";

    /** Set to the HTTP status of the API's answer */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String HTTP_STATUS = "CamelEgnyteMspHttpStatus";

    /**
     * Set to the number of calls of this access token today (UTC), as the API counts them; not set if the answer has no
     * count
     */
    @Metadata(label = "producer", javaType = "Long")
    public static final String CALLS_TODAY = "CamelEgnyteMspCallsToday";

    /** Set to the number of calls that this access token may make a day; 0 for no limit */
    @Metadata(label = "producer", javaType = "Long")
    public static final String CALLS_PER_DAY = "CamelEgnyteMspCallsPerDay";

    /** The type of the event as received, documented or not; for inbox operations a filter */
    @Metadata(label = "common", javaType = "String")
    public static final String EVENT_TYPE = "CamelEgnyteMspEventType";

    /** A filter of inbox operations: events stored at this time or later; wins over the option since */
    @Metadata(label = "producer", javaType = "String")
    public static final String SINCE = "CamelEgnyteMspSince";

    /** A filter of inbox operations: events stored before this time; wins over the option until */
    @Metadata(label = "producer", javaType = "String")
    public static final String UNTIL = "CamelEgnyteMspUntil";

    /**
     * A filter of inbox operations: waiting, running, handled, failed, skipped or malformed; wins over the option state
     */
    @Metadata(label = "producer", javaType = "String")
    public static final String STATE = "CamelEgnyteMspState";

    /** A filter of inbox operations: text that the event contains; wins over the option text */
    @Metadata(label = "producer", javaType = "String")
    public static final String TEXT = "CamelEgnyteMspText";

    /** The maximum number of events that the inbox operation list returns; wins over the option limit */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String LIMIT = "CamelEgnyteMspLimit";

    /**
     * A filter of the inbox operation list: events before the one with this sequence number; wins over the option
     * before
     */
    @Metadata(label = "producer", javaType = "Long")
    public static final String BEFORE = "CamelEgnyteMspBefore";

    /** Whether replay and forget only count the events; wins over the option dryRun */
    @Metadata(label = "producer", javaType = "Boolean")
    public static final String DRY_RUN = "CamelEgnyteMspDryRun";

    /** The number of days that the inbox operation days returns, today included; wins over the option days */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String DAYS = "CamelEgnyteMspDays";

    /** The time zone of the inbox operation days, such as Europe/Berlin; wins over the option zone */
    @Metadata(label = "producer", javaType = "String")
    public static final String ZONE = "CamelEgnyteMspZone";

    /** The state of the proposals that the operation list of agreements returns; wins over the option proposalState */
    @Metadata(label = "producer", javaType = "String")
    public static final String PROPOSAL_STATE = "CamelEgnyteMspProposalState";

    /** The number of a proposal; wins over the option proposalId */
    @Metadata(label = "producer", javaType = "Long")
    public static final String PROPOSAL_ID = "CamelEgnyteMspProposalId";

    /** The revision of a proposal that was decided about; wins over the option revision */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String REVISION = "CamelEgnyteMspRevision";

    /** The name of the person who approves or refuses a proposal; wins over the option decidedBy */
    @Metadata(label = "producer", javaType = "String")
    public static final String DECIDED_BY = "CamelEgnyteMspDecidedBy";

    /** Set by the inbox operation store: true if the event was stored before, else false */
    @Metadata(label = "producer", javaType = "Boolean")
    public static final String DUPLICATE = "CamelEgnyteMspDuplicate";

    /** The name of the durable subscription that the event comes from; for inbox operations a filter */
    @Metadata(label = "common", javaType = "String")
    public static final String SUBSCRIPTION = "CamelEgnyteMspSubscription";

    /** The number of this try of the event, from 1 */
    @Metadata(label = "consumer", javaType = "Integer")
    public static final String ATTEMPT = "CamelEgnyteMspAttempt";

    /** Whether somebody requested the event again by replay */
    @Metadata(label = "consumer", javaType = "Boolean")
    public static final String REPLAYED = "CamelEgnyteMspReplayed";

    /** Set by the route: the result in words, such as ticket 1001. It is logged, and stored with the try */
    @Metadata(label = "consumer", javaType = "String")
    public static final String OUTCOME = "CamelEgnyteMspOutcome";

    /**
     * The id of the event: the lower-case hexadecimal SHA-256 of the event as canonical JSON (RFC 8785). An event that
     * is sent again has the same id. For inbox operations a filter
     */
    @Metadata(label = "common", javaType = "String")
    public static final String EVENT_ID = "CamelEgnyteMspEventId";

    /** The code of the reseller (reseller_code of the event); for inbox operations a filter */
    @Metadata(label = "common", javaType = "String")
    public static final String RESELLER_CODE = "CamelEgnyteMspResellerCode";

    /**
     * The time at which the event happened (transaction_timestamp), in milliseconds since 1970; not set if the event
     * has none
     */
    @Metadata(label = "consumer", javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    private EgnyteMspConstants() {
    }
}
