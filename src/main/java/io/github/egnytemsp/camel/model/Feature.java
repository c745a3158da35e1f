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

/**
 * A feature, a package or a source of a plan or domain: a view over the API's answer. Any part is null where the answer
 * does not have it, or has it in another form.
 */
public final class Feature extends MspAnswer {

    private Feature(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static Feature fromJson(JsonNode json) {
        return new Feature(json);
    }

    /** {@return its name} */
    public String name() {
        return text("name");
    }

    /** {@return what a person reads} */
    public String title() {
        return text("title");
    }

    /** {@return its category} */
    public String category() {
        return text("category");
    }

    /** {@return its type} */
    public String type() {
        return text("type");
    }

    /** {@return how many were bought} */
    public Integer numPurchased() {
        return integer("numPurchased");
    }
}
