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
 * Camel's dev console {@code egnyte-msp}: of each consumer its webhook, deliveries by answer and last delivery; and how
 * many of the day's API calls were made, as text and as JSON. On with {@code camel.main.devConsoleEnabled=true}.
 */
@DevConsole(name = "egnyte-msp", displayName = "Egnyte MSP",
            description = "Webhooks, deliveries and API calls of Egnyte MSP")
public class EgnyteMspDevConsole extends AbstractDevConsole {

    /** For Camel. */
    public EgnyteMspDevConsole() {
        super("egnyte-msp", "egnyte-msp", "Egnyte MSP", "Webhooks, deliveries and API calls of Egnyte MSP");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        consumers().forEach((routeId, status) -> append(text.append("Route ").append(routeId).append('\n'), "  ", status));
        append(text, "", calls());
        return text.toString();
    }

    private static void append(StringBuilder text, String indent, Map<String, Object> values) {
        values.forEach((name, value) -> {
            text.append(indent).append(name).append(':');
            if (value instanceof Map<?, ?> map) {
                text.append('\n');
                Map<String, Object> inner = new LinkedHashMap<>();
                map.forEach((key, each) -> inner.put(String.valueOf(key), each));
                append(text, indent + "  ", inner);
            } else if (value instanceof List<?> list) {
                text.append('\n');
                list.forEach(each -> text.append(indent).append("  ").append(each).append('\n'));
            } else {
                text.append(' ').append(value).append('\n');
            }
        });
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
        root.putAll(calls());
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

    private Map<String, Object> calls() {
        Component component = getCamelContext().hasComponent("egnyte-msp");
        return component instanceof StatusSource source ? source.status() : Map.of();
    }
}
