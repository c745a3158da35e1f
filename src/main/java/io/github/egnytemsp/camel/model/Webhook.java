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

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A registered webhook: a view over the API's answer. A list has ids and statuses only; any part is null where the
 * answer does not have it.
 */
public final class Webhook extends MspAnswer {

    private Webhook(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static Webhook fromJson(JsonNode json) {
        return new Webhook(json);
    }

    /** {@return its id} */
    public String webhookId() {
        return text("webhook_id");
    }

    /** {@return its status as it came: {@code enabled} or {@code disabled}} */
    public String status() {
        return text("status");
    }

    /**
     * Whether the API says that Egnyte delivers to it.
     *
     * @return true if the status is {@code enabled}, in upper or lower case
     */
    public boolean isEnabled() {
        return is("enabled");
    }

    /**
     * Whether the API says that Egnyte does not deliver to it. A status that is not documented is neither enabled nor
     * disabled.
     *
     * @return true if the status is {@code disabled}, in upper or lower case
     */
    public boolean isDisabled() {
        return is("disabled");
    }

    private boolean is(String status) {
        return status() != null && status().trim().equalsIgnoreCase(status);
    }

    /** {@return where events go} */
    public String webhookUrl() {
        return text("webhook_url");
    }

    /** {@return which events; empty where the answer does not have them} */
    public List<String> eventTypes() {
        return texts("event_types", "eventTypes");
    }

    /** {@return the name of the header that proves the origin} */
    public String authHeader() {
        return text("auth_header");
    }

    /** {@return the value of that header, in clear: a secret} */
    public String authHeaderValue() {
        return text("auth_header_value");
    }

    /** The documented fields but for the secret. */
    @Override
    public String toString() {
        return "Webhook[" + webhookId() + ", " + status() + ", " + webhookUrl() + ", " + eventTypes() + ", " + authHeader()
               + "]";
    }
}
