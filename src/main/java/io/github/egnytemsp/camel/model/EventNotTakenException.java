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
package io.github.egnytemsp.camel.model;

/**
 * An event could not be taken now, and could be later: the broker or the disk behind the route is away. Thrown in a
 * route that receives events, it makes the answer 503 (Service Unavailable) where any other failure makes it 500;
 * Egnyte sends the event again after both. Thrown in a route of a subscription, it says that the other side is down:
 * the inbox tries the event again later, and while several events fail like this no try counts.
 */
public class EventNotTakenException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is away
     */
    public EventNotTakenException(String message) {
        super(message);
    }

    /**
     * @param message what is away
     * @param cause   how that showed
     */
    public EventNotTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
