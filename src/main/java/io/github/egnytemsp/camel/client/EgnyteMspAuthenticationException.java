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
package io.github.egnytemsp.camel.client;

/**
 * The access token was refused, or there is none. A token ends when its user changes the password or revokes access,
 * and it may end by itself: after the {@code expires_in} that Egnyte gave with it, or after 30 days.
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
                                            String message, int httpStatus, String apiCode, String apiMessage,
                                            String requestId) {
        super(message, httpStatus, apiCode, apiMessage, requestId, null);
    }
}
