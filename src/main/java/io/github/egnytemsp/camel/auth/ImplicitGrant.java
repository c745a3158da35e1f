/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.auth;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Egnyte's OAuth 2.0 implicit grant, as its MSP API page documents it: the address that a person opens, and the address
 * that the person's browser lands on. The redirect does not come to the application.
 */
public final class ImplicitGrant {

    /** Where Egnyte redirects to; always exactly this. */
    public static final String REDIRECT_URI = "https://resellers.egnyte.com/accounts/login/";

    private ImplicitGrant() {
    }

    /** The person, or Egnyte, said no. */
    public static final class DeniedException extends Exception {

        private static final long serialVersionUID = 1L;

        DeniedException(String error) {
            super("Egnyte gave no token: " + error);
        }
    }

    /**
     * The address to open in a browser.
     *
     * @param  baseUrl  scheme, host and port of the NFR domain
     * @param  clientId the API key
     * @return          the authorization address
     */
    public static String authorizationUrl(URI baseUrl, String clientId) {
        return baseUrl + "/puboauth/token?client_id=" + URLEncoder.encode(clientId, StandardCharsets.UTF_8)
               + "&redirect_uri=" + REDIRECT_URI + "&response_type=token";
    }

    /**
     * Takes the token out of the address that the browser landed on.
     *
     * @param  address                  the whole address, copied from the browser
     * @param  now                      the time of issue, as the address has none
     * @return                          the access token; of unknown life if the address has no sensible
     *                                  {@code expires_in}
     * @throws DeniedException          if the address says so ({@code #error=access_denied})
     * @throws IllegalArgumentException if this is another address, or one without a token; its message does not quote
     *                                  it
     */
    public static StoredToken token(String address, Instant now) throws DeniedException {
        String trimmed = address.trim();
        int fragment = trimmed.indexOf('#');
        if (!trimmed.startsWith(REDIRECT_URI.substring(0, REDIRECT_URI.length() - 1)) || fragment < 0) {
            throw new IllegalArgumentException(
                    "That is not the address after allowing: it begins with " + REDIRECT_URI
                                               + "#access_token= . Copy it whole, from the browser's address bar");
        }
        Map<String, String> values = values(trimmed.substring(fragment + 1));
        String error = values.get("error");
        if (error != null) {
            throw new DeniedException(error.matches("[a-z_]{1,64}") ? error : "an error");
        }
        if (values.getOrDefault("access_token", "").isBlank()) {
            throw new IllegalArgumentException(
                    "The address has no access_token: copy it whole, from the browser's address bar");
        }
        return StoredToken.ofGrant(values, now);
    }

    /** The values of {@code name=value&name=value}; of a name that comes twice, the last. */
    static Map<String, String> values(String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            values.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return values;
    }

    private static String decoded(String value) {
        try {
            // a plus in a token is a plus
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // a percent sign that nobody encoded
            return value;
        }
    }
}
