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

import java.util.NoSuchElementException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Webhooks, access tokens and public addresses by HTTP. No answer holds a secret. */
final class ControlState implements Router.Resource {

    private static final String WEBHOOKS = ControlHelp.PATH + "/webhooks";
    private static final String TOKENS = ControlHelp.PATH + "/tokens";

    private final EgnyteMspSimulator simulator;

    ControlState(EgnyteMspSimulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void addTo(Router router) {
        router.on("GET", WEBHOOKS, this::webhooks)
                .on("POST", WEBHOOKS + "/{id}/disable",
                        request -> done(() -> simulator.disableWebhook(request.pathParameter("id"))))
                .on("POST", WEBHOOKS + "/{id}/enable",
                        request -> done(() -> simulator.enableWebhook(request.pathParameter("id"))))
                .on("DELETE", WEBHOOKS + "/{id}", request -> done(() -> simulator.deleteWebhook(request.pathParameter("id"))))
                .on("POST", TOKENS + "/revoke", request -> done(() -> simulator.revokeAccessToken(token(request))))
                .on("POST", TOKENS + "/restore", request -> done(() -> simulator.addAccessToken(token(request))))
                .on("POST", ControlHelp.PATH + "/public-addresses", this::addPublicAddress);
    }

    private Answer webhooks(Request request) {
        ArrayNode list = Json.array();
        for (SimulatedWebhook webhook : simulator.webhooks()) {
            ObjectNode item = list.addObject()
                    .put("webhook_id", webhook.id())
                    .put("status", webhook.status())
                    .put("webhook_url", webhook.url())
                    .put("auth_header", webhook.authHeader());
            item.set("event_types", Json.tree(webhook.eventTypes()));
        }
        return Answer.json(200, list);
    }

    private Answer addPublicAddress(Request request) {
        ObjectNode body = body(request);
        if (!body.path("from").isTextual() || !body.path("to").isTextual()) {
            throw ControlErrors.refusal(400, "The body must be a JSON object with the texts from and to");
        }
        return done(() -> simulator.addPublicAddress(body.path("from").textValue(), body.path("to").textValue()));
    }

    private String token(Request request) {
        if (request.body().length == 0) {
            return simulator.firstToken();
        }
        String token = body(request).path("token").asText();
        if (token.isBlank()) {
            throw ControlErrors.refusal(400, "The body must be empty or a JSON object with a token");
        }
        return token;
    }

    private static ObjectNode body(Request request) {
        return Json.parseObject(request.body()).orElseThrow(() -> ControlErrors.refusal(400, "The body is not a JSON object"));
    }

    private static Answer done(Runnable action) {
        try {
            action.run();
            return Answer.json(200, Json.object().put("success", true));
        } catch (NoSuchElementException e) {
            throw ControlErrors.refusal(404, e.getMessage());
        } catch (IllegalArgumentException e) {
            throw ControlErrors.refusal(400, e.getMessage());
        }
    }
}
