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

import java.time.LocalDate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A trial that became a subscription: a view over the API's answer. Any part is null where the answer does not have it,
 * or has it in another form.
 */
public final class TrialActivation extends MspAnswer {

    private TrialActivation(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static TrialActivation fromJson(JsonNode json) {
        return new TrialActivation(json);
    }

    /** {@return its domain} */
    public String domain() {
        return text("domain");
    }

    /** {@return the domain's address} */
    public String domainUrl() {
        return text("domainUrl");
    }

    /** {@return the day of it} */
    public LocalDate activationDate() {
        return date("activationDate");
    }
}
