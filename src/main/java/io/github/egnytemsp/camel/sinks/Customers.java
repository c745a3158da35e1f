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
package io.github.egnytemsp.camel.sinks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * The customers of the MSP: which of them an event is about, and which number each has in the ticket system. A bean of
 * the routes, with the properties {@code tickets.customers.<name>=<id>}.
 */
public final class Customers implements CamelContextAware {

    private static final String PREFIX = "tickets.customers.";

    private CamelContext camelContext;
    private List<String> fields = List.of();
    private String defaultId = "";
    private final Map<String, String> ids = new TreeMap<>();

    /**
     * Where the properties are.
     *
     * @return the context
     */
    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * Where the properties are.
     *
     * @param camelContext the context
     */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * The fields of an event that may name the customer. No documented field does, except for {@code nfr_domain_name}:
     * all others are about the MSP itself.
     *
     * @param fields names, separated by commas; the first one that an event has is used
     */
    public void setFields(String fields) {
        this.fields = Arrays.stream(fields.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    /**
     * The number for events without a customer, and for customers without a number of their own.
     *
     * @param defaultId a whole number, a text for systems that are not shipped, or blank for none
     */
    public void setDefaultId(String defaultId) {
        this.defaultId = defaultId.strip();
    }

    /**
     * Reads and checks the numbers. Call it after all others.
     *
     * @throws IllegalArgumentException if one is no whole number and a shipped system is on, or a ticket system is on
     *                                  and there is no default
     */
    public void load() {
        TicketSettings.check(camelContext, "tickets.customerId", defaultId);
        TicketSettings.systems(camelContext).stream().filter(system -> defaultId.isEmpty()).findFirst().ifPresent(system -> {
            throw new IllegalArgumentException(
                    system + ".enabled is true, but tickets.customerId is not set: set it to the customer's number"
                                               + " in the ticket system for events that name no customer, or one without a number of"
                                               + " its own");
        });
        TicketSettings.properties(camelContext, name -> name.startsWith(PREFIX)).forEach((name, id) -> {
            TicketSettings.check(camelContext, name, id);
            ids.put(key(name.substring(PREFIX.length())), id);
        });
    }

    /**
     * The customer whom an event is about.
     *
     * @param  event the event
     * @return       the first of the fields that has a value; empty if none has
     */
    public String of(MspEvent event) {
        Map<String, String> texts = event.texts();
        return fields.stream().map(name -> texts.getOrDefault(name, "")).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    /**
     * The number in the ticket system of the customer whom an event is about.
     *
     * @param  event                    the event
     * @return                          a whole number, or a text for systems that are not shipped; upper and lower case
     *                                  of a name are alike
     * @throws IllegalArgumentException if the customer has none and there is no default
     */
    public String idOf(MspEvent event) {
        String customer = of(event);
        String id = ids.getOrDefault(key(customer), defaultId);
        if (id.isEmpty()) {
            throw new IllegalArgumentException(
                    "tickets.customerId is not set, and there is no tickets.customers." + LogText.of(customer));
        }
        return id;
    }

    private static String key(String customer) {
        return customer.strip().toLowerCase(Locale.ROOT);
    }
}
