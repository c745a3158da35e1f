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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Faults by HTTP. */
final class ControlFaults implements Router.Resource {

    private static final String PATH = ControlHelp.PATH + "/faults";
    private static final Set<String> FIELDS
            = Set.of("fault", "status", "shape", "headers", "body", "retryAfter", "location", "delay", "method",
                    "path", "times");

    private final EgnyteMspSimulator simulator;

    ControlFaults(EgnyteMspSimulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void addTo(Router router) {
        router.on("GET", PATH, request -> pending()).on("POST", PATH, this::add).on("DELETE", PATH, request -> {
            simulator.clearFaults();
            return pending();
        });
    }

    private Answer pending() {
        return Answer.json(200, Json.object().put("pending", simulator.pendingFaults()));
    }

    private Answer add(Request request) {
        ObjectNode body = ControlBody.read(request, FIELDS);
        try {
            String path = body.path("path").asText();
            Fault fault = fault(body).on(body.path("method").asText(), path.isEmpty() ? "" : MspApi.PATH + path);
            simulator.failNext(body.has("times") ? fault.times(ControlBody.integer(body.path("times"))) : fault);
        } catch (IllegalArgumentException e) {
            throw ControlErrors.refusal(400, e.getMessage());
        }
        return pending();
    }

    private static Fault fault(ObjectNode body) {
        return switch (body.path("fault").asText()) {
            case "error" -> Fault.error(ControlBody.integer(body.path("status")), body.has("shape")
                    ? ControlBody.choice(ErrorShape.class, body.path("shape")) : ErrorShape.ERRORS_DESCRIBED);
            case "answer" -> Fault.answer(ControlBody.integer(body.path("status")), headers(body.path("headers")),
                    body.path("body").asText());
            case "overSecondLimit" -> Fault.overSecondLimit();
            case "overSecondLimitWithoutHeader" -> Fault.overSecondLimitWithoutHeader();
            case "overDayLimit" -> Fault.overDayLimit(ControlBody.duration(body.path("retryAfter")));
            case "tooManyRequests" -> Fault.tooManyRequests(ControlBody.duration(body.path("retryAfter")));
            case "unavailable" -> Fault.unavailable(ControlBody.duration(body.path("retryAfter")));
            case "forbidden" -> Fault.forbidden();
            case "developerInactive" -> Fault.developerInactive();
            case "redirect" -> Fault.redirect(ControlBody.text(body.path("location")));
            case "loseAnswer" -> Fault.loseAnswer();
            case "dropConnection" -> Fault.dropConnection();
            case "delay" -> Fault.delay(ControlBody.duration(body.path("delay")));
            default ->
                throw new IllegalArgumentException(
                        "fault must be error, answer, overSecondLimit, overSecondLimitWithoutHeader, overDayLimit, "
                                                   + "tooManyRequests, unavailable, forbidden, developerInactive, redirect, loseAnswer, dropConnection or delay");
        };
    }

    private static Map<String, String> headers(JsonNode headers) {
        Map<String, String> map = new LinkedHashMap<>();
        headers.properties().forEach(header -> map.put(header.getKey(), header.getValue().asText()));
        return map;
    }
}
