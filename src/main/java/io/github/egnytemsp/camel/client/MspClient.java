package io.github.egnytemsp.camel.client;

import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.UnregisterResult;
import io.github.egnytemsp.camel.model.Webhook;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import io.github.egnytemsp.camel.model.Webhooks;

/**
 * The MSP API: a typed method for each operation. Every method throws
 * <ul>
 * <li>{@link IllegalArgumentException} for input that the API would refuse, before anything is sent;
 * <li>{@link EgnyteMspAuthenticationException}, {@link EgnyteMspRateLimitException} or
 * {@link EgnyteMspOutcomeUnknownException}, and {@link EgnyteMspException} for every other failure;
 * <li>{@link InterruptedException} if the thread was interrupted while it waited for its turn.
 * </ul>
 */
public final class MspClient {

    private static final String WEBHOOKS = "/webhooks";

    private final CallExecutor executor;

    /**
     * @param executor how calls are made
     */
    public MspClient(CallExecutor executor) {
        this.executor = executor;
    }

    /**
     * The registered webhooks: ids and statuses.
     *
     * @return the webhooks of this client id and NFR domain
     */
    public ApiResult<Webhooks> listWebhooks() throws EgnyteMspException, InterruptedException {
        return executor.execute(ApiCall.of("GET", WEBHOOKS), answer -> {
            if (!answer.isArray()) {
                throw new IllegalStateException("an array was expected");
            }
            return Webhooks.fromJson(answer);
        });
    }

    /**
     * One webhook with its URL, event types and secret.
     *
     * @param  webhookId its id
     * @return           the webhook
     */
    public ApiResult<Webhook> getWebhook(String webhookId) throws EgnyteMspException, InterruptedException {
        return executor.execute(ApiCall.of("GET", path(webhookId)), Webhook::fromJson);
    }

    /**
     * Registers a webhook. Not repeated if no answer comes.
     *
     * @param  registration everything but the id
     * @return              its id and status
     */
    public ApiResult<Webhook> registerWebhook(WebhookRegistration registration)
            throws EgnyteMspException, InterruptedException {
        return executor.execute(withBody("POST", WEBHOOKS, registration), Webhook::fromJson);
    }

    /**
     * Replaces every field of a webhook.
     *
     * @param  webhookId    its id
     * @param  registration the new fields
     * @return              its id and status
     */
    public ApiResult<Webhook> updateWebhook(String webhookId, WebhookRegistration registration)
            throws EgnyteMspException, InterruptedException {
        return executor.execute(withBody("PUT", path(webhookId), registration), Webhook::fromJson);
    }

    /**
     * Removes a webhook.
     *
     * @param  webhookId its id
     * @return           what the API says; a repeated call that finds nothing any more has succeeded
     */
    public ApiResult<UnregisterResult> unregisterWebhook(String webhookId)
            throws EgnyteMspException, InterruptedException {
        return executor.execute(ApiCall.of("DELETE", path(webhookId)), UnregisterResult::fromJson);
    }

    private static String path(String webhookId) {
        return WEBHOOKS + "/" + PathSegment.encode("webhookId", webhookId);
    }

    private static ApiCall withBody(String method, String path, WebhookRegistration registration) {
        registration.requireComplete();
        return new ApiCall(method, path, Json.toBytes(registration.toJson()), registration.authHeaderValue());
    }

    /**
     * How much of the day's calls is left, as far as the last answer told.
     *
     * @return 0 to 1; 1 where it is not known or there is no limit
     */
    public double partOfCallsLeft() {
        return executor.partOfCallsLeft();
    }
}
