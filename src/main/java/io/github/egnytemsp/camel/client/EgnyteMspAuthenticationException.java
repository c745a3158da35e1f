package io.github.egnytemsp.camel.client;

/**
 * The access token was refused (401), or there is none. Egnyte's tokens do not expire: they die when the user changes the
 * password or revokes access.
 */
public class EgnyteMspAuthenticationException extends EgnyteMspException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message    the whole message
     * @param httpStatus 401, or 0 if nothing was sent
     * @param apiCode    the API's own code, or null
     * @param apiMessage the API's own message, or null
     */
    public EgnyteMspAuthenticationException(String message, int httpStatus, String apiCode, String apiMessage) {
        super(message, httpStatus, apiCode, apiMessage, null);
    }
}
