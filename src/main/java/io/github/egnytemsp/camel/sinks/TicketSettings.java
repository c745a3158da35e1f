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
package io.github.egnytemsp.camel.sinks;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.TicketNumbers;
import org.apache.camel.CamelContext;

/**
 * Properties such as {@code halopsa.ticket.tickettype_id=1} and {@code connectwise.ticket.board.id=12} as the data that
 * a ticket system wants. The names are the ticket system's own, so each of its fields can be set.
 */
final class TicketSettings {

    /** Of each ticket system: what a new ticket gets, what a note gets, what a note gets that needs attention. */
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9-]+[.](ticket|note|attention)[.].+");

    private TicketSettings() {
    }

    /**
     * Looks for wrong numbers at the start, and not with the first event.
     *
     * @throws IllegalArgumentException if an id is no whole number
     */
    static void check(CamelContext context) {
        properties(context, TicketNumbers::isOne).forEach((name, id) -> check(context, name, id));
    }

    /** The ticket systems that are on. */
    static List<String> systems(CamelContext context) {
        return properties(context, name -> NAMES.matcher(name).matches()).keySet().stream()
                .map(name -> name.substring(0, name.indexOf('.'))).distinct()
                .filter(name -> isOn(context, name + ".enabled")).toList();
    }

    private static boolean isOn(CamelContext context, String setting) {
        return "true".equals(context.resolvePropertyPlaceholders("{{" + setting + ":false}}"));
    }

    /**
     * Checks one number.
     *
     * @param  name                     of the property
     * @param  id                       its value, which may be blank
     * @throws IllegalArgumentException if it is no whole number
     */
    static void check(CamelContext context, String name, String id) {
        String problem = TicketNumbers.problem(name, id, setting -> isOn(context, setting));
        if (problem != null) {
            throw new IllegalArgumentException(name + " " + problem + ": " + LogText.of(id));
        }
    }

    /**
     * The properties below a name, such as {@code halopsa.ticket}.
     *
     * @return the part of each name after it is a field, dots in it lead into objects; whole numbers, true and false
     *         are no texts; what is blank is not there
     */
    static ObjectNode below(CamelContext context, String name) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        properties(context, property -> property.startsWith(name + ".")).forEach((property, text) -> {
            if (!text.isBlank()) {
                String[] path = property.substring(name.length() + 1).split("[.]");
                ObjectNode parent = settings;
                for (int i = 0; i < path.length - 1; i++) {
                    parent = parent.withObjectProperty(path[i]);
                }
                parent.set(path[path.length - 1], value(text.strip()));
            }
        });
        return settings;
    }

    private static JsonNode value(String text) {
        if (TicketNumbers.isWholeNumber(text)) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        }
        return text.equals("true") || text.equals("false")
                ? BooleanNode.valueOf(Boolean.parseBoolean(text)) : TextNode.valueOf(text);
    }

    /** With the values that win: of environment variables and system properties. */
    static Map<String, String> properties(CamelContext context, Predicate<String> names) {
        Properties found = context.getPropertiesComponent().loadProperties(names);
        Map<String, String> properties = new TreeMap<>();
        found.stringPropertyNames()
                .forEach(name -> properties.put(name, context.resolvePropertyPlaceholders("{{" + name + "}}").strip()));
        return properties;
    }
}
