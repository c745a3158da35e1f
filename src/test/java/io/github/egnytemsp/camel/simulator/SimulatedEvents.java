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
package io.github.egnytemsp.camel.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Event types and sample events as Egnyte documents them.
 *
 * <p>
 * Samples have the documented common fields; {@link #RESELLER_LINK_NFR_MANUALLY} has four more, the only type whose own
 * fields are documented. All data are made up.
 */
public final class SimulatedEvents {

    /** A reseller was linked to an NFR domain by hand; its samples have all documented fields. */
    public static final String RESELLER_LINK_NFR_MANUALLY = "RESELLER_LINK_NFR_MANUALLY";
    /** A Connect trial was created. */
    public static final String RESELLER_CREATED_CONNECT_TRIAL = "RESELLER_CREATED_CONNECT_TRIAL";
    /** A Protect trial was created. */
    public static final String RESELLER_CREATED_PROTECT_TRIAL = "RESELLER_CREATED_PROTECT_TRIAL";
    /** A Connect trial became a paid plan. */
    public static final String RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID = "RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID";
    /** A Protect trial became a paid plan. */
    public static final String RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID = "RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID";
    /** A Connect trial expired. */
    public static final String RESELLER_CONNECT_TRIAL_EXPIRED = "RESELLER_CONNECT_TRIAL_EXPIRED";
    /** A reseller's profile was updated. */
    public static final String RESELLER_PROFILE_UPDATED = "RESELLER_PROFILE_UPDATED";
    /** A reseller's monthly recurring revenue changed. */
    public static final String RESELLER_MRR_CHANGED = "RESELLER_MRR_CHANGED";
    /** A reseller logged in for the first time. */
    public static final String RESELLER_FIRST_LOGIN = "RESELLER_FIRST_LOGIN";
    /** A reseller's credit card was added. */
    public static final String RESELLER_CC_ADDED = "RESELLER_CC_ADDED";
    /** A reseller's PVI was added. */
    public static final String RESELLER_PVI_ADDED = "RESELLER_PVI_ADDED";
    /** A user was added. */
    public static final String USER_ADDED = "USER_ADDED";
    /** Two-factor authentication was enabled for a reseller. */
    public static final String RESELLER_TFA_ENABLED = "RESELLER_TFA_ENABLED";
    /** A reseller enrolled in two-factor authentication. */
    public static final String RESELLER_TFA_ENROLLED = "RESELLER_TFA_ENROLLED";
    /** Two-factor authentication was enabled for a user. */
    public static final String USER_TFA_ENABLED = "USER_TFA_ENABLED";
    /** A user enrolled in two-factor authentication. */
    public static final String USER_TFA_ENROLLED = "USER_TFA_ENROLLED";
    /** An upsell invoice was generated. */
    public static final String RESELLER_UPSELL_INVOICE_GENERATED = "RESELLER_UPSELL_INVOICE_GENERATED";
    /** A recurring invoice was generated. */
    public static final String RESELLER_RECURRING_INVOICE_GENERATED = "RESELLER_RECURRING_INVOICE_GENERATED";
    /** An invoice was edited. */
    public static final String RESELLER_INVOICE_EDITED = "RESELLER_INVOICE_EDITED";
    /** An invoice was paid. */
    public static final String RESELLER_INVOICE_PAID = "RESELLER_INVOICE_PAID";

    /** The 20 documented types, in Egnyte's order. */
    public static final List<String> TYPES = List.of(
            RESELLER_LINK_NFR_MANUALLY, RESELLER_CREATED_CONNECT_TRIAL, RESELLER_CREATED_PROTECT_TRIAL,
            RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID,
            RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID, RESELLER_CONNECT_TRIAL_EXPIRED, RESELLER_PROFILE_UPDATED,
            RESELLER_MRR_CHANGED,
            RESELLER_FIRST_LOGIN, RESELLER_CC_ADDED, RESELLER_PVI_ADDED, USER_ADDED, RESELLER_TFA_ENABLED,
            RESELLER_TFA_ENROLLED, USER_TFA_ENABLED,
            USER_TFA_ENROLLED, RESELLER_UPSELL_INVOICE_GENERATED, RESELLER_RECURRING_INVOICE_GENERATED, RESELLER_INVOICE_EDITED,
            RESELLER_INVOICE_PAID);

    private static final Instant SAMPLE_TIME = Instant.parse("2026-01-15T10:00:00Z");

    private SimulatedEvents() {
    }

    /**
     * A sample event that is the same at each call.
     *
     * @param  eventType any type, also one outside {@link #TYPES}
     * @return           a new node, free to change
     */
    public static ObjectNode sample(String eventType) {
        return sample(eventType, SAMPLE_TIME, 1);
    }

    /**
     * A sample event. The reseller is the same in every one, as Egnyte's are: the MSP itself. Time has a resolution of
     * seconds and there is no id, so the number goes into the name of who caused it: with it, samples differ.
     *
     * @param  eventType any type, also one outside {@link #TYPES}
     * @param  at        when it happened; fractions of a second are dropped
     * @param  number    what tells it from other samples, 1 or more
     * @return           a new node, free to change
     */
    public static ObjectNode sample(String eventType, Instant at, long number) {
        ObjectNode event = Json.object()
                .put("event_type", eventType)
                .put("reseller_code", "AB12CD")
                .put("first_name", "Dana")
                .put("last_name", "Sample")
                .put("email", "dana@msp.example")
                .put("company_name", "Acme MSP")
                .put("transaction_timestamp", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("event_created_by", "Dana " + initials(number) + " Sample")
                .put("is_event_by_staff_user", false);
        if (RESELLER_LINK_NFR_MANUALLY.equals(eventType)) {
            event.put("nfr_domain_name", "acmemsp").put("nfr_plan", "NFR Sample Plan").put("power_users", 5).put("storage",
                    100);
        }
        return event;
    }

    /** A number in letters, as a name has no digits: A, B, ..., Z, AA, AB, ... */
    private static String initials(long number) {
        StringBuilder letters = new StringBuilder();
        for (long rest = number; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.append('.').toString();
    }
}
