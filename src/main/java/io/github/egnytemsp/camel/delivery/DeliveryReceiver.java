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
package io.github.egnytemsp.camel.delivery;

import java.util.Set;
import java.util.function.Consumer;

import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives deliveries, whatever engine they come from: gate, running or not, room; then, with the body, event,
 * duplicate, route; then the answer.
 */
public final class DeliveryReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReceiver.class);

    private final DeliveryGate gate;
    private final Settings settings;
    private final DuplicateGuard duplicates;
    private final InFlight inFlight;
    private final EventHandler handler;
    private final DeliveryCounters counters = new DeliveryCounters();
    private final RareLog unauthorized = new RareLog();
    private final RareLog broken = new RareLog();
    private final RareLog unseen = new RareLog();
    private final RareLog defects = new RareLog();
    private volatile DeliveryObserver observer = DeliveryObserver.NONE;

    /**
     * How deliveries are received.
     *
     * @param authHeader           the name of the header that proves the origin
     * @param secrets              its accepted values, or null if every delivery is accepted
     * @param maxBodySize          the longest body, in bytes
     * @param maxInFlight          deliveries at once that were let in and have no answer yet, 0 for no limit
     * @param eventTypes           the types that go to the route; empty for all
     * @param idempotentRepository remembers finished events, or null
     */
    public record Settings(String authHeader, WebhookSecrets secrets, int maxBodySize, int maxInFlight,
            Set<String> eventTypes, IdempotentRepository idempotentRepository) {
    }

    /**
     * @param settings how deliveries are received
     * @param handler  where they go
     */
    public DeliveryReceiver(Settings settings, EventHandler handler) {
        this.gate = new DeliveryGate(settings.authHeader(), settings.secrets(), settings.maxBodySize());
        this.settings = settings;
        this.duplicates = new DuplicateGuard(settings.idempotentRepository());
        this.inFlight = new InFlight(settings.maxInFlight());
        this.handler = handler;
    }

    /**
     * How many deliveries had which answer.
     *
     * @return the counters of this receiver
     */
    public DeliveryCounters counters() {
        return counters;
    }

    /**
     * Adds an observer of deliveries.
     *
     * @param observer who is told
     */
    public void observe(DeliveryObserver observer) {
        this.observer = observer;
    }

    /**
     * How many deliveries were let in and have no answer yet: what {@code maxInFlight} limits.
     *
     * @return how many
     */
    public int inFlight() {
        return inFlight.count();
    }

    Settings settings() {
        return settings;
    }

    int maxInFlight() {
        return settings.maxInFlight();
    }

    int maxBodySize() {
        return gate.maxBodySize();
    }

    /** Whether this header is one that a delivery is judged by. */
    boolean reads(String header) {
        return gate.reads(header);
    }

    /**
     * Handles a delivery from the gate to the answer. Does not block, unless the engine's
     * {@link DeliveryRequest#payload} does.
     */
    void receive(DeliveryRequest request) {
        Answer refusal = gate.refuse(request);
        if (refusal == null && !handler.isOpen()) {
            refusal = Answer.NOT_RUNNING;
        }
        if (refusal == null && !inFlight.enter()) {
            refusal = Answer.TOO_MANY;
        }
        if (refusal == Answer.UNAUTHORIZED) {
            warnOfUnauthorized();
        }
        if (refusal != null) {
            request.answer(answered(refusal, null));
        } else {
            request.payload(new Delivery(this));
        }
    }

    void leave() {
        inFlight.leave();
    }

    /** The answer to a delivery that was let in, with its body. */
    Answer accept(byte[] body) {
        if (!handler.isOpen()) {
            // it was when the delivery was let in; the body took its time
            return answered(Answer.NOT_RUNNING, null);
        }
        MspEvent event;
        try {
            event = MspEvent.parse(body);
        } catch (MalformedEventException e) {
            return answered(handler.runMalformed(body, e), null);
        }
        if (!settings.eventTypes().isEmpty() && !settings.eventTypes().contains(event.eventType())) {
            return answered(Answer.NOT_WANTED, event);
        }
        return answered(duplicates.once(event.id(), () -> run(event)), event);
    }

    private Answer run(MspEvent event) {
        long start = System.nanoTime();
        Answer answer = handler.run(event);
        long nanos = System.nanoTime() - start;
        tell(someone -> someone.ran(event, answer, nanos));
        return answer;
    }

    /** A failing observer must not affect the answer. */
    private void tell(Consumer<DeliveryObserver> what) {
        try {
            what.accept(observer);
        } catch (RuntimeException e) {
            long times = unseen.happened();
            if (times > 0) {
                LOG.warn("A delivery was answered but not counted, {} times since this was last logged. The last one: {}",
                        times, LogText.of(e.toString()));
            }
        }
    }

    /** Counts a delivery whose answer is known. */
    Answer answered(Answer answer, MspEvent event) {
        counters.count(answer);
        tell(someone -> someone.answered(answer, event));
        return answer;
    }

    private void warnOfUnauthorized() {
        long times = unauthorized.happened();
        if (times > 0) {
            LOG.warn(
                    "Answered 401, {} times since this was last logged: the header {} is missing or not one of"
                     + " webhookVerifyToken. If Egnyte sent them, the webhook is registered with another secret: set"
                     + " registration=ensure, or call the operation update",
                    times, gate.authHeader());
        }
    }

    /** Answers a delivery that failed because of a defect. */
    Answer defect(RuntimeException e) {
        long times = defects.happened();
        if (times > 0) {
            LOG.error(
                    "Answered {}, {} times since this was last logged, because of a defect of this library. The last one:",
                    Answer.FAILED.status(), times, e);
        }
        return answered(Answer.FAILED, null);
    }

    /** Counts a delivery whose body did not come whole. */
    Answer broken(String why) {
        long times = broken.happened();
        if (times > 0) {
            LOG.warn("A delivery did not arrive completely, {} times since this was last logged: answered {}. Egnyte sends it"
                     + " again. If this continues, check the proxy in front of this server. The last one: {}",
                    times, Answer.UNAVAILABLE.status(), LogText.of(why));
        }
        return answered(Answer.UNAVAILABLE, null);
    }
}
