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

import com.fasterxml.jackson.databind.JsonNode;

/** The answer to unregistering a webhook: a view over it. Without any field it is a success. */
public final class UnregisterResult extends MspAnswer {

    private final boolean success;

    private UnregisterResult(JsonNode json) {
        super(json);
        this.success = json.path("success").asBoolean(true);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static UnregisterResult fromJson(JsonNode json) {
        // where the status alone says it, it is said all the same
        return new UnregisterResult(json.isEmpty() ? Json.mapper().createObjectNode().put("success", true) : json);
    }

    /** {@return what the API says; true where it says nothing, because it answered 200} */
    public boolean success() {
        return success;
    }
}
