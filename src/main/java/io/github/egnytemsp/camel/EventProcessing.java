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

import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.delivery.EventHandler;
import io.github.egnytemsp.camel.delivery.RareLog;
import io.github.egnytemsp.camel.model.EventId;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs events through a consumer's route. Each one has a fresh exchange: the route gets the event, and nothing else of
 * the HTTP request.
 */
final class EventProcessing implements EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventProcessing.class);

    private final DefaultConsumer consumer;
    private final boolean bridgeErrorHandler;
    private final RareLog malformed = new RareLog();

    /**
     * @param consumer           the consumer
     * @param bridgeErrorHandler whether a malformed body goes to the route's error handler
     */
    EventProcessing(DefaultConsumer consumer, boolean bridgeErrorHandler) {
        this.consumer = consumer;
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    @Override
    public boolean isOpen() {
        return consumer.isStarted();
    }

    @Override
    public Answer run(MspEvent event) {
        Exchange exchange = consumer.createExchange(false);
        EventMessage.fill(exchange.getIn(), event);
        return process(exchange, Answer.FAILED);
    }

    @Override
    public Answer runMalformed(byte[] body, MalformedEventException cause) {
        if (!bridgeErrorHandler) {
            warnOfMalformed(cause);
            return Answer.MALFORMED;
        }
        Exchange exchange = consumer.createExchange(false);
        exchange.getIn().setBody(body);
        exchange.getIn().setHeader(EgnyteMspConstants.EVENT_ID, EventId.ofBytes(body));
        // as Camel's own bridge does; but that one replaces the body by a message, and does not return the outcome
        exchange.setException(cause);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, cause);
        exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
        return process(exchange, Answer.MALFORMED);
    }

    private void warnOfMalformed(MalformedEventException cause) {
        long times = malformed.happened();
        if (times > 0) {
            LOG.warn(
                    "A delivery with the right header held no event, {} times since this was last logged: answered {}. Set"
                     + " bridgeErrorHandler=true to pass it to the route's error handler. The last one: {}",
                    times, Answer.MALFORMED.status(), cause.getMessage());
        }
    }

    /** Runs an exchange to its end, completions included, and returns the answer. */
    private Answer process(Exchange exchange, Answer failed) {
        Answer answer = RouteRun.run(consumer, exchange) == null ? Answer.RECEIVED : failed;
        if (exchange.getException(EventNotTakenException.class) != null || isRouteBehindStopped(exchange)) {
            answer = Answer.NOT_TAKEN;
        }
        consumer.releaseExchange(exchange, false);
        return answer;
    }

    /** The Kamelet's route runs, but the user's does not. By name, as camel-kamelet need not be there. */
    private static boolean isRouteBehindStopped(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure != null
                && failure.getClass().getName()
                        .equals("org.apache.camel.component.kamelet.KameletConsumerNotAvailableException");
    }
}
