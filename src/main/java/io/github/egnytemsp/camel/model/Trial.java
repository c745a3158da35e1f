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
 * A trial that was created: a view over the API's answer. Any part is null where the answer does not have it, or has it
 * in another form.
 */
public final class Trial extends MspAnswer {

    private Trial(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static Trial fromJson(JsonNode json) {
        return new Trial(json);
    }

    /** {@return its domain} */
    public String domain() {
        return text("domain");
    }

    /** {@return the domain's address} */
    public String domainUrl() {
        return text("domainUrl");
    }

    /** {@return its first day} */
    public LocalDate trialStart() {
        return date("trialStart");
    }

    /** {@return its last day} */
    public LocalDate trialEnd() {
        return date("trialEnd");
    }

    /** {@return its power users} */
    public Integer powerUsers() {
        return integer("powerUsers");
    }

    /** {@return its storage in GB} */
    public Integer storageGb() {
        return integer("storageGB");
    }
}
