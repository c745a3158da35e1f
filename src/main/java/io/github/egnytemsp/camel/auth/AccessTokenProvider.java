package io.github.egnytemsp.camel.auth;

/**
 * Gives the access token for calls of the MSP API. Implement it to read the token from where you keep secrets, and put
 * the bean into the registry: {@code accessTokenProvider=#name}.
 */
@FunctionalInterface
public interface AccessTokenProvider {

    /**
     * The token to use now. Called for each call of the API, by several threads: it must be fast and thread-safe.
     *
     * @return           the bearer token, or null or an empty text if there is none yet
     * @throws Exception if it cannot be read; the call then fails before anything is sent
     */
    String accessToken() throws Exception;
}
