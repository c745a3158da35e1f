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
package io.github.egnytemsp.camel.operator;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.EgnyteMspConsumer;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.MspEventType;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Sends an event to this installation by HTTP, as Egnyte does, to see whether it comes in and what becomes of it. Its
 * field {@code test} is true, and texts about it begin with "Test:". A bean of the operator's routes.
 */
public final class TestEvent implements CamelContextAware {

    private static final String TYPE = "eventType";

    private final OperatorStatus status = new OperatorStatus();

    private record Sent(ObjectNode toJson) implements MspRecord {
    }

    @Override
    public CamelContext getCamelContext() {
        return status.getCamelContext();
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        status.setCamelContext(camelContext);
    }

    /**
     * Sends one.
     *
     * @param  body                     its field {@code eventType}, one of the documented types, or nothing
     * @return                          the status of the answer, and the event's id
     * @throws IllegalArgumentException if the body is something else
     * @throws IllegalStateException    if nothing listens here, or does not answer
     */
    public MspRecord send(Map<String, Object> body) {
        if (!Set.of(TYPE).containsAll(body.keySet())) {
            throw new IllegalArgumentException("The body may have the field " + TYPE + ", and no other");
        }
        Object type = body.getOrDefault(TYPE, MspEventType.RESELLER_PROFILE_UPDATED.name());
        if (!(type instanceof String name) || !MspEventType.names().contains(name)) {
            throw new IllegalArgumentException(
                    TYPE + " must be one of " + String.join(", ", MspEventType.names()) + ": "
                                               + LogText.of(String.valueOf(type)));
        }
        EgnyteMspConsumer consumer = status.consumer();
        if (consumer == null) {
            throw new IllegalStateException("No route begins with egnyte-msp:events: there is nothing that receives events");
        }
        byte[] event = Json.toBytes(event(name));
        try {
            return new Sent(
                    Json.mapper().createObjectNode().put("status", consumer.post(event)).put("eventId",
                            MspEvent.parse(event).id()));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The receiver of this process did not answer at " + consumer.shown().path() + ": "
                                            + LogText.of(e.toString()),
                    e);
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another one for each call; about nobody. */
    private static ObjectNode event(String type) {
        return Json.mapper().createObjectNode().put("event_type", type).put("test", true)
                .put("reseller_code", MspEvent.TEST_RESELLER_CODE)
                .put("transaction_timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("event_created_by", "camel-egnyte-msp").put("is_event_by_staff_user", false)
                .put("test_id", UUID.randomUUID().toString());
    }
}
