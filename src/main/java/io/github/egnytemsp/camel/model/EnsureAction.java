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

/** What ensuring a webhook had to do. */
public enum EnsureAction {
    /** Nothing: it was known and right. */
    UNCHANGED("unchanged"),
    /** A webhook with our URL was there that this process did not know of. */
    ADOPTED("adopted"),
    /** Its event types, header or secret were not as they should be. */
    UPDATED("updated"),
    /** It was disabled. */
    ENABLED("enabled"),
    /** There was none. */
    CREATED("created"),
    /** There were several with our URL: the one with the smallest id stayed. */
    DUPLICATES_REMOVED("duplicates removed");

    private final String text;

    EnsureAction(String text) {
        this.text = text;
    }

    /** The action in words. */
    @Override
    public String toString() {
        return text;
    }
}
