package io.github.egnytemsp.camel.delivery;

import java.util.Set;
import java.util.concurrent.Semaphore;

import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives deliveries: gate, running or not, room; then, with the body, event, duplicate, route.
 */
public final class DeliveryReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReceiver.class);

    private final DeliveryGate gate;
    private final Settings settings;
    private final DuplicateGuard duplicates;
    private final Semaphore room;
    private final EventRoute route;
    private final DeliveryCounters counters = new DeliveryCounters();

    /**
     * How deliveries are received.
     *
     * @param authHeader           the name of the header that proves the origin
     * @param secrets              its accepted values, or null if every delivery is accepted
     * @param maxBodySize          the longest body, in bytes
     * @param maxInFlight          deliveries in the route at once, 0 for no limit
     * @param eventTypes           the types that go to the route; empty for all
     * @param idempotentRepository remembers finished events, or null
     */
    public record Settings(String authHeader, WebhookSecrets secrets, int maxBodySize, int maxInFlight,
            Set<String> eventTypes, IdempotentRepository idempotentRepository) {
    }

    /**
     * @param settings how deliveries are received
     * @param route    where they go
     */
    public DeliveryReceiver(Settings settings, EventRoute route) {
        this.gate = new DeliveryGate(settings.authHeader(), settings.secrets(), settings.maxBodySize());
        this.settings = settings;
        this.duplicates = new DuplicateGuard(settings.idempotentRepository());
        this.room = settings.maxInFlight() > 0 ? new Semaphore(settings.maxInFlight()) : null;
        this.route = route;
    }

    /**
     * How many deliveries had which answer.
     *
     * @return the counters of this receiver
     */
    public DeliveryCounters counters() {
        return counters;
    }

    String authHeader() {
        return settings.authHeader();
    }

    int maxBodySize() {
        return settings.maxBodySize();
    }

    /** Lets a delivery in, or not, before its body is read. Never waits. */
    Delivery admit(DeliveryRequest request) {
        Answer refusal = gate.refuse(request);
        if (refusal == null && !route.isOpen()) {
            refusal = Answer.NOT_RUNNING;
        }
        if (refusal == null && room != null && !room.tryAcquire()) {
            refusal = Answer.TOO_MANY;
        }
        return new Delivery(this, refusal, refusal == null ? room : null);
    }

    Answer accept(byte[] body) {
        MspEvent event;
        try {
            event = MspEvent.parse(body);
        } catch (MalformedEventException e) {
            return route.runMalformed(body, e);
        }
        if (!settings.eventTypes().isEmpty() && !settings.eventTypes().contains(event.eventType())) {
            return Answer.NOT_WANTED;
        }
        return duplicates.once(event.id(), () -> route.run(event));
    }

    void warnOfBroken(String why) {
        LOG.warn("A delivery was not received whole: Egnyte will send it again. {}", why);
    }
}
