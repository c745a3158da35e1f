package io.github.egnytemsp.camel.delivery;

import io.github.egnytemsp.camel.model.MspEvent;

/**
 * Is told of deliveries, for meters. Called in the thread of the delivery: it must be quick, wait for nothing and throw
 * nothing.
 */
public interface DeliveryObserver {

    /** Nobody looks. */
    DeliveryObserver NONE = new DeliveryObserver() {
        @Override
        public void answered(Answer answer, MspEvent event) {
            // nobody looks
        }

        @Override
        public void ran(MspEvent event, Answer answer, long nanos) {
            // nobody looks
        }

        @Override
        public void stopped() {
            // nobody looks
        }
    };

    /**
     * A delivery has its answer.
     *
     * @param answer the answer
     * @param event  the event, or null if it did not come to that
     */
    void answered(Answer answer, MspEvent event);

    /**
     * An event went through the route.
     *
     * @param event  the event
     * @param answer what came of it
     * @param nanos  how long it was in the route, in nanoseconds
     */
    void ran(MspEvent event, Answer answer, long nanos);

    /** The consumer stops: what is told of its present state is not true any more. */
    void stopped();
}
