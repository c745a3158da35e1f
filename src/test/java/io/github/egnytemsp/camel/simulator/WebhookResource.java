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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The webhook part of the MSP API. Documented: list, register, details. Known from Egnyte's SDK: update, unregister.
 */
final class WebhookResource implements Router.Resource {

    private static final String WEBHOOKS = MspApi.PATH + "/webhooks";
    private static final String WEBHOOK = WEBHOOKS + "/{id}";

    private final WebhookStore store;
    private final SimulatorSettings<?> settings;

    WebhookResource(WebhookStore store, SimulatorSettings<?> settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public void addTo(Router router) {
        router.on("GET", WEBHOOKS, this::list)
                .on("POST", WEBHOOKS, this::register)
                .on("GET", WEBHOOK, this::details)
                .on("PUT", WEBHOOK, this::update)
                .on("DELETE", WEBHOOK, this::unregister);
    }

    private Answer list(Request request) {
        ArrayNode list = Json.array();
        store.all().forEach(webhook -> list.add(idAndStatus(webhook)));
        return Answer.json(200, list);
    }

    private Answer register(Request request) {
        return store.add(wanted(request)).map(webhook -> Answer.json(200, idAndStatus(webhook)))
                .orElseGet(ApiErrors::webhookLimitExceeded);
    }

    private Answer details(Request request) {
        SimulatedWebhook webhook = store.find(request.pathParameter("id")).orElseThrow(WebhookResource::unknown);
        ObjectNode details = Json.object();
        details.put("webhook_id", webhook.id());
        details.set("event_types", Json.tree(webhook.eventTypes()));
        details.put("webhook_url", webhook.url())
                .put("auth_header", webhook.authHeader())
                .put("auth_header_value", webhook.authHeaderValue())
                .put("status", webhook.status());
        return Answer.json(200, details);
    }

    private Answer update(Request request) {
        String id = request.pathParameter("id");
        store.find(id).orElseThrow(WebhookResource::unknown);
        WebhookSettings wanted = wanted(request);
        return store.change(id, old -> wanted.toWebhook(id, old.enabled() || settings.enableOnUpdate))
                .map(webhook -> Answer.json(200, idAndStatus(webhook)))
                .orElseThrow(WebhookResource::unknown);
    }

    private Answer unregister(Request request) {
        if (!store.delete(request.pathParameter("id"))) {
            throw unknown();
        }
        return Answer.json(200, Json.object().put("success", true));
    }

    private static WebhookSettings wanted(Request request) {
        WebhookSettings wanted = WebhookSettings.read(Input.object(request));
        wanted.problems().refuse(ErrorShape.INPUT_ERRORS);
        return wanted;
    }

    private static Refusal unknown() {
        return new Refusal(ApiErrors.of(404, "Webhook not found"));
    }

    private static ObjectNode idAndStatus(SimulatedWebhook webhook) {
        return Json.object().put("webhook_id", webhook.id()).put("status", webhook.status());
    }
}
