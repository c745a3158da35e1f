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
package io.github.egnytemsp.camel.transform;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
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
 * Makes an event a CloudEvent 1.0: its attributes as the headers that Camel has for them, and the whole of it as
 * structured JSON ({@code application/cloudevents+json}) with the event, as it was received, as {@code data}.
 * <ul>
 * <li>{@code id}: the event's id
 * <li>{@code type}: {@code com.egnyte.msp.} and the event's type
 * <li>{@code source}: the reseller's code, percent-encoded, because it has to be a reference to a URI;
 * {@code egnyte-msp} if the event tells none
 * <li>{@code time}: when it happened; absent if the event does not tell it, or tells a year that RFC 3339 has no form
 * for
 * </ul>
 * The message may also hold the JSON of an event, as out of the inbox of the shipped routes.
 */
@DataTypeTransformer(name = "egnyte-msp:application-cloudevents",
                     description = "Makes an event of Egnyte MSP a CloudEvent 1.0: headers, and structured JSON as body")
public class CloudEventTransformer extends Transformer {

    private static final String VERSION = "1.0";
    private static final String TYPE_PREFIX = "com.egnyte.msp.";
    /** The length of UTF-8's, EF BB BF: of JSON, nothing else begins so. */
    private static final int BYTE_ORDER_MARK = 3;

    /**
     * {@inheritDoc}
     *
     * @throws io.github.egnytemsp.camel.model.MalformedEventException if the message is no event
     */
    @Override
    public void transform(Message message, DataType from, DataType to) throws Exception {
        MspEvent event = message.getBody() instanceof MspEvent received
                ? received : MspEvent.parse(message.getMandatoryBody(byte[].class));
        String type = TYPE_PREFIX + event.eventType();
        String source = event.resellerCode() == null || event.resellerCode().isEmpty()
                ? EgnyteMspConstants.SCHEME
                : URLEncoder.encode(event.resellerCode(), StandardCharsets.UTF_8).replace("+", "%20");
        String time = time(event.transactionTimestamp());

        message.setHeader("CamelCloudEventVersion", VERSION);
        message.setHeader("CamelCloudEventID", event.id());
        message.setHeader("CamelCloudEventType", type);
        message.setHeader("CamelCloudEventSource", source);
        message.setHeader("CamelCloudEventDataContentType", "application/json");
        ObjectNode attributes = Json.mapper().createObjectNode().put("specversion", VERSION).put("id", event.id())
                .put("type", type).put("source", source).put("datacontenttype", "application/json");
        if (time == null) {
            // of an event before
            message.removeHeader("CamelCloudEventTime");
        } else {
            message.setHeader("CamelCloudEventTime", time);
            attributes.put("time", time);
        }
        message.setHeader(Exchange.CONTENT_TYPE, "application/cloudevents+json");
        message.setBody(structured(attributes, event));
    }

    /** In the form of RFC 3339, or null if there is none: its years have four digits. */
    private static String time(Instant happened) {
        if (happened == null) {
            return null;
        }
        int year = happened.atOffset(ZoneOffset.UTC).getYear();
        return year < 0 || year > 9999 ? null : DateTimeFormatter.ISO_INSTANT.format(happened);
    }

    /** The event as it came, not printed anew: 1.50 stays 1.50. */
    private static byte[] structured(ObjectNode attributes, MspEvent event) {
        byte[] head = Json.toBytes(attributes);
        byte[] data = event.toBytes();
        // a byte order mark may begin a text, not stand inside
        int start = data[0] == (byte) 0xEF ? BYTE_ORDER_MARK : 0;
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length + data.length + 9);
        whole.write(head, 0, head.length - 1);
        whole.writeBytes(",\"data\":".getBytes(StandardCharsets.US_ASCII));
        whole.write(data, start, data.length - start);
        whole.write('}');
        return whole.toByteArray();
    }
}
