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
package io.github.egnytemsp.camel.changes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;

/**
 * What is different from the last time. Found by comparing, not sent by Egnyte: no event.
 */
public final class Changes implements MspRecord {

    private final String resource;
    private final boolean first;
    private final int count;
    private final ArrayNode added = Json.mapper().createArrayNode();
    private final ArrayNode changed = Json.mapper().createArrayNode();
    private final ArrayNode removed = Json.mapper().createArrayNode();
    private final ArrayNode aboveThreshold = Json.mapper().createArrayNode();

    Changes(String resource, boolean first, int count) {
        this.resource = resource;
        this.first = first;
        this.count = count;
    }

    /**
     * What was looked at.
     *
     * @return {@code domains}, {@code tenants} or {@code plans}
     */
    public String resource() {
        return resource;
    }

    /**
     * Whether there was no last time: then nothing is added, changed or removed.
     *
     * @return true for the first look
     */
    public boolean first() {
        return first;
    }

    /**
     * How many there are now.
     *
     * @return the length of the list
     */
    public int count() {
        return count;
    }

    /**
     * Whether there is something to tell.
     *
     * @return true if anything is added, changed, removed or above the threshold
     */
    public boolean any() {
        return !(added.isEmpty() && changed.isEmpty() && removed.isEmpty() && aboveThreshold.isEmpty());
    }

    /**
     * Records that were not there.
     *
     * @return the records
     */
    public ArrayNode added() {
        return added;
    }

    /**
     * What is different in records that were there.
     *
     * @return objects with {@code id} and {@code fields}: of each field {@code before} and {@code after}
     */
    public ArrayNode changed() {
        return changed;
    }

    /**
     * Records that are not there any more.
     *
     * @return the records as they were
     */
    public ArrayNode removed() {
        return removed;
    }

    /**
     * What has risen above the threshold since the last time.
     *
     * @return objects with {@code id}, {@code field}, {@code used}, {@code available} and {@code percent}
     */
    public ArrayNode aboveThreshold() {
        return aboveThreshold;
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode node = Json.mapper().createObjectNode().put("resource", resource).put("first", first).put("count", count);
        node.set("added", added);
        node.set("changed", changed);
        node.set("removed", removed);
        node.set("aboveThreshold", aboveThreshold);
        return node.deepCopy();
    }

    @Override
    public String toString() {
        return "Changes[" + resource + ", added " + added.size() + ", changed " + changed.size() + ", removed " + removed.size()
               + ", above threshold " + aboveThreshold.size() + "]";
    }
}
