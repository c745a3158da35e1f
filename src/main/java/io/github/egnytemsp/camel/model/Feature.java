package io.github.egnytemsp.camel.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A feature, a package or a source of a plan or domain: a view over the API's answer. Any part is null where the answer does not have
 * it, or has it in another form.
 */
public final class Feature extends MspAnswer {

    private Feature(JsonNode json) {
        super(json);
    }

    /**
     * A view over an answer of the API.
     *
     * @param  json an object; kept, not copied: the caller must not change it
     * @return      the view
     */
    public static Feature fromJson(JsonNode json) {
        return new Feature(json);
    }

    /** {@return its name} */
    public String name() {
        return text("name");
    }

    /** {@return what a person reads} */
    public String title() {
        return text("title");
    }

    /** {@return its category} */
    public String category() {
        return text("category");
    }

    /** {@return its type} */
    public String type() {
        return text("type");
    }

    /** {@return how many were bought} */
    public Integer numPurchased() {
        return integer("numPurchased");
    }
}
