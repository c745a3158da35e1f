package io.github.egnytemsp.camel.client;

/**
 * A call that must not be repeated blindly was sent, and no answer came: the API may or may not have done it. Look at the
 * state before calling again.
 */
public class EgnyteMspOutcomeUnknownException extends EgnyteMspException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message the whole message
     * @param cause   what became of the connection
     */
    public EgnyteMspOutcomeUnknownException(String message, Throwable cause) {
        super(message, 0, null, null, cause);
    }
}
