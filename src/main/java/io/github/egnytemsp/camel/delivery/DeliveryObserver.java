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

import io.github.egnytemsp.camel.model.MspEvent;

/**
 * Observes deliveries, for meters. Called in the thread of the delivery: it must be quick, must not block and must not
 * throw.
 */
public interface DeliveryObserver {

    /** Does nothing. */
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

    /** The consumer stops. Gauges of its state end. */
    void stopped();
}
