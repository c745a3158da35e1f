package io.github.egnytemsp.camel.delivery;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;

import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Message;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delivery from its first header to its answer: gate, running or not, room, body, event, duplicate, route.
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

    /** The name of the header that proves the origin. */
    String authHeader() {
        return settings.authHeader();
    }

    /**
     * Receives one delivery.
     *
     * @param  request the request; its body may not have been read yet
     * @return         the answer, decided when everything is done
     */
    Answer receive(Message request) {
        Answer answer = decide(request);
        counters.count(answer);
        return answer;
    }

    private Answer decide(Message request) {
        RequestBody body = RequestBody.of(request);
        boolean read = false;
        boolean entered = false;
        try {
            Answer refusal = gate.refuse(request);
            if (refusal != null) {
                return refusal;
            }
            if (!route.isOpen()) {
                return Answer.NOT_RUNNING;
            }
            if (room != null && !(entered = room.tryAcquire())) {
                return Answer.TOO_MANY;
            }
            byte[] bytes = body.read(settings.maxBodySize());
            if (bytes == null) {
                return Answer.TOO_LARGE;
            }
            read = true;
            return accept(bytes);
        } catch (IOException e) {
            LOG.warn("A delivery was not received whole: answered {}. {}", Answer.UNAVAILABLE.status(), e.getMessage());
            return Answer.UNAVAILABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.UNAVAILABLE;
        } finally {
            if (entered) {
                room.release();
            }
            if (!read) {
                body.discard();
            }
        }
    }

    private Answer accept(byte[] bytes) {
        MspEvent event;
        try {
            event = MspEvent.parse(bytes);
        } catch (MalformedEventException e) {
            return route.runMalformed(bytes, e);
        }
        if (!settings.eventTypes().isEmpty() && !settings.eventTypes().contains(event.eventType())) {
            return Answer.NOT_WANTED;
        }
        return duplicates.once(event.id(), () -> route.run(event));
    }
}
