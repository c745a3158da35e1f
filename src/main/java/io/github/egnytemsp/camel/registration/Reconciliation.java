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
package io.github.egnytemsp.camel.registration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.model.EnsureAction;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.registration.Difference.Point;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the webhook: exactly one with our URL shall exist, be enabled, and have our event types, header and
 * secret. Webhooks with other URLs are never touched.
 * <p>
 * The known one is looked at first. Then a webhook is adopted, updated, enabled or created, in that order. Another list
 * follows a create: of several webhooks with our URL the smallest id stays, so that replicas that start at once, and
 * know nothing of each other, all keep the same one.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private static final String DID_NOT_HOLD
            = ". It was sent, but Egnyte did not keep it, so it is not sent again: Egnyte stores another form, or"
              + " another instance with other settings registers the same webhookUrl";
    private static final String OTHER_URL = ". Events go to the stored URL. Set webhookUrl to it";
    private static final String STAYS_DISABLED
            = "The webhook is disabled, and neither an update nor a new registration has enabled it. No event"
              + " arrives. Both are retried after pauses that grow from an hour to a day. Ask Egnyte";

    private final WebhookCalls calls;
    private final WebhookAccess access;
    private final WebhookMemory memory;
    private final DesiredWebhook desired;
    private final Look look;
    private final Instant now;

    private final Set<EnsureAction> done = EnumSet.noneOf(EnsureAction.class);
    private final Set<String> seen = new HashSet<>();
    private final List<StoredWebhook> ours = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    /** The known webhook, if its URL is no longer the registered one. */
    private StoredWebhook lost;
    /** The id of the known webhook, if there are no details. */
    private String gone;
    private int count = -1;

    /** How much one check compares. */
    enum Look {
        /** At the start: the registered secret must be the first one. A known webhook that is right costs one call. */
        START,
        /** Any accepted secret is right, so that replicas do not overwrite each other's secret during a change. */
        WATCH,
        /** Like {@link #WATCH}, and also looks for duplicates of a known webhook. */
        WATCH_ALL
    }

    Reconciliation(WebhookAccess access, WebhookMemory memory, DesiredWebhook desired, Look look, Instant now) {
        this.calls = new WebhookCalls(access.client());
        this.access = access;
        this.memory = memory;
        this.desired = desired;
        this.look = look;
        this.now = now;
    }

    EnsureResult run() throws EgnyteMspException, InterruptedException {
        String known = memory.id(access);
        if (known != null) {
            Optional<StoredWebhook> details = lookAt(known);
            gone = details.isEmpty() ? known : null;
            lost = details.filter(webhook -> !isOurs(webhook)).orElse(null);
        }
        if (ours.isEmpty() || look == Look.WATCH_ALL) {
            lookAtAll();
        }
        StoredWebhook webhook = ours.isEmpty() ? create() : repair(keepOne());
        if (!webhook.id().equals(known)) {
            memory.rememberId(access, webhook.id());
            if (!done.contains(EnsureAction.CREATED)) {
                done.add(EnsureAction.ADOPTED);
            }
        }
        if (done.isEmpty()) {
            done.add(EnsureAction.UNCHANGED);
        }
        if (!desired.hasUrlOf(webhook)) {
            problems.add(new Difference(Point.URL, desired.url(), webhook.url()) + OTHER_URL);
        }
        if (webhook.isDisabled()) {
            problems.add(STAYS_DISABLED);
        }
        return new EnsureResult(webhook.id(), webhook.status(), done, problems.isEmpty() ? null : String.join(". ", problems));
    }

    private void lookAtAll() throws EgnyteMspException, InterruptedException {
        List<String> ids = calls.ids();
        count = ids.size();
        if (gone != null && ids.contains(gone)) {
            // another one would not be found either: none is registered
            throw new EgnyteMspException(
                    "The webhook " + LogText.of(gone) + " is listed, but its details are not found", 404, null, null, null);
        }
        for (String id : ids) {
            lookAt(id);
        }
    }

    private Optional<StoredWebhook> lookAt(String id) throws EgnyteMspException, InterruptedException {
        if (!seen.add(id)) {
            return Optional.empty();
        }
        Optional<StoredWebhook> details = calls.get(id);
        details.filter(this::isOurs).ifPresent(ours::add);
        return details;
    }

    private boolean isOurs(StoredWebhook webhook) {
        return desired.hasUrlOf(webhook) || memory.isStoredForm(access, webhook);
    }

    /** Keeps the webhook with the smallest id, so that every replica decides alike. */
    private StoredWebhook keepOne() throws EgnyteMspException, InterruptedException {
        ours.sort(StoredWebhook.SMALLEST_ID);
        for (StoredWebhook duplicate : ours.subList(1, ours.size())) {
            calls.remove(duplicate.id());
            done.add(EnsureAction.DUPLICATES_REMOVED);
        }
        return ours.get(0);
    }

    private StoredWebhook repair(StoredWebhook webhook) throws EgnyteMspException, InterruptedException {
        List<Difference> wrong = wrong(webhook);
        List<Difference> hopeful = wrong.stream().filter(memory.repairs()::isWorthATry).toList();
        if (hopeful.size() < wrong.size()) {
            problems.add(wrong.stream().filter(difference -> !hopeful.contains(difference)).map(Difference::toString)
                    .collect(Collectors.joining("; ")) + DID_NOT_HOLD);
        }
        memory.seenStatus(access, webhook.isDisabled(), now);
        boolean enable = webhook.isDisabled() && memory.mayEnable(now);
        if (hopeful.isEmpty() && !enable) {
            return webhook;
        }
        boolean sendFirstSecret
                = !desired.accepts(webhook) || hopeful.stream().anyMatch(wrongNow -> wrongNow.point() == Point.SECRET);
        String status = calls.update(
                webhook.id(), sendFirstSecret ? desired.registration() : desired.registration(webhook.secret()));
        if (!hopeful.isEmpty()) {
            memory.repairs().sending(hopeful);
            memory.seenOldSecret(!sendFirstSecret && memory.isOldSecretStored());
            done.add(EnsureAction.UPDATED);
        }
        return enable ? enabled(webhook.withStatus(status)) : webhook.withStatus(status);
    }

    /** The differences that an update could remove. */
    private List<Difference> wrong(StoredWebhook webhook) {
        List<Difference> differences = desired.differences(webhook);
        boolean otherSecret = differences.stream().anyMatch(difference -> difference.point() == Point.SECRET);
        memory.seenOldSecret(otherSecret && desired.accepts(webhook));
        boolean tolerated = look != Look.START && memory.isOldSecretStored();
        List<Difference> wrong = differences.stream().filter(difference -> difference.point() != Point.URL)
                .filter(difference -> !tolerated || difference.point() != Point.SECRET).toList();
        memory.repairs().seen(differences, wrong);
        return wrong;
    }

    /**
     * Enables a disabled webhook. Egnyte does not document how: an update is tried first, then a new registration,
     * once.
     */
    private StoredWebhook enabled(StoredWebhook updated) throws EgnyteMspException, InterruptedException {
        memory.enabling(now);
        StoredWebhook enabled = updated;
        if (updated.isDisabled() && !memory.isReplacement(access, updated.id())) {
            calls.remove(updated.id());
            enabled = create();
            memory.rememberReplacement(access, enabled.id());
        }
        if (!enabled.isDisabled()) {
            done.add(EnsureAction.ENABLED);
        }
        return enabled;
    }

    private StoredWebhook create() throws EgnyteMspException, InterruptedException {
        ours.clear();
        StoredWebhook created = register();
        memory.repairs().sendingAll(desired.differences(StoredWebhook.NOTHING));
        lookAtAll();
        done.add(EnsureAction.CREATED);
        if (lost != null) {
            StoredWebhook details = calls.get(created.id()).orElse(created);
            if (!desired.hasUrlOf(details)) {
                return storedForm(details);
            }
        }
        if (ours.stream().noneMatch(webhook -> webhook.id().equals(created.id()))) {
            ours.add(created);
        }
        return keepOne();
    }

    /**
     * One mismatch of the URL may be a manual edit. After a second one, assume that Egnyte normalises URLs, and stop
     * registering.
     */
    private StoredWebhook storedForm(StoredWebhook created) throws EgnyteMspException, InterruptedException {
        StoredWebhook kept = created;
        if (Objects.equals(lost.url(), created.url())) {
            calls.remove(created.id());
            done.remove(EnsureAction.CREATED);
            kept = lost;
        }
        memory.rememberStoredForm(access, kept);
        return kept;
    }

    /** Registers the webhook. If the answer is lost, the list is searched for it before another try. */
    private StoredWebhook register() throws EgnyteMspException, InterruptedException {
        try {
            return registerOnce();
        } catch (EgnyteMspOutcomeUnknownException e) {
            LOG.warn("No answer came to the registration of the webhook {}: checking whether it exists", desired.url());
            lookAtAll();
            return ours.isEmpty() ? registerOnce() : ours.stream().min(StoredWebhook.SMALLEST_ID).orElseThrow();
        }
    }

    private StoredWebhook registerOnce() throws EgnyteMspException, InterruptedException {
        StoredWebhook created = calls.register(desired, count);
        seen.add(created.id());
        return created;
    }
}
