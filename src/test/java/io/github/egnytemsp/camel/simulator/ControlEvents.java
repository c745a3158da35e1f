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

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Events and deliveries by HTTP. */
final class ControlEvents implements Router.Resource {

    private static final String EVENTS = ControlHelp.PATH + "/events";
    private static final String DELIVERIES = ControlHelp.PATH + "/deliveries";
    private static final int MOST_TIMES = 1000;

    private final EgnyteMspSimulator simulator;

    ControlEvents(EgnyteMspSimulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void addTo(Router router) {
        router.on("GET", EVENTS, request -> Answer.json(200, Json.tree(SimulatedEvents.TYPES)))
                .on("POST", EVENTS, request -> raise(request, typeInBody(request)))
                .on("POST", EVENTS + "/{type}", request -> raise(request, request.pathParameter("type")))
                .on("GET", DELIVERIES, this::deliveries)
                .on("POST", DELIVERIES + "/retry",
                        request -> Answer.json(200, Json.object().put("sent", simulator.retryNow())));
    }

    private static String typeInBody(Request request) {
        String type = fields(request).path("event_type").asText();
        if (type.isBlank()) {
            throw ControlErrors.refusal(400, "The body must be a JSON object with an event_type");
        }
        return type;
    }

    private static ObjectNode fields(Request request) {
        return request.body().length == 0
                ? Json.object()
                : Json.parseObject(request.body())
                        .orElseThrow(() -> ControlErrors.refusal(400, "The body is not a JSON object"));
    }

    private Answer raise(Request request, String type) {
        Map<String, JsonNode> overrides = new LinkedHashMap<>();
        fields(request).properties().forEach(field -> overrides.put(field.getKey(), field.getValue()));
        int times = times(request);
        String eventId;
        if (flag(request, "malformed", "true")) {
            eventId = simulator.raiseRaw(("{\"event_type\":\"" + type + "\", this is no JSON").getBytes(StandardCharsets.UTF_8),
                    type);
        } else if (flag(request, "secret", "wrong")) {
            eventId = simulator.deliverWithSecret(type, "wrong", overrides);
        } else {
            eventId = simulator.raise(type, overrides);
        }
        List<Delivery> first = simulator.deliveries(eventId);
        for (int time = 1; time < times; time++) {
            first.forEach(delivery -> simulator.deliverAgain(delivery.id()));
        }
        return raised(eventId, type);
    }

    private Answer raised(String eventId, String type) {
        List<Delivery> deliveries = simulator.deliveries(eventId);
        ObjectNode answer = Json.object().put("event", eventId);
        answer.set("deliveries", Json.tree(deliveries.stream().map(Delivery::id).toList()));
        if (deliveries.isEmpty()) {
            answer.put("note", "No enabled webhook wants " + type);
        }
        return Answer.json(200, answer);
    }

    private static int times(Request request) {
        String times = request.query("times").orElse("1");
        if (!times.matches("[0-9]{1,4}") || Integer.parseInt(times) < 1 || Integer.parseInt(times) > MOST_TIMES) {
            throw ControlErrors.refusal(400, "times must be a number from 1 to " + MOST_TIMES);
        }
        return Integer.parseInt(times);
    }

    /** Whether a query parameter has its one value; a misspelt value must not pass for none. */
    private static boolean flag(Request request, String name, String value) {
        request.query(name).filter(actual -> !actual.equals(value)).ifPresent(actual -> {
            throw ControlErrors.refusal(400, name + " can only be " + value);
        });
        return request.query(name).isPresent();
    }

    private Answer deliveries(Request request) {
        ArrayNode list = Json.array();
        for (Delivery delivery : simulator.deliveries()) {
            ObjectNode item = list.addObject()
                    .put("id", delivery.id())
                    .put("event", delivery.eventId())
                    .put("webhook_id", delivery.webhookId())
                    .put("event_type", delivery.eventType())
                    .put("state", delivery.state().name())
                    .put("body", delivery.bodyText());
            ArrayNode attempts = item.putArray("attempts");
            delivery.attempts().forEach(attempt -> {
                ObjectNode entry = attempts.addObject().put("at", attempt.at().toString());
                if (attempt.status() == 0) {
                    entry.put("failure", attempt.failure());
                } else {
                    entry.put("status", attempt.status());
                }
            });
        }
        return Answer.json(200, list);
    }
}
