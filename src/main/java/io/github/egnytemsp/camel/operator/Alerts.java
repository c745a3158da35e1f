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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.EgnyteMspComponent;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.Lease;
import io.github.egnytemsp.camel.inbox.SecretSettings;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.registration.KeeperStatus.Phase;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what is wrong, and what is good again, by {@code direct:alert-mail} and {@code direct:alert-chat}: once
 * at each change. A bean of the routes, which call it again and again. Of several replicas one tells: the one that
 * looks after the webhook, as it knows most.
 */
public final class Alerts extends ServiceSupport implements Processor, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final String LEASE = "alerts";

    private final OperatorStatus status = new OperatorStatus();
    private CamelContext camelContext;
    private AlertSettings settings;
    private ProducerTemplate sends;
    private List<AlertChannel> channels;
    private Inbox inbox;
    private Lease lease;
    private String lastFailure;

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
        this.settings = new AlertSettings(camelContext);
        status.setCamelContext(camelContext);
    }

    /**
     * Checks the properties.
     *
     * @throws IllegalArgumentException if {@code alerts.enabled} is true, and nobody is to be told or a limit is none
     */
    @Override
    protected void doStart() {
        requireSettings(camelContext);
        sends = camelContext.createProducerTemplate();
    }

    /**
     * Checks the properties, for the start and {@code egnyte-msp check}.
     *
     * @param  camelContext             has the properties
     * @throws IllegalArgumentException if {@code alerts.enabled} is true, and nobody is to be told or a limit is none
     */
    public static void requireSettings(CamelContext camelContext) {
        AlertSettings settings = new AlertSettings(camelContext);
        if (settings.isTrue("alerts.enabled")) {
            settings.problems();
            if (ways(settings).isEmpty()) {
                throw new IllegalArgumentException(
                        "alerts.enabled=true needs alerts.mailTo (addresses) or alerts.chat.enabled=true");
            }
        }
    }

    private static List<String> ways(AlertSettings settings) {
        return Stream.of(
                settings.text("alerts.mailTo", null) == null ? null : "mail",
                settings.isTrue("alerts.chat.enabled") ? "chat" : null).filter(Objects::nonNull).toList();
    }

    @Override
    protected void doStop() {
        sends.stop();
    }

    /**
     * Looks once, and sends what there is to tell.
     *
     * @param exchange of a timer; nothing of it is used
     */
    @Override
    public void process(Exchange exchange) {
        EgnyteMspComponent component
                = camelContext.getComponent(EgnyteMspConstants.SCHEME, EgnyteMspComponent.class);
        if (channels == null) {
            channels = new ArrayList<>();
            ways(settings).forEach(way -> channels.add(new AlertChannel(way, component.memory())));
        }
        Situation situation = status.situation();
        ProblemRules rules = status.rules();
        // who has paused a subscription knows it
        List<Problem> problems = rules.problems(situation).stream()
                .filter(problem -> !problem.id().startsWith(ProblemRules.SUBSCRIPTION_PAUSED)).toList();
        boolean isTeller = isTeller(component, situation);
        for (AlertChannel channel : channels) {
            Alert alert = channel.look(problems, id -> rules.isKnown(id, situation), isTeller);
            if (alert != null) {
                tell(channel, alert);
            }
        }
    }

    private boolean isTeller(EgnyteMspComponent component, Situation situation) {
        Inbox current = component.inboxes().single();
        boolean isFollower = situation.receivers().stream()
                .anyMatch(receiver -> receiver.webhook() != null && receiver.webhook().phase() == Phase.FOLLOWER);
        if (lease != null && (isFollower || current != inbox || lease.isOver())) {
            lease.leave();
            lease = null;
        }
        if (isFollower || current == null) {
            return !isFollower;
        }
        if (lease == null) {
            inbox = current;
            lease = current.lease(LEASE, () -> {
            });
        }
        return lease.isHeld();
    }

    /** The other side may show in its answer what it was sent. */
    private static String reason(Exchange failed) {
        return LogText.of(SecretSettings.of(failed.getContext()).hide(String.valueOf(failed.getException().getMessage())));
    }

    private void tell(AlertChannel channel, Alert alert) {
        Exchange sent = sends.send("direct:alert-" + channel.name(), message -> {
            message.setVariable("alert", alert);
            String page = settings.page();
            message.setVariable("page", page);
            message.setVariable("dashboard", page == null ? settings.text("dashboard.url", "") : page);
            message.setVariable("linkName", page == null ? "Reseller Dashboard" : "What is wrong now");
            message.setVariable("mailId", "alert-" + alert.id());
        });
        Exception failure = sent.getException();
        if (failure instanceof EventRefusedException) {
            LOG.error("The {} about problems was not accepted: {}", channel.name(), reason(sent));
        } else if (failure != null) {
            String kind = channel.name() + failure.getClass().getName();
            if (!kind.equals(lastFailure)) {
                LOG.warn("The {} about problems could not be sent, and is retried at each check: {}", channel.name(),
                        reason(sent));
            }
            lastFailure = kind;
            return;
        }
        lastFailure = null;
        channel.told(alert);
        LOG.info("Alert by {}: new problems {}, good again {}", channel.name(), alert.bad().stream().map(Problem::id).toList(),
                alert.good().stream().map(Problem::id).toList());
    }
}
