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

    @Metadata(label = "producer", description = "The operation; wins over the option of the same name",
              javaType = "String or io.github.egnytemsp.camel.EgnyteMspOperation")
    public static final String OPERATION = "CamelEgnyteMspOperation";

    @Metadata(label = "producer", description = "The id of a webhook", javaType = "String")
    public static final String WEBHOOK_ID = "CamelEgnyteMspWebhookId";

    @Metadata(label = "producer", description = "The https address that Egnyte sends events to", javaType = "String")
    public static final String WEBHOOK_URL = "CamelEgnyteMspWebhookUrl";

    @Metadata(label = "producer", description = "Event types: a collection, an array, or a text with commas",
              javaType = "java.util.Collection or String")
    public static final String EVENT_TYPES = "CamelEgnyteMspEventTypes";

    @Metadata(label = "producer", description = "The name of the header that Egnyte sends with each event",
              javaType = "String")
    public static final String AUTH_HEADER = "CamelEgnyteMspAuthHeader";

    @Metadata(label = "producer", description = "The value of the header that Egnyte sends with each event: a secret",
              javaType = "String")
    public static final String AUTH_HEADER_VALUE = "CamelEgnyteMspAuthHeaderValue";

    @Metadata(label = "producer", description = "The name of a customer's domain", javaType = "String")
    public static final String DOMAIN = "CamelEgnyteMspDomain";

    @Metadata(label = "producer", description = "The name of a customer's Protect tenant", javaType = "String")
    public static final String TENANT = "CamelEgnyteMspTenant";

    @Metadata(label = "producer", description = "The id of a plan", javaType = "String")
    public static final String PLAN_ID = "CamelEgnyteMspPlanId";

    @Metadata(label = "producer", description = "The name of a plan: lists only its domains or tenants", javaType = "String")
    public static final String PLAN_NAME = "CamelEgnyteMspPlanName";

    @Metadata(label = "producer", description = "How many power users there shall be: the whole number, not the difference",
              javaType = "Integer")
    public static final String POWER_USERS = "CamelEgnyteMspPowerUsers";

    @Metadata(label = "producer", description = "Storage of a trial or subscription, in GB", javaType = "Integer")
    public static final String STORAGE_GB = "CamelEgnyteMspStorageGb";

    @Metadata(label = "producer",
              description = "What a purchase may cost at once: the proratedCost of a quote. It is refused at another price",
              javaType = "java.math.BigDecimal")
    public static final String EXPECTED_COST = "CamelEgnyteMspExpectedCost";

    @Metadata(label = "producer",
              description = "true if nothing was sent, because it is already as it should be; else not set",
              javaType = "Boolean")
    public static final String UNCHANGED = "CamelEgnyteMspUnchanged";

    @Metadata(label = "producer", description = "The HTTP status of the API's answer", javaType = "Integer")
    public static final String HTTP_STATUS = "CamelEgnyteMspHttpStatus";

    @Metadata(label = "producer",
              description = "Calls of this access token today, as the API counts them; not set where the API does not tell",
              javaType = "Long")
    public static final String CALLS_TODAY = "CamelEgnyteMspCallsToday";

    @Metadata(label = "producer", description = "Calls that this access token may make in a day", javaType = "Long")
    public static final String CALLS_PER_DAY = "CamelEgnyteMspCallsPerDay";

    @Metadata(label = "common",
              description = "The type of the event as it came, documented or not; a filter of the inbox", javaType = "String")
    public static final String EVENT_TYPE = "CamelEgnyteMspEventType";

    @Metadata(label = "producer", description = "A filter of the inbox: events stored at this time or later",
              javaType = "String")
    public static final String SINCE = "CamelEgnyteMspSince";

    @Metadata(label = "producer", description = "A filter of the inbox: events stored before this time",
              javaType = "String")
    public static final String UNTIL = "CamelEgnyteMspUntil";

    @Metadata(label = "producer",
              description = "A filter of the inbox: what became of the event at the subscription, or at any; or malformed",
              javaType = "String")
    public static final String STATE = "CamelEgnyteMspState";

    @Metadata(label = "producer", description = "A filter of the inbox: a text that the event holds",
              javaType = "String")
    public static final String TEXT = "CamelEgnyteMspText";

    @Metadata(label = "producer", description = "How many stored events are listed at the most",
              javaType = "Integer")
    public static final String LIMIT = "CamelEgnyteMspLimit";

    @Metadata(label = "producer", description = "A filter of the inbox: the events before the one with this sequence number",
              javaType = "Long")
    public static final String BEFORE = "CamelEgnyteMspBefore";

    @Metadata(label = "producer", description = "Whether replay or forget only counts",
              javaType = "Boolean")
    public static final String DRY_RUN = "CamelEgnyteMspDryRun";

    @Metadata(label = "producer", description = "How many days the operation days returns, with today",
              javaType = "Integer")
    public static final String DAYS = "CamelEgnyteMspDays";

    @Metadata(label = "producer", description = "The time zone of the operation days, such as Europe/Berlin",
              javaType = "String")
    public static final String ZONE = "CamelEgnyteMspZone";

    @Metadata(label = "producer", description = "true if the event was stored before",
              javaType = "Boolean")
    public static final String DUPLICATE = "CamelEgnyteMspDuplicate";

    @Metadata(label = "common", description = "The name of the durable subscription; a filter of the inbox",
              javaType = "String")
    public static final String SUBSCRIPTION = "CamelEgnyteMspSubscription";

    @Metadata(label = "consumer", description = "Which try of the event this is, from 1",
              javaType = "Integer")
    public static final String ATTEMPT = "CamelEgnyteMspAttempt";

    @Metadata(label = "consumer", description = "true if somebody asked for the event once more",
              javaType = "Boolean")
    public static final String REPLAYED = "CamelEgnyteMspReplayed";

    @Metadata(label = "consumer",
              description = "Set by the route: what became of the event, in words, such as ticket 1001. Logged, and kept with the try",
              javaType = "String")
    public static final String OUTCOME = "CamelEgnyteMspOutcome";

    @Metadata(label = "common",
              description = "The identity of the event: the same event sent twice has the same id. The lower-case hexadecimal"
                            + " SHA-256 of the event as canonical JSON (RFC 8785). A filter of the inbox",
              javaType = "String")
    public static final String EVENT_ID = "CamelEgnyteMspEventId";

    @Metadata(label = "common", description = "The code of the reseller whom the event is about; a filter of the inbox",
              javaType = "String")
    public static final String RESELLER_CODE = "CamelEgnyteMspResellerCode";

    @Metadata(label = "consumer", description = "When the event happened (transaction_timestamp), in epoch milliseconds",
              javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    private EgnyteMspConstants() {
    }
}
