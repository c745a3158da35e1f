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

import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;

/** Where deliveries go: the consumer of a route. */
public interface EventHandler {

    /**
     * Whether events may come in now.
     *
     * @return false while the route is stopped or suspended
     */
    boolean isOpen();

    /**
     * Runs an event through the route, to its end.
     *
     * @param  event the event
     * @return       {@link Answer#RECEIVED}, {@link Answer#FAILED} or {@link Answer#NOT_TAKEN}; nothing is thrown
     */
    Answer run(MspEvent event);

    /**
     * Hands a body that is no event to the route's error handler, if the user wants that.
     *
     * @param  body  the bytes that came
     * @param  cause why they are no event
     * @return       {@link Answer#RECEIVED} if the error handler took it, {@link Answer#NOT_TAKEN} if it says that it
     *               cannot now, else {@link Answer#MALFORMED}; nothing is thrown
     */
    Answer runMalformed(byte[] body, MalformedEventException cause);
}
