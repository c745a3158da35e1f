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
package io.github.egnytemsp.camel.observability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Component;
import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/**
 * Camel's dev console {@code egnyte-msp}: of each consumer its webhook, deliveries by answer and last delivery; the
 * inboxes and their subscriptions; and how many of the day's API calls were made, as text and as JSON. On with
 * {@code camel.main.devConsoleEnabled=true}.
 */
@DevConsole(name = "egnyte-msp", displayName = "Egnyte MSP",
            description = "Webhooks, deliveries, inboxes and API calls of Egnyte MSP")
public class EgnyteMspDevConsole extends AbstractDevConsole {

    /** For Camel. */
    public EgnyteMspDevConsole() {
        super("egnyte-msp", "egnyte-msp", "Egnyte MSP", "Webhooks, deliveries, inboxes and API calls of Egnyte MSP");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        consumers().forEach((routeId, status) -> append(text.append("Route ").append(routeId).append('\n'), "  ", status));
        append(text, "", component());
        return text.toString();
    }

    private static void append(StringBuilder text, String indent, Map<String, Object> values) {
        values.forEach((name, value) -> {
            text.append(indent).append(name).append(':');
            if (value instanceof Map<?, ?> map) {
                append(text.append('\n'), indent + "  ", withNames(map));
            } else if (value instanceof List<?> list) {
                text.append('\n');
                list.forEach(each -> appendElement(text, indent + "  ", each));
            } else {
                text.append(' ').append(value).append('\n');
            }
        });
    }

    private static void appendElement(StringBuilder text, String indent, Object element) {
        if (element instanceof Map<?, ?> map) {
            append(text.append(indent).append("-\n"), indent + "  ", withNames(map));
        } else {
            text.append(indent).append(element).append('\n');
        }
    }

    private static Map<String, Object> withNames(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        List<JsonObject> consumers = new ArrayList<>();
        consumers().forEach((routeId, status) -> {
            JsonObject consumer = new JsonObject();
            consumer.put("routeId", routeId);
            consumer.putAll(status);
            consumers.add(consumer);
        });
        root.put("consumers", consumers);
        root.putAll(component());
        return root;
    }

    private Map<String, Map<String, Object>> consumers() {
        Map<String, Map<String, Object>> consumers = new LinkedHashMap<>();
        for (Route route : getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof StatusSource source) {
                consumers.put(route.getRouteId(), source.status());
            }
        }
        return consumers;
    }

    private Map<String, Object> component() {
        Component component = getCamelContext().hasComponent("egnyte-msp");
        return component instanceof StatusSource source ? source.status() : Map.of();
    }
}
