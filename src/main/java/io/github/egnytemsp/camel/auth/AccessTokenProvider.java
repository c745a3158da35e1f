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

import java.util.Optional;

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

    /**
     * When that token was issued and when it ends, as far as is known: health checks show it, and a warning comes in
     * time.
     *
     * @return           the age, or empty if nothing is known
     * @throws Exception if it cannot be read
     */
    default Optional<TokenAge> age() throws Exception {
        return Optional.empty();
    }

    /**
     * How a person gets a new token, for messages.
     *
     * @return a sentence without a full stop and without a secret
     */
    default String advice() {
        return "Get a new one with " + CommandName.authorize() + ", and set it as the accessToken or let the"
               + " accessTokenProvider return it";
    }
}
