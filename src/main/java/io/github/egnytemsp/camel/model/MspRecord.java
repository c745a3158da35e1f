package io.github.egnytemsp.camel.model;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value of the MSP API. It prints as JSON with the API's own field names, fields that this library does not know
 * included.
 */
public interface MspRecord {

    /**
     * The JSON form, secrets included where the API has them.
     *
     * @return a tree of the caller's own
     */
    @JsonValue
    JsonNode toJson();
}
