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

    /** The operation; wins over the option of the same name */
    @Metadata(label = "producer", javaType = "String or io.github.egnytemsp.camel.EgnyteMspOperation")
    public static final String OPERATION = "CamelEgnyteMspOperation";

    /** The id of a webhook */
    @Metadata(label = "producer", javaType = "String")
    public static final String WEBHOOK_ID = "CamelEgnyteMspWebhookId";

    /** The https address that Egnyte sends events to */
    @Metadata(label = "producer", javaType = "String")
    public static final String WEBHOOK_URL = "CamelEgnyteMspWebhookUrl";

    /** Event types: a collection, an array, or a text with commas */
    @Metadata(label = "producer", javaType = "java.util.Collection or String")
    public static final String EVENT_TYPES = "CamelEgnyteMspEventTypes";

    /** The name of the header that Egnyte sends with each event */
    @Metadata(label = "producer", javaType = "String")
    public static final String AUTH_HEADER = "CamelEgnyteMspAuthHeader";

    /** The value of the header that Egnyte sends with each event: a secret */
    @Metadata(label = "producer", javaType = "String")
    public static final String AUTH_HEADER_VALUE = "CamelEgnyteMspAuthHeaderValue";

    /** The name of a customer's domain */
    @Metadata(label = "producer", javaType = "String")
    public static final String DOMAIN = "CamelEgnyteMspDomain";

    /** The name of a customer's Protect tenant */
    @Metadata(label = "producer", javaType = "String")
    public static final String TENANT = "CamelEgnyteMspTenant";

    /** The id of a plan */
    @Metadata(label = "producer", javaType = "String")
    public static final String PLAN_ID = "CamelEgnyteMspPlanId";

    /** The name of a plan: lists only its domains or tenants */
    @Metadata(label = "producer", javaType = "String")
    public static final String PLAN_NAME = "CamelEgnyteMspPlanName";

    /** How many power users there shall be: the whole number, not the difference */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String POWER_USERS = "CamelEgnyteMspPowerUsers";

    /** Storage of a trial or subscription, in GB */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String STORAGE_GB = "CamelEgnyteMspStorageGb";

    /** What a purchase may cost at once: the proratedCost of a quote. It is refused at another price */
    @Metadata(label = "producer", javaType = "java.math.BigDecimal")
    public static final String EXPECTED_COST = "CamelEgnyteMspExpectedCost";

    /** true if nothing was sent, because it is already as it should be; else not set */
    @Metadata(label = "producer", javaType = "Boolean")
    public static final String UNCHANGED = "CamelEgnyteMspUnchanged";

    /** The HTTP status of the API's answer */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String HTTP_STATUS = "CamelEgnyteMspHttpStatus";

    /** Calls of this access token today, as the API counts them; not set where the API does not tell */
    @Metadata(label = "producer", javaType = "Long")
    public static final String CALLS_TODAY = "CamelEgnyteMspCallsToday";

    /** Calls that this access token may make in a day */
    @Metadata(label = "producer", javaType = "Long")
    public static final String CALLS_PER_DAY = "CamelEgnyteMspCallsPerDay";

    /** The type of the event as it came, documented or not; a filter of the inbox */
    @Metadata(label = "common", javaType = "String")
    public static final String EVENT_TYPE = "CamelEgnyteMspEventType";

    /** A filter of the inbox: events stored at this time or later */
    @Metadata(label = "producer", javaType = "String")
    public static final String SINCE = "CamelEgnyteMspSince";

    /** A filter of the inbox: events stored before this time */
    @Metadata(label = "producer", javaType = "String")
    public static final String UNTIL = "CamelEgnyteMspUntil";

    /** A filter of the inbox: what became of the event at the subscription, or at any; or malformed */
    @Metadata(label = "producer", javaType = "String")
    public static final String STATE = "CamelEgnyteMspState";

    /** A filter of the inbox: a text that the event holds */
    @Metadata(label = "producer", javaType = "String")
    public static final String TEXT = "CamelEgnyteMspText";

    /** How many stored events are listed at the most */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String LIMIT = "CamelEgnyteMspLimit";

    /** A filter of the inbox: the events before the one with this sequence number */
    @Metadata(label = "producer", javaType = "Long")
    public static final String BEFORE = "CamelEgnyteMspBefore";

    /** Whether replay or forget only counts */
    @Metadata(label = "producer", javaType = "Boolean")
    public static final String DRY_RUN = "CamelEgnyteMspDryRun";

    /** How many days the operation days returns, with today */
    @Metadata(label = "producer", javaType = "Integer")
    public static final String DAYS = "CamelEgnyteMspDays";

    /** The time zone of the operation days, such as Europe/Berlin */
    @Metadata(label = "producer", javaType = "String")
    public static final String ZONE = "CamelEgnyteMspZone";

    /** true if the event was stored before */
    @Metadata(label = "producer", javaType = "Boolean")
    public static final String DUPLICATE = "CamelEgnyteMspDuplicate";

    /** The name of the durable subscription; a filter of the inbox */
    @Metadata(label = "common", javaType = "String")
    public static final String SUBSCRIPTION = "CamelEgnyteMspSubscription";

    /** Which try of the event this is, from 1 */
    @Metadata(label = "consumer", javaType = "Integer")
    public static final String ATTEMPT = "CamelEgnyteMspAttempt";

    /** true if somebody asked for the event once more */
    @Metadata(label = "consumer", javaType = "Boolean")
    public static final String REPLAYED = "CamelEgnyteMspReplayed";

    /** Set by the route: what became of the event, in words, such as ticket 1001. Logged, and kept with the try */
    @Metadata(label = "consumer", javaType = "String")
    public static final String OUTCOME = "CamelEgnyteMspOutcome";

    /**
     * The identity of the event: the same event sent twice has the same id. The lower-case hexadecimal SHA-256 of the
     * event as canonical JSON (RFC 8785). A filter of the inbox
     */
    @Metadata(label = "common", javaType = "String")
    public static final String EVENT_ID = "CamelEgnyteMspEventId";

    /** The code of the reseller whom the event is about; a filter of the inbox */
    @Metadata(label = "common", javaType = "String")
    public static final String RESELLER_CODE = "CamelEgnyteMspResellerCode";

    /** When the event happened (transaction_timestamp), in epoch milliseconds */
    @Metadata(label = "consumer", javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    private EgnyteMspConstants() {
    }
}
