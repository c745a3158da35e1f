package io.github.egnytemsp.camel.client;

import java.util.concurrent.Callable;

/**
 * A call that must not be repeated blindly was sent, and no answer came: the API may or may not have done it. Look at the
 * state before calling again; where the connector could look, the message says what it found.
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

    /**
     * The same with what a look at the state found.
     *
     * @param  look what was found, in words; a look that fails leaves the message as it is
     * @return      the exception to throw
     */
    public EgnyteMspOutcomeUnknownException found(Callable<String> look) {
        try {
            return new EgnyteMspOutcomeUnknownException(getMessage() + ". Looked afterwards: " + look.call(), getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return this;
        } catch (Exception e) {
            addSuppressed(e);
            return this;
        }
    }
}
