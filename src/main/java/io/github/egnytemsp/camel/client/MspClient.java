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
package io.github.egnytemsp.camel.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.ActivationRequest;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspList;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.PowerUserAllocation;
import io.github.egnytemsp.camel.model.PowerUserQuote;
import io.github.egnytemsp.camel.model.Tenant;
import io.github.egnytemsp.camel.model.Trial;
import io.github.egnytemsp.camel.model.TrialActivation;
import io.github.egnytemsp.camel.model.TrialRequest;
import io.github.egnytemsp.camel.model.UnregisterResult;
import io.github.egnytemsp.camel.model.Webhook;
import io.github.egnytemsp.camel.model.WebhookRegistration;

/**
 * The MSP API: a typed method for each operation. No method blocks: a call waits for its turn without a thread. The
 * future fails with
 * <ul>
 * <li>{@link IllegalArgumentException} for input that the API would refuse, before anything is sent;
 * <li>{@link EgnyteMspAuthenticationException}, {@link EgnyteMspRateLimitException} or
 * {@link EgnyteMspOutcomeUnknownException}, and {@link EgnyteMspException} for every other failure.
 * </ul>
 * A thread that may block waits with {@link Calls#await}. Who composes futures finds the failure with
 * {@link Calls#unwrap}.
 */
public final class MspClient {

    private static final String WEBHOOKS = "/webhooks";

    private final CallExecutor executor;
    private final boolean forWebhook;

    /**
     * @param executor how calls are made
     */
    public MspClient(CallExecutor executor) {
        this(executor, false);
    }

    private MspClient(CallExecutor executor, boolean forWebhook) {
        this.executor = executor;
        this.forWebhook = forWebhook;
    }

    /**
     * The same client for calls that keep the webhook alive: they may use the part of the day's calls that is kept for
     * it.
     *
     * @return a view of this client
     */
    public MspClient forWebhook() {
        return new MspClient(executor, true);
    }

