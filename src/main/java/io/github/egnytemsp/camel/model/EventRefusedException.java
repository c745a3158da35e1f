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
 * The other side will never take this event: another try would not help. Thrown in a route behind
 * {@code egnyte-msp:inbox}, it makes the subscription give the event up at once.
 */
public class EventRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message why it is refused
     */
    public EventRefusedException(String message) {
        super(message);
    }

    /**
     * @param message why it is refused
     * @param cause   how that showed
     */
    public EventRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
