package io.github.egnytemsp.camel.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Domains, tenants and plans of the MSP API: lists in pages, single records, and the allocation of power users. Known from Egnyte's SDK. */
final class AccountResource implements Router.Resource {

    private final SimulatedAccount account;
    private final PurchaseRules purchases;

    AccountResource(SimulatedAccount account, Clock clock) {
        this.account = account;
        this.purchases = new PurchaseRules(account, clock);
    }

    @Override
    public void addTo(Router router) {
        for (String resource : List.of("domains", "tenants", "plans")) {
            router.on("GET", MspApi.PATH + "/" + resource, request -> page(resource, request));
        }
        router.on("GET", MspApi.PATH + "/domains/{name}", request -> one(account.domain(request.pathParameter("name"))))
                .on("GET", MspApi.PATH + "/tenants/{name}", request -> one(account.tenant(request.pathParameter("name"))))
                .on("POST", MspApi.PATH + "/domains/{name}/power-users/allocate", this::allocate)
                .on("POST", MspApi.PATH + "/plans/{planId}/power-users/quote/", request -> Answer.json(200, purchases.quote(planId(request), powerUsers(request))))
                .on("POST", MspApi.PATH + "/plans/{planId}/power-users/purchase/",
                        request -> Answer.json(200, purchases.purchase(planId(request), powerUsers(request))));
    }

    private Answer page(String resource, Request request) {
        Optional<String> planName = request.query("planName").filter(name -> !resource.equals("plans"));
        List<ObjectNode> all = account.all(resource, planName);
        int page = page(request.query("page").orElse("1"));
        int from = Math.min(all.size(), (page - 1) * account.pageSize());
        int to = Math.min(all.size(), from + account.pageSize());
        ObjectNode body = Json.object().put("count", all.size());
        body.put("next", to < all.size() ? link(resource, page + 1, planName, request) : null);
        body.put("previous", page > 1 ? link(resource, page - 1, planName, request) : null);
        ArrayNode results = body.putArray("results");
        all.subList(from, to).forEach(results::add);
        return Answer.json(200, body);
    }

    private static int page(String number) {
        if (!number.matches("[1-9][0-9]{0,5}")) {
            throw new Refusal(ApiErrors.input(List.of("page must be a whole number of 1 or more")));
        }
        return Integer.parseInt(number);
    }

    private String link(String resource, int page, Optional<String> planName, Request request) {
        String origin = "http://" + request.header("Host").orElse("127.0.0.1");
        return account.nextPrefix(origin) + MspApi.PATH + "/" + resource + "?page=" + page
                + planName.map(name -> "&planName=" + URLEncoder.encode(name, StandardCharsets.UTF_8)).orElse("");
    }

    private static Answer one(Optional<ObjectNode> record) {
        return Answer.json(200, record.orElseThrow(() -> new Refusal(ApiErrors.of(404, "Not found"))));
    }

    private long planId(Request request) {
        String planId = request.pathParameter("planId");
        if (!planId.matches("[0-9]{1,18}") || account.plan(Long.parseLong(planId)).isEmpty()) {
            throw new Refusal(ApiErrors.of(404, "Plan not found"));
        }
        return Long.parseLong(planId);
    }

    private static int powerUsers(Request request) {
        return positive(request, "powerUsers")[0];
    }

    /** The whole numbers of these names in the body, each 1 or more. */
    static int[] positive(Request request, String... names) {
        ObjectNode body = Json.parseObject(request.body())
                .orElseThrow(() -> new Refusal(ApiErrors.input(List.of("The body is not a JSON object"))));
        List<String> problems = new ArrayList<>();
        int[] values = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            JsonNode value = body.path(names[i]);
            if (!value.isInt() || value.asInt() < 1) {
                problems.add(names[i] + " must be a whole number of 1 or more");
            }
            values[i] = value.asInt();
        }
        if (!problems.isEmpty()) {
            throw new Refusal(ApiErrors.input(problems));
        }
        return values;
    }

    private Answer allocate(Request request) {
        String name = request.pathParameter("name");
        ObjectNode domain = account.domain(name).orElseThrow(() -> new Refusal(ApiErrors.of(404, "Domain not found")));
        int powerUsers = powerUsers(request);
        int before = domain.path("availablePuLicences").asInt();
        int used = domain.path("usedPuLicences").asInt();
        int pool = account.pool(domain.path("planId").asLong());
        if (powerUsers < used) {
            throw new Refusal(ApiErrors.input(List.of("powerUsers must not be below the " + used + " in use")));
        }
        if (powerUsers - before > pool) {
            throw new Refusal(ApiErrors.input(List.of("The plan has " + pool + " power users left")));
        }
        account.changeDomain(name, changed -> SimulatedAccount.users(changed, powerUsers, used));
        return Answer.json(200, Json.object().put("domain", name).put("previousPowerUsers", before).put("newPowerUsers", powerUsers)
                .put("poolAvailableAfter", pool - (powerUsers - before)));
    }
}
