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

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Trials of the MSP API; in these paths the slash at the end counts. Known from Egnyte's SDK. A trial lasts 15 days
 * here: an assumption.
 */
final class TrialResource implements Router.Resource {

    private static final int DAYS = 15;

    private final SimulatedAccount account;
    private final Clock clock;

    TrialResource(SimulatedAccount account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public void addTo(Router router) {
        router.on("POST", MspApi.PATH + "/trials/", this::create).on("POST", MspApi.PATH + "/trials/{domain}/activate/",
                this::activate);
    }

    private Answer create(Request request) {
        Input input = new Input(request, ErrorShape.NESTED_INPUT_ERRORS);
        String domain = input.text("domain");
        int planId = input.positive("id");
        int powerUsers = input.positive("powerUsers");
        int storage = input.positive("storageGB");
        input.text("region");
        input.optionalText("username", "password", "firstName", "lastName");
        if (!domain.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?")) {
            input.problem("domain", "domain must be 1 to 50 letters, digits and hyphens");
        }
        requirePlan(input, "id", planId);
        input.check();
        if (account.domain(domain).isPresent()) {
            ObjectNode taken = Json.object().put("message", "The domain name is taken.").put("code", "domain_taken");
            // assumption: that there are some is known, and not where
            taken.putArray("suggestions").add(domain + "1").add(domain + "-2");
            throw new Refusal(Answer.json(409, taken));
        }
        requireInPool(planId, powerUsers);
        LocalDate today = today();
        ObjectNode trial = Json.object().put("domain", domain).put("planId", planId)
                .put("planName", account.plan(planId).orElseThrow().path("planName").asText()).put("status", "trial")
                .put("createdOn", today.toString()).put("allocatedStorage", storage).put("availableStorage", storage)
                .put("usedStorage", 0);
        // a password is not kept: nothing shows it
        SimulatedAccount.users(trial, powerUsers, 0);
        account.putDomain(trial);
        return Answer.json(201,
                Json.object().put("domain", domain).put("domainUrl", url(domain)).put("trialStart", today.toString())
                        .put("trialEnd", today.plusDays(DAYS).toString()).put("powerUsers", powerUsers)
                        .put("storageGB", storage));
    }

    private Answer activate(Request request) {
        String name = request.pathParameter("domain");
        ObjectNode domain = account.domain(name)
                .orElseThrow(() -> new Refusal(ErrorShape.DETAIL.answer(404, "TRIAL_NOT_FOUND", "Trial not found")));
        Input input = new Input(request, ErrorShape.NESTED_INPUT_ERRORS);
        int planId = input.positive("planId");
        int powerUsers = input.positive("powerUsers");
        int storage = input.positive("storageGB");
        requirePlan(input, "planId", planId);
        input.check();
        int used = domain.path("usedPuLicences").asInt();
        if (powerUsers < used || storage < domain.path("usedStorage").asInt()) {
            throw new Refusal(
                    ErrorShape.ERRORS.answer(400, "BELOW_USE", "powerUsers and storageGB must not be below what is in use"));
        }
        int own = planId == domain.path("planId").asLong() ? domain.path("availablePuLicences").asInt() : 0;
        requireInPool(planId, powerUsers - own);
        String today = today().toString();
        account.changeDomain(name, changed -> {
            SimulatedAccount.users(changed.put("status", "active").put("planId", planId).put("subscriptionDate", today),
                    powerUsers, used);
            changed.put("planName", account.plan(planId).orElseThrow().path("planName").asText());
            changed.put("allocatedStorage", storage).put("availableStorage", storage);
        });
        return Answer.json(200, Json.object().put("domain", name).put("domainUrl", url(name)).put("activationDate", today));
    }

    private void requirePlan(Input input, String field, int planId) {
        if (account.plan(planId).isEmpty()) {
            input.problem(field, field + " is not a planId");
        }
    }

    private void requireInPool(long planId, int powerUsers) {
        int pool = account.pool(planId);
        if (powerUsers > pool) {
            throw new Refusal(ErrorShape.ERRORS.answer(400, "POOL_EXHAUSTED", "The plan has " + pool + " power users left"));
        }
    }

    private static String url(String domain) {
        return "https://" + domain + ".egnyte.example";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
