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
package io.github.egnytemsp.camel.psa;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.sun.net.httpserver.Headers;

/**
 * A request.
 *
 * @param method  such as GET
 * @param path    in lower case, without the query: none of the systems looks at the case
 * @param query   decoded
 * @param headers of the request
 * @param body    decoded, empty for GET
 */
record Call(String method, String path, Map<String, String> query, Headers headers, String body) {

    static Call of(String method, URI uri, Headers headers, byte[] body) {
        return new Call(
                method, uri.getPath().toLowerCase(Locale.ROOT), form(uri.getRawQuery()), headers,
                new String(body, StandardCharsets.UTF_8));
    }

    /** Pairs as they stand in a query or in the body of a form. */
    static Map<String, String> form(String raw) {
        Map<String, String> form = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            Arrays.stream(raw.split("&")).map(pair -> (pair + "=").split("=", 3)).forEach(
                    pair -> form.put(decode(pair[0]), decode(pair[1])));
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String header(String name) {
        return headers.getFirst(name);
    }

    boolean holds(String text) {
        return query.toString().contains(text) || body.contains(text);
    }
}
