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
package io.github.egnytemsp.camel.operator;

import java.util.List;

/** What a request says before its body comes. */
interface OperatorRequest {

    /** The HTTP method. */
    String method();

    /** Path and query, as they were sent. */
    String target();

    /** The values of a header, in any case of letters; none if it is not there. */
    List<String> headers(String name);

    /** The names of all headers. */
    Iterable<String> headerNames();

    /** Whether it is of HTTP/1.0. */
    default boolean isHttp10() {
        return false;
    }

    /** The address of the other side. */
    String remoteAddress();

    /** The value of a header that is there once; null if it is not, or more than once. */
    default String header(String name) {
        List<String> values = headers(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    /** The path, as it was sent. */
    default String path() {
        return target().split("[?]", 2)[0];
    }

    /** The query, as it was sent; null if there is none. */
    default String query() {
        String[] parts = target().split("[?]", 2);
        return parts.length == 2 ? parts[1] : null;
    }
}
