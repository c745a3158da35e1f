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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Domains, tenants and plans of the MSP API: lists in pages, single records, and the allocation of power users. Known
 * from Egnyte's SDK.
 */
final class AccountResource implements Router.Resource {

    private final SimulatedAccount account;
    private final SimulatorSettings<?> settings;
    private final PurchaseRules purchases;

    AccountResource(SimulatedAccount account, SimulatorSettings<?> settings, Clock clock) {
        this.account = account;
        this.settings = settings;
        this.purchases = new PurchaseRules(account, clock);
    }

    @Override
    public void addTo(Router router) {
        for (String resource : List.of("domains", "tenants", "plans")) {
            String path = MspApi.PATH + "/" + resource;
            router.on("GET", path, request -> settings.slashAfterLists ? toSlash(request) : page(resource, request));
            router.on("GET", path + "/",
                    request -> settings.slashAfterLists ? page(resource, request) : ApiErrors.of(404, "There is nothing here"));
        }
        router.on("GET", MspApi.PATH + "/domains/{name}", request -> one(account.domain(request.pathParameter("name"))))
                .on("GET", MspApi.PATH + "/tenants/{name}", request -> one(account.tenant(request.pathParameter("name"))))
                .on("POST", MspApi.PATH + "/domains/{name}/power-users/allocate", this::allocate)
                .on("POST", MspApi.PATH + "/plans/{planId}/power-users/quote/",
                        request -> Answer.json(200, purchases.quote(planId(request), powerUsers(request))))
                .on("POST", MspApi.PATH + "/plans/{planId}/power-users/purchase/",
                        request -> Answer.json(200, purchases.purchase(planId(request), powerUsers(request))));
    }

    private static Answer toSlash(Request request) {
        String query = request.pathWithQuery().substring(request.path().length());
        return new Answer(301, Map.of("Location", origin(request) + request.path() + "/" + query), "");
    }

    private static String origin(Request request) {
        return "http://" + request.header("Host").orElse("127.0.0.1");
    }

    private Answer page(String resource, Request request) {
        Optional<String> planName = request.query("planName").filter(name -> !resource.equals("plans"));
        List<ObjectNode> all = account.all(resource, planName);
        int page = page(request.query("page").orElse("1"));
        int from = Math.min(all.size(), (page - 1) * account.pageSize());
        int to = Math.min(all.size(), from + account.pageSize());
        ObjectNode body = Json.object().put("count", all.size());
        body.put("next", to < all.size() ? link(page + 1, planName, request) : null);
        body.put("previous", page > 1 ? link(page - 1, planName, request) : null);
        ArrayNode results = body.putArray("results");
        all.subList(from, to).forEach(results::add);
        return Answer.json(200, body);
    }

    private static int page(String number) {
        if (!number.matches("[1-9][0-9]{0,5}")) {
            throw new Refusal(ErrorShape.FORM_ERRORS.answer(400, "INVALID_INPUT", "page must be a whole number of 1 or more"));
        }
        return Integer.parseInt(number);
    }

    private String link(int page, Optional<String> planName, Request request) {
        return account.link(origin(request), request.path()) + "?page=" + page
               + planName.map(name -> "&planName=" + URLEncoder.encode(name, StandardCharsets.UTF_8)).orElse("");
    }

    private static Answer one(Optional<ObjectNode> record) {
        return Answer.json(200, record.orElseThrow(() -> new Refusal(ApiErrors.of(404, "Not found"))));
    }

    private long planId(Request request) {
        String planId = request.pathParameter("planId");
        if (!planId.matches("[0-9]{1,18}") || account.plan(Long.parseLong(planId)).isEmpty()) {
            throw new Refusal(ErrorShape.DETAIL.answer(404, "PLAN_NOT_FOUND", "Plan not found"));
        }
        return Long.parseLong(planId);
    }

    private static int powerUsers(Request request) {
        Input input = new Input(request, ErrorShape.INPUT_ERRORS);
        int powerUsers = input.positive("powerUsers");
        input.check();
        return powerUsers;
    }

    private Answer allocate(Request request) {
        String name = request.pathParameter("name");
        ObjectNode domain = account.domain(name).orElseThrow(() -> new Refusal(ApiErrors.of(404, "Domain not found")));
        int powerUsers = powerUsers(request);
        int before = domain.path("availablePuLicences").asInt();
        int used = domain.path("usedPuLicences").asInt();
        int pool = account.pool(domain.path("planId").asLong());
        if (powerUsers < used) {
            throw new Refusal(
                    ErrorShape.ERRORS.answer(400, "BELOW_USE", "powerUsers must not be below the " + used + " in use"));
        }
        if (powerUsers - before > pool) {
            throw new Refusal(ErrorShape.ERRORS.answer(400, "POOL_EXHAUSTED", "The plan has " + pool + " power users left"));
        }
        account.changeDomain(name, changed -> SimulatedAccount.users(changed, powerUsers, used));
        return Answer.json(200,
                Json.object().put("domain", name).put("previousPowerUsers", before).put("newPowerUsers", powerUsers)
                        .put("poolAvailableAfter", pool - (powerUsers - before)));
    }
}
