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

import java.util.AbstractList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * A list of the API: unmodifiable, prints as a JSON array.
 *
 * @param <T> what is in it
 */
public final class MspList<T extends MspRecord> extends AbstractList<T> implements MspRecord {

    private final List<T> records;

    /**
     * @param records what is in it, in the API's order
     */
    public MspList(List<T> records) {
        this.records = List.copyOf(records);
    }

    @Override
    public T get(int index) {
        return records.get(index);
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public ArrayNode toJson() {
        ArrayNode array = Json.mapper().createArrayNode();
        records.forEach(value -> array.add(value.toJson()));
        return array;
    }
}
