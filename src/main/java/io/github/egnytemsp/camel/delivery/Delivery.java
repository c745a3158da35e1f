package io.github.egnytemsp.camel.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One delivery after the gate: refused, or let in and waiting for its body. Exactly one of its methods that answer must be
 * called, once.
 */
final class Delivery {

    private final DeliveryReceiver receiver;
    private final Answer refusal;
    private final Semaphore room;
    private final AtomicBoolean left = new AtomicBoolean();

    /**
     * @param receiver who let it in
     * @param refusal  why it is refused, or null if it was let in
     * @param room     where it has a place that must be given back, or null
     */
    Delivery(DeliveryReceiver receiver, Answer refusal, Semaphore room) {
        this.receiver = receiver;
        this.refusal = refusal;
        this.room = room;
    }

    int maxBodySize() {
        return receiver.maxBodySize();
    }

    boolean isRefused() {
        return refusal != null;
    }

    /** The answer to a delivery that was refused. */
    Answer refused() {
        return end(refusal);
    }

    /** The answer to a delivery whose body is longer than the limit. */
    Answer tooLarge() {
        return end(Answer.TOO_LARGE);
    }

    /** The answer to a delivery whose body did not come whole; usually nobody is there any more to read it. */
    Answer broken(String why) {
        receiver.warnOfBroken(why);
        return end(Answer.UNAVAILABLE);
    }

    /**
     * Goes through the route with the whole body.
     *
     * @param  body the bytes; must not be changed afterwards
     * @return      the answer
     */
    Answer received(byte[] body) {
        try {
            return receiver.accept(body);
        } finally {
            leave();
        }
    }

    /** Gives the place back, if that has not been done; for the case that reading the body failed with a defect. */
    void leave() {
        if (room != null && left.compareAndSet(false, true)) {
            room.release();
        }
    }

    /**
     * Reads the body, never further than the limit, and goes through the route.
     *
     * @param  body the body, closed afterwards
     * @return      the answer
     */
    Answer receivedFrom(InputStream body) {
        byte[] bytes;
        try (body) {
            bytes = body.readNBytes(receiver.maxBodySize() + 1);
        } catch (IOException e) {
            return broken(e.toString());
        }
        return bytes.length > receiver.maxBodySize() ? tooLarge() : received(bytes);
    }

    private Answer end(Answer answer) {
        leave();
        return receiver.answered(answer, null);
    }
}
