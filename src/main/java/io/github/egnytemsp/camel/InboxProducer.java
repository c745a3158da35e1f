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

import io.github.egnytemsp.camel.delivery.RareLog;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores events, and looks after what is stored. */
public class InboxProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(InboxProducer.class);

    private final RareLog failures = new RareLog();

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
            default -> throw EgnyteMspProducer.unexpected(operation);
        }
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
        } catch (Exception e) {
            throw logged(e);
        }
    }

    private static void duplicate(Exchange exchange, boolean duplicate) {
        exchange.getMessage().setHeader(EgnyteMspConstants.DUPLICATE, duplicate);
    }

    /** Once in a while: while the disk is full, every delivery fails so. */
    private Exception logged(Exception failure) {
        long times = failures.happened();
        if (times > 0) {
            LOG.error("Events cannot be stored, {} times since this was last said. {}", times, failure.getMessage());
        }
        return failure;
    }
}
