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
package io.github.egnytemsp.camel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The event types that Egnyte documents (<i>MSP Webhooks Receiver</i> 1.0.0). Egnyte adds types without notice: one
 * that is not in this list is {@link #UNKNOWN} here and an event like any other, and its name is in
 * {@link MspEvent#eventType()}.
 */
public enum MspEventType {
    /** An NFR domain was linked by hand. */
    RESELLER_LINK_NFR_MANUALLY,
    /** A trial of Connect began. */
    RESELLER_CREATED_CONNECT_TRIAL,
    /** A trial of Protect began. */
    RESELLER_CREATED_PROTECT_TRIAL,
    /** A trial of Connect became a subscription. */
    RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID,
    /** A trial of Protect became a subscription. */
    RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID,
    /** A trial of Connect ended. */
    RESELLER_CONNECT_TRIAL_EXPIRED,
    /** The MSP's profile was changed. */
    RESELLER_PROFILE_UPDATED,
    /** The monthly recurring revenue changed. */
    RESELLER_MRR_CHANGED,
    /** The MSP logged in for the first time. */
    RESELLER_FIRST_LOGIN,
    /** A credit card was added. */
    RESELLER_CC_ADDED,
    /** Payment by invoice was added. */
    RESELLER_PVI_ADDED,
    /** A user was added. */
    USER_ADDED,
    /** Two-factor authentication was enabled for the MSP. */
    RESELLER_TFA_ENABLED,
    /** The MSP enrolled in two-factor authentication. */
    RESELLER_TFA_ENROLLED,
    /** Two-factor authentication was enabled for a user. */
    USER_TFA_ENABLED,
    /** A user enrolled in two-factor authentication. */
    USER_TFA_ENROLLED,
    /** An invoice for an upsell was made. */
    RESELLER_UPSELL_INVOICE_GENERATED,
    /** A recurring invoice was made. */
    RESELLER_RECURRING_INVOICE_GENERATED,
    /** An invoice was changed. */
    RESELLER_INVOICE_EDITED,
    /** An invoice was paid. */
    RESELLER_INVOICE_PAID,
    /** A type that was not documented when this library was made. */
    UNKNOWN;

    private static final Map<String, MspEventType> BY_NAME = Arrays.stream(values())
            .filter(type -> type != UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(MspEventType::name, Function.identity()));
    private static final List<String> NAMES = Arrays.stream(values())
            .filter(type -> type != UNKNOWN).map(MspEventType::name).toList();
    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{0,127}");

    /**
     * The type of a name.
     *
     * @param  name as it stands in {@code event_type}
     * @return      the type, {@link #UNKNOWN} for any other name
     */
    public static MspEventType of(String name) {
        return BY_NAME.getOrDefault(name, UNKNOWN);
    }

    /**
     * The names of the documented types.
     *
     * @return 20 names in Egnyte's order
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Whether a name has the form of an event type, known or not: upper-case letters, digits and underscores.
     *
     * @param  name the name
     * @return      true if Egnyte could have a type of this name
     */
    public static boolean isWellFormed(String name) {
        return name != null && FORM.matcher(name).matches();
    }
}
