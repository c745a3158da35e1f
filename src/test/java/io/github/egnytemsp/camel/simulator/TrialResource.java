package io.github.egnytemsp.camel.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Trials of the MSP API; in these paths the slash at the end counts. Known from Egnyte's SDK. A trial lasts 15 days here: an assumption. */
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
        router.on("POST", MspApi.PATH + "/trials/", this::create).on("POST", MspApi.PATH + "/trials/{domain}/activate/", this::activate);
    }

    private Answer create(Request request) {
        int[] numbers = AccountResource.positive(request, "powerUsers", "storageGB");
        ObjectNode body = Json.parseObject(request.body()).orElseThrow();
        String domain = body.path("domain").asText();
        List<String> problems = new ArrayList<>();
        if (!domain.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?")) {
            problems.add("domain must be 1 to 50 letters, digits and hyphens");
        }
        long planId = body.path("id").asLong();
        if (account.plan(planId).isEmpty()) {
            problems.add("id is no plan");
        }
        if (body.path("region").asText().isBlank()) {
            problems.add("region is missing");
        }
        if (!problems.isEmpty()) {
            throw new Refusal(ApiErrors.input(problems));
        }
        if (account.domain(domain).isPresent()) {
            ObjectNode taken = Json.object().put("message", "The domain name is taken.").put("code", "domain_taken");
            taken.putArray("suggestions").add(domain + "1").add(domain + "-2");
            throw new Refusal(Answer.json(409, taken));
        }
        requireInPool(planId, numbers[0]);
        LocalDate today = today();
        ObjectNode trial = Json.object().put("domain", domain).put("planId", planId)
                .put("planName", account.plan(planId).orElseThrow().path("planName").asText()).put("status", "trial")
                .put("createdOn", today.toString()).put("allocatedStorage", numbers[1]).put("availableStorage", numbers[1])
                .put("usedStorage", 0);
        // a password is not kept: nothing shows it
        SimulatedAccount.users(trial, numbers[0], 0);
        account.putDomain(trial);
        return Answer.json(201, Json.object().put("domain", domain).put("domainUrl", url(domain)).put("trialStart", today.toString())
                .put("trialEnd", today.plusDays(DAYS).toString()).put("powerUsers", numbers[0]).put("storageGB", numbers[1]));
    }

    private Answer activate(Request request) {
        String name = request.pathParameter("domain");
        ObjectNode domain = account.domain(name).orElseThrow(() -> new Refusal(ApiErrors.of(404, "Trial not found")));
        int[] numbers = AccountResource.positive(request, "powerUsers", "storageGB");
        long planId = Json.parseObject(request.body()).orElseThrow().path("planId").asLong();
        if (account.plan(planId).isEmpty()) {
            throw new Refusal(ApiErrors.input(List.of("planId is no plan")));
        }
        int used = domain.path("usedPuLicences").asInt();
        if (numbers[0] < used || numbers[1] < domain.path("usedStorage").asInt()) {
            throw new Refusal(ApiErrors.input(List.of("powerUsers and storageGB must not be below what is in use")));
        }
        int own = planId == domain.path("planId").asLong() ? domain.path("availablePuLicences").asInt() : 0;
        requireInPool(planId, numbers[0] - own);
        String today = today().toString();
        account.changeDomain(name, changed -> {
            SimulatedAccount.users(changed.put("status", "active").put("planId", planId).put("subscriptionDate", today), numbers[0], used);
            changed.put("planName", account.plan(planId).orElseThrow().path("planName").asText());
            changed.put("allocatedStorage", numbers[1]).put("availableStorage", numbers[1]);
        });
        return Answer.json(200, Json.object().put("domain", name).put("domainUrl", url(name)).put("activationDate", today));
    }

    private void requireInPool(long planId, int powerUsers) {
        int pool = account.pool(planId);
        if (powerUsers > pool) {
            throw new Refusal(ApiErrors.input(List.of("The plan has " + pool + " power users left")));
        }
    }

    private static String url(String domain) {
        return "https://" + domain + ".egnyte.example";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
