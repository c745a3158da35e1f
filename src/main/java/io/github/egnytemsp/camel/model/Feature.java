package io.github.egnytemsp.camel.model;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A feature or a source of a plan or domain. Any part is null where the API does not tell it.
 *
 * @param name its name
 * @param title what a person reads
 * @param category its category
 * @param type its type
 * @param numPurchased how many were bought
 * @param others fields that this library does not know, or whose form it does not, in their order
 */
public record Feature(String name, String title, String category, String type, Integer numPurchased,
        Map<String, JsonNode> others) implements MspRecord {

    /** Makes lists and maps unmodifiable. */
    public Feature {
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the record
     */
    public static Feature fromJson(JsonNode node) {
        Fields fields = new Fields(node);
        return new Feature(
                fields.text("name"), fields.text("title"), fields.text("category"), fields.text("type"),
                fields.integer("numPurchased"), fields.others());
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer()
                .put("name", name)
                .put("title", title)
                .put("category", category)
                .put("type", type)
                .put("numPurchased", numPurchased)
                .with(others);
    }
}
