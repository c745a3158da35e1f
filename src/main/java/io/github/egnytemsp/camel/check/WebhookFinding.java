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
package io.github.egnytemsp.camel.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.egnytemsp.camel.EgnyteMspConfiguration;
import io.github.egnytemsp.camel.RegistrationMode;
import io.github.egnytemsp.camel.delivery.WebhookSecrets;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.Webhook;

/** How our webhook at Egnyte differs from the settings. */
final class WebhookFinding {

    private static final String REGISTER = "Set egnyte-msp.registration=ensure, and the next start registers it.";

    private final EgnyteMspConfiguration options;
    private final KnownNames known;
    private final Set<String> remembered;

    /** Asks for one webhook. */
    interface Details {

        /** With its address and types. */
        Webhook of(String id) throws Exception;
    }

    /**
     * @param options    how it should be
     * @param known      by which name an option is set
     * @param remembered what the database remembers, its id among it
     */
    WebhookFinding(EgnyteMspConfiguration options, KnownNames known, Set<String> remembered) {
        this.options = options;
        this.known = known;
        this.remembered = remembered;
    }

    /**
     * Says what is found.
     *
     * @param  webhooks  ids and statuses
     * @param  details   asks for one of them, once
     * @throws Exception if that fails
     */
    void tell(Lines lines, List<Webhook> webhooks, Details details) throws Exception {
        if (webhooks.isEmpty()) {
            lines.note("None is registered, so Egnyte sends no events. "
                       + (isEnsured() ? "The start registers it." : REGISTER));
            return;
        }
        List<Webhook> ours = webhooks.stream().filter(webhook -> remembered.contains(webhook.webhookId())).toList();
        List<Webhook> candidates = ours.isEmpty() ? webhooks : ours;
        if (candidates.size() > 1) {
            lines.note(
                    candidates.size() + " are registered. Finding ours would cost a call for each: see the"
                       + " operator's page.");
            return;
        }
        tell(lines, details.of(candidates.get(0).webhookId()), webhooks.size() - 1);
    }

    private boolean isEnsured() {
        return options.getRegistration() == RegistrationMode.ensure;
    }

    private void tell(Lines lines, Webhook webhook, int others) {
        String which = webhook.webhookId() + " to " + webhook.webhookUrl();
        if (!isSame(webhook.webhookUrl(), options.getWebhookUrl())) {
            lines.note(which + " is another address than " + known.settingOf("webhookUrl") + ". "
                       + (isEnsured() ? "The start registers ours." : REGISTER));
            return;
        }
        List<String> differences = differences(webhook);
        if (differences.isEmpty()) {
            lines.ok(which + " is enabled, and matches the settings"
                     + (others == 0 ? "." : "; " + others + " more are there."));
        } else if (isEnsured()) {
            lines.note(which + ": " + String.join(", ", differences) + ". The running product repairs it.");
        } else {
            lines.wrong(which + ": " + String.join(", ", differences) + ". " + REGISTER);
        }
    }

    private static boolean isSame(String one, String other) {
        return one != null && other != null && one.replaceAll("/+$", "").equalsIgnoreCase(other.strip().replaceAll("/+$", ""));
    }

    private List<String> differences(Webhook webhook) {
        List<String> differences = new ArrayList<>();
        if (webhook.isDisabled()) {
            differences.add("it is disabled, after deliveries that failed");
        }
        Set<String> wanted = options.getEventTypes() == null || options.getEventTypes().isBlank()
                ? new TreeSet<>(MspEventType.names())
                : Arrays.stream(options.getEventTypes().split(",")).map(String::strip)
                        .collect(Collectors.toCollection(TreeSet::new));
        wanted.removeAll(webhook.eventTypes());
        if (!wanted.isEmpty() && !webhook.eventTypes().isEmpty()) {
            differences.add("it lacks " + (wanted.size() > 3 ? wanted.size() + " types of events" : String.join(", ", wanted)));
        }
        if (webhook.authHeader() != null && !webhook.authHeader().equalsIgnoreCase(options.getAuthHeader())) {
            differences.add("its header differs");
        }
        String secret = webhook.authHeaderValue();
        // Egnyte may leave it out, or mask it
        if (secret != null && secret.matches(".*[^*xX.].*") && options.getWebhookVerifyToken() != null
                && !WebhookSecrets.of(options.getWebhookVerifyToken()).values().contains(secret)) {
            differences.add("its secret differs, so its events are rejected");
        }
        return differences;
    }
}
