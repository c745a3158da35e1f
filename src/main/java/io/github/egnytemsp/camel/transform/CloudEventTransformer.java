package io.github.egnytemsp.camel.transform;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Makes an event a CloudEvent 1.0: its attributes as the headers that Camel has for them, and the whole of it as structured
 * JSON ({@code application/cloudevents+json}) with the event, as it was received, as {@code data}.
 * <ul>
 * <li>{@code id}: the event's id
 * <li>{@code type}: {@code com.egnyte.msp.} and the event's type
 * <li>{@code source}: the reseller's code, percent-encoded, because it has to be a reference to a URI; {@code egnyte-msp} if
 * the event tells none
 * <li>{@code time}: when it happened; absent if the event does not tell it
 * </ul>
 * The message may also hold the JSON of an event, as out of the inbox of the shipped routes.
 */
@DataTypeTransformer(name = "egnyte-msp:application-cloudevents",
                     description = "Makes an event of Egnyte MSP a CloudEvent 1.0: headers, and structured JSON as body")
public class CloudEventTransformer extends Transformer {

    private static final String VERSION = "1.0";
    private static final String TYPE_PREFIX = "com.egnyte.msp.";

    /**
     * {@inheritDoc}
     *
     * @throws io.github.egnytemsp.camel.model.MalformedEventException if the message is no event
     */
    @Override
    public void transform(Message message, DataType from, DataType to) throws Exception {
        MspEvent event = message.getBody() instanceof MspEvent received ? received : MspEvent.parse(message.getMandatoryBody(byte[].class));
        String type = TYPE_PREFIX + event.eventType();
        String source = event.resellerCode() == null || event.resellerCode().isEmpty()
                ? EgnyteMspConstants.SCHEME : URLEncoder.encode(event.resellerCode(), StandardCharsets.UTF_8).replace("+", "%20");
        Instant happened = event.transactionTimestamp();
        String time = happened == null ? null : DateTimeFormatter.ISO_INSTANT.format(happened);

        message.setHeader("CamelCloudEventVersion", VERSION);
        message.setHeader("CamelCloudEventID", event.id());
        message.setHeader("CamelCloudEventType", type);
        message.setHeader("CamelCloudEventSource", source);
        message.setHeader("CamelCloudEventDataContentType", "application/json");
        ObjectNode attributes = Json.mapper().createObjectNode().put("specversion", VERSION).put("id", event.id())
                .put("type", type).put("source", source).put("datacontenttype", "application/json");
        if (time != null) {
            message.setHeader("CamelCloudEventTime", time);
            attributes.put("time", time);
        }
        message.setHeader(Exchange.CONTENT_TYPE, "application/cloudevents+json");
        message.setBody(structured(attributes, event));
    }

    /** The event as it came, not printed anew: 1.50 stays 1.50. */
    private static byte[] structured(ObjectNode attributes, MspEvent event) {
        byte[] head = Json.toBytes(attributes);
        byte[] data = event.toBytes();
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length + data.length + 9);
        whole.write(head, 0, head.length - 1);
        whole.writeBytes(",\"data\":".getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(data);
        whole.write('}');
        return whole.toByteArray();
    }
}
