package io.github.egnytemsp.camel.registration;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.Calls;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.model.EnsureAction;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.Webhook;
import io.github.egnytemsp.camel.model.WebhookRegistration;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that exactly one webhook with our URL exists, is enabled, and has our event types, header and secret. Webhooks
 * with other URLs are never touched.
 * <p>
 * Creating comes last, and is followed by another look: of several webhooks with our URL the smallest id stays, so that
 * replicas that start at once, and know nothing of each other, all keep the same one.
 */
public final class WebhookRegistrar {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistrar.class);

    /** Ids that are numbers are compared as numbers, others as text: the same in every replica. */
    private static final Comparator<Webhook> SMALLEST_ID = Comparator
            .comparing((Webhook webhook) -> webhook.webhookId().matches("[0-9]+")
                    ? new BigInteger(webhook.webhookId()) : BigInteger.ZERO)
            .thenComparing(Webhook::webhookId);

    /** A webhook that somebody else removes while we look at it is looked for again, but not for ever. */
    private static final int TOLERATED_LOST_URLS = 1;
    private static final int ATTEMPTS = 3;

    private final MspClient client;
    private final StateRepository<String, String> ids;
    private final String key;
    /** What was created here last; its details, later, must have our URL. */
    private volatile String created;
    private volatile int lostUrls;
    /** A webhook that took the place of a disabled one. If it is disabled too, another one would not help. */
    private volatile String replacement;

    /** How strictly a webhook is looked at. */
    public enum Look {
        /** The first secret must be the registered one, and a known webhook is enough: 1 call if it is right. */
        START,
        /** Any accepted secret is right, so that replicas half-way through a change do not fight. */
        WATCH,
        /** Like {@link #WATCH}, and duplicates of a known webhook are looked for too. */
        WATCH_ALL
    }

    /**
     * @param client the API
     * @param ids    remembers the webhook's id, over restarts if it can
     * @param key    under which it does
     */
    public WebhookRegistrar(MspClient client, StateRepository<String, String> ids, String key) {
        this.client = client;
        this.ids = ids;
        this.key = key;
    }

    /**
     * Ensures the webhook.
     *
     * @param  desired              how it should be
     * @param  look                 how strictly it is looked at
     * @return                      what had to be done
     * @throws EgnyteMspException   if the API refuses or cannot be reached; what was done so far stays
     * @throws InterruptedException if the thread was interrupted
     */
    public EnsureResult ensure(DesiredWebhook desired, Look look) throws EgnyteMspException, InterruptedException {
        desired.registration();
        for (int attempt = 1;; attempt++) {
            try {
                return new Run(desired, look).ensure();
            } catch (EgnyteMspException e) {
                if (e.getHttpStatus() != 404 || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debug("The webhook was removed while it was looked at, looking again");
            }
        }
    }

    /**
     * Removes the webhook, if its id is known.
     *
     * @return                      true if there was one to remove
     * @throws EgnyteMspException   if the API refuses or cannot be reached
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean unregister() throws EgnyteMspException, InterruptedException {
        String id = knownId();
        if (id == null) {
            return false;
        }
        remove(id);
        ids.setState(key, "");
        return true;
    }

    /** Somebody may have changed the URL of one that was created here; of a second one, it is Egnyte who stores another. */
    private void requireUrlsAreKept(String id, DesiredWebhook desired, Webhook details) throws EgnyteMspException {
        if (desired.isOurs(details)) {
            lostUrls = 0;
        } else if (id.equals(created) && ++lostUrls > TOLERATED_LOST_URLS) {
            throw new EgnyteMspException(
                    "Webhooks that are registered with " + desired.url() + " are stored with " + details.webhookUrl()
                                         + ", so that they cannot be told from others, and no more are registered. Set webhookUrl to what"
                                         + " is stored, and unregister what is not needed",
                    0, null, null, null);
        }
    }

    private String knownId() {
        String id = ids.getState(key);
        return id == null || id.isEmpty() ? null : id;
    }

    private Optional<Webhook> get(String id) throws EgnyteMspException, InterruptedException {
        try {
            Webhook details = Calls.await(client.getWebhook(id)).value();
            return Optional.of(details.webhookId() != null ? details : new Webhook(
                    id, details.status(), details.webhookUrl(), details.eventTypes(), details.authHeader(), details.authHeaderValue(),
                    details.others()));
        } catch (EgnyteMspException e) {
            if (e.getHttpStatus() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void remove(String id) throws EgnyteMspException, InterruptedException {
        try {
            Calls.await(client.unregisterWebhook(id));
        } catch (EgnyteMspException e) {
            if (e.getHttpStatus() != 404) {
                throw e;
            }
        }
    }

    /** One run: what it has seen so far, and what it has done. */
    private final class Run {

        private final DesiredWebhook desired;
        private final Look look;
        private final Set<EnsureAction> done = EnumSet.noneOf(EnsureAction.class);
        private final Set<String> seen = new HashSet<>();
        private final List<Webhook> ours = new ArrayList<>();
        private int count = -1;

        Run(DesiredWebhook desired, Look look) {
            this.desired = desired;
            this.look = look;
        }

        EnsureResult ensure() throws EgnyteMspException, InterruptedException {
            String known = knownId();
            if (known != null) {
                lookAt(known);
            }
            if (ours.isEmpty() || look == Look.WATCH_ALL) {
                lookAtAll();
            }
            Webhook webhook = ours.isEmpty() ? create() : repair(keepOne());
            if (!webhook.webhookId().equals(known)) {
                ids.setState(key, webhook.webhookId());
                if (!done.contains(EnsureAction.CREATED)) {
                    done.add(EnsureAction.ADOPTED);
                }
            }
            if (done.isEmpty()) {
                done.add(EnsureAction.UNCHANGED);
            }
            return new EnsureResult(webhook.webhookId(), webhook.status(), done);
        }

        private void lookAtAll() throws EgnyteMspException, InterruptedException {
            List<Webhook> all = Calls.await(client.listWebhooks()).value();
            count = all.size();
            for (Webhook listed : all) {
                if (listed.webhookId() != null) {
                    lookAt(listed.webhookId());
                }
            }
        }

        private void lookAt(String id) throws EgnyteMspException, InterruptedException {
            if (seen.add(id)) {
                Webhook details = get(id).orElse(null);
                if (details != null) {
                    requireUrlsAreKept(id, desired, details);
                    if (desired.isOurs(details)) {
                        ours.add(details);
                    }
                }
            }
        }

        /** Of several the smallest id stays, in every replica the same. */
        private Webhook keepOne() throws EgnyteMspException, InterruptedException {
            ours.sort(SMALLEST_ID);
            for (Webhook duplicate : ours.subList(1, ours.size())) {
                remove(duplicate.webhookId());
                done.add(EnsureAction.DUPLICATES_REMOVED);
            }
            return ours.get(0);
        }

        private Webhook repair(Webhook webhook) throws EgnyteMspException, InterruptedException {
            boolean secretIsRight = look == Look.START ? desired.hasFirstSecret(webhook) : desired.hasAcceptedSecret(webhook);
            boolean right = secretIsRight && desired.hasTypesAndHeader(webhook);
            if (right && webhook.isEnabled()) {
                return webhook;
            }
            WebhookRegistration registration = secretIsRight
                    ? desired.registration(webhook.authHeaderValue()) : desired.registration();
            Webhook updated = Calls.await(client.updateWebhook(webhook.webhookId(), registration)).value();
            if (!right) {
                done.add(EnsureAction.UPDATED);
            }
            if (!webhook.isEnabled()) {
                boolean enabled = updated.status() == null || updated.isEnabled();
                if (!enabled && !webhook.webhookId().equals(replacement)) {
                    // how to enable again is not documented: where an update does not, a new one does
                    done.add(EnsureAction.ENABLED);
                    remove(webhook.webhookId());
                    ours.clear();
                    Webhook replaced = create();
                    replacement = replaced.webhookId();
                    return replaced;
                }
                if (enabled) {
                    done.add(EnsureAction.ENABLED);
                }
            }
            return withId(webhook.webhookId(), updated);
        }

        private Webhook create() throws EgnyteMspException, InterruptedException {
            ours.clear();
            Webhook created = register();
            lookAtAll();
            done.add(EnsureAction.CREATED);
            if (ours.stream().noneMatch(webhook -> webhook.webhookId().equals(created.webhookId()))) {
                ours.add(created);
            }
            return keepOne();
        }

        /** A create that may have happened is looked for before it is tried again. */
        private Webhook register() throws EgnyteMspException, InterruptedException {
            try {
                return registerOnce();
            } catch (EgnyteMspOutcomeUnknownException e) {
                LOG.warn("No answer came to the registration of the webhook {}: looking whether it is there", desired.url());
                lookAtAll();
                return ours.isEmpty() ? registerOnce() : ours.stream().min(SMALLEST_ID).orElseThrow();
            }
        }

        private Webhook registerOnce() throws EgnyteMspException, InterruptedException {
            try {
                ApiResult<Webhook> registered = Calls.await(client.registerWebhook(desired.registration()));
                String id = registered.value().webhookId();
                if (id == null) {
                    throw new EgnyteMspException(
                            "The answer to the registration of the webhook has no webhook_id", registered.httpStatus(), null,
                            null, null);
                }
                seen.add(id);
                created = id;
                return withId(id, registered.value());
            } catch (EgnyteMspException e) {
                if (e.getHttpStatus() != 409) {
                    throw e;
                }
                throw new EgnyteMspException(
                        e.getMessage() + (count < 0 ? ". There are others" : ". There are " + count) + " webhooks, none of them with the"
                                             + " URL " + desired.url() + ": unregister one that is not needed, or ask Egnyte for more",
                        409, e.getApiCode(), e.getApiMessage(), e);
            }
        }

        /** An answer to register or update has an id and a status only; without a status it is taken for enabled. */
        private Webhook withId(String id, Webhook answer) {
            WebhookRegistration registration = desired.registration();
            return new Webhook(
                    id, answer.status() == null ? "enabled" : answer.status(), registration.webhookUrl(),
                    registration.eventTypes(), registration.authHeader(), null, null);
        }
    }
}
