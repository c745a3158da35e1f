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
package io.github.egnytemsp.camel;

import java.time.Instant;

import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Message;

/** The body and headers of an event: the same, whether it was just received or comes from an inbox. */
public final class EventMessage {

    private EventMessage() {
    }

    /**
     * Sets the body and the headers of an event. A value that the event does not contain gets no header. Headers end up
     * in log lines: control characters are made visible in them; the body has the values as they came.
     *
     * @param message the message
     * @param event   the event
     */
    public static void fill(Message message, MspEvent event) {
        message.setBody(event);
        message.setHeader(EgnyteMspConstants.EVENT_TYPE, LogText.of(event.eventType()));
        message.setHeader(EgnyteMspConstants.EVENT_ID, event.id());
        if (event.resellerCode() != null) {
            message.setHeader(EgnyteMspConstants.RESELLER_CODE, LogText.of(event.resellerCode()));
        }
        Instant time = event.transactionTimestamp();
        if (time != null && Math.abs(time.getEpochSecond()) < Long.MAX_VALUE / 1000) {
            // a year that has no milliseconds is in the event only
            message.setHeader(EgnyteMspConstants.MESSAGE_TIMESTAMP, time.toEpochMilli());
        }
    }
}
