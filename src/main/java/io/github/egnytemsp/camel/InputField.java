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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.github.egnytemsp.camel.delivery.WebhookSecrets;

/**
 * A single value of an operation's input. The header wins over the fields of the body, and these over the option.
 */
enum InputField {
    WEBHOOK_ID(EgnyteMspConstants.WEBHOOK_ID, "webhookId", EgnyteMspConfiguration::getWebhookId, "webhook_id", "webhookId"),
    WEBHOOK_URL(EgnyteMspConstants.WEBHOOK_URL, "webhookUrl", EgnyteMspConfiguration::getWebhookUrl, "webhook_url",
                "webhookUrl"),
    EVENT_TYPES(EgnyteMspConstants.EVENT_TYPES, "eventTypes", EgnyteMspConfiguration::getEventTypes, "eventTypes",
                "event_types"),
    AUTH_HEADER(EgnyteMspConstants.AUTH_HEADER, "authHeader", EgnyteMspConfiguration::getAuthHeader, "auth_header",
                "authHeader"),
    AUTH_HEADER_VALUE(EgnyteMspConstants.AUTH_HEADER_VALUE, "webhookVerifyToken",
                      configuration -> WebhookSecrets.first(configuration.getWebhookVerifyToken()), "auth_header_value",
                      "authHeaderValue"),
    DOMAIN(EgnyteMspConstants.DOMAIN, "domain", EgnyteMspConfiguration::getDomain, "domain"),
    TENANT(EgnyteMspConstants.TENANT, "tenant", EgnyteMspConfiguration::getTenant, "tenant"),
    PLAN_ID(EgnyteMspConstants.PLAN_ID, "planId", EgnyteMspConfiguration::getPlanId, "planId"),
    /** The API calls it id in a trial. A plan in the body has both, and its planId is meant. */
    PLAN_ID_OF_TRIAL(EgnyteMspConstants.PLAN_ID, "planId", EgnyteMspConfiguration::getPlanId, "planId", "id"),
    POWER_USERS(EgnyteMspConstants.POWER_USERS, "powerUsers", EgnyteMspConfiguration::getPowerUsers, "powerUsers"),
    /** A quote in the body names them so. */
    NEW_POWER_USERS(EgnyteMspConstants.POWER_USERS, "powerUsers", EgnyteMspConfiguration::getPowerUsers, "powerUsers",
                    "newPowerUsers"),
    STORAGE_GB(EgnyteMspConstants.STORAGE_GB, "storageGb", EgnyteMspConfiguration::getStorageGb, "storageGB", "storageGb"),
    EXPECTED_COST(EgnyteMspConstants.EXPECTED_COST, "confirmPurchase=true", configuration -> null, "expectedCost"),
    EVENT_ID(EgnyteMspConstants.EVENT_ID, "eventId", EgnyteMspConfiguration::getEventId, "eventId"),
    EVENT_TYPE(EgnyteMspConstants.EVENT_TYPE, "eventType", EgnyteMspConfiguration::getEventType, "eventType"),
    RESELLER_CODE(EgnyteMspConstants.RESELLER_CODE, "resellerCode", EgnyteMspConfiguration::getResellerCode, "resellerCode"),
    SINCE(EgnyteMspConstants.SINCE, "since", EgnyteMspConfiguration::getSince, "since"),
    UNTIL(EgnyteMspConstants.UNTIL, "until", EgnyteMspConfiguration::getUntil, "until"),
    STATE(EgnyteMspConstants.STATE, "state", EgnyteMspConfiguration::getState, "state"),
    SUBSCRIPTION(EgnyteMspConstants.SUBSCRIPTION, "subscription", EgnyteMspConfiguration::getSubscription, "subscription"),
    TEXT(EgnyteMspConstants.TEXT, "text", EgnyteMspConfiguration::getText, "text"),
    LIMIT(EgnyteMspConstants.LIMIT, "limit", EgnyteMspConfiguration::getLimit, "limit"),
    BEFORE(EgnyteMspConstants.BEFORE, "before", EgnyteMspConfiguration::getBefore, "before"),
    DRY_RUN(EgnyteMspConstants.DRY_RUN, "dryRun", EgnyteMspConfiguration::isDryRun, "dryRun"),
    DAYS(EgnyteMspConstants.DAYS, "days", EgnyteMspConfiguration::getDays, "days"),
    ZONE(EgnyteMspConstants.ZONE, "zone", EgnyteMspConfiguration::getZone, "zone"),
    PROPOSAL_STATE(EgnyteMspConstants.PROPOSAL_STATE, "proposalState", EgnyteMspConfiguration::getProposalState, "state"),
    PROPOSAL_ID(EgnyteMspConstants.PROPOSAL_ID, "proposalId", EgnyteMspConfiguration::getProposalId, "id"),
    REVISION(EgnyteMspConstants.REVISION, "revision", EgnyteMspConfiguration::getRevision, "revision"),
    DECIDED_BY(EgnyteMspConstants.DECIDED_BY, "decidedBy", EgnyteMspConfiguration::getDecidedBy, "decidedBy");

    private final String header;
    private final String option;
    private final Function<EgnyteMspConfiguration, Object> value;
    private final List<String> names;

    InputField(String header, String option, Function<EgnyteMspConfiguration, Object> value, String... names) {
        this.header = header;
        this.option = option;
        this.value = value;
        this.names = List.of(names);
    }

    String header() {
        return header;
    }

    String option() {
        return option;
    }

    Object optionValue(EgnyteMspConfiguration configuration) {
        return value.apply(configuration);
    }

    /** The names of the field in the body, the preferred one first. */
    List<String> names() {
        return names;
    }

    /** The input that becomes a field of a request. */
    static Optional<InputField> of(String nameInBody) {
        return Arrays.stream(values()).filter(field -> field.names.contains(nameInBody)).findFirst();
    }

    /** How the value can be set. */
    String howToSet() {
        return names.get(0) + " in the body, the header " + header + " or the option " + option;
    }
}
