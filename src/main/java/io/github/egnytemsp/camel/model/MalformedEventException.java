package io.github.egnytemsp.camel.model;

/**
 * The body of a delivery is no event: no JSON in UTF-8, no object, or an object without a text {@code event_type}. Its
 * message says where and never quotes the body.
 */
public class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, without content of the body
     */
    public MalformedEventException(String message) {
        super(message);
    }
}
