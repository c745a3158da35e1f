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

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Adds the type and id of an event, and the operation of an API call, to the spans of Camel's tracers:
 * camel-opentelemetry2 and others of camel-telemetry, which finds this class by itself. It adds nothing personal.
 */
public final class EgnyteMspSpanDecorator extends AbstractSpanDecorator {

    /** Attribute: the type of the event that is handled. */
    public static final String EVENT_TYPE = "egnyte.msp.event.type";
    /** Attribute: the id of the event that is handled. */
    public static final String EVENT_ID = "egnyte.msp.event.id";
    /** Attribute of the spans of producers: the operation, as it is configured or in the header. */
    public static final String OPERATION = "egnyte.msp.operation";

    /** For the service loader. */
    public EgnyteMspSpanDecorator() {
    }

    @Override
    public String getComponent() {
        return EgnyteMspConstants.SCHEME;
    }

    @Override
    public String getComponentClassName() {
        return "io.github.egnytemsp.camel.EgnyteMspComponent";
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        tag(span, EVENT_TYPE, exchange.getMessage().getHeader(EgnyteMspConstants.EVENT_TYPE));
        tag(span, EVENT_ID, exchange.getMessage().getHeader(EgnyteMspConstants.EVENT_ID));
        if (endpoint instanceof EgnyteMspEndpoint ours && ours.getResource() != EgnyteMspResource.events) {
            EgnyteMspOperation option = ours.getConfiguration().getOperation();
            tag(span, OPERATION, exchange.getMessage().getHeader(
                    EgnyteMspConstants.OPERATION, option == null ? EgnyteMspOperation.defaultOf(ours.getResource()) : option));
        }
    }

    /**
     * The kind of a span, by the names of OpenTelemetry. Camel's tracers ask for it from 4.21 on; no annotation says
     * so, because the Camel that this is built with does not know the method.
     *
     * @param  operation what Camel does: {@code EVENT_SENT}, {@code EVENT_RECEIVED} or {@code EVENT_PROCESS}
     * @return           {@code CLIENT} for a call of the API and of the inbox, {@code CONSUMER} for an event that
     *                   arrives
     */
    public String getSpanKind(String operation) {
        return switch (operation) {
            case "EVENT_SENT" -> "CLIENT";
            case "EVENT_RECEIVED" -> "CONSUMER";
            default -> "INTERNAL";
        };
    }

    private static void tag(Span span, String name, Object value) {
        if (value != null) {
            span.setTag(name, value.toString());
        }
    }
}
