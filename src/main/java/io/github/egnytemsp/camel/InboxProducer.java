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
package io.github.egnytemsp.camel;

import java.util.Map;

import io.github.egnytemsp.camel.delivery.RareLog;
import io.github.egnytemsp.camel.inbox.EventDay;
import io.github.egnytemsp.camel.inbox.EventFilter;
import io.github.egnytemsp.camel.inbox.EventState;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.StoredEvent;
import io.github.egnytemsp.camel.inbox.SubscriptionStatus;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspList;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores events, and lists, replays and deletes stored ones. */
public class InboxProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(InboxProducer.class);

    private static final int MOST_LISTED = 1000;
    private static final int MOST_DAYS = 366;
    private static final InputField[] FILTERS = {
            InputField.EVENT_ID, InputField.EVENT_TYPE, InputField.RESELLER_CODE, InputField.SINCE, InputField.UNTIL,
            InputField.STATE, InputField.SUBSCRIPTION, InputField.TEXT, InputField.LIMIT, InputField.BEFORE,
            InputField.DRY_RUN };

    private final RareLog failures = new RareLog();
    private final RareLog malformed = new RareLog();

    InboxProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        inbox();
    }

    private Inbox inbox() {
        return getEndpoint().services().inbox();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        EgnyteMspOperation operation = getEndpoint().options().operation(EgnyteMspResource.inbox, exchange.getMessage());
        switch (operation) {
            case store -> store(exchange);
            case storeMalformed -> storeMalformed(exchange);
            default -> exchange.getMessage().setBody(ask(operation, exchange));
        }
    }

    private Object ask(EgnyteMspOperation operation, Exchange exchange) throws EventNotTakenException {
        return switch (operation) {
            case list -> list(input(exchange).with(FILTERS));
            case get -> inbox().operations().get(input(exchange).with(InputField.EVENT_ID).required(InputField.EVENT_ID));
            case count -> inbox().operations().count(filter(input(exchange).with(FILTERS)));
            case replay -> replay(input(exchange).with(FILTERS));
            case forget -> forget(input(exchange).with(FILTERS));
            case days -> days(input(exchange).with(InputField.DAYS, InputField.ZONE));
            case subscriptions -> new MspList<>(inbox().operations().subscriptions());
            case pause -> inbox().operations().pause(subscription(exchange), true);
            case resume -> inbox().operations().pause(subscription(exchange), false);
            case remove -> inbox().operations().remove(subscription(exchange));
            default -> throw EgnyteMspProducer.unexpected(operation);
        };
    }

    private MspList<StoredEvent> list(RequestInput input) throws EventNotTakenException {
        Integer limit = input.integer(InputField.LIMIT);
        if (limit < 1 || limit > MOST_LISTED) {
            throw RequestInput.wrong(InputField.LIMIT, "must be 1 to " + MOST_LISTED, limit);
        }
        return new MspList<>(inbox().operations().list(filter(input), limit));
    }

    private long replay(RequestInput input) throws EventNotTakenException {
        requireNoLimit(EgnyteMspOperation.replay, input);
        return inbox().operations().replay(filter(input), input.yesOrNo(InputField.DRY_RUN));
    }

    private long forget(RequestInput input) throws EventNotTakenException {
        requireNoLimit(EgnyteMspOperation.forget, input);
        return inbox().operations().forget(filter(input), input.yesOrNo(InputField.DRY_RUN));
    }

    private static void requireNoLimit(EgnyteMspOperation operation, RequestInput input) {
        if (input.isInMessage(InputField.LIMIT)) {
            throw RequestInput.wrong(
                    InputField.LIMIT, "is only for list: " + operation + " handles every event that the filters select",
                    input.text(InputField.LIMIT));
        }
    }

    private MspList<EventDay> days(RequestInput input) throws EventNotTakenException {
        Integer days = input.integer(InputField.DAYS);
        if (days < 1 || days > MOST_DAYS) {
            throw RequestInput.wrong(InputField.DAYS, "must be 1 to " + MOST_DAYS, days);
        }
        return new MspList<>(inbox().operations().days(days, input.zone(InputField.ZONE)));
    }

    private String subscription(Exchange exchange) {
        return input(exchange).with(InputField.SUBSCRIPTION).required(InputField.SUBSCRIPTION);
    }

    private static EventFilter filter(RequestInput input) {
        Long since = input.time(InputField.SINCE);
        Long until = input.time(InputField.UNTIL);
        if (since != null && until != null && since > until) {
            throw RequestInput.wrong(
                    InputField.SINCE, "must not be after until (" + InputField.UNTIL.header() + ") "
                                      + input.text(InputField.UNTIL),
                    input.text(InputField.SINCE));
        }
        return new EventFilter(
                input.text(InputField.EVENT_ID), input.text(InputField.EVENT_TYPE), input.text(InputField.RESELLER_CODE), since,
                until, input.oneOf(InputField.STATE, EventState.class), input.text(InputField.SUBSCRIPTION),
                input.text(InputField.TEXT), input.number(InputField.BEFORE));
    }

    /** An event or a list is what the route did before; one that was listed is chosen, as is a subscription. */
    private RequestInput input(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        EgnyteMspConfiguration configuration = getEndpoint().getConfiguration();
        if (body instanceof StoredEvent event) {
            return RequestInput.of(exchange, Map.of("eventId", event.eventId()), configuration);
        }
        if (body instanceof SubscriptionStatus status) {
            return RequestInput.of(exchange, Map.of("subscription", status.name()), configuration);
        }
        return body instanceof MspEvent || body instanceof MspList || body instanceof Number
                ? RequestInput.of(exchange, null, configuration) : RequestInput.of(exchange, configuration);
    }

    private void store(Exchange exchange) throws Exception {
        MspEvent event = event(exchange);
        try {
            duplicate(exchange, !inbox().store(event));
        } catch (Exception e) {
            throw logged(e);
        }
    }

    private static MspEvent event(Exchange exchange) throws InvalidPayloadException, MalformedEventException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof MspEvent event) {
            return event;
        }
        // a text has no charset of the exchange
        return MspEvent.parse(body instanceof String text
                ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8)
                : exchange.getMessage().getMandatoryBody(byte[].class));
    }

    private void storeMalformed(Exchange exchange) throws Exception {
        byte[] body = exchange.getMessage().getMandatoryBody(byte[].class);
        Throwable cause = exchange.getException() != null
                ? exchange.getException() : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        try {
            duplicate(exchange, !inbox().storeMalformed(body, cause == null ? "" : cause.getMessage()));
            warnOfMalformed(cause);
        } catch (Exception e) {
            throw logged(e);
        }
    }

    private void warnOfMalformed(Throwable cause) {
        long times = malformed.happened();
        if (times > 0) {
            LOG.warn(
                    "A malformed body was stored, {} times since this was last logged. List them with state=malformed. The last"
                     + " one: {}",
                    times, cause == null ? "no reason was given" : LogText.of(cause.getMessage(), 1000));
        }
    }

    private static void duplicate(Exchange exchange, boolean duplicate) {
        exchange.getMessage().setHeader(EgnyteMspConstants.DUPLICATE, duplicate);
    }

    /** Rarely: while the disk is full, every delivery fails like this. */
    private Exception logged(Exception failure) {
        long times = failures.happened();
        if (times > 0) {
            LOG.error("Events cannot be stored, {} times since this was last logged. {}", times, failure.getMessage());
        }
        return failure;
    }
}
