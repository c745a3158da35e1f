package io.github.egnytemsp.camel.auth;

import java.io.IOException;

/** The encrypted token file cannot be used: its message says why and what to do, and holds no secret. */
public class TokenKeystoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, and what to do
     * @param cause   the cause, or null
     */
    public TokenKeystoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