    private <T> CompletableFuture<ApiResult<T>> call(Supplier<ApiCall> call, Function<JsonNode, T> reader) {
        try {
            ApiCall made = call.get();
            return executor.execute(forWebhook ? made.withReserve() : made, reader);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * The registered webhooks: ids and statuses.
     *
     * @return the webhooks of this client id and NFR domain
     */
    public CompletableFuture<ApiResult<MspList<Webhook>>> listWebhooks() {
        return call(() -> ApiCall.get("list", WEBHOOKS), answer -> {
            if (!answer.isArray()) {
                throw new IllegalStateException("an array was expected");
            }
            List<Webhook> webhooks = new ArrayList<>();
            answer.forEach(webhook -> webhooks.add(Webhook.fromJson(webhook)));
            return new MspList<>(webhooks);
        });
    }

    /**
     * One webhook with its URL, event types and secret.
     *
     * @param  webhookId its id
     * @return           the webhook
     */
    public CompletableFuture<ApiResult<Webhook>> getWebhook(String webhookId) {
        return call(() -> ApiCall.get("get", path(webhookId)), object(Webhook::fromJson));
    }

    /**
     * Registers a webhook. Not repeated if no answer comes.
     *
     * @param  registration everything but the id
     * @return              its id and status
     */
    public CompletableFuture<ApiResult<Webhook>> registerWebhook(WebhookRegistration registration) {
        return call(() -> ApiCall.post("register", WEBHOOKS, body(registration), registration.authHeaderValue()),
                object(Webhook::fromJson));
    }

    /**
     * Replaces every field of a webhook.
     *
     * @param  webhookId    its id
     * @param  registration the new fields
     * @return              its id and status
     */
    public CompletableFuture<ApiResult<Webhook>> updateWebhook(String webhookId, WebhookRegistration registration) {
        return call(() -> ApiCall.put("update", path(webhookId), body(registration), registration.authHeaderValue()),
                objectOrNothing(Webhook::fromJson));
    }

    /**
     * Removes a webhook.
     *
     * @param  webhookId its id
     * @return           what the API says; a repeated call that finds nothing any more has succeeded
     */
    public CompletableFuture<ApiResult<UnregisterResult>> unregisterWebhook(String webhookId) {
        return call(() -> ApiCall.delete("unregister", path(webhookId)), objectOrNothing(UnregisterResult::fromJson));
    }

    /** Where the status alone says that it was done. */
    private static <T> Function<JsonNode, T> objectOrNothing(Function<JsonNode, T> reader) {
        return answer -> answer.isMissingNode()
                ? reader.apply(Json.mapper().createObjectNode()) : object(reader).apply(answer);
    }

    /** Requires that the answer is an object. */
    private static <T> Function<JsonNode, T> object(Function<JsonNode, T> reader) {
        return answer -> {
            if (!answer.isObject()) {
                throw new IllegalStateException("an object was expected");
            }
            return reader.apply(answer);
        };
    }

    private static String path(String webhookId) {
        return WEBHOOKS + "/" + PathSegment.encode("webhookId", webhookId);
    }

    private static byte[] body(WebhookRegistration registration) {
        registration.requireComplete();
        return Json.toBytes(registration.toJson());
    }

    /**
     * The domains, page by page.
     *
     * @param  planName only those of this plan, or null for all
     * @param  maxPages the most pages to ask for, 0 for all
     * @return          pages; each one is asked for when it is needed
     */
    public Pages<Domain> listDomains(String planName, int maxPages) {
        return new Pages<>(this, "/domains", planName, maxPages, Domain::fromJson);
    }

    /**
     * One domain, with features, sources and cost.
     *
     * @param  domain its name
     * @return        the domain
     */
    public CompletableFuture<ApiResult<Domain>> getDomain(String domain) {
        return call(() -> ApiCall.get("get", "/domains/" + PathSegment.encode("domain", domain)), object(Domain::fromJson));
    }

    /**
     * Gives a domain power users out of its plan's pool. Not repeated if no answer comes.
     *
     * @param  domain     its name
     * @param  powerUsers how many it shall have, 1 or more
     * @return            before and after
     */
    public CompletableFuture<ApiResult<PowerUserAllocation>> allocatePowerUsers(String domain, int powerUsers) {
        return call(
                () -> ApiCall.post("allocatePowerUsers",
                        "/domains/" + PathSegment.encode("domain", domain) + "/power-users/allocate",
                        powerUsers(powerUsers), null),
                object(PowerUserAllocation::fromJson));
    }

    /**
     * The Protect tenants, page by page.
     *
     * @param  planName only those of this plan, or null for all
     * @param  maxPages the most pages to ask for, 0 for all
     * @return          pages; each one is asked for when it is needed
     */
    public Pages<Tenant> listTenants(String planName, int maxPages) {
        return new Pages<>(this, "/tenants", planName, maxPages, Tenant::fromJson);
    }

    /**
     * One tenant, with its cost.
     *
     * @param  tenant its name
     * @return        the tenant
     */
    public CompletableFuture<ApiResult<Tenant>> getTenant(String tenant) {
        return call(() -> ApiCall.get("get", "/tenants/" + PathSegment.encode("tenant", tenant)), object(Tenant::fromJson));
    }

    /**
     * The plans, page by page.
     *
     * @param  maxPages the most pages to ask for, 0 for all
     * @return          pages; each one is asked for when it is needed
     */
    public Pages<Plan> listPlans(int maxPages) {
        return new Pages<>(this, "/plans", null, maxPages, Plan::fromJson);
    }

    /**
     * What a number of power users would cost. Changes nothing.
     *
     * @param  planId     the plan's id
     * @param  powerUsers how many the pool shall have, 1 or more
     * @return            the quote
     */
    public CompletableFuture<ApiResult<PowerUserQuote>> quotePowerUsers(String planId, int powerUsers) {
        return call(() -> ApiCall.ask("quotePowerUsers", powerUsersOf(planId) + "quote/", powerUsers(powerUsers)),
                object(PowerUserQuote::fromJson));
    }

    /**
     * Buys power users: charged at once. Not repeated if no answer comes.
     *
     * @param  planId     the plan's id
     * @param  powerUsers how many the pool shall have, 1 or more
     * @return            what was billed
     */
    public CompletableFuture<ApiResult<PowerUserQuote>> purchasePowerUsers(String planId, int powerUsers) {
        return call(() -> ApiCall.post("purchasePowerUsers", powerUsersOf(planId) + "purchase/", powerUsers(powerUsers), null),
                object(PowerUserQuote::fromJson));
    }

    /**
     * Creates a trial. Not repeated if no answer comes.
     *
     * @param  request everything about it
     * @return         the trial
     */
    public CompletableFuture<ApiResult<Trial>> createTrial(TrialRequest request) {
        return call(() -> {
            request.requireComplete();
            return ApiCall.post("create", "/trials/", Json.toBytes(request.toJson()), request.password());
        }, object(Trial::fromJson));
    }

    /**
     * Makes a trial a subscription. Not repeated if no answer comes.
     *
     * @param  domain  the trial's domain
     * @param  request plan, power users and storage
     * @return         the activation
     */
    public CompletableFuture<ApiResult<TrialActivation>> activateTrial(String domain, ActivationRequest request) {
        return call(() -> {
            request.requireComplete();
            return ApiCall.post("activate", "/trials/" + PathSegment.encode("domain", domain) + "/activate/",
                    Json.toBytes(request.toJson()), null);
        }, object(TrialActivation::fromJson));
    }

    /** In these paths the slash at the end counts. */
    private static String powerUsersOf(String planId) {
        return "/plans/" + PathSegment.encode("planId", planId) + "/power-users/";
    }

    /** A page of a list. */
    CompletableFuture<ApiResult<ObjectNode>> page(String path, String query) {
        return call(() -> ApiCall.get("list", path, query), Pages::object);
    }

    private static byte[] powerUsers(int powerUsers) {
        if (powerUsers < 1) {
            throw new IllegalArgumentException("powerUsers must be 1 or more: " + powerUsers);
        }
        return Json.toBytes(Json.mapper().createObjectNode().put("powerUsers", powerUsers));
    }

    /**
     * How much of the day's calls is left, for everybody who uses the same access token.
     *
     * @return 0 to 1; 1 where it is not known or there is no limit
     */
    public double partOfCallsLeft() {
        return executor.partOfCallsLeft();
    }
}
