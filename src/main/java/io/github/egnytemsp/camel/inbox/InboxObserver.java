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
package io.github.egnytemsp.camel.inbox;

/**
 * Observes the tries of a subscription, for meters. Called in the thread of the try: it must be quick, must not block
 * and must not throw.
 */
public interface InboxObserver {

    /** Does nothing. */
    InboxObserver NONE = new InboxObserver() {
        @Override
        public void tried(boolean handled, long nanos) {
            // nobody looks
        }

        @Override
        public void stopped() {
            // nobody looks
        }
    };

    /**
     * An event went through the route.
     *
     * @param handled whether without failure
     * @param nanos   how long it took, in nanoseconds
     */
    void tried(boolean handled, long nanos);

    /** The consumer stops. Gauges of its state end. */
    void stopped();
}
