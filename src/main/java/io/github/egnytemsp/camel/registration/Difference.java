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
package io.github.egnytemsp.camel.registration;

import io.github.egnytemsp.camel.model.LogText;

/**
 * One field in which the stored webhook differs from the desired one.
 *
 * @param point  which field
 * @param wanted what is sent
 * @param stored what came back; empty for nothing
 */
record Difference(Point point, String wanted, String stored) {

    /** The 20 documented event types have 500 characters together. */
    private static final int LONGEST = 1000;

    /** The fields of a webhook, by the API's names. */
    enum Point {
        URL("webhook_url"),
        TYPES("event_types"),
        HEADER("auth_header"),
        SECRET("auth_header_value"),
        STATUS("status");

        private final String field;

        Point(String field) {
            this.field = field;
        }
    }

    Difference {
        stored = stored == null ? "" : stored;
    }

    /** In words, for logs and health details: never a secret, nor what may be a part of one. */
    @Override
    public String toString() {
        if (point == Point.SECRET) {
            return point.field + ": Egnyte returns " + (stored.isEmpty() ? "no value" : "another value than was sent");
        }
        return point.field + ": sent " + wanted + ", stored "
               + (stored.isEmpty() ? "nothing" : "with " + LogText.of(stored, LONGEST));
    }
}
