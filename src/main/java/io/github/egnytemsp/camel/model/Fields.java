package io.github.egnytemsp.camel.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of an object one by one. What nobody asks for, or what has another form than expected, stays among
 * {@link #others()}, so that nothing is lost when it is printed again.
 */
final class Fields {

    /** An exponent that nobody's money has, and whose zeros would fill the memory. */
    private static final int LARGEST = -100;
    private static final BigDecimal MAX = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final Map<String, JsonNode> others = new LinkedHashMap<>();

    Fields(JsonNode node) {
        node.properties().forEach(field -> others.put(field.getKey(), field.getValue()));
    }

    String text(String name) {
        return take(name, node -> node.isTextual() ? node.textValue() : node.isNumber() ? node.asText() : null);
    }

    Integer integer(String name) {
        return take(name, node -> {
            BigDecimal number = number(node);
            return number == null || number.stripTrailingZeros().scale() > 0 || number.abs().compareTo(MAX) > 0
                    ? null : number.intValue();
        });
    }

    /** A number, or a text that is one: the API sends money as text. */
    BigDecimal decimal(String name) {
        return take(name, Fields::number);
    }

    /** A date without a time. */
    LocalDate date(String name) {
        return take(name, node -> {
            try {
                // of a longer text the rest would be lost
                return node.isTextual() ? LocalDate.parse(node.textValue()) : null;
            } catch (DateTimeParseException e) {
                return null;
            }
        });
    }

    <T> List<T> list(String name, Function<JsonNode, T> reader) {
        List<T> list = take(name, node -> {
            if (!node.isArray() || node.isEmpty()) {
                // an empty list stays among the others: it is printed again, and one that was not told is not
                return null;
            }
            List<T> elements = new ArrayList<>();
            for (JsonNode element : node) {
                if (!element.isObject()) {
                    return null;
                }
                elements.add(reader.apply(element));
            }
            return List.copyOf(elements);
        });
        return list == null ? List.of() : list;
    }

    Map<String, JsonNode> others() {
        return Collections.unmodifiableMap(others);
    }

    private static BigDecimal number(JsonNode node) {
        try {
            return node.isNumber() ? node.decimalValue() : node.isTextual() ? new BigDecimal(node.textValue().trim()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private <T> T take(String name, Function<JsonNode, T> reader) {
        JsonNode node = others.get(name);
        T value = node == null ? null : reader.apply(node);
        if (value != null) {
            others.remove(name);
        }
        return value;
    }

    /** Prints fields in the order in which they are put; a null is left out. */
    static final class Printer {

        private final ObjectNode node = Json.mapper().createObjectNode();

        Printer put(String name, String value) {
            if (value != null) {
                node.put(name, value);
            }
            return this;
        }

        Printer id(String name, String value) {
            if (value != null) {
                node.set(name, Json.id(value));
            }
            return this;
        }

        Printer put(String name, Integer value) {
            if (value != null) {
                node.put(name, value);
            }
            return this;
        }

        Printer put(String name, BigDecimal value) {
            if (value != null) {
                node.put(name, value);
            }
            return this;
        }

        /** Money is a text in the API. */
        Printer money(String name, BigDecimal value) {
            return put(name, value == null ? null : value.scale() < LARGEST ? value.toString() : value.toPlainString());
        }

        Printer put(String name, LocalDate value) {
            return put(name, value == null ? null : value.toString());
        }

        Printer put(String name, List<? extends MspRecord> values) {
            if (!values.isEmpty()) {
                ArrayNode array = node.putArray(name);
                values.forEach(value -> array.add(value.toJson()));
            }
            return this;
        }

        ObjectNode with(Map<String, JsonNode> others) {
            others.forEach(node::set);
            return node;
        }
    }
}
