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
