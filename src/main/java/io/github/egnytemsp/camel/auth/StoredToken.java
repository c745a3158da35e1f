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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An access token and its age, as the encrypted file keeps them: in one text, with the names of Egnyte's redirect and
 * {@code issued_at}.
 *
 * @param token the token
 * @param age   when it was issued, and how long it lives if that is known
 */
public record StoredToken(String token, TokenAge age) {

    private static final String TOKEN = "access_token";
    private static final String ISSUED_AT = "issued_at";
    private static final String EXPIRES_IN = "expires_in";

    /**
     * @param  token                    the token
     * @param  age                      when it was issued, and how long it lives if that is known
     * @throws IllegalArgumentException if the token is empty or not printable ASCII; the message does not quote it
     */
    public StoredToken {
        Objects.requireNonNull(age, "age");
        if (token == null || token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IllegalArgumentException("An access token is printable ASCII without spaces");
        }
    }

    /** The text that is stored: a secret. */
    String toText() {
        String text = TOKEN + "=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&" + ISSUED_AT + "=" + age.issuedAt();
        return age.isEndKnown() ? text + "&" + EXPIRES_IN + "=" + age.expiresIn().toSeconds() : text;
    }

    /**
     * Reads the stored text.
     *
     * @throws IllegalArgumentException if it has another form; the message does not quote it
     */
    static StoredToken ofText(String text) {
        Map<String, String> values = ImplicitGrant.values(text);
        try {
            return new StoredToken(
                    values.get(TOKEN), new TokenAge(Instant.parse(values.getOrDefault(ISSUED_AT, "")), expiresIn(values)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The stored text has no date of issue");
        }
    }

    /**
     * Reads what came with the redirect.
     *
     * @param  values the fragment's
     * @param  now    the time of issue
     * @return        the token; of unknown life if {@code expires_in} is missing or no sensible number
     */
    static StoredToken ofGrant(Map<String, String> values, Instant now) {
        return new StoredToken(values.get(TOKEN), new TokenAge(now, expiresIn(values)));
    }

    private static Duration expiresIn(Map<String, String> values) {
        String seconds = values.getOrDefault(EXPIRES_IN, "").trim();
        // ten digits are 300 years
        return seconds.matches("0*[1-9][0-9]{0,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "StoredToken[" + age + "]";
    }
}
