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

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;

/**
 * An answer as it is sent, with everything that keeps a browser from doing harm.
 *
 * @param status  the HTTP status
 * @param headers all of them but the length
 * @param body    what follows
 */
record OperatorAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
                                       + " form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin");

    static OperatorAnswer json(int status, byte[] body) {
        return new OperatorAnswer(status, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), body);
    }

    static OperatorAnswer json(JsonNode body) {
        return json(200, Json.toBytes(body));
    }

    /** {@code {"error":{"status":403,"message":"..."}}} */
    static OperatorAnswer error(int status, String message) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.putObject("error").put("status", status).put("message", message);
        return json(status, Json.toBytes(body));
    }

    OperatorAnswer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new OperatorAnswer(status, more, body);
    }

    /** The headers of the answer, and those that every answer has. */
    Map<String, String> allHeaders() {
        Map<String, String> all = new TreeMap<>(ALWAYS);
        all.putAll(headers);
        return all;
    }

    /** Without the body: it may hold the token of a page. */
    @Override
    public String toString() {
        return "OperatorAnswer[" + status + "]";
    }
}
