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
package io.github.egnytemsp.camel.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.ConsumerStatus;
import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.RegistrationMode;
import io.github.egnytemsp.camel.agreements.AgreementsStatus;
import io.github.egnytemsp.camel.auth.TokenAge;
import io.github.egnytemsp.camel.auth.TokenWarnings;
import io.github.egnytemsp.camel.client.CallLimits.TokenUse;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.InboxException;
import io.github.egnytemsp.camel.inbox.InboxStatus;
import io.github.egnytemsp.camel.inbox.InboxUnavailableException;
import io.github.egnytemsp.camel.model.EnsureAction;
import io.github.egnytemsp.camel.model.EnsureResult;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspList;
import io.github.egnytemsp.camel.model.MspRecord;
import io.github.egnytemsp.camel.operator.Situation.Missing;
import io.github.egnytemsp.camel.operator.Situation.Receiver;
import io.github.egnytemsp.camel.operator.Situation.Stored;
import io.github.egnytemsp.camel.operator.Situation.Token;
import io.github.egnytemsp.camel.registration.KeeperStatus;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Route;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this installation is: webhook, token, calls, database, and what is wrong. A bean of the operator's routes. Many
 * may ask, often: only {@link #check} makes calls of the API. No secret is in any answer.
 */
public final class OperatorStatus implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorStatus.class);
    private static final String FIRST_START = "egnyte-msp first-start";
    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_SECRET = 512;

    private CamelContext camelContext;
    private volatile Optional<TokenWarnings.Watched> tokens;
    private volatile Instant firstStart;

    /** The body of an answer. */
    private record Shown(ObjectNode toJson) implements MspRecord {
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Webhook, token, calls of the day and database.
     *
     * @return what is known of them
     */
    public MspRecord status() {
        EgnyteMspComponent component = component();
        ObjectNode json = Json.mapper().createObjectNode();
        put(json, "now", component.time().now());
        Inbox inbox = inbox(component);
        put(json, "replica", inbox == null ? null : inbox.replicaId());
        json.set("webhook", webhook(consumer()));
        token(json, tokens(component));
        ObjectNode calls = json.putObject("calls");
        component.limits().uses().stream().min(Comparator.comparingDouble(TokenUse::partLeft)).ifPresentOrElse(
                use -> calls.put("today", use.callsToday()).put("perDay", use.callsPerDay()),
                () -> calls.put("perDay", component.getConfiguration().getMaxCallsPerDay()));
        if (inbox != null) {
            json.set("inbox", inbox(inbox));
        }
        return new Shown(json);
    }

    private static void token(ObjectNode json, Token token) {
        if (token.age() != null) {
            ObjectNode shown = json.putObject("token");
            put(shown, "issued", token.age().issuedAt());
            put(shown, token.age().isEndKnown() ? "expires" : "mayExpire", token.age().end());
            put(shown, "warning", token.warning());
        }
    }

    private static ObjectNode inbox(Inbox inbox) {
        ObjectNode json = Json.mapper().createObjectNode().put("database", inbox.name());
        InboxStatus status = inbox.status();
        String problem = inbox.problem();
        json.put("reachable", problem == null && status != null);
        put(json, "problem", problem);
        if (status != null) {
            put(json, "lastStored", status.lastStored());
            json.put("malformed", status.malformed());
            put(json, "oldest", status.oldest());
        }
        put(json, "retention", shown(inbox.retention()));
        return json;
    }

    /** As it is set, where it is whole days. */
    private static String shown(Duration retention) {
        boolean isDays = retention.equals(Duration.ofDays(retention.toDays()));
        return retention.isZero() ? "0" : isDays ? retention.toDays() + "d" : retention.toString();
    }

    /**
     * The webhook, and what receives its events.
     *
     * @return what is known of them
     */
    public MspRecord webhook() {
        return new Shown(webhook(consumer()));
    }

    private static ObjectNode webhook(EgnyteMspConsumer consumer) {
        ObjectNode json = Json.mapper().createObjectNode();
        if (consumer == null) {
            return json.put("registration", RegistrationMode.none.name()).put("listening", false);
        }
        ConsumerStatus status = consumer.shown();
        json.put("registration", registration(consumer).name()).put("path", status.path()).put("listening", status.listening());
        put(json, "lastDelivery", consumer.lastDelivery());
        ObjectNode deliveries = json.putObject("deliveries");
        for (Answer answer : Answer.values()) {
            deliveries.put(answer.name().toLowerCase(Locale.ROOT), status.deliveries().countOf(answer));
        }
        KeeperStatus webhook = status.webhook();
        if (webhook != null) {
            put(json, "url", status.webhookUrl());
            json.put("phase", webhook.phase().name());
            put(json, "webhookId", webhook.webhookId());
            put(json, "status", webhook.status());
            put(json, "checkedAt", webhook.checkedAt());
            put(json, "problem", webhook.problem());
        }
        return json;
    }

    /**
     * Looks at the webhook now, and repairs it: this makes calls of the API.
     *
     * @return                       the webhook after that; what Egnyte refuses is its problem
     * @throws IllegalStateException if nobody looks after it, with what to set
     * @throws EgnyteMspException    never: a failure is a part of what came out
     * @throws InterruptedException  if the thread was interrupted
     */
    public MspRecord check() throws EgnyteMspException, InterruptedException {
        EgnyteMspConsumer consumer = ensuring();
        consumer.checkNow();
        return new Shown(webhook(consumer));
    }

    /**
     * The new secret of {@code webhook/rotate}, for the operation {@code rotate}.
     *
     * @param  body                     its field {@code secret} and no other
     * @return                          the secret
     * @throws IllegalArgumentException if it is none; the message does not hold it
     * @throws IllegalStateException    if nobody looks after the webhook, with what to set
     */
    public String newSecret(Map<String, Object> body) {
        if (!body.keySet().equals(Set.of("secret"))) {
            throw new IllegalArgumentException("The body must have the field secret, and no other");
        }
        if (!(body.get("secret") instanceof String secret) || secret.length() < SHORTEST_SECRET
                || secret.length() > LONGEST_SECRET || !secret.chars().allMatch(c -> c > ' ' && c <= '~' && c != ',')) {
            throw new IllegalArgumentException(
                    "secret must have " + SHORTEST_SECRET + " to " + LONGEST_SECRET
                                               + " characters: printable ASCII without spaces and commas");
        }
        ensuring();
        return secret;
    }

    /**
     * The answer to {@code webhook/rotate}.
     *
     * @param  result of the operation {@code rotate}
     * @return        what was done, and what is left to do
     */
    public MspRecord rotated(EnsureResult result) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("action", result.done().stream().map(EnsureAction::toString).sorted().collect(Collectors.joining(", ")));
        json.put("webhookId", result.webhookId()).put("status", result.status());
        put(json, "problem", result.problem());
        json.put("todo",
                "Put the new secret first into egnyte-msp.webhook.token in local.properties (new,old) now: the next start "
                         + "accepts only the secrets there. Other replicas do not know the new secret yet, and "
                         + "reject events until they are started with it.");
        return new Shown(json);
    }

    /**
     * What is wrong now, what is worst first.
     *
     * @return empty if all is well
     */
    public MspList<Problem> problems() {
        return new MspList<>(rules().problems(situation()));
    }

    /** The rules, by the properties. */
    ProblemRules rules() {
        return new ProblemRules(new AlertSettings(camelContext).problems());
    }

    /** What is known now. */
    Situation situation() {
        EgnyteMspComponent component = component();
        // while routes start, nothing listens, and that is no problem
        List<Receiver> receivers = camelContext.isStarted()
                ? consumers().stream().map(EgnyteMspConsumer::shown)
                        .map(one -> new Receiver(one.path(), one.listening(), one.webhookUrl(), one.webhook())).toList()
                : List.of();
        Inbox inbox = inbox(component);
        Stored stored = null;
        if (inbox != null) {
            InboxStatus status = inbox.status();
            stored = new Stored(inbox.name(), inbox.problem(), status, status == null ? null : firstStart(component));
        }
        return new Situation(
                component.time().now(), receivers, tokens(component), component.limits().uses(), stored, agreements(inbox),
                missing(inbox));
    }

    private static Missing missing(Inbox inbox) {
        try {
            return inbox == null ? null : ExpectedEvents.missing(inbox.operations());
        } catch (InboxUnavailableException | InboxException e) {
            // a problem of its own
            LOG.debug("Which events are missing is not known", e);
            return null;
        }
    }

    private AgreementsStatus agreements(Inbox inbox) {
        if (inbox == null || !"true".equals(camelContext.resolvePropertyPlaceholders("{{agreements.enabled:false}}"))) {
            return null;
        }
        try {
            return AgreementsStatus.of(inbox);
        } catch (InboxUnavailableException | InboxException e) {
            // a problem of its own
            LOG.debug("What waits for a decision is not known", e);
            return null;
        }
    }

    /** When something of this installation first asked; kept with what is stored. */
    private Instant firstStart(EgnyteMspComponent component) {
        Instant known = firstStart;
        if (known != null) {
            return known;
        }
        StateRepository<String, String> memory = component.memory();
        try {
            String text = memory.getState(FIRST_START);
            if (text == null) {
                text = component.time().now().toString();
                memory.setState(FIRST_START, text);
            }
            firstStart = Instant.parse(text);
        } catch (InboxException e) {
            LOG.debug("When this was first started is not known", e);
        }
        return firstStart;
    }

    private Token tokens(EgnyteMspComponent component) {
        if (tokens == null) {
            try {
                tokens = Optional.of(component.tokens());
            } catch (IllegalArgumentException e) {
                LOG.debug("There is no access token in the component's options: {}", e.getMessage());
                tokens = Optional.empty();
            }
        }
        if (tokens.isEmpty()) {
            return new Token(null, null);
        }
        try {
            TokenAge age = tokens.get().age().orElse(null);
            return new Token(age, age == null ? null : tokens.get().warning().orElse(null));
        } catch (Exception e) {
            // the next call says more
            LOG.debug("The age of the access token cannot be read: {}", e.getClass().getName());
            return new Token(null, null);
        }
    }

    private EgnyteMspComponent component() {
        return camelContext.getComponent(EgnyteMspConstants.SCHEME, EgnyteMspComponent.class);
    }

    private static Inbox inbox(EgnyteMspComponent component) {
        Inbox single = component.inboxes().single();
        return single != null || component.inboxes().all().isEmpty() ? single : component.inboxes().all().get(0);
    }

    private List<EgnyteMspConsumer> consumers() {
        return camelContext.getRoutes().stream().map(Route::getConsumer).filter(EgnyteMspConsumer.class::isInstance)
                .map(EgnyteMspConsumer.class::cast).toList();
    }

    /** The one whose webhook is looked after, if there is one. */
    EgnyteMspConsumer consumer() {
        List<EgnyteMspConsumer> consumers = consumers();
        return consumers.stream().filter(one -> registration(one) == RegistrationMode.ensure).findFirst()
                .orElse(consumers.isEmpty() ? null : consumers.get(0));
    }

    private EgnyteMspConsumer ensuring() {
        EgnyteMspConsumer consumer = consumer();
        if (consumer == null || registration(consumer) == RegistrationMode.none) {
            throw new IllegalStateException(
                    "The webhook is not checked: set egnyte-msp.registration=ensure, egnyte-msp.webhook.url (the public https"
                                            + " address), egnyte-msp.nfrDomain and egnyte-msp.accessToken, and restart");
        }
        if (consumer.shown().webhook() == null) {
            throw new IllegalStateException("The route of " + consumer.shown().path() + " is stopped: start it first");
        }
        return consumer;
    }

    private static RegistrationMode registration(EgnyteMspConsumer consumer) {
        return consumer.getEndpoint().getConfiguration().getRegistration();
    }

    private static void put(ObjectNode json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void put(ObjectNode json, String name, Instant value) {
        put(json, name, value == null ? null : value.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
