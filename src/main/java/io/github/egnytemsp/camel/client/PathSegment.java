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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Ids and names as a segment of a path. */
final class PathSegment {

    private PathSegment() {
    }

    /**
     * Encodes a segment.
     *
     * @param  name                     what the value is, for the message
     * @param  value                    the value
     * @return                          the segment, percent-encoded
     * @throws IllegalArgumentException if it is empty, or {@code .} or {@code ..}, which would name another resource
     */
    static String encode(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(name + " must not be '" + value + "': it would name another resource");
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
