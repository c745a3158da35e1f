package io.github.egnytemsp.camel;

import java.time.Instant;

import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.delivery.DeliveryReceiver;
import io.github.egnytemsp.camel.delivery.EventListener;
import io.github.egnytemsp.camel.delivery.EventRoute;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives events. Each delivery has a fresh exchange: nothing of the HTTP request reaches the route but the event. */
public class EgnyteMspConsumer extends DefaultConsumer implements EventRoute, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(EgnyteMspConsumer.class);

    private final DeliveryReceiver receiver;
    private EventListener listener;

    EgnyteMspConsumer(EgnyteMspEndpoint endpoint, Processor processor, DeliveryReceiver.Settings settings) {
        super(endpoint, processor);
        this.receiver = new DeliveryReceiver(settings, this);
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        IdempotentRepository repository = getEndpoint().getConfiguration().getIdempotentRepository();
        if (repository != null && !getEndpoint().getCamelContext().hasService(repository)) {
            // several routes may use it: it stops with the context
            getEndpoint().getCamelContext().addService(repository, true, true);
        }
        listener = getEndpoint().listener();
        listener.attach(receiver);
    }

    @Override
    protected void doStop() throws Exception {
        if (listener != null) {
            listener.detach(receiver);
            listener = null;
        }
        super.doStop();
    }

    @Override
    public boolean isOpen() {
        return isStarted();
    }

    @Override
    public Answer run(MspEvent event) {
        Exchange exchange = createExchange(false);
        Message message = exchange.getIn();
        message.setBody(event);
        message.setHeader(EgnyteMspConstants.EVENT_TYPE, event.eventType());
        message.setHeader(EgnyteMspConstants.EVENT_ID, event.id());
        if (event.resellerCode() != null) {
            message.setHeader(EgnyteMspConstants.RESELLER_CODE, event.resellerCode());
        }
        Instant time = event.transactionTimestamp();
        if (time != null) {
            message.setHeader(EgnyteMspConstants.MESSAGE_TIMESTAMP, time.toEpochMilli());
        }
        return process(exchange) ? Answer.RECEIVED : Answer.FAILED;
    }

    @Override
    public Answer runMalformed(byte[] body, MalformedEventException cause) {
        if (!getEndpoint().isBridgeErrorHandler()) {
            LOG.warn("A delivery with the right header is no event: answered {}. {}. bridgeErrorHandler=true would hand it to"
                     + " the route's error handler",
                    Answer.MALFORMED.status(), cause.getMessage());
            return Answer.MALFORMED;
        }
        Exchange exchange = createExchange(false);
        exchange.getIn().setBody(body);
        exchange.getIn().setHeader(EgnyteMspConstants.EVENT_ID, MspEvent.sha256(body));
        // what Camel's own bridge does; that one replaces the body by a message, and does not tell the outcome
        exchange.setException(cause);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, cause);
        exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
        return process(exchange) ? Answer.RECEIVED : Answer.MALFORMED;
    }

    /** Runs an exchange to its end, completions included, and says whether it succeeded. */
    private boolean process(Exchange exchange) {
        exchange.setPattern(ExchangePattern.InOnly);
        boolean succeeded = false;
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            doneUoW(exchange);
            succeeded = exchange.getException() == null && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast();
            releaseExchange(exchange, false);
        }
        return succeeded;
    }
}
