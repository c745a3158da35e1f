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
import java.util.Map;

import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.Exchange;

/** What a route leaves, as JSON. */
final class RouteResult {

    /** Operations that count: what the number is called, and what with {@code dryRun}. */
    private static final Map<String, String> COUNTS = Map.of("replay", "replayed", "forget", "forgotten");
    private static final Map<String, String> DRY_RUNS = Map.of("replay", "wouldReplay", "forget", "wouldForget");

    private RouteResult() {
    }

    /**
     * The answer to a request whose route has not failed: JSON, unless the route names another type in the variable
     * {@code contentType}.
     *
     * @param  exchange  after the route
     * @param  operation the last part of the path
     * @param  filters   what the route was asked with
     * @return           the answer
     * @throws Exception if the body has no such form
     */
    static OperatorAnswer answer(Exchange exchange, String operation, Map<String, Object> filters) throws Exception {
        String contentType = exchange.getVariable("contentType", String.class);
        return contentType == null
                ? OperatorAnswer.json(200, json(exchange, operation, filters))
                : OperatorAnswer.json(200, exchange.getMessage().getMandatoryBody(byte[].class)).with("Content-Type",
                        contentType);
    }

    /**
     * Makes JSON of a body.
     *
     * @param  exchange  after the route
     * @param  operation the last part of the path
     * @param  filters   what the route was asked with
     * @return           JSON in UTF-8
     * @throws Exception if it has no JSON form
     */
    private static byte[] json(Exchange exchange, String operation, Map<String, Object> filters) throws Exception {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            return Json.toBytes(Json.mapper().createObjectNode());
        }
        if (body instanceof Number && COUNTS.containsKey(operation)) {
            boolean dryRun = "true".equalsIgnoreCase(String.valueOf(filters.get("dryRun")).strip());
            return Json.mapper().writeValueAsBytes(Map.of((dryRun ? DRY_RUNS : COUNTS).get(operation), body));
        }
        return body instanceof Number || body instanceof Map || body instanceof List && !(body instanceof MspRecord)
                ? Json.mapper().writeValueAsBytes(body) : exchange.getMessage().getMandatoryBody(byte[].class);
    }
}
