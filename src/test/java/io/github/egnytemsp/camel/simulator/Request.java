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
package io.github.egnytemsp.camel.simulator;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An HTTP request, read to its end. */
final class Request {

    private final String method;
    private final URI uri;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Map<String, String> pathParameters;

    Request(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
        this(method, uri, headers, body, Map.of());
    }

    private Request(String method, URI uri, Map<String, List<String>> headers, byte[] body,
                    Map<String, String> pathParameters) {
        this.method = method;
        this.uri = uri;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body;
        this.pathParameters = pathParameters;
    }

    Request withPathParameters(Map<String, String> parameters) {
        return new Request(method, uri, headers, body, parameters);
    }

    String method() {
        return method;
    }

    String path() {
        return uri.getRawPath();
    }

    String pathWithQuery() {
        return uri.getRawQuery() == null ? path() : path() + "?" + uri.getRawQuery();
    }

    byte[] body() {
        return body;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
    }

    SortedSet<String> headerNames() {
        SortedSet<String> names = new TreeSet<>();
        headers.keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    /** The decoded value of a {@code {name}} in the route's template. */
    String pathParameter(String name) {
        return pathParameters.get(name);
    }

    /** The decoded value of the first query parameter of this name. */
    Optional<String> query(String name) {
        String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8).equals(name))
                .map(pair -> pair.length == 2 ? URLDecoder.decode(pair[1], StandardCharsets.UTF_8) : "")
                .findFirst();
    }
}
