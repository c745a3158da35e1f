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

import java.util.List;

/**
 * A webhook registered with the simulator.
 *
 * @param id              {@code webhook_id}: looks like a UUID; a later registration has a greater one
 * @param url             {@code webhook_url}
 * @param eventTypes      the types it gets, in the order in which they were sent
 * @param authHeader      name of the header that deliveries carry
 * @param authHeaderValue its value: a secret, and left out of {@link #toString()}
 * @param enabled         status {@code enabled} rather than {@code disabled}
 */
public record SimulatedWebhook(String id, String url, List<String> eventTypes, String authHeader, String authHeaderValue,
        boolean enabled) {

    // keeps a copy of the types
    public SimulatedWebhook {
        eventTypes = List.copyOf(eventTypes);
    }

    /**
     * The status as the API spells it.
     *
     * @return {@code enabled} or {@code disabled}
     */
    public String status() {
        return enabled ? "enabled" : "disabled";
    }

    /**
     * The same webhook with another address.
     *
     * @param  newUrl an https URL
     * @return        a changed copy
     */
    public SimulatedWebhook withUrl(String newUrl) {
        return new SimulatedWebhook(id, newUrl, eventTypes, authHeader, authHeaderValue, enabled);
    }

    /**
     * The same webhook for other types.
     *
     * @param  newEventTypes at least one type
     * @return               a changed copy
     */
    public SimulatedWebhook withEventTypes(List<String> newEventTypes) {
        return new SimulatedWebhook(id, url, newEventTypes, authHeader, authHeaderValue, enabled);
    }

    /**
     * The same webhook with another header name.
     *
     * @param  newAuthHeader a header name
     * @return               a changed copy
     */
    public SimulatedWebhook withAuthHeader(String newAuthHeader) {
        return new SimulatedWebhook(id, url, eventTypes, newAuthHeader, authHeaderValue, enabled);
    }

    /**
     * The same webhook with another secret.
     *
     * @param  newAuthHeaderValue a header value
     * @return                    a changed copy
     */
    public SimulatedWebhook withAuthHeaderValue(String newAuthHeaderValue) {
        return new SimulatedWebhook(id, url, eventTypes, authHeader, newAuthHeaderValue, enabled);
    }

    /**
     * The same webhook with another status.
     *
     * @param  newEnabled whether it is enabled
     * @return            a changed copy
     */
    public SimulatedWebhook withEnabled(boolean newEnabled) {
        return new SimulatedWebhook(id, url, eventTypes, authHeader, authHeaderValue, newEnabled);
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "SimulatedWebhook[id=" + id + ", url=" + url + ", eventTypes=" + eventTypes + ", authHeader=" + authHeader + ", "
               + status() + "]";
    }
}
