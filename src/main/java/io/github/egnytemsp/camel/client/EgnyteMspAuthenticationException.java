package io.github.egnytemsp.camel.client;

/**
 * The access token was refused, or there is none. A token ends when its user changes the password or revokes access, and it may
 * end by itself: after the {@code expires_in} that Egnyte gave with it, or after 30 days.
 */
public class EgnyteMspAuthenticationException extends EgnyteMspException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message    the whole message
     * @param httpStatus 401 or 403, or 0 if nothing was sent
     * @param apiCode    the API's own code, or null
     * @param apiMessage the API's own message, or null
     * @param requestId  the API's id of the request, or null
     */
    public EgnyteMspAuthenticationException(
                                            String message, int httpStatus, String apiCode, String apiMessage, String requestId) {
        super(message, httpStatus, apiCode, apiMessage, requestId, null);
    }
}
