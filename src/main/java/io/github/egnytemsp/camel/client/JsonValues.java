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
package io.github.egnytemsp.camel.client;

/**
 * Counts the values of a JSON answer while it is read. One megabyte can hold 350,000 empty objects, which take some
 * hundred megabytes when they are parsed and mapped. Text that is not JSON is not counted.
 */
final class JsonValues {

    /** A page of tickets with all their fields has some thousands. */
    static final int MOST = 100_000;

    private boolean begun;
    private boolean json;
    private boolean text;
    private boolean escaped;
    private int values;

    /**
     * Counts the values that begin in the next bytes.
     *
     * @return whether there are not too many up to here
     */
    boolean add(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            add(bytes[i]);
        }
        return values <= MOST;
    }

    private void add(byte next) {
        if (!begun && next > ' ') {
            begun = true;
            json = next == '[' || next == '{';
        }
        if (!json) {
            return;
        }
        if (escaped) {
            escaped = false;
        } else if (text && next == '\\') {
            escaped = true;
        } else if (next == '"') {
            text = !text;
        } else if (!text && (next == ',' || next == '{' || next == '[')) {
            values++;
        }
    }
}
